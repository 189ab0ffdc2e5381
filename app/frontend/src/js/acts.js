// What one does to a message by a button of its own: sent without leaving the page, tried again while there is no network.
import { words } from "./page.js";
import { freshNonce, postOnce } from "./post.js";
import { say } from "./status.js";
import { calm, refuseAt } from "./refusal.js";
import { refreshSpread } from "./refresh.js";
import { words_ } from "./quote.js";

const AGAIN = 4000;

export function actsOfMessages() {
  document.addEventListener("submit", (event) => {
    const form = event.target.closest?.("[data-messages] .tv-said form");
    if (!form || event.defaultPrevented || form.dataset.sending || !words_()) return;
    event.preventDefault();
    form.dataset.sending = "yes";
    calm(form);
    const pairs = [...new FormData(form, event.submitter)].filter(([name]) => name !== "csrf_token");
    send(form, { action: form.getAttribute("action"), nonce: freshNonce(), pairs });
  });
}

async function send(form, item, told = false) {
  const { outcome, reason, problem } = await postOnce(item);
  if (outcome === "later") {
    if (!told) refuseAt(form, words(words_(), "actWaits"));
    return setTimeout(() => send(form, item, true), AGAIN);
  }
  calm(form);
  delete form.dataset.sending;
  if (outcome === "refused") return refuseAt(form, reason, problem);
  const box = form.closest("details");
  if (box) box.open = false;
  if (told) say(words(words_(), "actDone"));
  refreshSpread(true);
}
