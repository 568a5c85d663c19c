// The box at the bottom: commands, their options and values, by typing or by clicking.
import { fileChip, optionChip, shortcut } from "./chips.js";
import { $, el, icon, press, say, sign } from "./dom.js";
import { commandOf, context, endOf, fileOption, given, quoted } from "./lines.js";
import { Menu } from "./menu.js";
import { Past } from "./past.js";
import { chooseFile, upload } from "./uploads.js";
import { shortcuts, words } from "./words.js";

const COMPLETED = new Set(["deck", "tag", "kind", "zone", "command"]);

const coarse = () => matchMedia("(pointer: coarse)").matches;

export class Composer {
  /**
   * `on` has run(line, files, told) -> {outcome, refusal}, and complete(command, option,
   * typed) -> choices. `told(refusal)` is called with the answer, also if it comes late.
   */
  constructor(on) {
    this.on = on;
    this.commands = this.shortcuts = [];
    this.draft = null;
    this.files = new Map();
    this.past = new Past();
    this.asking = 0;
    this.passing = true;
    this.sending = new Set();
    this.input = $("line");
    this.scroll = $("scroll");
    this.menu = new Menu(this.input, (item) => this.take(item));
    $("send").append(icon("send"));
    this.input.addEventListener("input", () => {
      if (this.passing) this.note("");
      this.past.leave();
      this.look();
    });
    this.input.addEventListener("click", () => this.look());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.menu.close());
    document.addEventListener("keydown", (event) => this.elsewhere(event));
    $("slash").addEventListener("pointerdown", (event) => event.preventDefault());
    $("slash").addEventListener("click", () => this.slash());
    $("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
  }

  learn(commands) {
    // After each outage they come anew: a button with the focus on it stays.
    if (JSON.stringify(commands) === JSON.stringify(this.commands)) return;
    this.commands = commands;
    this.shortcuts = shortcuts.filter(([name]) => commands.some((each) => each.name === name));
    const buttons = () => this.shortcuts.map(([name, label]) => shortcut(name, label, () => this.start(name)));
    $("shortcuts").replaceChildren(...buttons());
    $("intro-shortcuts")?.replaceChildren(...buttons().slice(0, 4));
    this.chips();
  }

  /** Somebody types now, and finds what they had begun: of whoever typed before, nothing. */
  becomes(draft) {
    if (this.draft) {
      this.note("");
      this.input.value = "";
      this.files.clear();
      this.past.clear();
    }
    this.draft = draft;
    this.input.value ||= draft.kept() ?? "";
    this.chips();
  }

  /** Runs a command that needs nothing, or puts it into the box. */
  start(name) {
    const command = this.commands.find((each) => each.name === name);
    if (command?.options.some((option) => option.required)) return this.write(`/${name} `);
    return this.submit(`/${name}`);
  }

  slash() {
    if (this.menu.open) return this.menu.close();
    if (!this.input.value.startsWith("/")) this.input.value = "/";
    this.input.focus();
    this.look();
  }

  /** Something to say above the box; until the next letter, unless it is to last. */
  note(text, action, lasting = false) {
    this.passing = !lasting;
    if (!text) return $("note").replaceChildren();
    const parts = [el("span", { dir: "auto" }, text)];
    if (action) parts.push(press("button small", action.label, { onclick: action.run }));
    const away = sign("close", words.close);
    away.addEventListener("click", () => {
      this.note("");
      this.focus();
    });
    return $("note").replaceChildren(...parts, away);
  }

  /** On a touch screen the messages: a keyboard would cover half the page. */
  focus() {
    (coarse() ? this.scroll : this.input).focus({ preventScroll: true });
  }

  write(text, caret = text.length) {
    this.input.value = text;
    this.input.focus();
    this.input.setSelectionRange(caret, caret);
    this.look();
  }

  // What the box offers.

  async look() {
    const asking = ++this.asking;
    this.chips();
    const at = context(this.input.value, this.input.selectionStart, this.commands);
    if (at.stage === "none") return this.menu.close();
    if (at.stage === "command") return this.showCommands(at);
    if (at.stage === "option") return this.showOptions(at);
    const items = await this.values(at);
    if (asking !== this.asking || document.activeElement !== this.input) return;
    const title = words.valueHint(at.option);
    if (items.some((item) => item.value === at.typed)) return this.menu.close();
    if (items.length) return this.menu.show(title, items, { eager: true });
    if (COMPLETED.has(at.option.takes)) return this.menu.show(title, [], { hint: words.noValues });
    return this.menu.show("", [], { hint: title });
  }

