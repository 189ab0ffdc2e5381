// The talk by the keyboard: j and k go from message to message, r quotes, e edits, ? lists the keys. Never while one types.
export function talkKeys(composers) {
  const dialog = document.getElementById("talk-keys");
  const list = document.querySelector("[data-messages]");
  if (!dialog || !list) return;
  const button = document.querySelector("[data-show-keys]");
  if (button) button.hidden = false;
  button?.addEventListener("click", () => dialog.showModal());
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable], dialog")) return;
    const at = document.activeElement?.closest?.(".tv-said[id]");
    const arrows = at && at === document.activeElement;
    if (event.key === "?") dialog.showModal();
    else if (event.key === "j" || (arrows && event.key === "ArrowDown")) go(list, at, 1);
    else if (event.key === "k" || (arrows && event.key === "ArrowUp")) go(list, at, -1);
    else if (event.key === "n") composers[0]?.field.focus();
    else if (event.key === "r" && at) composers[0]?.quote.take(at);
    else if (event.key === "e" && at && at.dataset.by === document.body.dataset.me) composers[0]?.editing.begin(at);
    else return;
    event.preventDefault();
  });
}

function go(list, at, step) {
  const all = [...list.querySelectorAll(":scope > .tv-said[id]")];
  const next = at ? all[all.indexOf(at) + step] : all.at(-1);
  if (!next) return;
  all.forEach((each) => each.removeAttribute("tabindex"));
  next.tabIndex = 0;
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}
