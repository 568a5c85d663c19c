// While something is being pressed, nothing moves: a press counts only where it went
// down and up on one element, and comes to nothing where that was moved or replaced.

/** Milliseconds that a press may keep the page still: some end where nobody tells. */
const LONGEST = 2000;
/** Those that the click of a finger takes to come once it is up. Not every press has one. */
const CLICK = 100;

const waiting = [];
let timer = 0;

addEventListener("pointerdown", down, true);
addEventListener("pointerup", up, true);
addEventListener("pointercancel", up, true);
addEventListener("keydown", (event) => event.key === " " && !event.repeat && down(), true);
addEventListener("keyup", (event) => event.key === " " && up(), true);
// Last of all: whatever was clicked has been told.
addEventListener("click", release);

/** Does the work now, or as soon as nothing is pressed any more; in order. */
export function still(work) {
  if (timer) waiting.push(work);
  else work();
}

function down() {
  clearTimeout(timer);
  timer = setTimeout(release, LONGEST);
}

function up() {
  if (!timer) return;
  clearTimeout(timer);
  timer = setTimeout(release, CLICK);
}

function release() {
  clearTimeout(timer);
  timer = 0;
  // Each by itself: one that fails leaves the others to be done.
  for (const work of waiting.splice(0)) queueMicrotask(work);
}
