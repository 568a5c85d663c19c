// The messages, in order: put in, put in place, kept at the bottom like in any chat.
import { gist } from "./blocks.js";
import { keepRefusal, note, refuse } from "./controls.js";
import { $, say } from "./dom.js";
import { dropDrafts, keepNotes, keepPrivate, keptNotes, keptPrivate } from "./keep.js";
import { messageElement } from "./message.js";
import { renew } from "./pictures.js";
import { words } from "./words.js";

const NEAR = 64;
const TOGETHER = 5 * 60_000;

export class Log {
  /** `on` has press(post, token, values). */
  constructor(on) {
    this.on = { press: on.press, dismiss: (post) => this.dismiss(post) };
    this.box = $("log");
    this.scroll = $("scroll");
    this.posts = [];
    this.elements = new Map();
    this.notes = new Map();
    this.member = "";
    this.stuck = true;
    this.top = 0;
    this.unread = 0;
    this.scroll.addEventListener("scroll", () => this.scrolled(), { passive: true });
    $("pill").addEventListener("click", () => {
      this.toBottom(true);
      // The pill goes away under whoever pressed it.
      this.box.lastElementChild?.focus({ preventScroll: true });
    });
    this.box.addEventListener("ticked", () => this.keep());
    document.addEventListener("visibilitychange", () => this.title());
    const stay = new ResizeObserver(() => this.stuck && this.toBottom(false));
    stay.observe(this.box);
    stay.observe(this.scroll);
  }

  /** What stands in the channel, among the private messages that this tab kept. */
  welcome(member, posts) {
    const times = new Map(this.posts.map((post) => [post.key, post.at]));
    const first = this.member !== member;
    const own = first ? keptPrivate(member) : this.posts.filter((post) => post.key.startsWith("p"));
    const fresh = posts.map((post) => ({ ...post, at: post.at ?? times.get(post.key) ?? null }));
    const known = new Map(this.posts.map((post) => [post.key, post.panel.title]));
    this.member = member;
    if (first) this.becomes(member);
    this.posts = merged(fresh, own.map(undrawn));
    this.draw(first);
    if (first) return this.toBottom(false);
    const turned = fresh.filter(({ key, panel }) => known.has(key) && known.get(key) !== panel.title);
    const told = turned.length ? [words.turned(turned.map(({ panel }) => panel.title))] : [];
    if (own.some(waits)) told.push(words.pictureLost);
    if (told.length) say(told.join(" "));
    return this.arrived(fresh.filter((post) => !known.has(post.key)).length);
  }

  /** What was said to one member is not left standing for another. */
  becomes(member) {
    this.notes = keptNotes(member);
    this.elements.clear();
    this.box.replaceChildren();
  }

  /** A post for everybody, or in place of the one with its key. */
  put(post) {
    // Of the reader's last scrolling, the page may not have been told yet.
    this.scrolled();
    const place = this.posts.findIndex((each) => each.key === post.key);
    if (place < 0) this.posts.push(post);
    else this.posts[place] = { ...post, at: this.posts[place].at ?? post.at };
    // Whoever went up a little, to read the last message from its top, is at the end all the same.
    const along = this.left() < this.scroll.clientHeight / 2;
    const before = this.elements.get(post.key)?.title;
    this.draw();
    // A count that goes along is not worth a word; what the message has become is.
    if (place >= 0 && before !== post.panel.title) say(gist(post.panel));
    if (place < 0 && along) this.toBottom(false);
    if (place < 0) this.arrived(1);
  }

