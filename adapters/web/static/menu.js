// The list above the box: a listbox that the box's combobox controls.
import { $, el, mint, say } from "./dom.js";

export class Menu {
  /** `pick(item)` is called with the item chosen. */
  constructor(input, pick) {
    this.input = input;
    this.pick = pick;
    this.box = $("menu");
    this.items = [];
    this.active = -1;
    this.hint = "";
    // A press in the list must not take the focus from the box.
    this.box.addEventListener("pointerdown", (event) => event.preventDefault());
  }

  get open() {
    return !this.box.hidden;
  }

  get chosen() {
    return this.items[this.active];
  }

  /** Items are {label, help, mark, ...}; `eager`: the first is taken by Enter. A hint is said, too. */
  show(title, items, { eager = false, hint = "" } = {}) {
    this.items = items;
    this.active = -1;
    const parts = [];
    if (title) parts.push(el("p", { className: "menu-title", "aria-hidden": "true" }, title));
    if (items.length) parts.push(this.list(title));
    if (hint) parts.push(el("p", { className: "menu-hint" }, hint));
    if (hint && hint !== this.hint) say(hint);
    this.hint = hint;
    this.box.replaceChildren(...parts);
    this.box.hidden = !items.length && !hint;
    this.input.setAttribute("aria-expanded", String(items.length > 0));
    this.mark(eager && items.length ? 0 : -1);
  }

  close() {
    this.box.hidden = true;
    this.items = [];
    this.active = -1;
    this.hint = "";
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  move(step) {
    const count = this.items.length;
    if (!count) return;
    const from = this.active < 0 && step < 0 ? 0 : this.active;
    this.mark((from + step + count) % count);
  }

  mark(index) {
    const entries = this.box.querySelectorAll("[role=option]");
    entries[this.active]?.setAttribute("aria-selected", "false");
    this.active = index;
    const entry = entries[index];
    if (!entry) return this.input.removeAttribute("aria-activedescendant");
    entry.setAttribute("aria-selected", "true");
    entry.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", entry.id);
  }

  list(title) {
    const entries = this.items.map((item) => this.entry(item));
    return el("ul", { role: "listbox", id: "menu-list", "aria-label": title }, entries);
  }

  entry(item) {
    const made = el(
      "li",
      { role: "option", id: mint("entry"), "aria-selected": "false" },
      el("span", { className: "entry-label", dir: "auto" }, item.label),
      item.mark ? el("span", { className: "entry-mark" }, item.mark) : null,
      item.help ? el("span", { className: "entry-help", dir: "auto" }, item.help) : null,
    );
    made.addEventListener("click", () => this.pick(item));
    return made;
  }
}
