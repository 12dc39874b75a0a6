// Elements are made here and filled with text nodes only: no markup in an answer is ever read as markup.

/** A new element with properties, and its children: elements or text. */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  const { aria = {}, ...others } = properties;
  Object.assign(made, others);
  for (const [key, value] of Object.entries(aria)) made.setAttribute(`aria-${key}`, value);
  made.append(...children);
  return made;
}

/** An icon drawn by paths on a grid of 16. */
export function icon(path) {
  const space = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(space, "svg");
  const line = document.createElementNS(space, "path");
  line.setAttribute("d", path);
  line.setAttribute("fill", "currentColor");
  picture.setAttribute("viewBox", "0 0 16 16");
  picture.setAttribute("aria-hidden", "true");
  picture.append(line);
  return element("div", { className: "svgImg" }, picture);
}
