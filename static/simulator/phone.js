// One phone: whose it is, its chat, and what its holder sends.

import { newRef, post, Trouble } from "./api.js";
import { bubble, showState, summary } from "./bubbles.js";
import { button, dressAvatar, make } from "./dom.js";
import { day } from "./formatting.js";
import { Overlays } from "./overlays.js";

const SUGGESTIONS = {
  shopper: {
    first: ["ada kemeja mega mendung biru XL dibawah 200rb?", "halo", "daster grosir", "do you have hand drawn cloth in blue?"],
    later: ["lagi", "pesanan saya", "daster grosir", "halo", "ada kemeja mega mendung biru XL dibawah 200rb?"],
  },
  stall: {
    first: ["halo", "pesanan", "bantuan"],
    later: ["terima", "resi JNE 0123456789", "pesanan", "tolak habis", "bantuan"],
  },
};
const NEEDS_MORE = /^resi/; // is put into the field to be completed, not sent
const TYPING_MS = 12_000; // the market seems to type for no longer
const BLUE_AFTER_MS = 1_200; // a message that nobody answers at once turns blue anyway

export class Phone {
  /** `host` offers woken() when there is something to ask for at once, older(phone, before), look(url), used(phone). */
  constructor(place, host) {
    this.place = place;
    this.side = place.dataset.phone;
    this.host = host;
    this.find = (selector) => place.querySelector(selector);
    this.chat = this.find(".chat");
    this.stream = this.find(".stream");
    this.input = this.find("textarea[name=text]");
    this.overlays = new Overlays(this);
    this.listen();
    this.hold(JSON.parse(place.dataset.person));
  }

  get address() {
    return this.person.address;
  }

  /** Another person takes the phone. */
  hold(person) {
    this.person = person;
    this.messages = new Map(); // by the sid without its two letters
    this.elements = new Map();
    this.version = "0";
    this.waiting = 0;
    this.reachedStart = false;
    this.stopTyping();
    this.quoting(null);
    this.overlays.close();
    this.stream.replaceChildren();
    this.input.value = "";
    dressAvatar(this.find(".pick-person .avatar"), person);
    this.find(".pick-person b").textContent = person.name;
    const role = person.role === "stall" ? "Penjual" : "Pembeli";
    this.find(".pick-person small").textContent = `${role} · ${person.number}`;
    this.find(".pick-person").setAttribute("aria-label", `Ganti pemegang ponsel. Sekarang: ${person.name}`);
    this.find(".recents").replaceChildren();
    this.showSuggestions(true);
    this.showHeld();
  }

  // ------------------------------------------------------------ what comes

  /** What the server told about this phone. */
  apply(told) {
    this.version = told.version;
    this.waiting = told.waiting;
    if (told.messages) this.merge(told.messages);
    this.showHeld();
  }

  merge(messages) {
    let isNew = false;
    let heard = false;
    for (const message of messages) {
      const key = message.sid.slice(2);
      const known = this.messages.get(key);
      if (!known) {
        isNew = true;
        heard ||= message.direction === "in";
        this.messages.set(key, message);
      } else if (known.isOurs) {
        if (message.media && !known.media && !known.local) this.elements.delete(key); // now it can be shown
        Object.assign(known, message, { state: known.state });
        isNew ||= !this.elements.has(key);
      }
    }
    if (heard) this.answered();
    if (isNew) this.draw();
  }

  /** Brings the stream in line with the messages; bubbles that are there already stay as they are. */
  draw() {
    const atEnd = this.isAtEnd();
    const isFirst = this.elements.size === 0;
    const ordered = [...this.messages.entries()].sort(([, a], [, b]) => new Date(a.at) - new Date(b.at));
    const nodes = [];
    let lastDay = "";
    let lastDirection = "";
    for (const [key, message] of ordered) {
      const today = day(message.at);
      if (today !== lastDay) nodes.push(this.daySign(today));
      const element = this.elements.get(key) ?? this.newBubble(key, message, isFirst);
      element.classList.toggle("tail", today !== lastDay || message.direction !== lastDirection);
      nodes.push(element);
      [lastDay, lastDirection] = [today, message.direction];
    }
    nodes.forEach((node, index) => {
      if (this.stream.childNodes[index] !== node) this.stream.insertBefore(node, this.stream.childNodes[index] ?? null);
    });
    while (this.stream.childNodes.length > nodes.length) this.stream.lastChild.remove();
    if (isFirst) this.showSuggestions(nodes.length === 0);
    if (atEnd || isFirst) this.toLatest();
  }

