import { element, write } from "./element.js";
import { age, clock, count, rate, span, steady, word } from "./figures.js";
import { Sparkline } from "./sparkline.js";

const VERBS = ["pause", "resume", "trigger", "restart", "stop"];
const BOOKS = ["emitted", "delivered", "dropped", "errors", "in flight"];
/** How long the answer to a verb stays, in milliseconds. */
const ANSWER_MS = 30_000;

/** One worker of the tree. It is built once and then kept up to date, so that focus and selections stay. */
export class Worker {
  #spark = new Sparkline();
  #word = element("span", { class: "word" });
  #since = element("span", { class: "since" });
  #type = element("span", { class: "type" });
  #story = element("p", { class: "story" });
  #rate = element("span", { class: "figure" });
  #books = new Map(BOOKS.map((name) => [name, element("dd")]));
  #answer = element("output", { class: "answer" });
  #answered;
  #stuck = element("details", { class: "stuck", hidden: "" }, element("summary"), element("pre", { tabindex: "0" }));
  #more = element("dl");
  #shown;

  /** @param tell sends a verb and promises the answer */
  constructor(name, tell) {
    this.name = name;
    this.element = element(
      "li",
      { class: "worker", id: `worker-${name}`, "aria-label": name },
      element("div", { class: "who" }, element("h3", {}, name), this.#type),
      element("p", { class: "state" }, element("span", { class: "mark", "aria-hidden": "true" }), this.#word, this.#since),
      this.#story,
      element("p", { class: "rate" }, this.#spark.element, this.#rate),
      element("dl", { class: "books" }, ...[...this.#books].map(([term, value]) => pair(term, value))),
      this.#verbs(tell),
      this.#answer,
      this.#stuck,
      element("details", { class: "more" }, element("summary", {}, "more", unseen(` about ${name}`)), this.#more),
    );
  }

  #verbs(tell) {
    const buttons = VERBS.map((verb) => {
      const button = element("button", { type: "button", "data-verb": verb }, verb, unseen(` ${this.name}`));
      button.addEventListener("click", () => this.#ask(verb, tell));
      return button;
    });
    return element("div", { class: "verbs", role: "group", "aria-label": `Verbs for ${this.name}` }, ...buttons);
  }

  async #ask(verb, tell) {
    this.#say(`${verb} …`, "");
    try {
      const answer = await tell(this.name, verb);
      this.#say(`${verb}: ${timed(answer.text)}`, answer.done ? "done" : "refused");
    } catch {
      this.#say(`${verb}: no answer, so nobody knows whether it was done`, "refused");
    }
  }

  #say(text, outcome) {
    clearTimeout(this.#answered);
    write(this.#answer, text);
    this.#answer.dataset.outcome = outcome;
    if (outcome) this.#answered = setTimeout(() => write(this.#answer, ""), ANSWER_MS);
  }

  /** @param worker as the roster has it; @param now the app's clock, in milliseconds */
  show(worker, now) {
    this.#shown = worker;
    const stuck = worker["stuck-since"] !== null;
    const state = stuck ? "stuck" : worker.degraded ? "degraded" : word(worker.state);
    this.element.dataset.state = state.replaceAll(" ", "-");
    write(this.#word, stuck || worker.degraded ? `${word(worker.state)}, ${state}` : state);
    write(this.#type, worker.critical ? `${worker.type}, critical` : worker.type);
    this.#showBooks(worker.account);
    this.#spark.add(now, worker.account["results-per-second-over-1s"]);
    write(this.#rate, rate(steady(worker.account)));
    this.#showStuck(worker);
    this.#showMore(worker);
    this.tick(now);
  }

  /** What only the time changes. */
  tick(now) {
    const worker = this.#shown;
    write(this.#since, `for ${age(now - Date.parse(worker.since))}`);
    write(this.#story, story(worker, now));
  }

  #showBooks(account) {
    const dropped = Object.entries(account.dropped);
    const sum = dropped.reduce((all, [, number]) => all + number, 0);
    const figures = [account.emitted, account.delivered, sum, account.errors, account["in-flight"]];
    [...this.#books.values()].forEach((value, i) => write(value, count(figures[i])));
    this.element.toggleAttribute("data-lossy", sum > 0);
    this.element.toggleAttribute("data-errors", account.errors > 0);
  }

  #showStuck(worker) {
    this.#stuck.hidden = worker["stuck-calls"].length === 0 && worker["left-behind"].length === 0;
    if (this.#stuck.hidden) return;
    const calls = worker["stuck-calls"].map(
      ({ thread, incarnation, since, stack }) =>
        [`${thread}, incarnation ${incarnation}, since ${clock(since)}`, ...stack].join("\n    "),
    );
    const left = worker["left-behind"].map((actor) => `left behind: ${actor}`);
    write(this.#stuck.firstChild, worker["stuck-calls"].length > 0 ? "where it is stuck" : "left behind");
    write(this.#stuck.lastChild, [...calls, ...left].join("\n"));
  }

  #showMore(worker) {
    const facts = details(worker);
    const texts = facts.map(([term, text]) => `${term}\u0000${text}`).join("\u0001");
    if (this.#more.dataset.texts === texts) return;
    this.#more.dataset.texts = texts;
    this.#more.replaceChildren(...facts.map(([term, text]) => pair(term, element("dd", {}, text))));
  }
}

/** With moments as the clock of whoever looks has them. */
function timed(text) {
  return text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, clock);
}

/** What happens to it, in one sentence. */
function story(worker, now) {
  const next = worker["next-attempt-at"];
  const left = next === null ? 0 : Date.parse(next) - now;
  const due = left > 0 ? `in ${span(left)}` : "now";
  if (worker.state === "BACKING_OFF") return `${worker["last-failure"]} · attempt ${worker.attempt} failed, next ${due}`;
  if (worker.state === "FAILED") return worker["last-failure"] ?? "gave up";
  if (worker.state === "WAITING" && next !== null) return `next run ${due}`;
  if (worker.state === "STARTING" && worker.attempt > 0) return `${worker["last-failure"]} · trying again`;
  return ["STARTING", "RUNNING"].includes(worker.state) ? worker.message : "";
}

/** Pairs, since a note may be named like a fact. */
function details(worker) {
  const account = worker.account;
  const facts = {
    "last failure": worker["last-failure"] ?? "none",
    restarts: count(worker.restarts),
    incarnation: count(worker.incarnation),
    "skipped ticks": count(worker["skipped-ticks"]),
    "over a minute": rate(account["results-per-second-over-60s"]),
    latency: ["p50", "p99", "max"].map((of) => `${of} ${account[`latency-${of}-ms`].toFixed(1)} ms`).join(", "),
    "last result": account["last-result-at"] === null ? "none" : clock(account["last-result-at"]),
    "queue depth": count(account["queue-depth"]),
  };
  const dropped = Object.entries(account.dropped).map(([reason, number]) => [`dropped, ${reason}`, count(number)]);
  return [...Object.entries(facts), ...dropped, ...Object.entries(account.notes)];
}

function pair(term, value) {
  return element("div", { "data-term": term }, element("dt", {}, term), value);
}

function unseen(text) {
  return element("span", { class: "unseen" }, text);
}
