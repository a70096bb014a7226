// Choosing a passage to reply to: words selected by mouse or finger get a button; by keyboard, arrow keys walk
// the essay by sentence and paragraph.
import { placeOf, rangeOf, read, selector, words } from "./passage-text.js";
import { choose } from "./passage-chip.js";

const MOST = 3000; // characters: comments/models/passage.py
const GAP = 8;
let button, picking = false, touched = false;
addEventListener("pointerdown", ({ pointerType }) => { touched = pointerType === "touch"; }, { capture: true });

const make = (tag, className, text = "") => {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
};

// Selected words.

export function offer(prose, form) {
  if (picking) return;
  const range = getSelection().getRangeAt(0).cloneRange();
  const said = range.toString();
  if (!said.trim() || said.length > 2 * MOST) return withdraw();
  button ??= made(prose);
  // A long essay is read when that is needed: selecting stays smooth.
  button.onclick = () => {
    withdraw();
    const text = read(prose);
    const place = placeOf(text, range);
    if (!place) return;
    getSelection().removeAllRanges();
    choose(form, selector(text, place));
  };
  const isBelow = touched || matchMedia("(pointer: coarse)").matches;
  button.classList.toggle("below", isBelow);
  button.hidden = false;
  if (isBelow) button.removeAttribute("style");
  else beside(range);
  document.addEventListener("selectionchange", changed);
}

function made(prose) {
  const element = make("button", "btn btn-small btn-primary reply-to-passage", "Reply to this passage");
  element.type = "button";
  // The selection stays until the click is done.
  element.addEventListener("pointerdown", (event) => event.preventDefault());
  element.addEventListener("mousedown", (event) => event.preventDefault());
  prose.after(element);
  return element;
}

function beside(range) {
  const boxes = range.getClientRects();
  const box = boxes[boxes.length - 1];
  const left = Math.min(box.right + scrollX, document.documentElement.clientWidth - button.offsetWidth - GAP);
  const { top: above, left: aside } = button.offsetParent?.getBoundingClientRect() ?? { top: 0, left: 0 };
  const isBody = !button.offsetParent || button.offsetParent === document.body;
  button.style.left = `${Math.max(GAP, left - (isBody ? 0 : aside + scrollX))}px`;
  button.style.top = `${box.bottom + GAP - (isBody ? -scrollY : above)}px`;
}

function changed() {
  if (getSelection().isCollapsed) withdraw();
}

function withdraw() {
  document.removeEventListener("selectionchange", changed);
  if (button) button.hidden = true;
}

// By keyboard.

export function pick(prose, form, from) {
  if (picking) return;
  const text = read(prose);
  const sentences = sentencesOf(text);
  if (!sentences.length) return;
  withdraw();
  picking = true;
  const bar = make("div", "picker");
  const help = "Arrow keys left and right go by sentence, up and down by paragraph. Shift takes more. Enter replies, Escape leaves.";
  const field = make("div", "picked");
  field.tabIndex = 0;
  field.role = "application";
  field.setAttribute("aria-label", "Choose a passage of the essay");
  field.setAttribute("aria-describedby", "picker-help");
  const note = make("p", "note", help);
  note.id = "picker-help";
  const said = make("p", "visually-hidden");
  said.setAttribute("aria-live", "assertive");
  const actions = make("p", "actions");
  const button = (label, act, primary) => {
    const one = make("button", `btn btn-small btn-${primary ? "primary" : "secondary"}`, label);
    one.type = "button";
    one.addEventListener("click", act);
    actions.append(one);
  };
  bar.append(field, note, actions, said);

  let first = sentences.findIndex((one) => isSeen(rangeOf(text, one)));
  if (first < 0) first = 0;
  let last = first;
  const paragraph = (i) => sentences[i].paragraph;
  const place = () => ({ start: sentences[first].start, end: sentences[last].end });

  const show = () => {
    const chosen = words(text, place().start, place().end);
    const tooLong = chosen.length > MOST ? ` ${chosen.length} characters; a passage may have ${MOST}.` : "";
    field.textContent = chosen;
    said.textContent = chosen + tooLong;
    note.textContent = tooLong.trim() || help;
    const range = rangeOf(text, place());
    getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
    reveal(range, bar);
  };
  const move = (to, extend) => {
    const target = Math.min(Math.max(to, 0), sentences.length - 1);
    if (extend) last = Math.max(target, first);
    else first = last = target;
    show();
  };
  const byParagraph = (step, extend) => {
    const here = paragraph(extend || step > 0 ? last : first);
    if (extend && step > 0) {
      const next = sentences.findLastIndex((one) => one.paragraph <= here + (isEnd(last) ? 1 : 0));
      return move(next, true);
    }
    if (extend) return move(sentences.findIndex((one) => one.paragraph === here) - 1, true);
    const next = sentences.findIndex((one) => one.paragraph === here + step);
    return next < 0 ? undefined : move(next, false);
  };
  const isEnd = (i) => sentences[i + 1]?.paragraph !== paragraph(i);
  const leave = () => {
    picking = false;
    bar.remove();
    getSelection().removeAllRanges();
  };
  const cancel = () => {
    leave();
    from.focus();
  };
  const take = () => {
    if (place().end - place().start > MOST) return;
    const chosen = selector(text, place());
    leave();
    choose(form, chosen);
  };
  const KEYS = {
    ArrowRight: (shift) => move((shift ? last : first) + 1, shift),
    ArrowLeft: (shift) => move((shift ? last : first) - 1, shift),
    ArrowDown: (shift) => byParagraph(1, shift),
    ArrowUp: (shift) => byParagraph(-1, shift),
    Home: () => move(0, false),
    End: () => move(sentences.length - 1, false),
    Enter: take,
  };
  bar.addEventListener("keydown", (event) => {
    if (event.key === "Escape") cancel();
    else if (event.target === field && event.key in KEYS && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      KEYS[event.key](event.shiftKey);
    }
  });
  button("Reply to this passage", take, true);
  button("Previous", () => move(first - 1, false));
  button("Next", () => move(last + 1, false));
  button("One more", () => move(last + 1, true));
  button("Leave", cancel);
  prose.after(bar);
  field.focus({ preventScroll: true });
  show();
}

function sentencesOf(text) {
  const segmenter = new Intl.Segmenter(document.documentElement.lang, { granularity: "sentence" });
  const found = [];
  text.breaks.forEach((start, paragraph) => {
    const block = text.chars.slice(start, text.breaks[paragraph + 1]);
    for (const { segment } of segmenter.segment(block.join(""))) {
      const length = [...segment].length;
      const end = start + [...segment.trimEnd()].length;
      if (end > start) found.push({ start, end, paragraph });
      start += length;
    }
  });
  return found;
}

const isSeen = (range) => {
  const { top, bottom } = range.getBoundingClientRect();
  return bottom > 0 && top >= 0 && top < innerHeight;
};

function reveal(range, bar) {
  const box = range.getBoundingClientRect();
  const room = innerHeight - bar.offsetHeight;
  if (box.top < GAP || box.bottom > room) scrollBy(0, box.top - Math.max(GAP, (room - box.height) / 3));
}
