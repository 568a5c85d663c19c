// What a screen reader would read by itself, in order: whatever is put into a live region.
(() => {
  const heard = (window.heard = []);
  const live = (node, isText) => {
    const region = node.closest("[aria-live], [role=alert], [role=status], [role=log]");
    const relevant = region?.getAttribute("aria-relevant") ?? "additions text";
    // A word that changes is no addition.
    return region && region.ariaLive !== "off" && (!isText || relevant.includes("text"));
  };
  const words = (node) => {
    const inner = node.nodeType === Node.TEXT_NODE ? [] : [...node.querySelectorAll("img")];
    const text = node.innerText ?? node.textContent;
    return [text, ...inner.map((image) => image.alt)].join(" ").replace(/\s+/gu, " ").trim();
  };
  new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      for (const node of addedNodes) {
        const isText = node.nodeType === Node.TEXT_NODE;
        const within = isText ? target : node;
        if (!(within instanceof Element) || !target.isConnected) continue;
        if (live(within, isText) && words(node)) heard.push(words(node));
      }
    }
  }).observe(document, { subtree: true, childList: true });
})();
