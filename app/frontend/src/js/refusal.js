// A "no" beside the form that was sent: the sentence, the fields it is about, the choice it asks for. What was typed stays.
export function refuseAt(form, reason, problem = {}) {
  const note = document.createElement("div");
  note.className = "tv-note tv-note--bad";
  note.dataset.refusal = "";
  note.setAttribute("role", "alert");
  note.textContent = reason;
  if (form.matches(".tv-press")) form.after(note);
  else form.prepend(note);
  for (const name of Object.keys(problem.errors ?? {})) markWrong(form.elements[name]);
  if (problem.for) offerVoices(form, problem.for, reason);
}

export function calm(form) {
  const next = form.nextElementSibling;
  if (next?.matches("[data-refusal]")) next.remove();
  form.querySelectorAll("[data-refusal]").forEach((note) => note.remove());
  for (const field of form.querySelectorAll("[aria-invalid]")) {
    field.removeAttribute("aria-invalid");
    field.classList.remove("tv-input--miss");
  }
}

function markWrong(field) {
  if (!field?.setAttribute) return;
  field.setAttribute("aria-invalid", "true");
  field.classList.add("tv-input--miss");
}

// in whose name: asked only of who may speak for two
function offerVoices(form, voices, question) {
  if (form.elements.for) return;
  const list = document.createElement("select");
  list.name = "for";
  list.className = "tv-input";
  list.setAttribute("aria-label", question);
  list.append(...voices.map(({ id, name }) => new Option(name, id)));
  form.prepend(list);
}
