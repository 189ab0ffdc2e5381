// Pages that follow something as it happens: a workspace, a thread, a sitting, a table.
import { alarm, tally } from "./status.js";
import { Stream } from "./stream.js";
import { open } from "./line.js";
import { showMessage } from "./messages.js";
import { showChange } from "./changes.js";
import { refreshSpread } from "./refresh.js";
import { Composer } from "./composer.js";
import { actsOfMessages } from "./acts.js";
import { followPresence } from "./presence.js";
import { askUnread, followReading, takeOwn } from "./unread.js";
import { talkKeys } from "./talk_keys.js";
import { completeMessages } from "./whole.js";
import * as outbox from "./outbox.js";
import { me } from "./page.js";

const composers = [...document.querySelectorAll("form[data-composer]")].map((form) => new Composer(form));
const places = [...document.querySelectorAll("[data-stream]")];
const streams = places.map((place) => new Stream(place, { show: (happening) => show(happening, place), gone: () => gone(place) }));

function show(happening, place) {
  const name = place.dataset.place ?? "";
  const mine = String(happening.person?.id ?? "") === me;
  if (happening.kind === "message-posted") {
    if (happening.data.nonce && mine) outbox.drop(happening.data.nonce);
    return showMessage(happening, name);
  }
  if (showChange(happening)) return;
  if (!mine) tally("change", name);
  refreshSpread(mine);
}

function gone(place) {
  composers.filter(({ form }) => place.contains(form)).forEach((composer) => composer.close());
  alarm(place.dataset.goneText ?? "");
}

if (streams.length) {
  const socket = open(streams);
  socket.on("happening", takeOwn);
  socket.on("connect", askUnread);
  followPresence(socket, streams[0].name);
}
followReading();
actsOfMessages();
completeMessages();
talkKeys(composers);
