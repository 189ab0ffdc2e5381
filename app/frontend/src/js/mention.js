// Naming somebody: after an @ a list of who can be named here, chosen by arrows and Enter, left by Escape.
import { later, words } from "./page.js";
import { words_ } from "./quote.js";

const SOON = 150;
const NAMED = /(^|[\s(])@([\p{L}'’.-]{0,40}(?: [\p{L}'’.-]{0,40})?)$/u;
let number = 0;

export function pickMentions(field, address) {
  if (!words_()) return;
  const list = document.createElement("ul");
  list.id = `mentionable-${++number}`;
  list.className = "tv-nameable";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", words(words_(), "mentionable"));
  field.before(list);
  for (const [name, value] of Object.entries({ autocomplete: "list", controls: list.id, haspopup: "listbox" })) field.setAttribute(`aria-${name}`, value);
  let asked = 0;

  const close = () => {
    asked += 1;
    list.hidden = true;
    field.removeAttribute("aria-activedescendant");
  };

  const begun = () => (field.selectionStart === field.selectionEnd ? NAMED.exec(field.value.slice(0, field.selectionStart)) : null);

  const ask = later(SOON, async () => {
    const typed = begun();
    if (!typed) return close();
    const turn = ++asked;
    const response = await fetch(`${address}?q=${encodeURIComponent(typed[2])}`, { headers: { Accept: "application/json" } }).catch(() => null);
    if (turn !== asked || !response?.ok) return;
    const { items } = await response.json();
    if (!items.length) return close();
    list.replaceChildren(...items.map(option));
    list.hidden = false;
    mark(list.firstElementChild);
  });

  const option = ({ name, note, text }, i) => {
    const made = Object.assign(document.createElement("li"), { id: `${list.id}-${i}` });
    made.setAttribute("role", "option");
    made.dataset.text = text;
    made.append(Object.assign(document.createElement("b"), { textContent: name }), ` ${note ?? ""}`);
    return made;
  };

  const mark = (chosen) => {
    for (const each of list.children) each.setAttribute("aria-selected", String(each === chosen));
    field.setAttribute("aria-activedescendant", chosen.id);
    chosen.scrollIntoView({ block: "nearest" });
  };

  const take = (chosen) => {
    const typed = begun();
    if (typed) field.setRangeText(`${chosen.dataset.text} `, field.selectionStart - typed[2].length - 1, field.selectionStart, "end");
    close();
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  };

  field.addEventListener("input", () => (begun() ? ask() : close()));
  field.addEventListener("blur", () => setTimeout(close, 150));
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    const chosen = event.target.closest("[role=option]");
    if (chosen) take(chosen);
  });
  field.addEventListener("keydown", (event) => {
    if (list.hidden || event.ctrlKey || event.metaKey || event.altKey) return;
    const all = [...list.children];
    const at = all.findIndex((each) => each.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown") mark(all[(at + 1) % all.length]);
    else if (event.key === "ArrowUp") mark(all[(at + all.length - 1) % all.length]);
    else if (event.key === "Enter" || event.key === "Tab") take(all[at]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
}
