// The tools above the text of an essay: they put the marks of Markdown into it as if they were typed, so that
// each can be undone. Enter goes on with a list or a quotation. Without this one types the marks.
(() => {
  const form = document.querySelector("form.write");
  const text = form?.elements.namedItem("body");
  const bar = form?.querySelector("[role=toolbar]");
  if (!text || !bar) return;
  const apple = /Mac|iPhone|iPad/.test(navigator.platform);
  const MARK = /^([ \t]*(?:>[ \t]?)*)(?:(?:([-*+])|(\d{1,9})([.)]))([ \t]+|$))?/;
  const LINES = {
    heading: [/^#{1,6}[ \t]+/, () => "## "],
    subheading: [/^#{1,6}[ \t]+/, () => "### "],
    quote: [/^>[ \t]?/, () => "> "],
    bullets: [/^(?:[-*+]|\d{1,9}[.)])[ \t]+/, () => "- "],
    numbers: [/^(?:[-*+]|\d{1,9}[.)])[ \t]+/, (n) => `${n}. `],
  };
  const WRAPS = { bold: "**", italic: "*" };

  // Puts `words` in the place of what stands from `from` to `to`, and selects in them.
  function put(from, to, words, start = words.length, end = start) {
    text.focus({ preventScroll: true });
    text.setSelectionRange(from, to);
    if (text.value.slice(from, to) !== words && !document.execCommand(words ? "insertText" : "delete", false, words)) {
      text.setRangeText(words, from, to, "end");
      text.dispatchEvent(new Event("input", { bubbles: true }));
    }
    text.setSelectionRange(from + start, from + end);
  }

  // What is selected without the blanks around it; where nothing is, the word that the cursor stands in.
  function words() {
    let { selectionStart: from, selectionEnd: to, value } = text;
    if (from === to) {
      const before = value.slice(Math.max(0, from - 60), from).match(/[\p{L}\p{N}’'-]*$/u)[0];
      const after = value.slice(to, to + 60).match(/^[\p{L}\p{N}’'-]*/u)[0];
      return before && after ? [from - before.length, to + after.length] : [from, to];
    }
    while (from < to && /\s/.test(value[from])) from++;
    while (to > from && /\s/.test(value[to - 1])) to--;
    return [from, to];
  }

  function wrap(mark) {
    const [from, to] = words();
    const { value } = text, size = mark.length, cursor = text.selectionStart;
    const isOutside = value.slice(from - size, from) === mark && value.slice(to, to + size) === mark;
    // "**" are not two of "*".
    const isLonger = size === 1 && value[from - 2] === "*" && value[to + 1] === "*" && !(value[from - 3] === "*" && value[to + 2] === "*");
    if (isOutside && !isLonger) return put(from - size, to + size, value.slice(from, to), 0, to - from);
    // At the end of what is marked, the same button leads out of it.
    if (from === to && value.slice(from, from + size) === mark) return text.setSelectionRange(from + size, from + size);
    const inside = value.slice(from, to);
    if (inside.includes("\n")) {
      const marked = inside.replace(/^(\s*(?:(?:>|[-*+]|\d{1,9}[.)]|#{1,6})[ \t]+)*)(\S.*)$/gm, `$1${mark}$2${mark}`);
      return put(from, to, marked, 0, marked.length);
    }
    put(from, to, mark + inside + mark, size, size + inside.length);
    if (from < to && cursor > from && cursor < to && text.selectionStart !== cursor) text.setSelectionRange(cursor + size, cursor + size);
  }

  function wholeLines() {
    const { selectionStart, selectionEnd, value } = text;
    const from = value.lastIndexOf("\n", selectionStart - 1) + 1;
    // A selection that ends before the first letter of a line does not mean that line.
    const last = selectionEnd > selectionStart && value[selectionEnd - 1] === "\n" ? selectionEnd - 1 : selectionEnd;
    const to = value.indexOf("\n", last);
    return [from, to < 0 ? value.length : to];
  }

  function mark(name) {
    const [old, fresh] = LINES[name];
    const [from, to] = wholeLines();
    const lines = text.value.slice(from, to).split("\n");
    const skips = (line) => !line.trim() && lines.length > 1 && name !== "quote";
    let n = 0;
    const marked = lines.map((line) => (skips(line) ? line : fresh(++n) + line.replace(old, "")));
    const isMarked = marked.every((line, at) => line === lines[at] || (skips(line) && !line));
    const changed = (isMarked ? lines.map((line) => line.replace(old, "")) : marked).join("\n");
    // Without an empty line the neighbours would become part of the list or quotation.
    const { value } = text;
    const before = from && value[from - 2] !== "\n" && !old.test(value.slice(value.lastIndexOf("\n", from - 2) + 1, from)) ? "\n" : "";
    const after = to < value.length && value[to + 1] !== "\n" && !old.test(value.slice(to + 1, to + 14)) ? "\n" : "";
    const end = before.length + changed.length;
    put(from, to, isMarked ? changed : before + changed + after, isMarked ? changed.length : end);
  }

  // Enter in a list or quotation goes on with it; in an empty item it ends it.
  function goOn(event) {
    if (event.key !== "Enter" || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const { selectionStart: at, selectionEnd, value } = text;
    if (at !== selectionEnd) return;
    const from = value.lastIndexOf("\n", at - 1) + 1;
    const found = value.slice(from, at).match(MARK);
    if (!found || (!found[2] && !found[3] && !found[1].includes(">"))) return;
    event.preventDefault();
    const [whole, lead, bullet, number, stop, blank] = found;
    const end = value.indexOf("\n", at);
    if (!value.slice(from + whole.length, end < 0 ? value.length : end).trim()) return put(from, at, from ? "\n" : "");
    const mark = bullet ?? (number && Number(number) + 1 + stop);
    put(at, at, mark ? `\n${lead}${mark}${blank || " "}` : `\n${lead.trimEnd()} `);
  }

  // The one button of the toolbar that Tab reaches; the arrows lead to the others.
  const shown = () => [...bar.querySelectorAll("button")].filter((button) => !button.closest("[hidden]"));
  function rove(button) {
    for (const one of bar.querySelectorAll("button")) one.tabIndex = one === button ? 0 : -1;
  }
  bar.addEventListener("keydown", (event) => {
    const all = shown(), at = all.indexOf(document.activeElement);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1 + all.length, Home: 0, End: all.length - 1 }[event.key];
    if (next === undefined || at < 0) return;
    event.preventDefault();
    all[next % all.length].focus();
  });
  bar.addEventListener("focusin", (event) => rove(event.target.closest("button")));

  function use(name) {
    if (name in LINES) mark(name);
    else if (name in WRAPS) wrap(WRAPS[name]);
    else form.dispatchEvent(new CustomEvent("editor:tool", { detail: name }));
  }
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-tool]");
    if (button) use(button.dataset.tool);
  });

  const keys = new Map();
  for (const button of bar.querySelectorAll("[aria-keyshortcuts]")) {
    const pressed = button.getAttribute("aria-keyshortcuts");
    keys.set(pressed, button);
    button.title = `${button.getAttribute("aria-label") ?? button.textContent} (${apple ? pressed.replace("Control+", "⌘").replace("Alt+", "⌥").replace("Shift+", "⇧") : pressed.replace("Control", "Ctrl")})`;
    if (apple) button.setAttribute("aria-keyshortcuts", pressed.replace("Control", "Meta"));
  }
  text.addEventListener("keydown", (event) => {
    goOn(event);
    const first = (apple ? event.metaKey : event.ctrlKey) ? "Control+" : "";
    const pressed = `${first}${event.altKey ? "Alt+" : ""}${event.shiftKey ? "Shift+" : ""}${event.code.replace(/^(Key|Digit)/, "").replace("Period", ".")}`;
    const button = keys.get(pressed);
    // The Cite button listens for itself.
    if (!button || button.dataset.tool === "cite") return;
    event.preventDefault();
    button.click();
  });

  // What other scripts put into the text: `text` at the cursor, or from `from` to `to`; `select` is a range in
  // it. One with an `end` is a block, between empty lines; where nothing stands after it, `end` does.
  form.addEventListener("editor:insert", ({ detail }) => {
    const { selectionStart, selectionEnd, value } = text;
    const { text: inserted, select, end, from = selectionStart, to = selectionEnd } = detail;
    const isBlock = end !== undefined;
    const lead = isBlock && from > 0 ? missing(value.slice(0, from).match(/\n*$/)) : "";
    const tail = !isBlock ? "" : to < value.length ? missing(value.slice(to).match(/^\n*/)) : end;
    put(from, to, lead + inserted + tail, ...(select ?? []).map((place) => lead.length + place));
  });
  const missing = ([lines]) => "\n".repeat(Math.max(0, 2 - lines.length));

  bar.hidden = false;
  rove(shown()[0]);
})();
