// The board of tasks: a card that may be moved can be dragged to another column; the buttons on it do the same.
let held = null;

function cardOf(event) {
  return event.target.closest?.("[data-board] [data-card]");
}

document.addEventListener("pointerover", (event) => cardOf(event)?.setAttribute("draggable", "true"));

document.addEventListener("dragstart", (event) => {
  held = cardOf(event);
  if (held) event.dataTransfer.effectAllowed = "move";
});

document.addEventListener("dragover", (event) => {
  const column = columnUnder(event);
  mark(column);
  if (column && buttonTo(column)) event.preventDefault();
});

document.addEventListener("drop", (event) => {
  const column = columnUnder(event);
  const form = column && buttonTo(column);
  if (!form) return;
  event.preventDefault();
  form.requestSubmit();
});

document.addEventListener("dragend", () => {
  held = null;
  mark(null);
});

function columnUnder(event) {
  return held ? event.target.closest?.("[data-board] [data-column]") : null;
}

function buttonTo(column) {
  return held?.querySelector(`form[data-move="${CSS.escape(column.dataset.column)}"]`);
}

function mark(column) {
  for (const each of document.querySelectorAll("[data-column]")) each.classList.toggle("is-over", each === column && Boolean(buttonTo(each)));
}
