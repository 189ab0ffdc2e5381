// What was sent and has not arrived, shown where it is missed: lines with a dashed edge, a note with the number, what was refused.
import { words } from "./page.js";

const room = document.getElementById("room");

export function showLine({ nonce, label }) {
  const list = document.querySelector("[data-unsent-lines]");
  if (!list || lineOf(nonce)) return;
  const line = part("li", "tv-record__unsent");
  line.dataset.nonce = nonce;
  line.append(part("span"), part("p", "tv-voice tv-lines", label));
  list.append(line);
}

export function dropLine({ nonce }) {
  lineOf(nonce)?.remove();
}

const lineOf = (nonce) => document.querySelector(`[data-unsent-lines] [data-nonce="${nonce}"]`);

export function showUnsent(items, { signedOut, giveBack, letGo }) {
  const box = document.getElementById("unsent");
  if (!box) return;
  const refused = items.filter((item) => item.refused !== undefined);
  const waiting = items.length - refused.length;
  const notes = waiting ? [noteOf(waiting, signedOut)] : [];
  box.replaceChildren(...notes, ...refused.map((item) => cardOf(item, giveBack, letGo)));
  box.hidden = !items.length;
}

function noteOf(n, signedOut) {
  const note = part("div", "tv-note tv-note--off");
  note.setAttribute("role", "status");
  const sentence = words(room, n === 1 ? "waitingOne" : "waitingMany", { n });
  note.append(part("span", "", `${sentence}. ${words(room, signedOut ? "signedOut" : "kept")}`));
  return note;
}

function cardOf(item, giveBack, letGo) {
  const card = part("div", "tv-note tv-note--bad tv-unsent__card");
  card.setAttribute("role", "alert");
  const told = part("div");
  const acts = part("div", "tv-acts");
  const away = async () => {
    await letGo(item);
    card.remove();
  };
  const copy = () => navigator.clipboard?.writeText(item.label);
  acts.append(button(words(room, "edit"), async () => giveBack(item) && (await away())), button(words(room, "copy"), copy), button(words(room, "drop"), away));
  told.append(part("b", "", `${words(room, "refused")}: ${item.refused}`), part("p", "tv-voice tv-lines", item.label), acts);
  card.append(told);
  return card;
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
