// Light or dark: the page's by the button or the system, the pictures' by the member.
import { $, icon } from "./dom.js";
import { words } from "./words.js";

const order = ["auto", "light", "dark"];
const icons = { auto: "auto", light: "sun", dark: "moon" };
const system = matchMedia("(prefers-color-scheme: dark)");
let member = null;

const chosen = () => document.documentElement.dataset.theme ?? "auto";

export function pictureTheme() {
  if (member) return member;
  if (chosen() !== "auto") return chosen();
  return system.matches ? "dark" : "light";
}

/** Points every picture on the page to the file of the theme that fits now. */
function repaint() {
  const theme = pictureTheme();
  document.documentElement.dataset.pictures = theme;
  for (const image of document.querySelectorAll("img[data-light]")) {
    const source = image.dataset[theme];
    if (image.getAttribute("src") !== source) image.src = source;
  }
}

export function memberTheme(theme) {
  member = theme;
  repaint();
}

function label() {
  const button = $("theme");
  button.replaceChildren(icon(icons[chosen()]));
  button.setAttribute("aria-label", words.themes[chosen()]);
  button.title = words.themes[chosen()];
}

function next() {
  const theme = order[(order.indexOf(chosen()) + 1) % order.length];
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem("theme", theme);
  } catch {
    // Then it holds until the page is left.
  }
  label();
  repaint();
}

export function startTheme() {
  $("theme").addEventListener("click", next);
  system.addEventListener("change", repaint);
  label();
  repaint();
}
