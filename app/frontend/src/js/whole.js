// A message that came by the line has no buttons yet: they are fetched when somebody turns to it.
import { refresh } from "./refresh.js";

export function completeMessages() {
  for (const kind of ["pointerover", "focusin"]) document.addEventListener(kind, ({ target }) => complete(target.closest?.(".tv-said--new[id]")));
}

function complete(message) {
  if (!message || message.dataset.asked || message.querySelector("details")) return;
  message.dataset.asked = "yes";
  refresh();
}
