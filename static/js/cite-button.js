// The Cite button above the text: finds a source, asks for the place, and inserts Pandoc's notation where
// the cursor is. Without this one writes "(Freeze 347)" or "[@key, 347]" by hand.
(() => {
  const form = document.querySelector("form[data-essay]");
  const text = form?.elements.namedItem("body");
  if (!text || !window.HTMLDialogElement) return;
  const LABELS = { page: "", chapter: "ch. ", volume: "vol. ", section: "§ ", paragraph: "para. ", line: "line ", note: "n. ", figure: "fig. " };
  const MODES = { brackets: "In brackets", narrative: "In the sentence", suppressed: "Without the author" };
  const PAUSE = 150;

  const button = form.querySelector("[data-tool=cite]");
  button.hidden = false;

  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.setAttribute("aria-labelledby", "cite-title");
  dialog.innerHTML = `<form class="form" method="dialog"><h2 id="cite-title" class="small">Cite a source</h2>
<label class="form-label" for="cite-words">Source</label>
<input class="form-control" id="cite-words" name="words" role="combobox" aria-expanded="false" aria-autocomplete="list" aria-controls="cite-found" aria-describedby="cite-said" autocomplete="off" autofocus>
<ul id="cite-found" role="listbox" aria-label="Sources found"></ul>
<p id="cite-said" class="form-text" role="status"></p>
<div class="where"><div><label class="form-label" for="cite-label">Place</label>
<select class="form-select" id="cite-label" name="label">${Object.keys(LABELS).map((label) => `<option>${label}</option>`).join("")}</select></div>
<div><label class="form-label" for="cite-at">Number</label><input class="form-control" id="cite-at" name="at" autocomplete="off"></div>
<div><label class="form-label" for="cite-prefix">Before</label><input class="form-control" id="cite-prefix" name="prefix" placeholder="see, cf." autocomplete="off"></div>
<div><label class="form-label" for="cite-suffix">After</label><input class="form-control" id="cite-suffix" name="suffix" autocomplete="off"></div></div>
<fieldset><legend>How</legend>${Object.entries(MODES)
    .map(([mode, said], n) => `<label><input type="radio" name="mode" value="${mode}"${n ? "" : " checked"}> ${said}</label>`)
    .join("")}</fieldset>
<p class="inserted"><span>Inserted:</span> <output></output></p>
<p class="actions"><button class="btn btn-primary" value="insert">Insert</button>
<button type="button" class="btn btn-secondary" data-more>And another</button>
<button class="btn btn-link" value="">Cancel</button></p></form>`;
  document.body.append(dialog);

  const ask = dialog.querySelector("form");
  const { words, label, at, prefix, suffix, mode } = ask.elements;
  const list = dialog.querySelector("ul");
  const said = dialog.querySelector("#cite-said");
  const output = dialog.querySelector("output");
  const more = dialog.querySelector("[data-more]");
  let found = [], active = -1, chosen = null, earlier = [], from, cursor, wasThere = false, timer, running;
  // While the answer to the last key is under way, Enter waits for it and takes its first source.
  let isAsking = false, takesFirst = false;

  const clean = (value) => value.replace(/[[\]@;{}\s]+/g, " ").trim();

  function locator() {
    const number = clean(at.value);
    if (!number) return "";
    // What is neither a number nor roman is put in braces, so that nobody has to guess where it ends.
    return /^(\d|[ivxlcdm]+\b)/i.test(number) && !/,\s*\D/.test(number)
      ? (LABELS[label.value] || (/^\d/.test(number) ? "" : "p. ")) + number
      : `{${LABELS[label.value] || "p. "}${number}}`;
  }

  function work() {
    if (!chosen) return "";
    const after = [locator(), clean(suffix.value)].filter(Boolean).join(", ");
    if (mode.value === "narrative") return `@${chosen.key}${after && ` [${after}]`}`;
    const key = `${mode.value === "suppressed" ? "-" : ""}@${chosen.key}`;
    return [clean(prefix.value), key].filter(Boolean).join(" ") + (after && `, ${after}`);
  }

  function notation() {
    const works = [...earlier, work()].filter(Boolean);
    if (!works.length) return "";
    return mode.value === "narrative" ? works[0] : `[${works.join("; ")}]`;
  }

  function draw() {
    output.textContent = notation() || "–";
    const narrative = mode.value === "narrative";
    prefix.disabled = narrative;
    more.disabled = narrative || !chosen;
    // A sentence names one author; in brackets there may be several.
    mode[1].disabled = earlier.length > 0;
    ask.querySelector("[value=insert]").disabled = !notation();
  }

  function mark(number) {
    active = number;
    [...list.children].forEach((option, n) => option.setAttribute("aria-selected", n === active));
    words.setAttribute("aria-activedescendant", list.children[active]?.id ?? "");
    list.children[active]?.scrollIntoView({ block: "nearest" });
  }

  function offer(sources, message) {
    isAsking = false;
    found = sources;
    list.replaceChildren(
      ...sources.map((source, n) => {
        const option = document.createElement("li");
        option.id = `cite-option-${n}`;
        option.role = "option";
        const name = document.createElement("b");
        name.textContent = source.label + (source.year ? `, ${source.year}` : "");
        const line = document.createElement("span");
        line.textContent = (source.mine ? "In your list. " : "") + source.line;
        option.append(name, " ", line);
        return option;
      }),
    );
    words.setAttribute("aria-expanded", sources.length > 0);
    said.textContent = message;
    mark(sources.length ? 0 : -1);
  }

  function askCourse() {
    const lead = document.createElement("button");
    lead.type = "button";
    lead.className = "btn btn-link";
    lead.textContent = "Go to the course";
    lead.addEventListener("click", () => dialog.close("course"));
    offer([], "Choose a course first. ");
    said.append(lead);
  }

  async function find() {
    const course = form.elements.namedItem("course").value;
    const address = form.dataset.find ?? form.dataset[`find-${course}`];
    if (!address) return askCourse();
    running?.abort();
    running = new AbortController();
    const query = new URLSearchParams({ q: words.value, essay: form.dataset.essay });
    try {
      const response = await fetch(`${address}?${query}`, { signal: running.signal });
      const { sources } = await response.json();
      offer(sources, sources.length ? `${sources.length} found` : "Nothing found. Save the draft to find what you have just listed.");
      if (takesFirst) choose(0);
    } catch (error) {
      if (error.name !== "AbortError") offer([], "The library cannot be asked: you are offline or signed out.");
    }
  }

  function choose(number) {
    takesFirst = isAsking;
    if (isAsking) return;
    chosen = found[number];
    if (!chosen) return;
    words.value = chosen.label + (chosen.year ? `, ${chosen.year}` : "");
    offer([], chosen.line);
    draw();
    at.focus();
  }

  function empty() {
    for (const input of [words, at, prefix, suffix]) input.value = "";
    chosen = null;
    draw();
    find();
  }

  function open() {
    earlier = [];
    // Whoever has not been in the text yet goes on at its end.
    [from, cursor] = wasThere ? [text.selectionStart, text.selectionEnd] : [text.value.length, text.value.length];
    isAsking = takesFirst = false;
    ask.reset();
    dialog.returnValue = "";
    dialog.showModal();
    empty();
  }

  function insert(written) {
    if (cursor && !/[\s([—–-]/.test(text.value[cursor - 1])) written = ` ${written}`;
    form.dispatchEvent(new CustomEvent("editor:insert", { detail: { text: written, from: cursor, to: cursor } }));
  }

  words.addEventListener("input", () => {
    chosen = null;
    isAsking = true;
    takesFirst = false;
    draw();
    clearTimeout(timer);
    timer = setTimeout(find, PAUSE);
  });
  words.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length) mark((active + step + found.length) % found.length);
    else if (event.key === "Enter" && !chosen) choose(active);
    else return;
    event.preventDefault();
  });
  // The search field keeps the focus while an option is pressed.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => choose([...list.children].indexOf(event.target.closest("li"))));
  ask.addEventListener("input", draw);
  more.addEventListener("click", () => {
    earlier.push(work());
    empty();
    words.focus();
  });
  dialog.addEventListener("close", () => {
    clearTimeout(timer);
    running?.abort();
    if (dialog.returnValue === "insert" && notation()) return insert(notation());
    if (dialog.returnValue === "course") return form.elements.namedItem("course").focus();
    text.focus();
    text.setSelectionRange(from, cursor);
  });
  text.addEventListener("focus", () => (wasThere = true), { once: true });
  button.addEventListener("click", open);
  text.addEventListener("keydown", (event) => {
    if (event.altKey && event.shiftKey && event.code === "KeyC") {
      event.preventDefault();
      open();
    }
  });
})();
