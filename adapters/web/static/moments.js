// Moments in the reader's own zone and language; relative ones keep up with the clock.
import { el } from "./dom.js";

const formats = {
  date: { dateStyle: "full" },
  time: { timeStyle: "short" },
  datetime: { dateStyle: "medium", timeStyle: "short" },
};
const full = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "short" });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });
const steps = [
  ["day", 86400],
  ["hour", 3600],
  ["minute", 60],
];

export function since(at, now = Date.now()) {
  const seconds = (at - now) / 1000;
  for (const [unit, length] of steps) {
    if (Math.abs(seconds) >= length * 0.95) return relative.format(Math.round(seconds / length), unit);
  }
  return relative.format(Math.round(seconds), "second");
}

/** The seconds that are left; once they are over, now. */
const until = (at, now = Date.now()) =>
  relative.format(Math.max(0, Math.ceil((at - now) / 1000)), "second");

const kept = { relative: since, countdown: until };

const shown = (at, style) =>
  kept[style]?.(at) ?? new Intl.DateTimeFormat(undefined, formats[style]).format(at);

export function moment(iso, style) {
  const at = new Date(iso);
  return el("time", { dateTime: iso, title: full.format(at), data: { style } }, shown(at, style));
}

/** When a message came: the time alone today, else the date with it. */
export function stamp(iso) {
  const at = new Date(iso);
  const today = at.toDateString() === new Date().toDateString();
  return moment(iso, today ? "time" : "datetime");
}

function keepUp(style) {
  for (const time of document.querySelectorAll(`time[data-style="${style}"]`)) {
    const text = kept[style](new Date(time.dateTime));
    if (time.textContent !== text) time.textContent = text;
  }
}

setInterval(keepUp, 30_000, "relative");
setInterval(keepUp, 1_000, "countdown");
