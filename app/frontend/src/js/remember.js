// What a person folds stays folded: each <details data-remember="name"> opens as she left it, on every page that has it.
const key = (fold) => `tavolo:fold:${fold.dataset.remember}`;

export function rememberFolds() {
  for (const fold of document.querySelectorAll("details[data-remember]")) {
    if (localStorage.getItem(key(fold)) === "shut") fold.open = false;
    fold.addEventListener("toggle", () => keep(fold));
  }
}

function keep(fold) {
  try {
    if (fold.open) localStorage.removeItem(key(fold));
    else localStorage.setItem(key(fold), "shut");
  } catch {
    // a browser that refuses to keep anything opens it as the page says
  }
}
