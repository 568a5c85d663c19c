// Puts the page together: the link, the log, the composer, the member.
import { Composer } from "./composer.js";
import { $, avatar, el, logo } from "./dom.js";
import { askName, openForm } from "./forms.js";
import { draftOf, keepName, keptName } from "./keep.js";
import { Link } from "./link.js";
import { Log } from "./log.js";
import { setClock } from "./moments.js";
import { isNarrow, startPictures } from "./pictures.js";
import { showPeople, startSide } from "./side.js";
import { memberTheme, startTheme } from "./theme.js";
import { startDrops } from "./uploads.js";
import { suggestedName, words } from "./words.js";

// Characters of a name, or of a value begun, that are sent: all that the server reads.
const READ = 200;

const me = { name: nameFromAddress() || keptName(), member: "", version: "" };
let wanted = me.name;
let dialog = null;

const log = new Log({ press });
const composer = new Composer({ run, complete });
const link = new Link({ hello, frame: receive, state });

/** `?as=Ada` picks the name; it leaves the address, so that a later change lasts. */
function nameFromAddress() {
  const address = new URL(location.href);
  const name = address.searchParams.get("as");
  if (name === null) return "";
  address.searchParams.delete("as");
  history.replaceState(null, "", address);
  return name.trim().slice(0, READ);
}

function hello() {
  if (!wanted) return null;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
  return { type: "hello", name: wanted, zone, narrow: isNarrow() };
}

function chooseName(first) {
  if (first) notice("");
  dialog = askName({
    name: me.name,
    first,
    suggest: suggestedName,
    closed: () => {
      dialog = null;
      // Closed without an answer: the name is not to change once the line is back.
      wanted = me.name;
    },
    take: (name) => {
      wanted = name;
      link.hello();
    },
  });
}

// What comes from the server.

const heard = {
  welcome,
  people: (frame) => showPeople(frame, me.member),
  post: ({ post }) => log.put(post),
  redraw: (frame) => log.redraw(frame),
  note: ({ key, panel }) => log.noted(key, panel),
  forget: () => log.forget(),
  theme: ({ theme }) => memberTheme(theme),
  refusal: ({ text }) => nameRefused(text),
};

function receive(frame) {
  heard[frame.type]?.(frame);
}

function welcome(frame) {
  setClock(frame.now);
  if (me.member !== frame.member) composer.becomes(draftOf(frame.member, "line"));
  me.name = wanted = frame.name;
  me.member = frame.member;
  keepName(me.name);
  if (dialog) joined();
  memberTheme(frame.theme);
  $("channel").textContent = frame.channel;
  $("log").setAttribute("aria-label", `#${frame.channel}`);
  showMe();
  showIntro(frame.channel);
  composer.learn(frame.commands);
  log.welcome(frame.member, frame.posts);
  log.title();
  if (me.version && me.version !== frame.version) offerReload();
  me.version ||= frame.version;
}

/** The dialog was not opened from the box, but typing goes there now. */
function joined() {
  dialog.done();
  composer.focus();
}

function nameRefused(text) {
  wanted = me.member ? me.name : "";
  if (!dialog) chooseName(true);
  dialog.refuse(text);
}

// What goes to the server.

/**
 * Asks, shows the answer wherever it belongs, and tells what became of the request.
 * `told(refusal)` is called with the answer, also with one that comes late: "" is none.
 */
async function ask(frame, { message = "", asked = "", told = () => {} } = {}) {
  let refusal = "";
  const outcome = await link.ask(frame, (answer) => {
    if (answer.type === "reply") log.reply(answer, { asked, by: me.name, pressed: message });
    if (answer.type === "form") showForm(answer.form, message, asked);
    if (answer.type === "refusal") refusal = answer.text;
    told(refusal);
  });
  return { outcome, refusal };
}

async function press(post, token, values) {
  const frame = { type: "press", token, values, message: post.key };
  const told = (refusal) => log.refuse(post.key, refusal);
  const { outcome } = await ask(frame, { message: post.key, told });
  if (outcome !== "answered") told(outcome === "lost" ? words.lostPress : words.slow);
}

function run(line, files, told) {
  return ask({ type: "run", line, files }, { asked: line, told });
}

async function complete(command, option, typed) {
  let choices = [];
  const frame = { type: "complete", command, option, typed: typed.slice(0, READ) };
  await link.ask(frame, (answer) => (choices = answer.choices ?? []));
  return choices;
}

function showForm(form, message, asked) {
  const send = (values, told) => {
    const frame = { type: "press", token: form.token, values, message };
    return ask(frame, { message, asked, told });
  };
  openForm(form, draftOf(me.member, form.token), send);
}

// The frame of the page.

let awayTimer = 0;

function state(now) {
  clearTimeout(awayTimer);
  const shown = $("away").classList.contains("shown");
  if (now === "open") {
    notice(shown ? words.back : "", "back");
    awayTimer = setTimeout(() => notice(""), 2000);
  } else if (now === "denied") {
    dialog?.done();
    notice(words.denied, "denied");
  } else if (!shown || $("away").classList.contains("back")) {
    // A blink of the line is not worth a word.
    const text = me.member ? words.reconnecting : words.connecting;
    awayTimer = setTimeout(() => notice(text, "waiting"), 500);
  }
}

function notice(text, kind = "") {
  $("away").className = text ? `away shown ${kind}` : "away";
  $("away").replaceChildren(...(text ? [el("span", { className: "dot", "aria-hidden": "true" }), text] : []));
}

function offerReload() {
  composer.note(words.updated, { label: words.reload, run: () => location.reload() }, true);
}

function showMe() {
  const button = $("me");
  button.hidden = false;
  button.setAttribute("aria-label", words.meLabel(me.name));
  button.replaceChildren(avatar(me.member, me.name), el("bdi", {}, me.name));
}

function showIntro(channel) {
  const intro = $("intro");
  if (!intro.hidden) return;
  intro.hidden = false;
  const badge = el("img", { src: logo, alt: "", width: 40, height: 40 });
  intro.append(
    el("div", { className: "intro-title" }, badge, el("h2", {}, words.introTitle(channel))),
    el("p", {}, words.intro),
    el("p", {}, words.introHint),
    el("div", { className: "buttons", id: "intro-shortcuts" }),
  );
  $("empty").textContent = words.empty;
}

startTheme();
startSide();
startPictures();
startDrops((file) => composer.attach(file));
$("me").addEventListener("click", () => chooseName(false));
if (!me.name) chooseName(true);
link.open();
