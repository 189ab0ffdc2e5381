// Writing a message: kept before it is sent, sent until it has arrived, given back if it is refused.
import { words } from "./page.js";
import { say } from "./status.js";
import * as outbox from "./outbox.js";
import { freshNonce, post } from "./post.js";
import { pendingOf } from "./messages.js";
import { explain, refuse, showPending } from "./pending.js";
import { Draft } from "./draft.js";
import { Editing } from "./editing.js";
import { Quote } from "./quote.js";
import { Preview } from "./preview.js";
import { pickMentions } from "./mention.js";

const SLOW = 1500;
const LONGEST = 60000;

export class Composer {
  constructor(form) {
    this.form = form;
    this.field = form.elements.body;
    this.list = document.querySelector("[data-messages]");
    this.action = form.getAttribute("action");
    this.draft = new Draft(this);
    this.quote = new Quote(this);
    this.preview = new Preview(this);
    this.editing = new Editing(this);
    pickMentions(this.field, this.action.replace(/\/threads\/.*/, "/mentionable"));
    this.tries = 0;
    this.listen();
    this.deliver();
  }

  listen() {
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.form.requestSubmit();
    });
    addEventListener("online", () => this.deliver());
    document.addEventListener("visibilitychange", () => document.hidden || this.deliver());
  }

  async submit(event) {
    event.preventDefault();
    if (event.submitter?.name === "preview") return this.preview.toggle();
    const body = this.field.value;
    if (this.closed || !body.trim()) return this.field.focus();
    if (this.editing.id) return this.editing.save();
    const item = { nonce: freshNonce(), body, action: this.action, fields: this.otherFields() };
    this.clear();
    showPending(this.list, await outbox.put(item));
    if (!outbox.isKept(item)) this.note(words(this.form, "unkept"));
    this.tries = 0;
    this.deliver();
  }

  clear() {
    this.field.value = "";
    this.quote.end();
    this.preview.close();
    this.draft.forget();
  }

  // what else the form says: in whose name, what is quoted
  otherFields() {
    const others = [...this.form.querySelectorAll('input[type="hidden"], select')];
    return Object.fromEntries(others.filter(({ name, value }) => name && value && !["nonce", "csrf_token"].includes(name)).map(({ name, value }) => [name, value]));
  }

  // one message after the other, in the order they were written, and by one tab at a time
  async deliver() {
    if (this.delivering) return void (this.again = true);
    this.delivering = true;
    try {
      do {
        this.again = false;
        await outbox.oneTab(this.action, () => this.deliverAll());
      } while (this.again);
    } finally {
      this.delivering = false;
    }
  }

  async deliverAll() {
    for (const item of await outbox.waiting(this.action)) {
      const shown = showPending(this.list, item);
      if (item.refused !== undefined) this.giveBack(item, shown);
      else if (!(await this.send(item, shown))) return this.retryLater();
    }
    if (this.waited) say(words(document.getElementById("status"), "sent"));
    this.waited = false;
  }

  async send(item, shown) {
    const slow = setTimeout(() => explain(shown, words(this.form, "waiting")), SLOW);
    const result = await post(item);
    clearTimeout(slow);
    if (result.outcome === "later" || result.status === 401) {
      explain(shown, words(this.form, result.status === 401 ? "signedOut" : "waiting"));
      this.pause = result.after;
      return false;
    }
    if (result.outcome === "sent") await this.arrived(item, result);
    else await this.refused(item, shown, result.reason);
    return true;
  }

  async arrived(item, { id }) {
    await outbox.drop(item.nonce);
    const shown = pendingOf(item.nonce);
    if (id && document.getElementById(`message-${id}`)) shown?.remove();
    else if (shown) explain(shown, "");
  }

  async refused(item, shown, reason) {
    await outbox.put({ ...item, refused: reason });
    this.giveBack({ ...item, refused: reason }, shown);
  }

  giveBack(item, shown) {
    const drop = () => {
      shown.remove();
      outbox.drop(item.nonce);
      this.field.focus();
    };
    const edit = () => {
      this.field.value = [this.field.value, item.body].filter(Boolean).join("\n");
      this.draft.keep();
      drop();
    };
    refuse(shown, this.form, item.refused, { edit, drop });
  }

  retryLater() {
    this.waited = true;
    this.tries += 1;
    const wait = Math.min(LONGEST, 1000 * 2 ** Math.min(this.tries, 6)) * (0.75 + Math.random() / 2);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.deliver(), Math.max(this.pause || 0, wait));
  }

  close() {
    this.closed = true;
    this.field.readOnly = true;
    this.note(words(this.form, "gone"));
  }

  note(text) {
    const place = this.form.querySelector("[data-draft-note]");
    if (place) place.textContent = text;
  }
}
