// The lines sent before, newest first, to walk through with the arrow keys.

const MOST = 30;

export class Past {
  constructor() {
    this.clear();
  }

  clear() {
    this.lines = [];
    this.leave();
  }

  /** Where the walk stands; before its first step nothing. */
  get line() {
    return this.lines[this.at] ?? "";
  }

  step(by) {
    this.at = Math.max(-1, Math.min(this.at + by, this.lines.length - 1));
    return this.line;
  }

  /** Whoever types has left the walk. */
  leave() {
    this.at = -1;
  }

  add(line) {
    this.lines = [line, ...this.lines.filter((each) => each !== line)].slice(0, MOST);
    this.leave();
  }
}
