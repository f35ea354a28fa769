// The simulator's page: two phones, whoever holds them, and a clock that asks what is new.

import { ask, post, Trouble } from "./simulator/api.js";
import { button, dressAvatar, make } from "./simulator/dom.js";
import { clock } from "./simulator/formatting.js";
import { Known, Picker } from "./simulator/people.js";
import { Phone } from "./simulator/phone.js";

const EVERY_MS = 700;
const SOON_MS = 200; // while an answer is awaited
const OFFLINE_MS = 2_500;
const TOAST_MS = 12_000;
const BUSY_MS = 20_000; // so long after the last tap a phone is not given to another stall
const MOST_OTHERS = 4;

const $ = (selector) => document.querySelector(selector);
const known = new Known();
const picker = new Picker($("dialog.picker"), known);
const host = { woken, older, look, used };
const phones = [...document.querySelectorAll(".place")].map((place) => new Phone(place, host));
const told = new Map(); // news of a stall that were shown already, by address
const arrived = new Map(); // how many unread messages were told to have arrived, by address
let others = new Map(); // unread and waiting of phones that are not in sight
const usedAt = new Map(); // when somebody last did something on a phone
let lastUsed = phones[0];
let hasLooked = false;
let timer;
let isAsking = false;
let soonUntil = 0;

// ------------------------------------------------------------------ who holds what

function give(phone, person) {
  phone.hold(person);
  known.takes(phone.side, person);
  dropToast(person);
  dressTabs();
  showOthers();
  woken();
}

function dressTabs() {
  for (const phone of phones) {
    const tab = $(`[data-tab=${phone.side}]`);
    dressAvatar(tab.querySelector(".avatar"), phone.person);
    tab.querySelector(".label").textContent = phone.person.name;
  }
}

function show(side) {
  document.body.dataset.shown = side;
  for (const tab of document.querySelectorAll("[data-tab]")) tab.setAttribute("aria-pressed", String(tab.dataset.tab === side));
  const phone = phones.find((one) => one.side === side);
  phone.toLatest();
  dropToast(phone.person);
  woken();
}

function isInSight(phone) {
  return phone.place.offsetParent !== null;
}

function used(phone) {
  lastUsed = phone;
  usedAt.set(phone, Date.now());
}

function showOthers() {
  for (const phone of phones) {
    const rest = known.people
      .filter(({ address }) => phones.every((one) => one.address !== address))
      .map((person) => ({ ...person, unread: 0, waiting: 0, ...others.get(person.address) }))
      .sort((a, b) => Math.sign(b.unread + b.waiting) - Math.sign(a.unread + a.waiting));
    phone.showOthers(rest.slice(0, MOST_OTHERS), (person) => give(phone, person));
  }
}

// ------------------------------------------------------------------ what is new

async function update() {
  if (isAsking || document.hidden) return;
  isAsking = true;
  clearTimeout(timer);
  let pause = OFFLINE_MS;
  try {
    const asked = phones.map(({ address }) => address);
    const addresses = [...new Set(asked)];
    const versions = addresses.map((address) => {
      const held = new Set(phones.filter((phone) => phone.address === address).map(({ version }) => version));
      return held.size === 1 ? [...held][0] : "0";
    });
    const watched = known.people.map(({ address }) => address).filter((address) => !addresses.includes(address));
    const found = await ask("updates", { phones: addresses.join(), after: versions.join(), watched: watched.join() });
    phones.forEach((phone, index) => phone.address === asked[index] && phone.apply(found.phones[phone.address]));
    others = new Map(Object.entries(found.watched));
    announce(found.news);
    showOthers();
    showDots(found);
    await tellSeen(found);
    $(".offline").hidden = true;
    pause = Date.now() < soonUntil ? SOON_MS : EVERY_MS;
  } catch (problem) {
    if (!(problem instanceof Trouble)) console.error(problem);
    $(".offline").hidden = false;
  } finally {
    isAsking = false;
    timer = setTimeout(update, pause);
  }
}

/** Something has just been sent or somebody has taken a phone: ask at once, and often for a while. */
function woken() {
  soonUntil = Date.now() + 4_000;
  clearTimeout(timer);
  timer = setTimeout(update, 30);
}

