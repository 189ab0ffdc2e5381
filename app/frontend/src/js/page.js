// What the page itself tells the scripts: who reads, in which language, with which words.
export const me = document.body.dataset.me ?? "";
const lang = document.documentElement.lang || "it";

export function csrf() {
  return document.querySelector('meta[name="csrf-token"]')?.content ?? "";
}

export function words(element, key, values = {}) {
  const text = element?.dataset[key] ?? "";
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

const clock = new Intl.DateTimeFormat(lang, { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Rome" });

export function timeOfDay(moment = new Date()) {
  return clock.format(new Date(moment));
}

export function later(wait, act) {
  let timer;
  return (...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => act(...args), wait);
  };
}
