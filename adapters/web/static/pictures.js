// A panel's pictures: each comes in two themes, and in a narrow form for phones.
import { el, icon, mint, press } from "./dom.js";
import { pictureTheme } from "./theme.js";
import { showPicture } from "./viewer.js";
import { words } from "./words.js";

const phone = matchMedia("(max-width: 35rem)");

/** Whether the narrow pictures are the ones to show. */
export const isNarrow = () => phone.matches;

/** What each box on the page shows: its block, and the shape of it that is in there. */
const boxes = new WeakMap();

export function picture(block) {
  const box = el("div", { className: "pictures", data: { picture: "" } });
  fill(box, block);
  return box;
}

/** Puts picture blocks that were drawn meanwhile into a message, in their order. */
export function renew(message, blocks) {
  for (const [i, box] of message.querySelectorAll("[data-picture]").entries()) {
    if (blocks[i]) fill(box, blocks[i]);
  }
}

/** Follows the window: a phone that is turned, a page put beside another. */
export function startPictures() {
  phone.addEventListener("change", () => {
    for (const box of document.querySelectorAll("[data-picture]")) fill(box, boxes.get(box).block);
  });
}

function fill(box, block) {
  const images = fitting(block);
  const shape = JSON.stringify(images.length ? images : block);
  const known = boxes.get(box);
  boxes.set(box, { block, shape });
  if (known?.shape === shape) return;
  const focused = box.contains(document.activeElement);
  box.replaceChildren(...(images.length ? images.map(image) : [instead(block)]));
  if (focused) box.querySelector("button")?.focus({ preventScroll: true });
}

/** Those of the fitting width; until they are there, the others. */
function fitting({ images = [], narrow = [] }) {
  const [first, second] = isNarrow() ? [narrow, images] : [images, narrow];
  return first.length ? first : second;
}

function instead(block) {
  if (block.pending) {
    return el("div", { className: "skeleton", role: "img", "aria-label": words.drawing }, words.drawing);
  }
  const said = block.words ? words.undrawn : block.lost ? words.pictureLost : words.pictureGone;
  const text = block.words ? el("pre", { dir: "auto" }, block.words) : null;
  return el("div", { className: "undrawn" }, el("p", {}, icon("alert"), said), text);
}

function image(drawn) {
  const shown = el("img", {
    src: drawn[pictureTheme()],
    alt: drawn.alt,
    width: drawn.width,
    height: drawn.height,
    decoding: "async",
    data: { light: drawn.light, dark: drawn.dark },
  });
  // Hidden, so that it describes the button and does not become part of its name.
  const hint = el("span", { hidden: true, id: mint("enlarge") }, words.enlarge);
  const button = press("picture", [shown, hint], { "aria-describedby": hint.id });
  shown.addEventListener("error", () => {
    const why = el("p", {}, icon("alert"), words.pictureGone);
    button.replaceWith(el("div", { className: "undrawn" }, why, el("span", { dir: "auto" }, drawn.alt)));
  });
  button.addEventListener("click", () => showPicture(shown));
  return button;
}
