// One message: who it is from, who sees it, its panel.
import { blockElements } from "./blocks.js";
import { controls } from "./controls.js";
import { botAvatar, el, icon, mint, sign } from "./dom.js";
import { stamp } from "./moments.js";
import { words } from "./words.js";

/** `post` is {key, panel, at, private, asked}; `on` has press(post, token, values) and dismiss(post). */
export function messageElement(post, on) {
  const head = el(
    "header",
    { className: "head", id: mint("head") },
    el("span", { className: "author" }, words.author),
    post.at ? stamp(post.at) : null,
  );
  const { title } = post.panel;
  const heading = title ? el("h3", { dir: "auto", id: mint("title") }, title) : null;
  const parts = [
    post.private ? privacy(post, on) : null,
    botAvatar(),
    el(
      "div",
      { className: "body" },
      head,
      heading,
      blockElements(post.panel.blocks),
      controls(post.panel, (token, values) => on.press(post, token, values)),
    ),
  ];
  return el(
    "article",
    {
      className: post.private ? "message private" : "message",
      tabIndex: -1,
      // Whoever goes from message to message by ear hears what each is.
      "aria-labelledby": heading ? `${head.id} ${heading.id}` : head.id,
      data: { key: post.key },
    },
    parts,
  );
}

function privacy(post, on) {
  const mark = el("span", { className: "only-you" }, icon("lock"), words.onlyYou);
  const line = el("div", { className: "privacy-line" }, post.asked ? asked(post) : null, mark);
  // What the clock sent stands in the channel: it cannot be dismissed by one tab.
  if (!post.key.startsWith("p")) return el("div", { className: "privacy" }, line);
  const away = sign("close", words.dismiss);
  away.addEventListener("click", () => on.dismiss(post));
  return el("div", { className: "privacy" }, line, away);
}

function asked(post) {
  const typed = el("code", { dir: "auto" }, post.asked);
  return el("span", { className: "asked" }, el("bdi", {}, post.by), words.used, typed);
}
