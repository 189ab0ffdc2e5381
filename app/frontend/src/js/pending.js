// A message of mine that has not arrived yet, at the end of the list, with a dashed edge.
import { words } from "./page.js";
import { pendingOf } from "./messages.js";

export function showPending(list, { nonce, body }) {
  const shown = pendingOf(nonce);
  if (shown) return shown;
  const item = part("li", "tv-said tv-said--pending");
  const box = part("div");
  item.dataset.nonce = nonce;
  box.append(part("p", "tv-plain", body), part("p", "tv-quiet"), part("div", "tv-acts"));
  item.append(part("span"), box);
  list.append(item);
  item.scrollIntoView({ block: "nearest" });
  return item;
}

export function explain(item, text) {
  const line = item.querySelector(".tv-quiet");
  if (line) line.textContent = text;
}

export function refuse(item, form, reason, { edit, drop }) {
  explain(item, [words(form, "refused"), reason].filter(Boolean).join(": "));
  const body = item.querySelector(".tv-plain").textContent;
  item.querySelector(".tv-acts").replaceChildren(
    button(words(form, "edit"), edit),
    button(words(form, "copy"), () => navigator.clipboard?.writeText(body)),
    button(words(form, "drop"), drop)
  );
}

function button(label, act) {
  const made = part("button", "tv-btn tv-btn--line", label);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

function part(tag, classes = "", text = "") {
  const made = document.createElement(tag);
  made.className = classes;
  made.textContent = text;
  return made;
}
