// Editing what I wrote, in the composer: Arrow-Up in an empty one takes the last; Escape gives up.
import { me, words } from "./page.js";
import { postPlain } from "./post.js";
import { say } from "./status.js";
import { numberOf, words_ } from "./quote.js";

export class Editing {
  constructor(composer) {
    this.composer = composer;
    this.field = composer.field;
    this.field.addEventListener("keydown", (event) => this.key(event));
    document.addEventListener("click", (event) => this.clicked(event));
    addEventListener("online", () => this.waiting && this.save());
  }

  key(event) {
    if (event.key === "Escape" && this.id && !event.defaultPrevented) return this.end();
    if (event.key !== "ArrowUp" || this.field.value || this.id || event.isComposing) return;
    const mine = [...document.querySelectorAll(`[data-messages] .tv-said[id][data-by="${me}"]`)].findLast(editable);
    if (!mine) return;
    event.preventDefault();
    this.begin(mine);
  }

  clicked(event) {
    const link = event.target.closest("[data-messages] a[data-edit]");
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    link.closest("details")?.removeAttribute("open");
    this.begin(link.closest(".tv-said"));
  }

  async begin(message) {
    if (this.composer.closed) return;
    this.address = `${this.composer.action}/${numberOf(message)}`;
    const response = await fetch(`${this.address}/edit`, { headers: { Accept: "application/json" } }).catch(() => null);
    const found = response?.ok ? await response.json() : null;
    if (typeof found?.body !== "string") return say(words(words_(), "notNow"));
    this.before = this.field.value;
    Object.assign(this, { id: found.id, revision: found.revision });
    this.field.value = found.body;
    this.composer.form.classList.add("tv-compose--edit");
    this.composer.note(words(words_(), "editing"));
    this.field.focus();
  }

  async save() {
    const { outcome, reason, problem } = await postPlain(this.address, { body: this.field.value, revision: this.revision });
    this.waiting = outcome === "later";
    if (this.waiting) return this.composer.note(words(words_(), "editWaits"));
    if (outcome === "sent") return this.end();
    if (problem?.now) this.revision = problem.now.revision; // pressed again, it stands over what came between
    this.composer.note(reason);
  }

  end() {
    this.id = this.waiting = undefined;
    this.field.value = this.before;
    this.composer.preview.close();
    this.composer.form.classList.remove("tv-compose--edit");
    this.composer.note("");
    this.field.focus();
  }
}

export const editable = (message) => !message.classList.contains("tv-said--pending") && !message.classList.contains("tv-said--gone");
