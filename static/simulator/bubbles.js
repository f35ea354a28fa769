// One message as a bubble.

import { button, icon, make, picture } from "./dom.js";
import { clock, formatted, plainLine } from "./formatting.js";

const TICKS = {
  pending: ["clock", "Sedang dikirim"],
  sent: ["tick", "Terkirim"],
  delivered: ["ticks", "Sampai"],
  read: ["ticks", "Dibaca"],
  failed: ["alert", "Gagal terkirim"],
};
const KINDS = {
  picture: "Foto",
  voice: "Pesan suara",
  video: "Video",
  document: "Dokumen",
  sticker: "Stiker",
  location: "Lokasi",
  contact: "Kontak",
};

export function summary(message) {
  return plainLine(message.text) || KINDS[message.kind] || "Pesan";
}

/**
 * `doing` is what can be done with it: reply(message), choose(message, option), openList(message), look(url), retry(message),
 * find(sid) for a quoted message, goTo(sid).
 */
export function bubble(message, doing) {
  const body = make("div", "body", ...quote(message, doing), ...attachment(message, doing), ...words(message), meta(message));
  const element = make("article", `bubble ${message.kind}`, body, ...choices(message, doing));
  element.dataset.direction = message.direction;
  element.dataset.sid = message.sid;
  if (message.kind !== "sticker") element.append(menuButton(message, doing));
  element.addEventListener("dblclick", (event) => {
    if (!event.target.closest("button, a, audio")) doing.reply(message);
  });
  showState(element, message.state);
  if (message.state === "failed") element.append(failure(message, doing));
  return element;
}

export function showState(element, state) {
  const place = element.querySelector(".ticks");
  if (!place) return;
  const [name, label] = TICKS[state] ?? TICKS.sent;
  element.dataset.state = state;
  place.replaceChildren(icon(name));
  place.setAttribute("aria-label", label);
}

function meta(message) {
  const time = make("time", "", clock(message.at));
  time.dateTime = message.at;
  const place = make("span", "meta", time);
  if (message.direction === "out") {
    const ticks = make("span", "ticks");
    ticks.setAttribute("role", "img");
    place.append(ticks);
  }
  return place;
}

function words(message) {
  if (!message.text) return [];
  return [make("div", "text", ...formatted(message.text), make("span", "room"))];
}

function quote(message, doing) {
  if (!message.quoted) return [];
  const original = doing.find(message.quoted);
  const by = original?.direction === "out" ? "Anda" : "Lokapasar Batik Pekalongan";
  const box = button("quote", "Ke pesan yang dibalas", () => doing.goTo(message.quoted));
  box.append(make("span", "lines", make("b", "", by), make("span", "", original ? summary(original) : "Pesan sebelumnya")));
  if (original?.picture) box.append(picture(original.picture));
  return [box];
}

function attachment(message, doing) {
  const url = message.picture || message.local || (message.media && `/simulator/pictures/${message.media}`);
  if (message.kind === "location") return [place(message)];
  if (!url) return KINDS[message.kind] && message.kind !== "picture" ? [make("p", "unknown", KINDS[message.kind])] : [];
  if (message.kind === "voice") return [voice(url)];
  if (message.kind === "document") return [fileLink(url)];
  const image = picture(url, message.kind === "sticker" ? "Stiker" : summary(message));
  if (message.kind === "sticker") return [image];
  const frame = button("photo", "Perbesar gambar", () => doing.look(url), image);
  if (url.includes("/sheets/")) frame.classList.add("sheet-photo");
  return [frame];
}

function place(message) {
  const [label, address] = message.place ?? ["Lokasi", ""];
  const map = make("div", "map", icon("pin"));
  return make("div", "location-card", map, make("div", "where", make("b", "", label || "Lokasi"), make("span", "", address)));
}

function fileLink(url) {
  const link = make("a", "file", icon("document"), make("span", "", make("b", "", "Dokumen"), make("small", "", "PDF")));
  Object.assign(link, { href: url, target: "_blank", rel: "noopener" });
  return link;
}

function voice(url) {
  const sound = new Audio(url);
  sound.preload = "metadata";
  const line = make("span", "wave");
  for (let bar = 0; bar < 30; bar += 1) line.append(make("i", `h${(bar * 7 + (bar % 5) * 3) % 6}`));
  const length = make("small", "length", "0:00");
  const show = (seconds) => (length.textContent = `0:${String(Math.round(seconds) || 0).padStart(2, "0")}`);
  const play = button("play", "Putar pesan suara", () => (sound.paused ? sound.play().catch(() => {}) : sound.pause()), icon("play"));
  const dress = () => play.replaceChildren(icon(sound.paused ? "play" : "pause"));
  sound.addEventListener("loadedmetadata", () => show(sound.duration));
  sound.addEventListener("play", dress);
  sound.addEventListener("pause", dress);
  sound.addEventListener("timeupdate", () => {
    show(sound.currentTime);
    const done = sound.currentTime / sound.duration;
    line.childNodes.forEach((bar, index) => bar.classList.toggle("done", index / 30 < done));
  });
  return make("div", "voice-note", play, line, icon("mic", "icon face"), length);
}

function choices(message, doing) {
  if (!message.options?.length) return [];
  if (message.list) return [button("open-list", "", () => doing.openList(message), icon("list"), message.list)];
  return message.options.map((option) => {
    const one = button("option", "", () => doing.choose(message, option), icon("reply"), option[1]);
    one.dataset.option = option[0];
    return one;
  });
}

function menuButton(message, doing) {
  return button("more", "Balas pesan ini", () => doing.reply(message), icon("down"));
}

function failure(message, doing) {
  return button("failure", "", () => doing.retry(message), message.problem ?? "Gagal terkirim.", make("b", "", " Kirim lagi"));
}