  newBubble(key, message, isFirst) {
    const element = bubble(message, this.doing());
    if (!isFirst) element.classList.add("fresh");
    for (const image of element.querySelectorAll("img")) {
      image.addEventListener("load", () => this.stuck && this.toLatest());
    }
    this.elements.set(key, element);
    return element;
  }

  daySign(name) {
    const key = `day ${name}`;
    if (!this.elements.has(key)) this.elements.set(key, make("p", "pill day", name));
    return this.elements.get(key);
  }

  doing() {
    return {
      reply: (message) => this.quoting(message),
      choose: (message, option) => this.choose(message, option),
      openList: (message) => this.overlays.openList(message),
      look: (url) => this.host.look(url),
      retry: (message) => this.post(message),
      find: (sid) => this.messages.get(sid.slice(2)),
      goTo: (sid) => this.goTo(sid),
    };
  }

  goTo(sid) {
    const element = this.elements.get(sid.slice(2));
    element?.scrollIntoView({ block: "center", behavior: "smooth" });
    element?.classList.add("found");
    setTimeout(() => element?.classList.remove("found"), 1500);
  }

  isAtEnd() {
    return this.chat.scrollHeight - this.chat.scrollTop - this.chat.clientHeight < 90;
  }

  toEnd() {
    this.stuck = true;
    this.chat.scrollTop = this.chat.scrollHeight;
    this.heightThen = this.chat.scrollHeight;
  }

  /** To the end; an answer that is taller than the screen is shown from its beginning, where its picture is. */
  toLatest() {
    this.toEnd();
    const last = this.stream.lastElementChild;
    if (last?.dataset.direction !== "in" || last.offsetHeight <= this.chat.clientHeight) return;
    this.chat.scrollTop = last.offsetTop - this.chat.offsetTop - 8;
  }

  // ------------------------------------------------------------ what the holder sends

  sendText(text) {
    if (text.trim()) this.send("text", { text: text.trim() });
  }

  choose(message, [option, title]) {
    const kind = message.list ? "list_item" : "button";
    this.send(kind, { option, title, text: title }, { quoted: message.sid });
  }

  /** `fields` go to the server; `shown` is what only the bubble needs. */
  send(kind, fields = {}, shown = {}) {
    const quoted = shown.quoted ?? this.quoted?.sid ?? "";
    const message = {
      sid: `SM${newRef()}`,
      direction: "out",
      kind: { file: "picture", goods: "picture", button: "text", list_item: "text" }[kind] ?? kind,
      text: fields.text ?? "",
      at: new Date().toISOString(),
      ...shown,
      quoted,
      isOurs: true,
      request: { ...fields, kind, quoted },
    };
    this.quoting(null);
    this.stuck = true;
    this.post(message);
    this.host.used(this);
  }

  async post(message) {
    const { address, profile, name } = this.person;
    const key = message.sid.slice(2);
    this.elements.delete(key);
    this.messages.set(key, message);
    this.setState(message, "pending");
    this.draw();
    this.toEnd();
    const soon = setTimeout(() => this.setState(message, "sent"), 150);
    try {
      const { sid } = await post("send", { ...message.request, address, name: profile || name, ref: key });
      message.sid = sid;
      this.setState(message, "delivered");
      this.startTyping();
      setTimeout(() => this.setState(message, "read"), BLUE_AFTER_MS);
      this.host.woken();
    } catch (problem) {
      if (!(problem instanceof Trouble)) throw problem;
      message.state = "failed";
      message.problem = problem.message;
      this.elements.delete(key);
      this.draw();
    } finally {
      clearTimeout(soon);
    }
  }

  setState(message, state) {
    if (message.state === "read" && state !== "pending") return;
    message.state = state;
    const element = this.elements.get(message.sid.slice(2));
    if (element) showState(element, state);
  }

  answered() {
    this.stopTyping();
    for (const message of this.messages.values()) {
      if (message.isOurs && message.state === "delivered") this.setState(message, "read");
    }
  }

  startTyping() {
    clearTimeout(this.typingEnd);
    this.typingEnd = setTimeout(() => this.stopTyping(), TYPING_MS);
    this.showTyping(true);
    if (this.stuck) this.toEnd();
  }

  stopTyping() {
    clearTimeout(this.typingEnd);
    this.showTyping(false);
  }

  showTyping(isTyping) {
    this.find(".typing").hidden = !isTyping;
    this.find(".presence").textContent = isTyping ? "sedang mengetik…" : "akun bisnis";
    this.find(".presence").classList.toggle("is-typing", isTyping);
  }

