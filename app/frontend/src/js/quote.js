// Quoting a message: its words stand above the composer, and its number goes with the message.
import { words } from "./page.js";

export class Quote {
  constructor(composer) {
    this.composer = composer;
    this.form = composer.form;
    document.addEventListener("click", (event) => this.clicked(event));
  }

  clicked(event) {
    if (event.target.closest("[data-quote-end]")) return this.end();
    const link = event.target.closest('[data-messages] a[href*="quote="]');
    if (!link || this.composer.closed || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    link.closest("details")?.removeAttribute("open");
    this.take(link.closest(".tv-said"));
  }

  take(message) {
    this.end();
    const field = Object.assign(document.createElement("input"), { type: "hidden", name: "quoted", value: numberOf(message) });
    const shown = document.createElement("p");
    shown.className = "tv-quoting";
    shown.dataset.quoting = "";
    const end = Object.assign(document.createElement("button"), { type: "button", className: "tv-btn tv-btn--line", textContent: words(words_(), "quoteEnd") });
    end.dataset.quoteEnd = "";
    shown.append(Object.assign(document.createElement("span"), { textContent: `${nameOn(message)}: ${briefOf(message)}` }), end);
    this.form.prepend(field, shown);
    this.composer.field.focus();
  }

  end() {
    this.form.querySelectorAll('input[name="quoted"], [data-quoting]').forEach((part) => part.remove());
  }
}

export const words_ = () => document.getElementById("talk-words");
export const numberOf = (message) => message.id.replace("message-", "");
export const nameOn = (message) => message.querySelector('[data-slot="name"]')?.textContent.trim() ?? "";

export function briefOf(message) {
  const text = message.querySelector('[data-slot="body"]')?.textContent.trim().replace(/\s+/g, " ") ?? "";
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}
