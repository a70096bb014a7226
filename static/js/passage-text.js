// The essay's text as passages count it: the same, to the character, as comments/anchoring/essay_text.py reads
// it from the stored HTML; the two change together. Here each character knows where on the page it stands.
const INLINE = new Set(["A", "B", "CODE", "EM", "I", "IMG", "PICTURE", "S", "SMALL", "SOURCE", "SPAN", "STRONG", "SUB", "SUP"]);
// What scripts have put into the essay.
const OURS = "[data-ours], .card";
const BLANKS = " \t\n\r\f\u00a0";
const PAIRS = { ")": "(", "]": "[" };
const CONTEXT = 32;

// `length` characters; `nodes` and `offsets` say where each stands, `breaks` before which a new block begins.
export function read(prose) {
  const chars = [], cited = [], nodes = [], offsets = [];
  const put = (char, isCited, node, offset) => {
    chars.push(char);
    cited.push(isCited);
    nodes.push(node);
    offsets.push(offset);
  };
  const walk = (parent, isCited) => {
    for (const node of parent.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) {
        let offset = 0;
        for (const char of node.data) {
          put(BLANKS.includes(char) ? " " : char, isCited, node, offset);
          offset += char.length;
        }
      } else if (node.nodeType === Node.ELEMENT_NODE && !node.matches(OURS)) {
        const isBlock = !INLINE.has(node.tagName);
        if (isBlock) put("\n", false);
        if (!node.matches("figure, sup.footnote-ref, section.footnotes")) walk(node, isCited || node.matches("a.cite"));
        if (isBlock) put("\n", false);
      }
    }
  };
  walk(prose, false);
  const kept = withoutCitations(chars, cited);
  const text = { chars: [], nodes: [], offsets: [], breaks: [0] };
  let isNew = false, last = " ";
  for (let i = 0; i < chars.length; i += 1) {
    const isBlank = chars[i] === " " || chars[i] === "\n";
    if (chars[i] === "\n") isNew = true;
    if (!kept[i] || (isBlank && last === " ")) continue;
    if (isNew && !isBlank) {
      if (text.chars.length) text.breaks.push(text.chars.length);
      isNew = false;
    }
    last = isBlank ? " " : chars[i];
    text.chars.push(last);
    text.nodes.push(nodes[i]);
    text.offsets.push(offsets[i]);
  }
  while (text.chars.at(-1) === " ") for (const list of [text.chars, text.nodes, text.offsets]) list.pop();
  return text;
}

// Which characters stay: not the brackets, in one block, that hold a citation, nor the blanks before.
function withoutCitations(chars, cited) {
  const kept = new Array(chars.length).fill(true);
  const ends = new Map();
  let brackets = [], before = 0;
  chars.forEach((char, i) => {
    if (char === "\n") brackets = [];
    else if (char === "(" || char === "[") brackets.push({ char, start: i, before });
    if (cited[i]) before += 1;
    if (char in PAIRS && brackets.at(-1)?.char === PAIRS[char]) {
      let { start, before: already } = brackets.pop();
      if (before === already) return;
      while (start && chars[start - 1] === " ") start -= 1;
      ends.set(start, i + 1);
    }
  });
  for (const [start, end] of ends) kept.fill(false, start, end);
  return kept;
}

export const words = (text, start, end) => text.chars.slice(start, end).join("");

// What a form sends of a passage: a TextQuoteSelector, and where it begins.
export const selector = (text, { start, end }) => ({
  quote: words(text, start, end),
  quote_prefix: words(text, Math.max(0, start - CONTEXT), start),
  quote_suffix: words(text, end, end + CONTEXT),
  quote_start: String(start),
});

// The whole words that a range of the page touches; null where it touches none.
export function placeOf(text, range) {
  const from = new Map();
  const bounds = (node) => {
    if (!from.has(node)) {
      from.set(node, range.intersectsNode(node) && [
        node === range.startContainer ? range.startOffset : 0,
        node === range.endContainer ? range.endOffset : Infinity,
      ]);
    }
    return from.get(node);
  };
  let start = -1, end = -1;
  text.nodes.forEach((node, i) => {
    if (!node || text.chars[i] === " ") return;
    const [first, last] = bounds(node) || [0, 0];
    if (text.offsets[i] < first || text.offsets[i] >= last) return;
    if (start < 0) start = i;
    end = i + 1;
  });
  if (start < 0) return null;
  const isWord = (i) => /[\p{L}\p{N}]/u.test(text.chars[i] ?? "");
  while (isWord(start) && isWord(start - 1)) start -= 1;
  while (isWord(end - 1) && isWord(end)) end += 1;
  return { start, end };
}

export function rangeOf(text, { start, end }) {
  const on = (i, step) => {
    while (text.nodes[i] === undefined && i > start && i < end) i += step;
    return i;
  };
  const [first, last] = [on(start, 1), on(end - 1, -1)];
  const range = document.createRange();
  range.setStart(text.nodes[first], text.offsets[first]);
  range.setEnd(text.nodes[last], text.offsets[last] + text.chars[last].length);
  return range;
}
