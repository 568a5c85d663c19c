// A file on its way up: over a POST of its own, answered with an id for the command.
import { words } from "./words.js";

const MOST = 5 * 1024 * 1024;

/** Lets the member choose a file; null when they did not. */
export function chooseFile() {
  return new Promise((settle) => {
    const input = document.createElement("input");
    input.type = "file";
    input.addEventListener("change", () => settle(input.files[0] ?? null));
    input.addEventListener("cancel", () => settle(null));
    input.click();
  });
}

/** Takes a file let go over the page: the browser would open it, here or in a tab of its own. */
export function startDrops(take) {
  const brings = (event) => event.dataTransfer.types.includes("Files");
  addEventListener("dragover", (event) => brings(event) && event.preventDefault());
  addEventListener("drop", (event) => {
    if (!brings(event)) return;
    event.preventDefault();
    const [file] = event.dataTransfer.files;
    if (file && !document.querySelector("dialog[open]")) take(file);
  });
}

/** The upload's id; an Error whose message can be shown if it did not get through. */
export async function upload(file) {
  if (file.size > MOST) throw new Error(words.tooLarge);
  let answer;
  try {
    answer = await fetch("/upload", {
      method: "POST",
      headers: { "X-File-Name": encodeURIComponent(file.name), "Content-Type": "application/octet-stream" },
      body: file,
    });
  } catch {
    throw new Error(words.uploadFailed);
  }
  if (!answer.ok) throw new Error(answer.status === 413 ? words.tooLarge : words.uploadFailed);
  return (await answer.json()).id;
}
