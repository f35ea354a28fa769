// Small helpers to build elements. Words from messages only ever become text nodes.

export function make(tag, className = "", ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children.filter((child) => child !== null && child !== ""));
  return element;
}

export function button(className, label, onClick, ...children) {
  const element = make("button", className, ...children);
  element.type = "button";
  if (label) element.setAttribute("aria-label", label);
  element.addEventListener("click", onClick);
  return element;
}

export function icon(name, className = "icon") {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", className);
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

export function picture(src, alt = "") {
  const image = make("img");
  image.alt = alt;
  image.src = src;
  return image;
}

/** An avatar with a person's initials, always in the same colour. */
export function dressAvatar(element, person) {
  const words = person.name.replace(/[^\p{L}\p{N} ]/gu, "").split(" ").filter(Boolean);
  const initials = person.name.startsWith("+") ? "#" : words.slice(0, 2).map((word) => word[0].toUpperCase()).join("");
  const colour = [...person.address].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 997, 7) % 6;
  element.textContent = initials;
  element.className = `avatar c${colour}`;
  return element;
}