  /** Private replies; they are what the member just asked for, so they come into view. */
  reply({ id: turn, posts: sent }, { asked, by, pressed }) {
    const posts = sent.filter((post) => !(post.note && this.note(pressed, post.panel)));
    for (const [i, sent] of posts.entries()) {
      const post = { ...sent, turn };
      const place = this.posts.findIndex((each) => each.key === post.key);
      if (place >= 0) {
        const { asked: line, by: name, after, at } = this.posts[place];
        this.posts[place] = { ...post, asked: line, by: name, after, at };
        say(gist(post.panel));
      } else {
        this.posts.push({ ...post, asked: i ? "" : asked, by, after: this.lastPublic() });
      }
    }
    this.draw();
    this.keep();
    if (posts.length) this.reveal(this.elements.get(posts.at(-1).key)?.element);
  }

  /** Pictures of a private message, unless it was dismissed or replaced meanwhile. */
  redraw({ turn, key, pictures }) {
    const post = this.posts.find((each) => each.key === key && each.turn === turn);
    if (!post) return;
    const drawn = [...pictures];
    const blocks = post.panel.blocks.map((block) => (block.kind === "picture" ? drawn.shift() : block));
    const before = gist(post.panel);
    post.panel = { ...post.panel, blocks };
    const shown = this.elements.get(key);
    shown.shape = shape(post);
    if (shown.element.ariaLive === "off" && gist(post.panel) !== before) say(gist(post.panel));
    renew(shown.element, pictures);
    // It may have grown: whoever waited at the end for it begins to read at its top.
    if (this.stuck && shown.element === this.box.lastElementChild) this.reveal(shown.element);
    this.keep();
  }

  /** A word on the message that was pressed, for as long as the same can be pressed there. */
  note(key, panel) {
    if (!this.noted(key, panel)) return false;
    say(gist(panel));
    this.elements.get(key).element.querySelector(".noted").scrollIntoView({ block: "nearest" });
    return true;
  }

  /** The same, of a press in another tab: nothing to be taken to, or told of, in this one. */
  noted(key, panel) {
    const shown = this.elements.get(key);
    if (!shown || !note(shown.element, panel)) return false;
    this.notes.set(key, { on: shown.pressable, panel });
    this.keep();
    return true;
  }

  refuse(key, text) {
    const shown = this.elements.get(key);
    if (shown) refuse(shown.element, text);
  }

  dismiss(post) {
    const place = this.posts.findIndex((each) => each.key === post.key);
    this.posts.splice(place, 1);
    this.draw();
    this.keep();
    const next = this.posts[Math.min(place, this.posts.length - 1)];
    const there = next ? this.elements.get(next.key).element : this.scroll;
    there.focus({ preventScroll: true });
  }

  /** The member's data is deleted: what this tab kept of it goes, too. */
  forget() {
    this.posts = this.posts.filter((post) => !post.key.startsWith("p"));
    this.notes.clear();
    dropDrafts();
    this.draw();
    this.keep();
  }

  keep() {
    keepPrivate(this.member, this.posts.filter((post) => post.key.startsWith("p")));
    keepNotes(this.member, this.notes);
  }

  lastPublic() {
    return this.posts.findLast((post) => post.key.startsWith("m"))?.key ?? "";
  }

  /**
   * Brings the elements in line with the posts; what did not change is not touched.
   * `old`: it all stood there before the reader came, who is not read it by ear.
   */
  draw(old = false) {
    const keys = new Set(this.posts.map((post) => post.key));
    for (const [key, { element }] of this.elements) {
      if (!keys.has(key)) {
        element.remove();
        this.elements.delete(key);
        this.notes.delete(key);
      }
    }
    this.posts.forEach((post, i) => {
      const element = this.element(post, old);
      element.classList.toggle("follows", follows(this.posts[i - 1], post));
      if (this.box.children[i] !== element) this.box.insertBefore(element, this.box.children[i] ?? null);
    });
    $("empty").hidden = this.posts.length > 0;
  }

