// Long forms (data-keep): what is typed is kept in the browser until the server has accepted it.
import { later, me, timeOfDay, words } from "./page.js";

const SENT = "tavolo:sent";
const TYPED = 'textarea, input:not([type]), input[type="text"], input[type="search"], input[type="email"], input[type="url"], input[type="date"], input[type="number"]';

export function keepForms() {
  const forms = [...document.querySelectorAll("form[data-keep]")];
  forgetAccepted(forms);
  forms.forEach(keep);
}

// forms that came later, with a part of the page that was fetched again
export function keepIn(part) {
  part.querySelectorAll("form[data-keep]").forEach(keep);
}

// a form that was accepted without leaving the page
export function forget(form) {
  if (!form.matches("[data-keep]")) return;
  localStorage.removeItem(keyOf(form));
  sessionStorage.removeItem(SENT);
}

// accepted = a page reached after a submit that is neither a refusal nor the same form with errors
function forgetAccepted(forms) {
  const sent = sessionStorage.getItem(SENT);
  if (!sent) return;
  sessionStorage.removeItem(SENT);
  const [{ type } = {}] = performance.getEntriesByType("navigation");
  const again = forms.some((form) => keyOf(form) === sent && form.querySelector(".tv-miss, .tv-errors"));
  if (type !== "back_forward" && !again && !document.querySelector("[data-stop]")) localStorage.removeItem(sent);
}

function keep(form) {
  const key = keyOf(form);
  restore(form, key);
  form.addEventListener("input", later(500, () => save(form, key)));
  form.addEventListener("submit", () => {
    save(form, key);
    sessionStorage.setItem(SENT, key);
  });
}

function keyOf(form) {
  return `tavolo:keep:${me}:${form.getAttribute("action") || location.pathname}`;
}

function save(form, key) {
  const typed = [...form.querySelectorAll(TYPED)].filter((field) => field.name && field.value);
  localStorage.setItem(key, JSON.stringify(Object.fromEntries(typed.map((field) => [field.name, field.value]))));
  note(form, words(document.getElementById("status"), "draftSaved", { time: timeOfDay() }));
}

function restore(form, key) {
  const kept = JSON.parse(localStorage.getItem(key) ?? "{}");
  for (const field of form.querySelectorAll(TYPED)) field.value ||= kept[field.name] ?? "";
}

function note(form, text) {
  let line = form.querySelector("[data-draft-note]");
  if (!line) {
    line = Object.assign(document.createElement("p"), { className: "tv-draft" });
    line.dataset.draftNote = "";
    form.append(line);
  }
  line.textContent = text;
}
