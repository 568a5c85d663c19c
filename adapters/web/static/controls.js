// A panel's buttons, menus and boxes. Each presses a token, once at a time.
import { blockElements } from "./blocks.js";
import { el, icon, mint, press as pressable, say } from "./dom.js";
import { words } from "./words.js";

/**
 * The controls of a panel. `press(token, values)` settles once no answer is waited for any
 * more; `refuse(message, text)` is called by whoever heard a refusal, or nothing.
 */
export function controls(panel, press) {
  const parts = panel.selects.map((select) => (select.many ? menuOfMany : menu)(select, press));
  const letters = panel.buttons.filter((each) => each.letter).map((each) => button(each, press));
  const row = panel.buttons.filter((each) => !each.letter).map((each) => button(each, press));
  if (panel.picks) {
    const { set, submit } = picks(panel.picks, press);
    parts.push(set);
    row.unshift(submit);
  }
  if (letters.length) parts.push(el("div", { className: "buttons" }, letters));
  if (row.length) parts.push(el("div", { className: "buttons" }, row));
  if (!parts.length) return null;
  // Both are said by whoever writes them, once.
  const noted = el("div", { className: "noted", ariaLive: "off" });
  const refused = el("p", { className: "refused", ariaLive: "off" });
  return el("div", { className: "controls" }, parts, noted, refused);
}

/** A private word on a message that was pressed, in place of the one before; whether it has room for one. */
export function note(message, panel) {
  const place = message.querySelector(".noted");
  const mark = el("span", { role: "img", "aria-label": words.onlyYou, title: words.onlyYou }, icon("lock"));
  place?.replaceChildren(mark, ...blockElements(panel.blocks));
  return Boolean(place);
}

export function refuse(message, text) {
  const place = message.querySelector(".refused");
  if (place) place.textContent = text;
  if (text) say(text);
}

/** What a message was refused for stands in what comes in its place: nothing new by ear. */
export function keepRefusal(old, fresh) {
  const [from, to] = [old, fresh].map((message) => message.querySelector(".refused"));
  if (from && to) to.textContent = from.textContent;
}

const looks = { primary: "button primary", secondary: "button", danger: "button danger" };

function button(each, press) {
  const made = confirming(looks[each.look], each.token, each.label);
  made.addEventListener("click", () => busy(made, () => press(each.token, {})));
  return made;
}

/** While a press is under way its message takes no other; focus stays where it is. */
async function busy(pressed, press) {
  const message = pressed.closest(".message");
  if (message.classList.contains("busy")) return;
  message.classList.add("busy");
  refuse(message, "");
  const all = message.querySelectorAll(".controls button");
  for (const each of all) each.setAttribute("aria-disabled", "true");
  pressed.classList.add("working");
  pressed.setAttribute("aria-busy", "true");
  await press();
  for (const each of all) each.removeAttribute("aria-disabled");
  pressed.classList.remove("working");
  pressed.removeAttribute("aria-busy");
  message.classList.remove("busy");
}

function boxes(name, choices) {
  return choices.map((choice) => {
    const box = el("input", { type: "checkbox", name, value: choice.value, checked: choice.chosen });
    return el("label", { className: "box", dir: "auto" }, box, el("span", {}, choice.label));
  });
}

const ticked = (root) => [...root.querySelectorAll("input:checked")].map((box) => box.value);

function group(label, boxes) {
  const legend = el("legend", { dir: "auto", id: mint("label") }, label);
  return el("fieldset", { className: "picks" }, legend, boxes);
}

function confirming(look, token, label) {
  return pressable(look, el("span", {}, label), { data: { token }, dir: "auto" });
}

/** One of several that are called the same: its label says by ear what it chooses. */
function choosing(select, label) {
  const made = confirming(looks.secondary, select.token, words.choose);
  made.setAttribute("aria-describedby", label.id);
  return made;
}

function picks(picks, press) {
  const submit = confirming(looks.primary, picks.token, picks.submit);
  const set = group(picks.label, boxes("picks", picks.choices));
  set.addEventListener("change", (event) => {
    const choice = picks.choices.find((each) => each.value === event.target.value);
    if (choice) choice.chosen = event.target.checked;
    set.dispatchEvent(new CustomEvent("ticked", { bubbles: true }));
  });
  submit.addEventListener("click", () => busy(submit, () => press(picks.token, { picks: ticked(set) })));
  return { set, submit };
}

/** Native, with a button to confirm: arrow keys must be able to look without choosing. */
function menu(select, press) {
  const id = mint("select");
  const chosen = select.choices.find((choice) => choice.chosen);
  const first = chosen ? null : el("option", { value: "", disabled: true, selected: true }, words.chooseOne);
  const options = select.choices.map((choice) =>
    el("option", { value: choice.value, selected: choice.chosen }, choice.label),
  );
  const list = el("select", { id }, first, options);
  const label = el("label", { for: id, dir: "auto", id: mint("label") }, select.label);
  const go = choosing(select, label);
  go.addEventListener("click", () => {
    if (!list.value) return list.focus();
    return busy(go, () => press(select.token, { choice: [list.value] }));
  });
  list.addEventListener("change", () => go.classList.add("primary"));
  return el("div", { className: "select" }, label, el("div", { className: "select-row" }, list, go));
}

function menuOfMany(select, press) {
  const set = group(select.label, boxes("choice", select.choices));
  const go = choosing(select, set.querySelector("legend"));
  go.addEventListener("click", () => busy(go, () => press(select.token, { choice: ticked(set) })));
  return el("div", { className: "pick" }, set, go);
}
