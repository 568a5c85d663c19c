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

const shown = (at, style) =>
  style === "relative" ? since(at) : new Intl.DateTimeFormat(undefined, formats[style]).format(at);

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

setInterval(() => {
  for (const time of document.querySelectorAll('time[data-style="relative"]')) {
    const text = since(new Date(time.dateTime));
    if (time.textContent !== text) time.textContent = text;
  }
}, 30_000);
