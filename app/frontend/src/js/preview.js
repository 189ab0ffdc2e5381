// How a message will look, without leaving the composer.
import { words } from "./page.js";
import { postPlain } from "./post.js";
import { words_ } from "./quote.js";

export class Preview {
  constructor(composer) {
    this.composer = composer;
    this.button = composer.form.querySelector('[name="preview"]') ?? this.made();
    this.button?.setAttribute("aria-expanded", "false");
    composer.field.addEventListener("input", () => this.close());
  }

  made() {
    const send = this.composer.form.querySelector("button[type=submit]");
    if (!words_() || !send) return null;
    const button = Object.assign(document.createElement("button"), { type: "submit", name: "preview", value: "yes", className: "tv-btn tv-btn--line" });
    button.textContent = words(words_(), "preview");
    send.before(button);
    return button;
  }

  async toggle() {
    if (this.box) return this.close();
    const { outcome, html, reason } = await postPlain("/preview", { body: this.composer.field.value });
    this.box = document.createElement("div");
    this.box.className = "tv-prose tv-preview";
    this.box.tabIndex = -1;
    if (outcome === "sent") this.box.innerHTML = html; // cleaned by the server, as what it stores
    else this.box.textContent = reason || words(words_(), "notNow");
    this.composer.field.after(this.box);
    this.button?.setAttribute("aria-expanded", "true");
    this.box.focus({ preventScroll: true });
  }

  close() {
    this.box?.remove();
    this.box = undefined;
    this.button?.setAttribute("aria-expanded", "false");
  }
}
