// Each visible text, and each edge of a control, with its ratio as WCAG 2 counts it.
() => {
  const rgba = (colour) => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d");
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = ([r, g, b, a], under) =>
    [r, g, b].map((part, i) => part * a + under[i] * (1 - a));
  const ground = (element) => {
    if (!element) return [255, 255, 255];
    const colour = rgba(getComputedStyle(element).backgroundColor);
    return colour[3] === 1 ? colour.slice(0, 3) : over(colour, ground(element.parentElement));
  };
  const light = (rgb) => {
    const [r, g, b] = rgb.map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (one, other) => {
    const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  const contrast = (colour, element) => {
    const under = ground(element);
    return ratio(over(rgba(colour), under), under);
  };
  const ownText = (element) =>
    [...element.childNodes]
      .filter((node) => node.nodeType === Node.TEXT_NODE)
      .map((node) => node.data)
      .join("")
      .trim();
  const seen = (element) => element.checkVisibility({ opacityProperty: true }) && !element.closest(".unseen, .skip");
  const found = [];
  for (const element of document.querySelectorAll("body *")) {
    if (!seen(element)) continue;
    const style = getComputedStyle(element);
    const said = ownText(element);
    if (said) found.push(["text", said.slice(0, 40), contrast(style.color, element)]);
    if (element.matches(".button, input:not([type=checkbox]), textarea, select, .composer")) {
      const around = ground(element.parentElement);
      const edges = [over(rgba(style.borderColor), around), ground(element)];
      if (parseFloat(style.borderWidth)) {
        found.push(["edge", element.className || element.id, Math.max(...edges.map((edge) => ratio(edge, around)))]);
      }
    }
  }
  const line = document.getElementById("line");
  const hint = getComputedStyle(line, "::placeholder").color;
  found.push(["text", "placeholder", contrast(hint, line)]);
  return found;
}
