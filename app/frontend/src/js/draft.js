// What is being written: kept in this browser at once, on the server a little later; the newest comes back.
import { later, me, timeOfDay, words } from "./page.js";
import { postPlain } from "./post.js";

const SOON = 300;
const SERVER = 2000;

export class Draft {
  constructor(composer) {
    this.composer = composer;
    this.field = composer.field;
    this.key = `tavolo:draft:${me}:${composer.action}`;
    this.address = composer.action.replace(/messages$/, "draft");
    this.known = this.field.value;
    this.toServer = later(SERVER, () => this.share());
    this.field.addEventListener("input", later(SOON, () => this.keep()));
    addEventListener("online", () => this.toServer());
    addEventListener("pagehide", () => this.write(this.text()));
    composer.form.querySelectorAll("[data-draft-keep]").forEach((button) => (button.hidden = true)); // it is kept anyway
    this.restore();
  }

  // an edit of something that stands is no draft of a new message
  text() {
    return this.composer.editing?.id ? this.known : this.field.value;
  }

  keep() {
    if (this.composer.closed || this.composer.editing?.id) return;
    const text = this.text();
    const kept = this.write(text);
    this.composer.note(text && kept ? words(document.getElementById("status"), "draftSaved", { time: timeOfDay() }) : "");
    this.toServer();
  }

  write(text) {
    try {
      if (text) localStorage.setItem(this.key, JSON.stringify({ text, at: Date.now() }));
      else localStorage.removeItem(this.key);
      return true;
    } catch {
      return false; // a browser that keeps nothing still sends
    }
  }

  async share() {
    const text = this.text();
    if (this.composer.closed || this.composer.editing?.id || text === this.known) return;
    const { outcome } = await postPlain(this.address, { body: text });
    if (outcome === "sent") this.known = text;
  }

  // a message left: the server drops its draft with it
  forget() {
    this.known = "";
    this.write("");
    this.composer.note("");
  }

  restore() {
    const { text = "", at = 0 } = this.local();
    const server = Date.parse(this.field.dataset.draftAt ?? "") || 0;
    if (text && (!this.field.value || at > server)) this.field.value = text;
    if (this.field.value !== this.known) this.toServer();
  }

  local() {
    try {
      return JSON.parse(localStorage.getItem(this.key)) ?? {};
    } catch {
      return { text: localStorage.getItem(this.key) ?? "" };
    }
  }
}
