// The polite voice of the page, in whole sentences and at most one every three seconds, and the state of the link.
import { words } from "./page.js";

const voice = document.getElementById("status");
const light = document.getElementById("link-state");
const PAUSE = 3000;
const counts = new Map();
let sentences = [];
let quietUntil = 0;
let timer;

// `brief` is said instead of a number where it is the only one of its time
export function tally(what, place, brief = "") {
  const key = `${what} ${place}`;
  const entry = counts.get(key) ?? { what, place, n: 0 };
  entry.n += 1;
  entry.brief = brief;
  counts.set(key, entry);
  plan();
}

export function say(sentence) {
  if (sentence) sentences.push(sentence);
  plan();
}

function plan() {
  if (timer) return;
  timer = setTimeout(speak, Math.max(200, quietUntil - Date.now()));
}

function speak() {
  timer = undefined;
  quietUntil = Date.now() + PAUSE;
  const counted = [...counts.values()].map(({ what, place, n, brief }) => (n === 1 && brief) || words(voice, what + (n === 1 ? "One" : "Many"), { n, place }));
  if (voice) voice.textContent = [...sentences, ...counted].join(". ");
  counts.clear();
  sentences = [];
}

export function link(state) {
  if (!light || light.dataset.state === state) return;
  light.dataset.state = state;
  light.lastElementChild.textContent = light.dataset[state];
  light.hidden = false;
}

export function alarm(text) {
  const note = document.createElement("div");
  note.className = "tv-note tv-note--bad";
  note.setAttribute("role", "alert");
  document.getElementById("notes")?.append(note);
  note.textContent = text;
}