  showCommands({ typed }) {
    const begins = this.commands.filter(({ name }) => name.startsWith(typed));
    const holds = ({ name, help }) => `${name} ${help}`.toLowerCase().includes(typed);
    const within = this.commands.filter((command) => !begins.includes(command) && holds(command));
    const items = [...begins, ...within].map((command) => {
      return { kind: "command", label: `/${command.name}`, help: command.help, command };
    });
    const hint = items.length ? "" : words.noCommand;
    this.menu.show(words.commands, items, { eager: true, hint });
  }

  has(option) {
    return this.files.has(option.name) || given(this.input.value, option);
  }

  showOptions({ command, typed, from }) {
    const left = command.options.filter((option) => !this.has(option) && option.name.startsWith(typed));
    const items = left.map((option) => {
      const mark = option.required ? words.required : "";
      return { kind: "option", label: `${option.name}:`, help: option.help, mark, option, from };
    });
    const hint = command.options.length ? "" : words.noOptions(command.name);
    this.menu.show(words.options(command.name), items, { hint });
  }

  async values({ command, option, typed, from }) {
    const item = (label, value) => {
      return { kind: "value", label, help: value === label ? "" : value, value, option, from };
    };
    if (option.takes === "file") return [{ kind: "file", label: words.chooseFile, option, from }];
    if (option.choices.length) {
      const lower = typed.toLowerCase();
      const fitting = option.choices.filter((choice) => choice.startsWith(lower));
      return fitting.map((choice) => item(choice, choice));
    }
    if (!COMPLETED.has(option.takes)) return [];
    const choices = await this.on.complete(command.name, option.name, typed);
    return choices.map((choice) => item(choice.label, choice.value));
  }

  take(item) {
    const caret = this.input.selectionStart;
    const after = this.input.value.slice(caret);
    const before = this.input.value.slice(0, item.from ?? 0);
    if (item.kind === "command") return this.write(`/${item.command.name} `);
    if (item.kind === "option") return this.addOption(item.option, before, after);
    if (item.kind === "file") return this.addFile(item.option, before + after);
    const value = `${item.option.name}:${quoted(item.value)} `;
    return this.write(before + value + after.trimStart(), before.length + value.length);
  }

  addOption(option, before, after = "") {
    if (option.takes === "file") return this.addFile(option, before + after);
    const text = before && !before.endsWith(" ") ? `${before} ` : before;
    return this.write(`${text}${option.name}:${after}`, text.length + option.name.length + 1);
  }

  async addFile(option, text) {
    const file = await chooseFile();
    if (file) this.files.set(option.name, file);
    this.write(text.endsWith(" ") ? text : `${text} `);
  }

  /** A file that came by itself goes with the command in the box, or with one that takes a file. */
  attach(file) {
    const typed = commandOf(this.input.value, this.commands);
    const command = fileOption(typed) ? typed : this.commands.find(fileOption);
    if (!command) return;
    this.files.set(fileOption(command).name, file);
    this.write(command === typed ? this.input.value : `/${command.name} `);
  }

  /** As the line is now. The focus stays on the chip that was pressed, or on what stands there. */
  chips() {
    this.draft?.keep(this.input.value);
    const box = $("chips");
    const focused = [...box.children].indexOf(document.activeElement);
    this.fillChips(box);
    if (focused >= 0) (box.children[focused] ?? this).focus();
  }

  /** Options of the command in the box, to click; or shortcuts while it is empty. */
  fillChips(box) {
    const command = commandOf(this.input.value, this.commands);
    if (!command) {
      const known = this.input.value ? [] : this.shortcuts.slice(1, 6);
      box.setAttribute("aria-label", words.commands);
      const chip = ([name]) => shortcut(name, `/${name}`, () => this.start(name), "chip");
      return box.replaceChildren(...known.map(chip));
    }
    box.setAttribute("aria-label", words.options(command.name));
    return box.replaceChildren(...command.options.map((option) => this.chip(option)));
  }

