// The live line: one socket for all streams of the page, and asking every five seconds while there is none.
import { io } from "socket.io-client";
import { link } from "./status.js";

const POLL = 5000;

export function open(streams) {
  const only = document.querySelector('meta[name="socket-transports"]')?.content;
  const transports = only ? only.split(/[\s,]+/) : ["websocket", "polling"];
  const socket = io({ transports, tryAllTransports: true, reconnectionDelay: 500, reconnectionDelayMax: 5000 });
  const resumeAll = async () => (await Promise.all(streams.map((stream) => stream.resume()))).every(Boolean);

  for (const stream of streams) stream.socket = socket;
  socket.on("connect", () => {
    link("linked");
    resumeAll();
  });
  socket.on("happening", (happening) => streams.forEach((stream) => stream.take(happening)));
  socket.on("gone", ({ stream }) => streams.filter(({ name }) => name === stream).forEach((lost) => lost.end()));
  socket.on("disconnect", (reason) => {
    link(navigator.onLine ? "retrying" : "offline");
    if (reason === "io server disconnect") socket.connect();
  });

  setInterval(async () => {
    if (socket.connected || document.hidden) return;
    link((await resumeAll()) ? "retrying" : "offline");
  }, POLL);
  addEventListener("online", () => socket.connected || socket.connect());
  addEventListener("offline", () => link("offline"));
  document.addEventListener("visibilitychange", () => document.hidden || resumeAll());
  return socket;
}
