// A form as a dialog. What was typed is kept until it has got through.
import { el, mint, press, sign } from "./dom.js";
import { words } from "./words.js";

/**
 * Opens it; `send(values, told)` gives what became of it as `outcome`. `told(refusal)` is
 * called with the answer, also with one that comes late: "" is none.
 */
export function openForm(form, draft, send) {
  const begun = draft.kept() ?? {};
  const fields = form.fields.map((field) => fieldParts(field, begun[field.name]));
  const alert = el("p", { className: "refused", role: "alert" });
  const submit = el("button", { type: "submit", className: "button primary" }, el("span", {}, form.submit));
  const cancel = press("button", words.cancel);
  const title = el("h2", { id: mint("form"), dir: "auto" }, form.title);
  const buttons = el("div", { className: "dialog-buttons" }, cancel, submit);
  const asked = fields.map((field) => field.element);
  const body = el("form", { noValidate: true, autocomplete: "off" }, title, asked, alert, buttons);
  const dialog = el("dialog", { className: "form", "aria-labelledby": title.id }, body);
  const values = () => Object.fromEntries(fields.map((field) => [field.name, field.values()]));

  const told = (refusal) => {
    alert.textContent = refusal;
    if (refusal) return;
    draft.drop();
    dialog.close();
  };

  body.addEventListener("input", () => draft.keep(values()));
  cancel.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  body.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) body.requestSubmit();
  });
  body.addEventListener("submit", async (event) => {
    event.preventDefault();
    const wrong = fields.filter((field) => !field.check());
    if (wrong.length) return wrong[0].focus();
    if (submit.getAttribute("aria-disabled")) return;
    alert.textContent = "";
    submit.setAttribute("aria-disabled", "true");
    submit.classList.add("working");
    const { outcome } = await send(values(), told);
    submit.removeAttribute("aria-disabled");
    submit.classList.remove("working");
    if (outcome !== "answered") alert.textContent = outcome === "lost" ? words.lostForm : words.slow;
  });

  document.body.append(dialog);
  dialog.showModal();
  fields[0]?.focus();
  return dialog;
}

function fieldParts(field, begun) {
  return field.kind === "text" ? textField(field, begun) : choiceField(field, begun);
}

function labelled(field) {
  return [field.label, field.required ? null : el("span", { className: "optional" }, ` (${words.optional})`)];
}

function textField(field, begun) {
  const id = mint("field");
  const input = el(field.multiline ? "textarea" : "input", {
    id,
    dir: "auto",
    value: begun?.[0] ?? field.value,
    rows: field.multiline ? 7 : undefined,
    "aria-describedby": `${id}-hint ${id}-count ${id}-wrong`,
    "aria-required": String(field.required),
  });
  const count = el("span", { className: "counter", id: `${id}-count` });
  const wrong = el("p", { className: "refused", id: `${id}-wrong` });
  const recount = () => {
    const used = [...input.value].length;
    // In a short field it is only of interest when it gets tight.
    const told = field.multiline || used > field.max_length * 0.8;
    count.textContent = told ? words.counter(used, field.max_length) : "";
    count.classList.toggle("over", used > field.max_length);
  };
  input.addEventListener("input", () => {
    recount();
    wrong.textContent = "";
    input.removeAttribute("aria-invalid");
  });
  recount();
  const check = () => {
    const tooLong = [...input.value].length > field.max_length;
    const missing = field.required && !input.value.trim();
    wrong.textContent = tooLong ? words.tooMany(field.max_length) : missing ? words.fillIn : "";
    input.setAttribute("aria-invalid", String(tooLong || missing));
    return !tooLong && !missing;
  };
  const label = el("label", { for: id, dir: "auto" }, labelled(field));
  const hint = el("span", { className: "hint", id: `${id}-hint`, dir: "auto" }, field.hint);
  const foot = el("div", { className: "field-foot" }, hint, count);
  const element = el("div", { className: "field" }, label, input, foot, wrong);
  return { name: field.name, element, values: () => [input.value], check, focus: () => input.focus() };
}

function choiceField(field, begun) {
  const name = mint("field");
  const type = field.many ? "checkbox" : "radio";
  const chosen = (choice) => (begun ? begun.includes(choice.value) : choice.chosen);
  const boxes = field.choices.map((choice) => {
    const box = el("input", { type, name, value: choice.value, checked: chosen(choice) });
    return el("label", { className: "box", dir: "auto" }, box, el("span", {}, choice.label));
  });
  const wrong = el("p", { className: "refused", role: "alert" });
  const legend = el("legend", { dir: "auto" }, labelled(field));
  const hint = field.hint ? el("p", { className: "hint", dir: "auto" }, field.hint) : null;
  const element = el("fieldset", { className: "field picks" }, legend, hint, boxes, wrong);
  const values = () => [...element.querySelectorAll("input:checked")].map((box) => box.value);
  const check = () => {
    const missing = field.required && !values().length;
    wrong.textContent = missing ? words.pickOne : "";
    return !missing;
  };
  return { name: field.name, element, values, check, focus: () => element.querySelector("input")?.focus() };
}

/** Asks for a name; `take(name)` is called with it, `closed()` once the dialog is gone. */
export function askName({ name, first, take, closed, suggest }) {
  const input = el("input", {
    id: mint("name"),
    dir: "auto",
    value: name || suggest(),
    maxLength: 32,
    autocomplete: "nickname",
    "aria-describedby": "name-hint",
  });
  const alert = el("p", { className: "refused", role: "alert" });
  const other = press("button", words.nameOther);
  const submit = first ? words.nameJoin : words.nameChange;
  const join = el("button", { type: "submit", className: "button primary" }, el("span", {}, submit));
  const title = el("h2", { id: mint("form") }, first ? words.nameTitle : words.nameAgain);
  const hint = el("p", { className: "hint", id: "name-hint" }, words.nameHint);
  const label = el("label", { for: input.id }, words.nameLabel);
  const field = el("div", { className: "field" }, label, input, hint);
  const buttons = el("div", { className: "dialog-buttons" }, other, join);
  const body = el("form", { noValidate: true }, title, field, alert, buttons, first ? null : corner());
  const dialog = el("dialog", { className: "form", "aria-labelledby": title.id }, body);
  let needed = first;

  // Without a name there is nothing to see: Escape does not close the first dialog.
  dialog.addEventListener("cancel", (event) => needed && event.preventDefault());
  dialog.addEventListener("close", () => {
    if (needed) return dialog.showModal();
    dialog.remove();
    return closed();
  });
  other.addEventListener("click", () => {
    input.value = suggest();
    input.select();
    input.focus();
  });
  body.addEventListener("submit", (event) => {
    event.preventDefault();
    const name = input.value.trim();
    alert.textContent = name ? "" : words.fillIn;
    join.classList.toggle("working", Boolean(name));
    if (name) take(name);
    else input.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  input.select();
  const done = () => {
    needed = false;
    dialog.close();
  };
  const refuse = (text) => {
    join.classList.remove("working");
    alert.textContent = text;
  };
  return { done, refuse };
}

function corner() {
  const close = sign("close", words.close, "quiet corner");
  close.addEventListener("click", () => close.closest("dialog").close());
  return close;
}