  chip(option) {
    const file = this.files.get(option.name);
    if (file) return fileChip(file, () => this.files.delete(option.name) && this.chips());
    const text = this.input.value;
    const filled = given(text, option);
    const go = () => (filled ? this.write(text, endOf(text, option)) : this.addOption(option, text));
    return optionChip(option, filled, go);
  }

  // Keys and sending.

  key(event) {
    const { menu } = this;
    if (event.isComposing) return;
    const tabbed = event.key === "Tab" && !event.shiftKey && menu.open && menu.items.length;
    if (event.key === "Escape" && menu.open) menu.close();
    else if (event.key === "ArrowDown" && menu.open) menu.move(1);
    else if (event.key === "ArrowUp" && menu.open) menu.move(-1);
    else if (event.key === "ArrowUp" && this.input.value === this.past.line) this.recall(1);
    else if (event.key === "ArrowDown" && this.input.value === this.past.line) this.recall(-1);
    else if (event.key === "PageUp") this.page(-1);
    else if (event.key === "PageDown") this.page(1);
    else if (tabbed) this.take(menu.chosen ?? menu.items[0]);
    else if (event.key === "Enter" && menu.chosen && !this.written(menu.chosen)) this.take(menu.chosen);
    else return;
    event.preventDefault();
  }

  /** Whether what stands in the box is already all of this item. */
  written(item) {
    return item.kind === "command" && this.input.value.trim().toLowerCase() === item.label;
  }

  /** Letters typed where nothing takes them are meant for the box, as in any chat. */
  elsewhere(event) {
    const { key, target, ctrlKey, altKey, metaKey } = event;
    if ([...key].length !== 1 || key === " " || ctrlKey || altKey || metaKey) return;
    if (target.closest("input:not([type=checkbox], [type=radio]), textarea, select")) return;
    if (document.querySelector("dialog[open], :popover-open")) return;
    this.input.focus();
  }

  page(step) {
    this.scroll.scrollBy({ top: step * this.scroll.clientHeight * 0.85 });
  }

  recall(step) {
    this.write(this.past.step(step));
    this.asking++;
    this.menu.close();
  }

  send() {
    const line = this.input.value.trim();
    if (!line) return this.slash();
    if (!line.startsWith("/")) {
      const show = () => {
        this.note("");
        this.write("/");
      };
      return this.note(words.plain, { label: words.plainAction, run: show });
    }
    const missing = this.missing(line);
    if (!missing) return this.submit(line);
    say(words.needs(line, missing));
    return this.addOption(missing, line);
  }

  /** What a line that is a command and nothing else must still be given. */
  missing(line) {
    const command = this.commands.find(({ name }) => line.toLowerCase() === `/${name}`);
    return command?.options.find((option) => option.required && !this.has(option));
  }

  async submit(line) {
    if (this.sending.has(line)) return;
    this.sending.add(line);
    this.note("");
    this.menu.close();
    $("send").classList.add("working");
    const { outcome, refusal } = await this.deliver(line);
    this.sending.delete(line);
    $("send").classList.toggle("working", this.sending.size > 0);
    this.note("");
    if (outcome === "answered" && !refusal) return this.sent(line);
    if (this.input.value.trim() === "") this.input.value = line;
    this.chips();
    return this.note(refusal || (outcome === "lost" ? words.lostLine : words.slow));
  }

  async deliver(line) {
    const files = {};
    try {
      for (const { name } of this.chosen(line)) {
        this.note(words.uploading);
        files[name] = await upload(this.files.get(name));
      }
    } catch (fault) {
      return { outcome: "answered", refusal: fault.message };
    }
    this.note(Object.keys(files).length ? words.reading : "");
    return this.on.run(line, files, (refusal) => this.late(line, refusal));
  }

  /** The options whose file goes with a line: one chosen for another command waits. */
  chosen(line) {
    const options = commandOf(line, this.commands)?.options ?? [];
    return options.filter(({ name }) => this.files.has(name));
  }

  /** The answer has come: late, if nothing is waited for any more. */
  late(line, refusal) {
    if (this.sending.has(line) || this.input.value.trim() !== line) return;
    this.note(refusal);
    if (!refusal) this.sent(line);
  }

  sent(line) {
    this.past.add(line);
    if (this.input.value.trim() === line) this.input.value = "";
    for (const { name } of this.chosen(line)) this.files.delete(name);
    this.chips();
    // A keyboard on the screen would cover the answer.
    if (coarse()) this.input.blur();
  }
}
