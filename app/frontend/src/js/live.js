// Pages that follow something as it happens: a workspace, a thread, a sitting, a table.
import { alarm, tally } from "./status.js";
import { Stream } from "./stream.js";
import { open } from "./line.js";
import { showMessage } from "./messages.js";
import { refresh } from "./refresh.js";
import { Composer } from "./composer.js";
import * as outbox from "./outbox.js";
import { me } from "./page.js";

const composers = [...document.querySelectorAll("form[data-composer]")].map((form) => new Composer(form));
const places = [...document.querySelectorAll("[data-stream]")];
const streams = places.map((place) => new Stream(place, { show: (happening) => show(happening, place), gone: () => gone(place) }));

function show(happening, place) {
  const name = place.dataset.place ?? "";
  if (happening.kind === "message-posted") {
    if (happening.data.nonce) outbox.drop(happening.data.nonce);
    return showMessage(happening, name);
  }
  if (String(happening.person?.id ?? "") !== me) tally("change", name);
  refresh();
}

function gone(place) {
  composers.filter(({ form }) => place.contains(form)).forEach((composer) => composer.close());
  alarm(place.dataset.goneText ?? "");
}

if (streams.length) open(streams);