  /** The message that the next one answers. */
  quoting(message) {
    this.quoted = message;
    const bar = this.find(".quote-bar");
    bar.hidden = !message;
    if (!message) return;
    bar.querySelector("b").textContent = message.direction === "out" ? "Anda" : "Lokapasar Batik Pekalongan";
    bar.querySelector("span").textContent = summary(message);
    this.input.focus();
  }

  // ------------------------------------------------------------ around the chat

  showSuggestions(isEmpty) {
    this.place.classList.toggle("empty", isEmpty);
    const chips = SUGGESTIONS[this.person.role][isEmpty ? "first" : "later"].map((text) =>
      button("chip", "", () => (NEEDS_MORE.test(text) ? this.type(text) : this.sendText(text)), text),
    );
    this.find(".suggestions").replaceChildren(...chips);
  }

  type(text) {
    this.input.value = text;
    this.input.dispatchEvent(new Event("input"));
    this.input.focus();
  }

  /** The market may not write first: what waits for this person's next message. */
  showHeld() {
    const box = this.find(".held");
    const text = `${this.waiting} pesan menunggu. WhatsApp mengizinkan Lokapasar menulis hanya dalam 24 jam sesudah pesan terakhir dari nomor ini.`;
    if (this.waiting && box.querySelector("p").textContent !== text) box.querySelector("p").textContent = text;
    box.hidden = !this.waiting;
  }

  /** Other phones that can be taken with one tap. */
  showOthers(people, onPick) {
    const wanted = people.map(({ address, unread, waiting }) => [address, unread, waiting].join()).join(" ");
    const group = this.find(".recents");
    if (group.dataset.shown === wanted && group.children.length === people.length) return;
    group.dataset.shown = wanted;
    group.replaceChildren(
      ...people.map((person) => {
        const news = person.unread + person.waiting;
        const one = button("recent", "", () => onPick(person), dressAvatar(make("span"), person));
        one.title = person.name;
        one.setAttribute("aria-label", news ? `${person.name}: ${news} pesan baru` : person.name);
        if (news) one.append(make("i", "dot", String(news)));
        return one;
      }),
    );
  }

  listen() {
    this.find(".composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.sendText(this.input.value);
      this.type("");
    });
    this.input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.find(".composer").requestSubmit();
      }
      if (event.key === "Escape") this.quoting(null);
    });
    this.input.addEventListener("input", () => {
      this.input.style.height = "auto";
      this.input.style.height = `${Math.min(this.input.scrollHeight, 110)}px`;
      this.place.classList.toggle("writing", this.input.value.trim() !== "");
    });
    this.find(".drop-quote").addEventListener("click", () => this.quoting(null));
    this.find(".held button").addEventListener("click", () => this.sendText("halo"));
    this.find(".to-end").addEventListener("click", () => this.toEnd());
    this.chat.addEventListener("scroll", () => this.scrolled(), { passive: true });
    new ResizeObserver(() => this.stuck && this.toLatest()).observe(this.chat);
    this.listenForLongPress();
  }

  async scrolled() {
    if (this.stuck && this.chat.scrollHeight !== this.heightThen) this.toLatest(); // it grew: nobody has scrolled
    else this.stuck = this.isAtEnd();
    this.find(".to-end").hidden = this.isAtEnd();
    if (this.chat.scrollTop > 60 || this.reachedStart || this.isFetching || this.messages.size < 60) return;
    this.isFetching = true;
    const { address } = this;
    const oldest = [...this.messages.values()].map((message) => message.at).sort()[0];
    const older = await this.host.older(address, oldest).catch(() => null);
    this.isFetching = false;
    if (!older || this.address !== address) return;
    this.reachedStart = older.length === 0;
    const fromEnd = this.chat.scrollHeight - this.chat.scrollTop;
    this.merge(older);
    this.chat.scrollTop = this.chat.scrollHeight - fromEnd;
  }

  listenForLongPress() {
    let timer;
    const stop = () => clearTimeout(timer);
    this.stream.addEventListener("touchstart", (event) => {
      const element = event.target.closest(".bubble");
      const message = element && this.messages.get(element.dataset.sid.slice(2));
      if (message) timer = setTimeout(() => this.quoting(message), 500);
    }, { passive: true });
    for (const name of ["touchend", "touchmove", "touchcancel"]) this.stream.addEventListener(name, stop, { passive: true });
  }
}

