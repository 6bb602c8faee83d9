const SVG = "http://www.w3.org/2000/svg";
/** What controls a terminal or the direction of writing, but for tabs and line feeds. */
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** With all that could make a text look like another one written out, as the log and the terminal have it. */
function plain(text) {
  return text.replace(UNSEEN, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/**
 * Builds an element. Children that are strings become text nodes: what a worker says is never read as markup,
 * and shows its control characters.
 */
export function element(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

/** Changes a text only if it is another one, so that selections stay and nothing is read out twice. */
export function write(node, text) {
  const safe = plain(text);
  if (node.textContent !== safe) node.textContent = safe;
}

function filled(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children.map((child) => (typeof child === "string" ? plain(child) : child)));
  return node;
}
