// Marks in the essay the passages that replies answer, with how many do; a click leads there and back.
import { placeOf, rangeOf, read } from "./passage-text.js";

const LIT = 2500; // milliseconds
const WORDS = 120; // characters of a reply, of which its line shows what has room
const HEIGHT = 24; // pixels: of a count, in which a finger finds it
const SKIP = "sup.footnote-ref, .footnotes, [data-ours], .card";
const PARTED = "#comments[data-paged], .thread .more";
const chips = () => document.querySelectorAll(".thread > article > [data-passage]");

// Each passage once: where it stands, the replies that answer it, and the pieces of the page that are it.
let passages = [];
const pieceOf = new WeakMap();

export async function draw(prose) {
  passages = gathered();
  await addRest();
  if (!passages.length) return;
  const text = read(prose);
  passages = passages.filter(({ end }) => end <= text.chars.length);
  const selection = getSelection();
  const isSelected = !selection.isCollapsed && prose.contains(selection.anchorNode);
  const selected = isSelected ? placeOf(text, selection.getRangeAt(0)) : null;
  wrap(passages.map((passage) => [passage, piecesOf(rangeOf(text, passage))]));
  for (const passage of passages) if (passage.pieces.length) frame(passage);
  if (selected) { // whoever was faster than this keeps what they selected
    selection.removeAllRanges();
    selection.addRange(rangeOf(read(prose), selected));
  }
  new ResizeObserver(() => align(prose)).observe(prose);
  prose.addEventListener("click", (event) => {
    const piece = event.target.closest(".passage");
    if (piece && !event.target.closest("a, button") && getSelection().isCollapsed) open(pieceOf.get(piece));
  });
  document.addEventListener("click", (event) => {
    const chip = event.target.closest(".thread [data-passage]");
    if (!chip || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const passage = passages.find((one) => one.key === chip.dataset.passage && one.pieces.length);
    if (!passage) return;
    event.preventDefault();
    light(passage);
  });
}

function gathered() {
  const found = new Map();
  for (const chip of chips()) {
    const article = chip.closest("article");
    note(found, chip.dataset.passage, article.id.slice(8), article.querySelector(":scope > b")?.textContent);
  }
  return [...found.values()];
}

function note(found, key, comment, name) {
  const [start, end] = key.split("-").map(Number);
  if (!found.has(key)) found.set(key, { key, start, end, replies: [], pieces: [] });
  const { replies } = found.get(key);
  if (!replies.some((reply) => reply.comment === comment)) replies.push({ comment, name });
}

// Of a long thread one part is here: the server has the passages of the rest.
async function addRest() {
  if (!document.querySelector(PARTED)) return;
  const essay = new URL(document.querySelector("link[rel=canonical]").href).pathname;
  const answer = await fetch(`${essay}passages/`).catch(() => null);
  if (!answer?.ok) return;
  const found = new Map(passages.map((passage) => [passage.key, passage]));
  for (const { start, end, comment, name } of (await answer.json()).passages) note(found, `${start}-${end}`, String(comment), name);
  passages = [...found.values()];
}

function piecesOf(range) {
  const pieces = [];
  const walker = document.createTreeWalker(range.commonAncestorContainer, NodeFilter.SHOW_TEXT);
  let node = range.commonAncestorContainer.nodeType === Node.TEXT_NODE ? range.commonAncestorContainer : walker.nextNode();
  for (; node; node = walker.nextNode()) {
    if (!range.intersectsNode(node) || !node.data.trim() || node.parentElement.closest(SKIP)) continue;
    const from = node === range.startContainer ? range.startOffset : 0;
    const to = node === range.endContainer ? range.endOffset : node.length;
    if (to > from) pieces.push({ node, from, to });
  }
  return pieces;
}

// Every text node is cut once, where any passage in it begins or ends: passages may overlap.
function wrap(marked) {
  const cuts = new Map();
  for (const [passage, pieces] of marked) {
    for (const { node, from, to } of pieces) {
      if (!cuts.has(node)) cuts.set(node, []);
      cuts.get(node).push({ passage, from, to });
    }
  }
  for (const [node, ranges] of cuts) {
    const edges = [...new Set([0, node.length, ...ranges.flatMap(({ from, to }) => [from, to])])].sort((a, b) => a - b);
    const parts = edges.slice(1).map((to, i) => {
      const from = edges[i];
      const here = ranges.filter((range) => range.from <= from && range.to >= to).map(({ passage }) => passage);
      const words = node.data.slice(from, to);
      return here.length ? piece(words, here) : document.createTextNode(words);
    });
    node.replaceWith(...parts);
  }
}

function piece(words, here) {
  const span = document.createElement("span");
  span.className = here.length > 1 ? "passage shared" : "passage";
  span.textContent = words;
  pieceOf.set(span, here);
  for (const passage of here) passage.pieces.push(span);
  return span;
}

const ours = (tag, words, className = "visually-hidden") => {
  const element = document.createElement(tag);
  element.dataset.ours = "";
  element.className = className;
  element.textContent = words;
  return element;
};

const outermost = (one) => one.closest("a") ?? one;

// What is heard where a passage begins and ends; at its end, the way to its replies.
function frame(passage) {
  const { length } = passage.replies;
  const begins = ours("span", " Passage with replies: ");
  const button = ours("button", String(length), "replies");
  button.type = "button";
  button.setAttribute("aria-label", length === 1 ? "1 reply to this passage" : `${length} replies to this passage`);
  button.addEventListener("click", () => open([passage]));
  passage.button = button;
  // Not inside a link: a button has no place there.
  outermost(passage.pieces[0]).before(begins);
  outermost(passage.pieces.at(-1)).after(ours("span", " End of the passage. "), button);
}

// Each count stands in the margin of the line in which its passage ends, or where there is room below it.
function align(prose) {
  const { top } = prose.getBoundingClientRect();
  const taken = [];
  for (const { pieces, button } of passages) {
    if (!button) continue;
    const box = [...pieces.at(-1).getClientRects()].at(-1);
    let place = (box.top + box.bottom - HEIGHT) / 2 - top;
    while (taken.some((other) => Math.abs(other - place) < HEIGHT)) place += HEIGHT;
    taken.push(place);
    button.style.top = `${place}px`;
  }
}

function light(passage) {
  const [first] = passage.pieces;
  first.tabIndex = -1;
  first.scrollIntoView({ block: "center" });
  first.focus({ preventScroll: true });
  for (const one of passage.pieces) {
    one.classList.add("lit");
    setTimeout(() => one.classList.remove("lit"), LIT);
  }
}

function open(here) {
  const replies = here.flatMap((passage) => passage.replies);
  const list = document.querySelector(".passage-replies");
  const wasOpen = list?.previousElementSibling === here[0].button;
  list?.remove();
  if (replies.length === 1) return go(replies[0].comment);
  if (!wasOpen) offer(here[0].button, replies);
}

const address = (comment) => (document.getElementById(`comment-${comment}`) ? "" : `?comment=${comment}`) + `#comment-${comment}`;

function go(comment) {
  const article = document.getElementById(`comment-${comment}`);
  if (location.hash === `#comment-${comment}`) article?.scrollIntoView();
  location.assign(address(comment));
  if (!article) return;
  article.tabIndex = -1;
  article.focus({ preventScroll: true });
}

function offer(button, replies) {
  const list = ours("span", "", "passage-replies");
  list.role = "list";
  list.setAttribute("aria-label", "Replies to this passage");
  for (const { comment, name } of replies) {
    const item = document.createElement("span");
    item.role = "listitem";
    const link = document.createElement("a");
    link.href = address(comment);
    link.textContent = `Reply by ${name || "a reader"}`;
    const said = document.querySelector(`#comment-${comment} > div`)?.textContent.trim();
    if (said) link.append(Object.assign(document.createElement("small"), { textContent: said.slice(0, WORDS) }));
    link.addEventListener("click", (event) => {
      event.preventDefault();
      list.remove();
      button.setAttribute("aria-expanded", "false");
      go(comment);
    });
    item.append(link);
    list.append(item);
  }
  const close = () => {
    list.remove();
    button.setAttribute("aria-expanded", "false");
    removeEventListener("pointerdown", away);
  };
  const away = ({ target }) => {
    if (!list.contains(target) && target !== button && !target.closest?.(".passage")) close();
  };
  list.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    close();
    button.focus();
  });
  addEventListener("pointerdown", away);
  button.setAttribute("aria-expanded", "true");
  button.after(list);
  list.querySelector("a").focus();
}
