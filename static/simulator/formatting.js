// WhatsApp's own formatting: *bold* _italic_ ~strike~ ```fixed``` and links, as DOM nodes. And times as the city reads them.

import { make } from "./dom.js";

const MARKS = { "*": "strong", _: "em", "~": "s" };
// A mark opens at a word's beginning and closes at a word's end, within one line.
const PATTERN =
  /```([\s\S]+?)```|`([^`\n]+)`|(?<![\p{L}\p{N}])([*_~])(?=\S)([^\n]*?\S)\3(?![\p{L}\p{N}])|(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)*_~])/u;

export function formatted(text) {
  const nodes = [];
  let rest = text;
  for (let found = PATTERN.exec(rest); found; found = PATTERN.exec(rest)) {
    nodes.push(rest.slice(0, found.index), styled(found));
    rest = rest.slice(found.index + found[0].length);
  }
  return [...nodes, rest].filter((node) => node !== "");
}

function styled([, block, code, mark, inner, link]) {
  if (block ?? code) return make("code", "", block ?? code);
  if (mark) return make(MARKS[mark], "", ...formatted(inner));
  const anchor = make("a", "", link);
  Object.assign(anchor, { href: link, target: "_blank", rel: "noopener noreferrer" });
  return anchor;
}

/** One line without marks, for a quote. */
export function plainLine(text) {
  return formatted(text).map((node) => node.textContent ?? node).join("").replace(/\s+/g, " ").trim();
}

const timeZone = document.documentElement.dataset.timezone;
const clockFormat = new Intl.DateTimeFormat("id-ID", { hour: "2-digit", minute: "2-digit", timeZone });
const dayFormat = new Intl.DateTimeFormat("id-ID", { day: "numeric", month: "long", year: "numeric", timeZone });

export function clock(moment) {
  return clockFormat.format(new Date(moment));
}

export function day(moment) {
  const name = dayFormat.format(new Date(moment));
  if (name === dayFormat.format(Date.now())) return "Hari ini";
  return name === dayFormat.format(Date.now() - 864e5) ? "Kemarin" : name;
}