  element(post, old) {
    const wanted = shape(post);
    const shown = this.elements.get(post.key);
    if (shown?.shape === wanted) return shown.element;
    const element = messageElement(post, this.on);
    // By ear a message comes once; what it becomes is told in a word, by whoever changed it.
    if (shown || old) element.ariaLive = "off";
    const now = pressable(post.panel);
    if (shown?.pressable === now) keepRefusal(shown.element, element);
    const noted = this.notes.get(post.key);
    if (noted?.on === now) note(element, noted.panel);
    else this.notes.delete(post.key);
    // Whole when it comes: were it lower for a moment, the reader would lose the end.
    if (shown) swap(shown.element, element);
    this.elements.set(post.key, { element, shape: wanted, pressable: now, title: post.panel.title });
    return element;
  }

  // Where the reader is.

  scrolled() {
    const { scrollTop } = this.scroll;
    // A picture that has just come makes the end go away from the reader; only
    // scrolling up takes the reader from the end.
    if (this.atEnd()) this.stuck = true;
    else if (scrollTop < this.top) this.stuck = false;
    this.top = scrollTop;
    if (this.stuck && !document.hidden) this.read();
  }

  /** How much there is below what can be seen. */
  left() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroll;
    return scrollHeight - scrollTop - clientHeight;
  }

  atEnd() {
    return this.left() < NEAR;
  }

  toBottom(smooth) {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.scroll.scrollTo({ top: this.scroll.scrollHeight, behavior: smooth && !calm ? "smooth" : "instant" });
    this.stuck = true;
  }

  reveal(element) {
    if (!element) return;
    // A little too tall: its buttons, at the end, matter more than its first line.
    const tall = element.offsetHeight > this.scroll.clientHeight * 1.25;
    const last = element === this.box.lastElementChild;
    if (last && !tall) this.toBottom(false);
    else {
      element.scrollIntoView({ block: tall ? "start" : "nearest" });
      this.stuck = this.atEnd();
    }
  }

  arrived(count) {
    if (!count) return;
    if (this.stuck) this.toBottom(false);
    if (this.stuck && !document.hidden) return;
    this.unread += count;
    this.title();
    const pill = $("pill");
    pill.hidden = this.stuck;
    pill.textContent = words.newMessages(this.unread);
  }

  read() {
    this.unread = 0;
    $("pill").hidden = true;
    this.title();
  }

  title() {
    if (!document.hidden && this.stuck) this.unread = 0;
    const channel = `#${$("channel").textContent} · ${words.author}`;
    document.title = this.unread ? `(${this.unread}) ${channel}` : channel;
  }
}

/** What a message asks: words on it last until that changes. */
const pressable = ({ title, buttons }) => JSON.stringify([title, buttons.map((each) => [each.label, each.token])]);

const shape = (post) => JSON.stringify([post.panel, post.private, post.asked]);

const waits = ({ panel }) => panel.blocks.some((block) => block.pending);

/** What was to be drawn when the line was lost may have been told of meanwhile. */
function undrawn(post) {
  if (!waits(post)) return post;
  const told = post.panel.blocks.map((block) => (block.pending ? { ...block, pending: false, lost: true } : block));
  return { ...post, panel: { ...post.panel, blocks: told } };
}

/** Private messages after the public one that they followed. */
function merged(standing, kept) {
  const posts = [...standing];
  const loose = [];
  for (const post of kept) {
    const before = posts.findLastIndex((each) => each.key === post.after || each.after === post.after);
    if (post.after && before < 0) loose.push(post);
    else posts.splice(before + 1, 0, post);
  }
  return [...loose, ...posts];
}

function follows(before, post) {
  if (!before || post.asked || post.panel.title || before.private !== post.private) return false;
  if (!before.at || !post.at) return before.at === post.at && !post.private;
  return new Date(post.at) - new Date(before.at) < TOGETHER;
}

/** Puts the new element where the old one stood, and the focus where it was in it. */
function swap(old, fresh) {
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const token = focused?.dataset.token;
  old.replaceWith(fresh);
  if (!focused) return;
  const pressable = [...fresh.querySelectorAll("[data-token]")];
  const same = pressable.find((each) => each.dataset.token === token);
  (same || fresh).focus({ preventScroll: true });
}