async function older(person, before) {
  return (await ask("messages", { person, before })).messages;
}

/** Tells the market what has arrived on a phone and what was looked at, as WhatsApp does. */
async function tellSeen(found) {
  const read = phones.filter((phone) => isInSight(phone) && found.phones[phone.address]?.unread).map(({ address }) => address);
  const delivered = Object.entries({ ...found.watched, ...found.phones })
    .filter(([address, { unread }]) => unread && !read.includes(address) && arrived.get(address) !== unread)
    .map(([address, { unread }]) => arrived.set(address, unread) && address);
  if (read.length || delivered.length) await post("seen", { read, delivered });
}

function showDots(found) {
  for (const phone of phones) {
    const { unread = 0, waiting = 0 } = found.phones[phone.address] ?? {};
    const dot = $(`[data-tab=${phone.side}] .dot`);
    dot.hidden = isInSight(phone) || unread + waiting === 0;
    dot.textContent = unread + waiting;
  }
}

/** A stall whose phone is not in sight has got something, perhaps an order: the phone beside the one in use becomes the
 * stall's if nobody is busy with it, else it is offered. What had come before the page was opened is only counted. */
function announce(news) {
  const isFirst = !hasLooked;
  hasLooked = true;
  for (const stall of news) {
    const before = told.get(stall.address) ?? 0;
    told.set(stall.address, stall.news);
    const holder = phones.find((phone) => phone.address === stall.address);
    if (stall.news <= before || (holder && isInSight(holder))) continue;
    if (known.people.every(({ address }) => address !== stall.address)) known.meet(stall);
    others.set(stall.address, { unread: stall.news, waiting: 0 });
    if (isFirst) continue;
    const beside = phones.find((phone) => phone !== lastUsed);
    if (!holder && isIdle(beside)) give(beside, stall);
    if (!holder && beside.address === stall.address && isInSight(beside)) continue;
    toast(stall, holder ?? beside);
  }
}

function isIdle(phone) {
  const isBusy = Date.now() - (usedAt.get(phone) ?? 0) < BUSY_MS || phone.input.value;
  return !isBusy && phone.person.role === "stall";
}

function dropToast({ address }) {
  for (const box of document.querySelectorAll(".toast")) if (box.dataset.address === address) box.remove();
}

function toast(stall, phone) {
  dropToast(stall);
  const open = button("", "", () => {
    box.remove();
    if (phone.address !== stall.address) give(phone, stall);
    show(phone.side);
  }, "Buka ponselnya");
  const words = make("span", "", make("b", "", stall.name), " mendapat pesan dari Lokapasar");
  const box = make("div", "toast", dressAvatar(make("span"), stall), words, open);
  box.dataset.address = stall.address;
  $(".toasts").append(box);
  setTimeout(() => box.remove(), TOAST_MS);
}

// ------------------------------------------------------------------ the page around

function look(url) {
  const box = $("dialog.lightbox");
  box.querySelector("img").src = url;
  box.showModal();
}

function tellTime() {
  for (const place of document.querySelectorAll(".status-bar .now")) place.textContent = clock(Date.now());
}

function listen() {
  for (const phone of phones) {
    phone.place.querySelector(".pick-person").addEventListener("click", () => picker.open((person) => give(phone, person)));
  }
  for (const tab of document.querySelectorAll("[data-tab]")) tab.addEventListener("click", () => show(tab.dataset.tab));
  const guide = $("dialog.guide-box");
  $(".open-guide").addEventListener("click", () => guide.showModal());
  for (const dialog of [guide, $("dialog.lightbox")]) dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("button[aria-label=Tutup]")) dialog.close();
  });
  $("dialog.lightbox img").addEventListener("click", () => $("dialog.lightbox").close());
  document.addEventListener("visibilitychange", () => document.hidden || woken());
  window.addEventListener("focus", woken);
}

for (const phone of phones) {
  const holder = known.holders[phone.side];
  if (holder) phone.hold(holder);
  known.meet(phone.person);
}
dressTabs();
listen();
tellTime();
setInterval(tellTime, 5_000);
update();
