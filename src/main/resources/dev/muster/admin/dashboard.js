import { write } from "./dashboard/element.js";
import { clock, count, word } from "./dashboard/figures.js";
import { Server, TokenWanted } from "./dashboard/server.js";
import { Tail } from "./dashboard/tail.js";
import { Worker } from "./dashboard/worker.js";

const POLL_MS = 1000;
const TICK_MS = 100;
/** Rosters whose times tell how far the app's clock is from this one's. */
const CLOCKS = 30;

const LINK = { gone: "no answer", locked: "wants a token", draining: "ending", connecting: "connecting", live: "live" };

const ENDING = "Muster is ending: workers finish what they have begun, and start nothing new.";

const server = new Server();
const tail = new Tail(server);
const workers = new Map();
const by = (id) => document.getElementById(id);
const place = { link: by("link"), notice: by("notice"), token: by("token"), list: by("workers") };

let roster = null;
let heard = null;
let gone = false;
let timer = null;
let polls = 0;
let offsets = [];

const now = () => Date.now() + Math.max(...offsets);

async function poll() {
  clearTimeout(timer);
  const number = ++polls;
  const shown = await answer();
  // An answer that was overtaken may be to a token that is no longer shown.
  if (number !== polls) return;
  shown();
  if (document.visibilityState === "visible") timer = setTimeout(poll, POLL_MS);
}

async function answer() {
  try {
    const told = await server.roster();
    return () => take(told);
  } catch (failure) {
    return () => miss(failure);
  }
}

function take(told) {
  roster = told;
  heard = Date.now();
  // A roster may lie for a while before it is asked for, so the freshest of many tells the time best.
  offsets = [...offsets, Date.parse(told.at) - heard].slice(-CLOCKS);
  if (gone) tail.close();
  gone = false;
  place.token.hidden = true;
  tail.open();
  show();
}

function miss(failure) {
  gone = !(failure instanceof TokenWanted);
  if (!gone) ask();
  showLink();
}

/** What was told before stays on the page, and is shown as old as when nobody answers. */
function ask() {
  place.token.hidden = false;
  write(by("token-refused"), server.showsToken ? "It does not take the one that was shown." : "");
  tail.close();
}

function show() {
  const names = roster.workers.map((worker) => worker.name);
  for (const [name, worker] of workers) if (!names.includes(name)) remove(name, worker);
  roster.workers.forEach((told, i) => {
    const worker = workers.get(told.name) ?? added(told.name);
    if (place.list.children[i] !== worker.element) place.list.insertBefore(worker.element, place.list.children[i] ?? null);
    worker.show(told, now());
  });
  tail.know(names);
  showStems();
  showLink();
}

function added(name) {
  const worker = new Worker(name, tell);
  workers.set(name, worker);
  return worker;
}

function remove(name, worker) {
  worker.element.remove();
  workers.delete(name);
}

async function tell(name, verb) {
  const answer = await server.tell(name, verb);
  poll();
  return answer;
}

function showStems() {
  const states = new Map();
  for (const { state } of roster.workers) states.set(word(state), (states.get(word(state)) ?? 0) + 1);
  const summary = [...states].map(([state, number]) => `${number} ${state}`).join(", ");
  const number = roster.workers.length === 1 ? "1 worker" : `${count(roster.workers.length)} workers`;
  write(by("guardian"), summary ? `${number}: ${summary}` : "is starting");
  const delivered = roster.workers.reduce((sum, worker) => sum + worker.account.delivered, 0);
  const sinks = roster.sinks.map((sink) => {
    const skipped = sink.skipped > 0 ? `, ${count(sink.skipped)} skipped` : "";
    return `${sink.name} ${count(sink.taken)}${skipped}`;
  });
  write(by("reporter"), [`${count(delivered)} delivered`, ...sinks].join(" · "));
  document.title = summary ? `Muster: ${summary}` : "Muster";
}

function showLink() {
  const locked = !gone && !place.token.hidden;
  const draining = Boolean(roster?.draining) && !gone && !locked;
  const state = gone ? "gone" : locked ? "locked" : draining ? "draining" : heard === null ? "connecting" : "live";
  document.body.className = state;
  write(place.link.querySelector(".word"), LINK[state]);
  place.notice.hidden = !gone && !draining;
  write(place.notice, gone ? lost() : draining ? ENDING : "");
}

function lost() {
  if (heard === null) return `Nothing answers at ${location.host}. Trying again every second.`;
  const last = `What you see is from ${clock(heard)}. Trying again every second.`;
  return roster.draining ? `Muster has ended. ${last}` : `Muster does not answer since ${clock(heard)}. ${last}`;
}

function tick() {
  if (gone || !place.token.hidden || document.visibilityState !== "visible" || heard === null) return;
  for (const worker of workers.values()) worker.tick(now());
}

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") poll();
  else tail.close();
});
place.token.addEventListener("submit", (event) => {
  event.preventDefault();
  server.token = by("token-text").value;
  by("token-text").value = "";
  poll();
});
write(by("place"), location.host);
setInterval(tick, TICK_MS);
poll();
