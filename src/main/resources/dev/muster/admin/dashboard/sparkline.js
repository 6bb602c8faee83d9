import { svg } from "./element.js";

const SECONDS = 60;
const WIDTH = 120;
const HEIGHT = 28;
/** Two samples further apart than this, in milliseconds, have a time between them that nobody looked at. */
const GAP_MS = 3500;

/** The last minute of a rate. */
export class Sparkline {
  #samples = [];
  #line = svg("path", { class: "line" });
  #last = svg("circle", { r: 2, class: "last" });
  element = svg(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "spark", "aria-hidden": "true", preserveAspectRatio: "none" },
    svg("path", { class: "base", d: `M0 ${HEIGHT - 1}H${WIDTH}` }),
    this.#line,
    this.#last,
  );

  add(at, value) {
    this.#samples.push({ at, value });
    this.#samples = this.#samples.filter((sample) => sample.at > at - SECONDS * 1000);
    const top = Math.max(1, ...this.#samples.map((sample) => sample.value));
    const points = this.#samples.map((sample) => ({
      at: sample.at,
      x: WIDTH - 3 - ((at - sample.at) / (SECONDS * 1000)) * (WIDTH - 3),
      y: HEIGHT - 2 - (sample.value / top) * (HEIGHT - 5),
    }));
    this.#line.setAttribute("d", points.map(step).join(""));
    this.#last.setAttribute("cx", points.at(-1).x);
    this.#last.setAttribute("cy", points.at(-1).y);
  }
}

function step(point, i, points) {
  const joined = i > 0 && point.at - points[i - 1].at < GAP_MS;
  return `${joined ? "L" : "M"}${point.x.toFixed(1)} ${point.y.toFixed(1)}`;
}
