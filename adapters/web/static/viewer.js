// A picture, large: fitted to the screen, or at full size to scroll about in.
import { el, press, sign } from "./dom.js";
import { words } from "./words.js";

/** Fitting must make it larger than it was by this much; else it opens at full size. */
const WORTH = 1.3;

export function showPicture(picture) {
  const { alt } = picture;
  // Not its properties: those give the size at which it is shown.
  const [src, width, height] = ["src", "width", "height"].map((name) => picture.getAttribute(name));
  const large = el("img", { src, alt, width, height });
  const size = press("button", "");
  const close = sign("close", words.close);
  const stage = el("div", { className: "stage", tabIndex: 0 }, large);
  const bar = el("div", { className: "viewer-bar" }, size, close);
  const dialog = el("dialog", { className: "viewer", "aria-label": words.enlarge }, bar, stage);
  const zoom = (full) => {
    dialog.classList.toggle("full", full);
    size.textContent = full ? words.fitSize : words.actualSize;
  };
  const toggle = () => zoom(!dialog.classList.contains("full"));
  size.addEventListener("click", toggle);
  large.addEventListener("click", toggle);
  close.addEventListener("click", () => dialog.close());
  stage.addEventListener("click", (event) => event.target === stage && dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  zoom(innerWidth < picture.clientWidth * WORTH);
  dialog.showModal();
  close.focus();
}
