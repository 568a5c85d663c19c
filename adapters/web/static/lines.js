// Where in a command line the caret stands: what is being typed there. No rules here:
// the server reads the line, this only helps to type it.

/** `{stage, command, option, typed, from}`; stage is "none", "command", "option" or "value". */
export function context(text, caret, commands) {
  const before = text.slice(0, caret);
  if (!before.startsWith("/")) return { stage: "none" };
  const command = commands.find(({ name }) => before.toLowerCase().startsWith(`/${name} `));
  if (!command) return { stage: "command", typed: before.slice(1).trimStart().toLowerCase(), from: 0 };
  const from = wordStart(before);
  const word = before.slice(from);
  const named = /^([A-Za-z]+)[:=]\s*["“”]?(.*)$/u.exec(word);
  const option = named && command.options.find(({ name }) => name === named[1].toLowerCase());
  if (option) return { stage: "value", command, option, typed: named[2], from };
  return { stage: "option", command, typed: word.toLowerCase(), from };
}

/** The start of the word at the end of the text; quotes keep words together. */
function wordStart(text) {
  let start = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    if (/["“”„]/u.test(text[i])) quoted = !quoted;
    else if (text[i] === " " && !quoted) start = i + 1;
  }
  return start;
}

export const commandOf = (text, commands) => {
  const typed = `${text.trim().toLowerCase()} `;
  return commands.find(({ name }) => typed.startsWith(`/${name} `));
};

export const given = (text, option) => new RegExp(`(^|\\s)${option.name}[:=]`, "iu").test(text);

/** Where an option that was given ends, its value included. */
export function endOf(text, option) {
  const whole = `(?:^|\\s)${option.name}[:=](?:["“”„][^"“”„]*["“”„]?|\\S*)`;
  const found = new RegExp(whole, "iu").exec(text);
  return found.index + found[0].length;
}

export const fileOption = (command) => command?.options.find(({ takes }) => takes === "file");

export function quoted(value) {
  return /[\s"“”„]/u.test(value) ? `"${value.replace(/["“”„]/gu, "")}"` : value;
}
