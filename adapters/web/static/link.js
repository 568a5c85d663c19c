// The socket: reconnects by itself, and tells of each request what became of it.

import { still } from "./still.js";

const WAIT = 10_000;
/** A deck may be large, and is read when nothing else is to be done. */
const WAIT_FOR_FILES = 200_000;
const PING = 20_000;
const DOUBTFUL = 3_000;
const BACKOFF = [300, 1000, 2000, 3000, 5000];

export class Link {
  /** `on` has: hello() -> frame or null, frame(frame), state("open" | "away" | "denied"). */
  constructor(on) {
    this.on = on;
    this.socket = null;
    this.opened = false;
    this.ready = false;
    this.tries = 0;
    this.next = 1;
    this.asked = new Map();
    this.heard = 0;
    addEventListener("online", () => this.look());
    // A bot on this very machine answers all the same.
    addEventListener("offline", () => this.beat(DOUBTFUL));
    document.addEventListener("visibilitychange", () => document.hidden || this.look());
    setInterval(() => this.beat(), PING);
  }

  open() {
    clearTimeout(this.timer);
    if (this.socket) return;
    this.opened = false;
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = new WebSocket(`${scheme}://${location.host}/socket`);
    this.socket = socket;
    socket.onopen = () => {
      this.opened = true;
      this.hello();
      this.beat();
    };
    socket.onmessage = (event) => this.receive(JSON.parse(event.data));
    socket.onclose = () => still(() => this.lost(socket));
    // It may hang before it is open.
    this.beat();
  }

  /** Says who is here; again after a change of name. */
  hello() {
    const frame = this.on.hello();
    if (frame) this.write(frame);
  }

  /** Settles as "answered", "slow" or "lost"; `answer` is called even when it comes late. */
  ask(frame, answer) {
    if (!this.ready) {
      this.hurry();
      return Promise.resolve("lost");
    }
    const id = this.next++;
    return new Promise((settle) => {
      const wait = Object.keys(frame.files ?? {}).length ? WAIT_FOR_FILES : WAIT;
      const timer = setTimeout(() => settle("slow"), wait);
      const done = (outcome) => {
        clearTimeout(timer);
        this.asked.delete(id);
        settle(outcome);
      };
      this.asked.set(id, { answer, done });
      this.write({ ...frame, id });
    });
  }

  write(frame) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frame));
  }

  receive(frame) {
    // Not by the clock on the wall, which may be set.
    this.heard = performance.now();
    still(() => this.take(frame));
  }

  take(frame) {
    if (frame.type === "welcome") {
      this.ready = true;
      this.tries = 0;
      this.on.state("open");
    }
    const asked = frame.id ? this.asked.get(frame.id) : null;
    if (!asked) return this.on.frame(frame);
    asked.answer(frame);
    asked.done("answered");
  }

  lost(socket) {
    if (socket !== this.socket) return;
    this.socket = null;
    this.ready = false;
    for (const { done } of [...this.asked.values()]) done("lost");
    this.on.state("away");
    const wait = BACKOFF[Math.min(this.tries++, BACKOFF.length - 1)];
    this.timer = setTimeout(() => this.again(), wait * (0.75 + Math.random() / 2));
  }

  async again() {
    if (this.socket) return;
    // One that never opened does not say why.
    if (!this.opened && (await denied())) return this.on.state("denied");
    this.open();
  }

  /** A phone that slept, or went elsewhere, is not told what became of its line. */
  look() {
    this.hurry();
    this.beat(DOUBTFUL);
  }

  hurry() {
    if (!this.socket && this.tries) {
      clearTimeout(this.timer);
      this.again();
    }
  }

  beat(wait = WAIT) {
    const { socket } = this;
    if (!socket) return;
    const before = performance.now();
    this.write({ type: "ping", id: 0 });
    setTimeout(() => {
      if (socket === this.socket && this.heard < before) {
        socket.onclose = null;
        socket.close();
        this.lost(socket);
      }
    }, wait);
  }
}

/** Whether we may not come in at all. */
async function denied() {
  try {
    const session = await fetch("/session", { cache: "no-store" });
    return session.status === 401 || session.status === 403;
  } catch {
    // The server is away; the socket will find out when it is back.
    return false;
  }
}
