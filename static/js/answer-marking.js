// Marking an answer: words selected in it are tied to a point, and the mark follows. The server works both out
// (answers/form.py) and sends the text and the mark anew; nothing is stored before the button is pressed.
(() => {
  const form = document.querySelector("form[data-mark]");
  const text = document.getElementById("answer-text");
  if (!form || !text) return;
  const PAUSE = 250;
  const points = [...form.querySelectorAll(".point")].map((place) => ({
    place,
    number: place.dataset.number,
    tick: place.querySelector("input[type=checkbox]"),
    words: place.querySelector("select"),
    more: place.querySelector("input[type=number]"),
    says: place.querySelector("label").textContent.trim().replace(/\s+/g, " "),
  }));
  for (const hidden of form.querySelectorAll(".with-script, [data-take]")) hidden.hidden = false;

  // What is shown.

  let asked = 0, timer;
  async function show() {
    const mine = (asked += 1);
    try {
      const answer = await fetch(form.dataset.mark, { method: "POST", body: new FormData(form), redirect: "error" });
      if (!answer.ok) throw new Error(answer.status);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (mine !== asked) return;
      for (const id of ["answer-text", "mark", "steps"]) document.getElementById(id).replaceChildren(...page.getElementById(id).childNodes);
    } catch {
      document.getElementById("mark").textContent = "No connection: the mark is worked out when the marking is stored.";
    }
  }
  form.addEventListener("change", ({ target }) => {
    const point = points.find(({ place }) => place.contains(target));
    if (!point) return;
    if (target === point.words && target.value) point.tick.checked = true;
    clearTimeout(timer);
    timer = setTimeout(show, PAUSE);
  });

  // Words for a point: one of its choices, or those that are selected.

  function tie(point, value, quote) {
    let choice = [...point.words.options].find((one) => one.value === value);
    if (!choice) {
      point.words.querySelector("[data-selected]")?.remove();
      choice = new Option(`“${quote}”`, value);
      choice.dataset.selected = "";
      point.words.options[0].after(choice);
    }
    choice.selected = true;
    point.more.value = "1";
    point.tick.checked = true;
    show();
  }
  form.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-take]");
    if (!button) return;
    const point = points.find(({ place }) => place.contains(button));
    tie(point, button.dataset.take, "");
    point.tick.focus();
  });

  // The characters of the answer, each with its place in it and on the page; what is ours is not among them.
  function characters() {
    const found = [];
    for (const span of text.querySelectorAll("[data-at]")) {
      const node = span.firstChild;
      let at = Number(span.dataset.at), offset = 0;
      for (const char of node?.data ?? "") {
        found.push({ char, at, node, offset });
        at += 1;
        offset += char.length;
      }
    }
    return found;
  }
  // The whole words that the selection touches, in code points of the answer; null where there are none.
  function selected() {
    const selection = getSelection();
    if (selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(text)) return null;
    const all = characters();
    const isIn = ({ node, offset, char }) => /\S/.test(char) && range.comparePoint(node, offset) === 0 && range.comparePoint(node, offset + char.length) === 0;
    let first = all.findIndex(isIn);
    if (first < 0) return null;
    let last = all.findLastIndex(isIn);
    const isWord = (i) => /[\p{L}\p{N}]/u.test(all[i]?.char ?? "");
    while (isWord(first) && isWord(first - 1) && all[first - 1].at === all[first].at - 1) first -= 1;
    while (isWord(last) && isWord(last + 1) && all[last + 1].at === all[last].at + 1) last += 1;
    const quote = all.slice(first, last + 1).map(({ char }) => char).join("");
    return { value: `${all[first].at}-${all[last].at + 1}`, quote: quote.length > 70 ? `${quote.slice(0, 69)}…` : quote };
  }

  const bar = document.createElement("div");
  bar.className = "tie";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", "The selected words earn");
  bar.hidden = true;
  const said = document.createElement("p");
  said.textContent = "These words earn point";
  bar.append(said);
  for (const point of points) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-small";
    button.textContent = point.number;
    button.title = point.says;
    button.setAttribute("aria-label", `Point ${point.says}`);
    // The selection stays until the click is done.
    button.addEventListener("pointerdown", (event) => event.preventDefault());
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => {
      const words = selected();
      bar.hidden = true;
      if (!words) return;
      getSelection().removeAllRanges();
      tie(point, words.value, words.quote);
      point.tick.focus({ preventScroll: true });
    });
    bar.append(button);
  }
  form.after(bar);
  let waiting;
  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { bar.hidden = !selected(); }, PAUSE);
  });
  bar.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    bar.hidden = true;
    getSelection().removeAllRanges();
  });
})();
