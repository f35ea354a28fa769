// What slides over a phone's screen: the list of a list-picker, the attach menu, goods to photograph, the picture's preview.

import { ask } from "./api.js";
import { button, make, picture } from "./dom.js";

export class Overlays {
  constructor(phone) {
    this.phone = phone;
    const find = (selector) => phone.place.querySelector(selector);
    this.sheet = find(".sheet");
    this.veil = find(".veil");
    this.menu = find(".attachments");
    this.preview = find(".preview");
    this.files = find("input[type=file]");
    this.opener = find("button.attach");
    this.listen(find);
  }

  close() {
    this.sheet.hidden = this.veil.hidden = this.menu.hidden = this.preview.hidden = true;
    this.opener.setAttribute("aria-expanded", "false");
  }

  openList(message) {
    const rows = message.options.map((option) => {
      const words = make("span", "", make("b", "", option[1]), make("small", "", option[2]));
      const row = button("option row", "", () => {
        row.classList.add("chosen");
        setTimeout(() => this.close(), 140);
        this.phone.choose(message, option);
      }, words, make("i", "radio"));
      row.dataset.option = option[0];
      return row;
    });
    this.openSheet(message.list, rows);
  }

  async openGoods() {
    const { goods } = await ask("goods").catch(() => ({ goods: [] }));
    const tiles = goods.map((one) =>
      button("goods", one.title, () => {
        this.close();
        this.openPreview(one.url, "goods", { photo: one.id });
      }, picture(one.tile, one.title)),
    );
    const none = make("p", "none", "Foto contoh masih digambar. Coba lagi sebentar lagi.");
    this.openSheet("Foto contoh dari pasar", tiles.length ? [make("div", "goods-grid", ...tiles)] : [none]);
  }

  openSheet(title, content) {
    this.close();
    this.sheet.querySelector("b").textContent = title;
    this.sheet.setAttribute("aria-label", title);
    this.sheet.querySelector(".rows").replaceChildren(...content);
    this.sheet.hidden = this.veil.hidden = false;
    this.sheet.querySelector(".rows button")?.focus({ preventScroll: true });
  }

  openPreview(url, kind, fields) {
    this.close();
    const caption = this.preview.elements.caption;
    caption.value = this.phone.input.value;
    this.phone.type("");
    this.preview.querySelector(".pane").replaceChildren(picture(url, "Foto yang akan dikirim"));
    this.preview.onsubmit = (event) => {
      event.preventDefault();
      this.close();
      this.phone.send(kind, { ...fields, text: caption.value.trim() }, { local: url });
    };
    this.preview.hidden = false;
    caption.focus();
  }

  picked(file) {
    if (!file) return;
    if (file.type === "application/pdf") this.phone.send("file", { file }, { local: URL.createObjectURL(file), kind: "document" });
    else this.openPreview(URL.createObjectURL(file), "file", { file });
  }

  attach(kind) {
    this.close();
    if (kind === "file") this.files.click();
    else if (kind === "goods") this.openGoods();
    else if (kind === "location") this.phone.send("location", {}, { place: ["Alun-alun Kota Pekalongan", "Jl. Jatayu No. 1, Kota Pekalongan"] });
    else this.phone.send(kind);
  }

  listen(find) {
    this.opener.addEventListener("click", () => {
      const isOpen = !this.menu.hidden;
      this.close();
      this.menu.hidden = isOpen;
      this.opener.setAttribute("aria-expanded", String(!isOpen));
    });
    for (const one of this.menu.querySelectorAll("[data-attach]")) one.addEventListener("click", () => this.attach(one.dataset.attach));
    find("button.camera").addEventListener("click", () => this.openGoods());
    find("button.sticker").addEventListener("click", () => this.attach("sticker"));
    this.files.addEventListener("change", () => {
      this.picked(this.files.files[0]);
      this.files.value = "";
    });
    for (const closer of [this.veil, find(".close-sheet"), find(".close-preview")]) closer.addEventListener("click", () => this.close());
    this.phone.chat.addEventListener("click", () => (this.menu.hidden = true));
    this.phone.place.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    this.phone.chat.addEventListener("dragover", (event) => event.preventDefault());
    this.phone.chat.addEventListener("drop", (event) => {
      event.preventDefault();
      this.picked(event.dataTransfer.files[0]);
    });
  }
}
