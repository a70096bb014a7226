// What helps with writing a reply or changing it, loaded when its field is first entered: buttons for Markdown, and below them
// the comment as it will look, by the server's own renderer. The buttons take their room from the field and the
// preview ends the form, so that nothing moves under the pointer. Without this one types the marks, and the Preview button shows the same on a page.
const PAUSE = 500;
const TOOLS = [
  ["bold", "Bold", "B", "Control+B", (words) => wrap(words, "**")],
  ["italic", "Italic", "I", "Control+I", (words) => wrap(words, "*")],
  ["link", "Link", "Link", "Control+K", (words) => (/^https?:\S+$/.test(words) ? [`[](${words})`, 1, 1] : [`[${words}](https://)`, words.length + 3, words.length + 11])],
  ["quote", "Quotation", "“ ”", "Control+Shift+.", (words) => lines(words, "> ")],
  ["list", "List", "• List", "Control+Shift+8", (words) => lines(words, "- ")],
  ["code", "Code", "</>", "Control+E", (words) => (words.includes("\n") ? [`\`\`\`\n${words}\n\`\`\``] : wrap(words, "`"))],
];
const WHOLE_LINES = new Set(["quote", "list"]);

// Each returns what takes the place of the selected words, and what is selected in it then.
function wrap(words, mark) {
  const is = words.length > 2 * mark.length && words.startsWith(mark) && words.endsWith(mark);
  if (is) return [words.slice(mark.length, -mark.length)];
  return [mark + words + mark, mark.length, mark.length + words.length];
}

function lines(words, mark) {
  const all = words.split("\n");
  const is = words && all.every((line) => line.startsWith(mark.trim()));
  return [all.map((line) => (is ? line.replace(mark.trim(), "").trimStart() : mark + line)).join("\n")];
}

// As if typed: it can be undone, and all that follows typing follows.
function type(text, words) {
  text.focus();
  if (document.execCommand("insertText", false, words)) return;
  text.setRangeText(words, text.selectionStart, text.selectionEnd, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

function use(text, [name, , , , change]) {
  let { selectionStart: from, selectionEnd: to } = text;
  if (WHOLE_LINES.has(name)) {
    from = text.value.lastIndexOf("\n", from - 1) + 1;
    if (text.value.indexOf("\n", to) >= 0) to = text.value.indexOf("\n", to);
    else to = text.value.length;
  }
  const [words, start, end] = change(text.value.slice(from, to));
  text.focus();
  text.setSelectionRange(from, to);
  type(text, words);
  if (start !== undefined) text.setSelectionRange(from + start, from + end);
}

function toolbar(text) {
  const bar = document.createElement("div");
  bar.className = "tools";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", "Formatting");
  bar.setAttribute("aria-controls", text.id);
  const apple = /Mac|iPhone|iPad/.test(navigator.platform);
  const buttons = TOOLS.map((tool, n) => {
    const [name, said, face, keys] = tool;
    const button = document.createElement("button");
    button.type = "button";
    button.className = `btn btn-small ${name}`;
    button.textContent = face;
    button.tabIndex = n ? -1 : 0; // one stop for Tab; the arrows go from one to the next
    button.setAttribute("aria-label", said);
    button.setAttribute("aria-keyshortcuts", apple ? keys.replace("Control", "Meta") : keys);
    button.title = `${said} (${apple ? keys.replace("Control+", "⌘").replace("Shift+", "⇧") : keys.replace("Control", "Ctrl")})`;
    button.addEventListener("click", () => use(text, tool));
    bar.append(button);
    return button;
  });
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = buttons.indexOf(document.activeElement);
    buttons[at].tabIndex = -1;
    const next = buttons[(at + step + buttons.length) % buttons.length];
    next.tabIndex = 0;
    next.focus();
  });
  text.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const pressed = `Control+${event.shiftKey ? "Shift+" : ""}${event.code.replace(/^(Key|Digit)/, "").replace("Period", ".")}`;
    const tool = TOOLS.find(([, , , keys]) => keys === pressed);
    if (!tool) return;
    event.preventDefault();
    use(text, tool);
  });
  return bar;
}

function preview(form, text) {
  let pane = document.getElementById("preview"); // the server's, of the page without this
  if (!pane) {
    pane = document.createElement("section");
    pane.className = "preview";
    pane.innerHTML = '<p id="preview-title">Preview</p><div></div>';
    pane.setAttribute("aria-labelledby", "preview-title");
    pane.hidden = true;
    form.append(pane);
  }
  const page = pane.lastElementChild;
  const ask = form.querySelector("[value=preview]");
  const address = new URL("preview/", replies(form));
  let timer, running, isLate;

  async function show() {
    running?.abort();
    running = new AbortController();
    const data = new FormData();
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.set("body", text.value);
    try {
      const answer = await fetch(address, { method: "POST", body: data, signal: running.signal });
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      page.innerHTML = await answer.text();
      pane.hidden = !text.value.trim();
      isLate = false;
    } catch (error) {
      // Offline, too often or outdated: the last preview stays, and the button leads to a page with one.
      if (error.name !== "AbortError") isLate = true;
    }
  }

  function soon() {
    clearTimeout(timer);
    if (text.value.trim()) timer = setTimeout(show, PAUSE);
    else pane.hidden = true;
  }
  text.addEventListener("input", soon);
  form.addEventListener("replymove", soon);
  ask?.addEventListener("click", (event) => {
    if (pane.hidden || isLate) return;
    event.preventDefault(); // it is here
    show();
    pane.tabIndex = -1;
    pane.focus();
  });
  // On a page that comes filled in, it waits for who enters the field.
  if (document.activeElement === text) soon();
  else text.addEventListener("focus", soon, { once: true });
}

// Where replies to the essay are sent: the preview and the names are below it.
const replies = (form) => new URL(form.dataset.replies ?? form.action, location);

// A guest's page has the styles of those who write only now: without them nothing can be measured.
function styled() {
  const css = document.querySelector("script[data-css*=discussion]")?.dataset.css;
  if (!css || document.querySelector(`link[href="${css}"]`)?.sheet) return undefined;
  return new Promise((done) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: css, onload: done, onerror: done });
    document.head.append(link);
  });
}

export async function start(form) {
  const text = form.elements.body;
  await styled();
  const bar = toolbar(text);
  const { height } = text.getBoundingClientRect();
  text.after(bar);
  // The buttons take their room from the field, so that nothing below it moves.
  text.style.minHeight = 0;
  text.style.height = `${height - bar.getBoundingClientRect().height - parseFloat(getComputedStyle(bar).marginTop)}px`;
  preview(form, text);
  if (form.elements.writer.value) import("./mention.js").then((names) => names.start(form, type, replies(form)));
}
