// Moments in the reader's own zone and clock; relative ones keep up with it.
import { el } from "./dom.js";

const own = new Intl.DateTimeFormat(undefined, { timeStyle: "short" }).resolvedOptions();
// They stand in English sentences: "Closes morgen" is neither language.
const english = own.hour12 ? "en-US" : "en-GB";
const language = own.locale.startsWith("en") ? own.locale : english;
const formats = {
  date: { dateStyle: "full" },
  time: { timeStyle: "short" },
  datetime: { dateStyle: "medium", timeStyle: "short" },
};
const full = new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "short" });
const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
const steps = [
  ["hour", 3600],
  ["minute", 60],
];

const DAY = 86_400_000;

/** Milliseconds that clocks may differ by: what time it is takes as long to be told. */
const NEAR = 5_000;

let ahead = 0;

/** By the bot's clock questions end; that of a device may be minutes wrong. */
export function setClock(iso) {
  const by = new Date(iso) - Date.now();
  ahead = Math.abs(by) > NEAR ? by : 0;
}

const clock = () => Date.now() + ahead;

const midnight = (at) => new Date(at).setHours(0, 0, 0, 0);

export function since(at, now = clock()) {
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
  const today = at.toDateString() === new Date(clock()).toDateString();
  return formatted(at, today ? "time" : "datetime");
}

/** The seconds that are left; once they are over, now. */
const until = (at) => relative.format(Math.max(0, Math.ceil((at - clock()) / 1000)), "second");

const formatted = (at, style) => new Intl.DateTimeFormat(language, formats[style]).format(at);

/** The styles whose words change as time goes by. */
const kept = { relative: since, countdown: until, stamp: stamped };

const shown = (at, style) => kept[style]?.(at) ?? formatted(at, style);

export function moment(iso, style) {
  const at = new Date(iso);
  // By ear it would count down all the time.
  const quiet = style in kept ? "off" : undefined;
  return el("time", { dateTime: iso, title: full.format(at), ariaLive: quiet, data: { style } }, shown(at, style));
}

/** When a message came. */
export const stamp = (iso) => moment(iso, "stamp");

function keepUp(...styles) {
  for (const style of styles) {
    for (const time of document.querySelectorAll(`time[data-style="${style}"]`)) {
      const text = kept[style](new Date(time.dateTime));
      if (time.textContent !== text) time.textContent = text;
    }
  }
}

setInterval(keepUp, 30_000, "relative", "stamp");
setInterval(keepUp, 1_000, "countdown");
