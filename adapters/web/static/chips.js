// The small buttons under the box: what can be begun, or the options of a command.
import { el, icon, press } from "./dom.js";
import { words } from "./words.js";

/** A button that begins a command. */
export function shortcut(name, label, run, className = "shortcut") {
  return press(className, label, { data: { command: name }, onclick: run });
}

/** An option's file, chosen; a press takes it away. */
export function fileChip(file, away) {
  return press("chip filled", [icon("clip"), el("bdi", {}, file.name), icon("close")], {
    "aria-label": words.removeFile(file.name),
    onclick: away,
  });
}

/** An option, to put into the box, or to go to where it stands there. */
export function optionChip(option, filled, go) {
  const needed = option.required ? el("span", { className: "entry-mark" }, words.required) : null;
  const mark = filled ? el("span", { className: "unseen" }, words.given) : needed;
  const made = press(filled ? "chip filled" : "chip", [icon(filled ? "check" : "plus"), option.name, mark], {
    title: option.help,
    onclick: go,
  });
  // The box keeps the focus.
  made.addEventListener("pointerdown", (event) => event.preventDefault());
  return made;
}
