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
  ["hour", 3600],
  ["minute", 60],
];

const DAY = 86_400_000;

const midnight = (at) => new Date(at).setHours(0, 0, 0, 0);

export function since(at, now = Date.now()) {
  const seconds = (at - now) / 1000;
  // "Tomorrow" is the next day of the calendar, however few or many hours away.
  const days = Math.round((midnight(at) - midnight(now)) / DAY);
  if (days && Math.abs(seconds) >= 0.95 * 86400) return relative.format(days, "day");
  for (const [unit, length] of steps) {
    if (Math.abs(seconds) >= length * 0.95) return relative.format(Math.round(seconds / length), unit);
  }
  return relative.format(Math.round(seconds), "second");
}

/** The time alone today, else the date with it. */
function stamped(at) {
  const today = at.toDateString() === new Date().toDateString();
  return formatted(at, today ? "time" : "datetime");
}

const formatted = (at, style) => new Intl.DateTimeFormat(undefined, formats[style]).format(at);

function shown(at, style) {
  if (style === "relative") return since(at);
  return style === "stamp" ? stamped(at) : formatted(at, style);
}

export function moment(iso, style) {
  const at = new Date(iso);
  return el("time", { dateTime: iso, title: full.format(at), data: { style } }, shown(at, style));
}

/** When a message came. */
export const stamp = (iso) => moment(iso, "stamp");

setInterval(() => {
  for (const time of document.querySelectorAll("time[data-style=relative], time[data-style=stamp]")) {
    const text = shown(new Date(time.dateTime), time.dataset.style);
    if (time.textContent !== text) time.textContent = text;
  }
}, 30_000);
