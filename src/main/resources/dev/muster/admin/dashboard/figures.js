const WHOLE = new Intl.NumberFormat("en");
const SHORT = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
/** Results per second that may be a single one: of a second that was a little short. */
const ONE = 1.5;

export function count(number) {
  return number < 10_000_000 ? WHOLE.format(number) : SHORT.format(number);
}

/** Per second. */
export function rate(number) {
  if (number >= 10_000) return `${SHORT.format(number)}/s`;
  return `${number >= 100 || number === 0 ? Math.round(number) : number.toFixed(1)}/s`;
}

/** Of the last second; of the last minute for those that do less than one in a second as a rule. As status has it. */
export function steady(account) {
  const second = account["results-per-second-over-1s"];
  const minute = account["results-per-second-over-60s"];
  return second > ONE || minute >= 1 ? second : minute;
}

/** @param millis of a moment that has passed or will come */
export function span(millis) {
  const seconds = Math.max(0, millis) / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 120) return `${Math.floor(seconds)} s`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.floor(seconds / 3600)} h` : `${Math.floor(seconds / 86_400)} days`;
}

/** How long ago, without a fraction that would only flicker. */
export function age(millis) {
  return millis < 10_000 ? `${Math.floor(Math.max(0, millis) / 1000)} s` : span(millis);
}

/** The wall clock of whoever looks. */
export function clock(moment) {
  return new Date(moment).toTimeString().slice(0, 8);
}

/** As people say it: BACKING_OFF is "backing off". */
export function word(state) {
  return state.toLowerCase().replaceAll("_", " ");
}
