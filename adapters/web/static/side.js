// The side: shortcuts and who is here. Where the window is narrow it slides in on demand.
import { $, avatar, el, icon } from "./dom.js";
import { words } from "./words.js";

const narrow = matchMedia("(max-width: 56rem)");

export function startSide() {
  const side = $("side");
  fit();
  narrow.addEventListener("change", fit);
  side.addEventListener("click", (event) => {
    if (narrow.matches && event.target.closest("button")) side.hidePopover();
  });
}

/** A popover closes by Escape or a press beside it, and gives the focus back. */
function fit() {
  $("side").popover = narrow.matches ? "auto" : null;
}

/** `people` are at most a hundred of the `count` who are here. */
export function showPeople({ people, count }, me) {
  const entries = people.map(({ member, name }) => {
    const you = member === me ? el("span", { className: "you" }, ` (${words.you})`) : null;
    return el("li", {}, avatar(member, name), el("bdi", {}, name), you);
  });
  $("people").replaceChildren(...entries);
  const button = $("here");
  button.hidden = false;
  button.setAttribute("aria-label", words.here(count));
  button.title = words.here(count);
  button.replaceChildren(icon("people"), el("span", {}, String(count)));
}
