import { element, write } from "./element.js";
import { readEvents } from "./events.js";
import { clock, count, word } from "./figures.js";

/** Lines that are kept; older ones go. */
const LINES = 500;
/** Between two redrawings, in milliseconds: more often than this nobody reads. */
const DRAW_MS = 200;
const AGAIN_MS = 2000;

/** What happens, as it happens: changes of state and results. Bounded, whatever comes. */
export class Tail {
  #server;
  #lines = document.getElementById("tail-lines");
  #state = document.getElementById("tail-state");
  #worker = document.getElementById("tail-worker");
  #results = document.getElementById("tail-results");
  #pause = document.getElementById("tail-pause");
  #waiting = [];
  #overflow = 0;
  #stream = null;
  /** Of the last change that was told. One that nobody gave asks for all that are kept: how it came to this. */
  #last = "0";

  constructor(server) {
    this.#server = server;
    this.#worker.addEventListener("change", () => this.#begin());
    this.#results.addEventListener("change", () => this.#begin());
    this.#pause.addEventListener("click", () => this.#toggle());
    document.getElementById("tail-clear").addEventListener("click", () => this.#lines.replaceChildren());
    setInterval(() => this.#draw(), DRAW_MS);
  }

  /** Offers these workers to choose from. */
  know(names) {
    const known = [...this.#worker.options].slice(1).map((option) => option.value);
    if (known.join() === names.join()) return;
    const chosen = this.#worker.value;
    this.#worker.replaceChildren(this.#worker.options[0], ...names.map((name) => element("option", { value: name }, name)));
    this.#worker.value = names.includes(chosen) ? chosen : "";
  }

  open() {
    if (this.#stream || this.#paused) return;
    this.#stream = new AbortController();
    this.#follow(this.#stream.signal);
  }

  close() {
    this.#stream?.abort();
    this.#stream = null;
  }

  get #paused() {
    return this.#pause.getAttribute("aria-pressed") === "true";
  }

  #begin() {
    this.close();
    this.#waiting = [];
    this.#lines.replaceChildren();
    this.#last = "0";
    this.open();
  }

  #toggle() {
    const paused = !this.#paused;
    this.#pause.setAttribute("aria-pressed", paused);
    write(this.#pause, paused ? "Go on" : "Pause");
    write(this.#state, paused ? "paused" : "");
    if (paused) this.close();
    else this.#goOn();
  }

  #goOn() {
    this.#waiting.push(note("results of the pause are not shown"));
    this.open();
  }

  async #follow(signal) {
    while (!signal.aborted) {
      try {
        let first = true;
        write(this.#state, "");
        await readEvents(this.#server, this.#path(), this.#last, signal, (event) => {
          this.#take(event, first);
          first = false;
        });
      } catch (failure) {
        if (signal.aborted) return;
        write(this.#state, failure.name === "Error" ? failure.message : "no stream; trying again");
      }
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }

  #path() {
    const query = new URLSearchParams();
    if (this.#worker.value) query.set("worker", this.#worker.value);
    if (!this.#results.checked) query.set("kind", "state");
    return `events?${query}`;
  }

  #take({ kind, id, data }, first) {
    if (id) this.#last = id;
    this.#waiting.push(line(kind, JSON.parse(data), first));
    if (this.#waiting.length <= LINES) return;
    this.#waiting.shift();
    this.#overflow++;
  }

  #draw() {
    if (this.#waiting.length === 0) return;
    const atEnd = this.#lines.scrollHeight - this.#lines.scrollTop - this.#lines.clientHeight < 24;
    if (this.#overflow > 0) this.#waiting.unshift(note(`${count(this.#overflow)} events skipped: more than can be shown`));
    this.#lines.append(...this.#waiting.map(drawn));
    this.#waiting = [];
    this.#overflow = 0;
    while (this.#lines.childElementCount > LINES) this.#lines.firstChild.remove();
    if (atEnd) this.#lines.scrollTop = this.#lines.scrollHeight;
  }
}

/** @param first whether it is the first that a stream tells: before it, changes may be forgotten */
function line(kind, data, first) {
  if (kind === "skipped") {
    if (first && data.worker === null) return note(`${count(data.count)} earlier changes are forgotten`);
    return note(`${count(data.count)} events skipped: ${data.reason}`, data.worker ?? "");
  }
  if (kind === "state") return { kind, at: data.at, worker: data.worker, text: why(data), state: state(data) };
  return { kind: "result", at: data.at, worker: data.worker, text: data.summary, failed: data.failure !== null };
}

function note(text, worker = "") {
  return { kind: "skipped", at: Date.now(), worker, text };
}

function state({ to, stuck, degraded }) {
  return stuck ? "stuck" : degraded ? "degraded" : word(to);
}

function why({ to, reason, origin }) {
  return `${reason && reason !== word(to) ? ` · ${reason}` : ""}${origin ? ` (${origin})` : ""}`;
}

function drawn({ kind, at, worker, text, state, failed }) {
  const attributes = { "data-kind": failed ? "failure" : kind };
  if (state) attributes["data-state"] = state.replaceAll(" ", "-");
  return element(
    "li",
    attributes,
    element("time", {}, clock(at)),
    element("span", { class: "of" }, worker),
    element("span", { class: "text" }, state ? element("b", {}, state) : "", text),
  );
}
