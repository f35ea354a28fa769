// Who can hold a phone: the dialog to pick somebody, and whom this browser has met.

import { ask } from "./api.js";
import { button, dressAvatar, icon, make } from "./dom.js";

const STORE = "lokapasar.simulator";
const MOST_KNOWN = 12;
const NEW_NAMES = ["Rina", "Agus", "Wulan", "Hendra", "Putri", "Yusuf", "Ayu", "Bayu", "Lestari", "Fajar"];

/** The people met so far, the last one first, and who holds which phone; kept in this browser. */
export class Known {
  constructor() {
    let kept = {};
    try {
      kept = JSON.parse(localStorage.getItem(STORE)) ?? {};
    } catch {
      // no storage here: everybody is forgotten on leaving
    }
    this.people = kept.people ?? [];
    this.holders = kept.holders ?? {};
  }

  meet(person) {
    this.people = [person, ...this.people.filter(({ address }) => address !== person.address)].slice(0, MOST_KNOWN);
    this.keep();
  }

  takes(side, person) {
    this.holders[side] = person;
    this.meet(person);
  }

  keep() {
    try {
      localStorage.setItem(STORE, JSON.stringify({ people: this.people, holders: this.holders }));
    } catch {
      // see above
    }
  }
}

export class Picker {
  constructor(dialog, known) {
    this.dialog = dialog;
    this.known = known;
    this.search = dialog.querySelector("input");
    this.found = dialog.querySelector(".found");
    this.search.addEventListener("input", () => {
      clearTimeout(this.soon);
      this.soon = setTimeout(() => this.fill(), 120);
    });
    dialog.querySelector(".close-picker").addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  }

  open(onPick) {
    this.onPick = onPick;
    this.search.value = "";
    this.found.replaceChildren();
    this.dialog.showModal();
    this.search.focus();
    this.fill();
  }

  async fill() {
    const words = this.search.value;
    const found = await ask("people", { q: words }).catch((problem) => ({ problem }));
    if (words !== this.search.value) return;
    if (found.problem) {
      this.found.replaceChildren(make("p", "none", found.problem.message));
      return;
    }
    const listed = new Set([...found.shoppers, ...found.stalls].map(({ address }) => address));
    const met = words ? [] : this.known.people.filter((person) => person.role === "shopper" && !listed.has(person.address));
    const shoppers = [...(words ? [] : [this.newcomerRow()]), ...[...found.shoppers, ...met].map((person) => this.row(person))];
    const stalls = found.stalls.map((person) => this.row(person));
    this.found.replaceChildren(...section("Pembeli", shoppers), ...section("Toko di pasar", stalls));
    if (!this.found.children.length) this.found.append(make("p", "none", "Tidak ada yang cocok. Coba kata lain, atau ketik nomor HP lengkap."));
  }

  row(person) {
    const words = make("span", "who", make("b", "", person.name), make("small", "", [person.about, person.number].filter(Boolean).join(" · ")));
    const one = button("person", "", () => this.pick(person), dressAvatar(make("span"), person), words);
    one.dataset.address = person.address;
    return one;
  }

  newcomerRow() {
    const avatar = make("span", "avatar new", icon("person-new"));
    const words = make("span", "who", make("b", "", "Pembeli baru"), make("small", "", "Nomor yang belum pernah menulis"));
    return button("person new-shopper", "", () => this.pick(newShopper()), avatar, words);
  }

  pick(person) {
    this.dialog.close();
    this.onPick(person);
  }
}

function section(title, rows) {
  return rows.length ? [make("h3", "", title), ...rows] : [];
}

function newShopper() {
  const [a, b] = crypto.getRandomValues(new Uint32Array(2));
  const name = NEW_NAMES[a % NEW_NAMES.length];
  const digits = String(1_000_000 + (b % 9_000_000));
  return {
    address: `whatsapp:+62813${digits}`,
    name,
    profile: name,
    role: "shopper",
    about: "Pembeli baru",
    number: `+62 813-${digits.slice(0, 4)}-${digits.slice(4)}`,
  };
}
