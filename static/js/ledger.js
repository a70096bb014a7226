// The ledger beside the editor: asked anew half a second after the last key, and answered without leaving
// the text. Without this it tells of the text as it was loaded, and its buttons send the whole form.
(() => {
  const ledger = document.querySelector(".ledger[data-check]");
  const form = ledger?.closest("form");
  if (!form) return;
  const panel = ledger.querySelector(".panel");
  const status = ledger.querySelector("[role=status]");
  const PAUSE = 500;
  const QUIET = 1500; // a screen reader hears the counts when the keys rest
  const parser = document.createElement("template");
  let timer, teller, running, busy = false, told = counts();

  const field = (name) => form.elements.namedItem(name);
  const findings = () => [...panel.querySelectorAll(".findings > li")];

  function counts() {
    return panel.querySelector("[data-counts]")?.dataset.counts ?? "";
  }

  function typed() {
    const data = new FormData();
    for (const name of ["csrfmiddlewaretoken", "body", "sources", "course", "unit", "key_question"]) data.set(name, field(name)?.value ?? "");
    data.set("post", ledger.dataset.post);
    return data;
  }

  async function ask(address, data, signal) {
    try {
      const response = await fetch(address, { method: "POST", body: data, signal });
      // A sign-in page that we were sent to is no ledger.
      if (response.redirected || !(response.ok || response.status === 422)) return false;
      parser.innerHTML = await response.text();
      // Reading the findings of a long essay and putting them up: a key waits for one of them at the most.
      await new Promise((done) => setTimeout(done));
      if (!signal?.aborted) show(parser.content);
      return true;
    } catch {
      return signal?.aborted ?? false;
    }
  }

  function show(content) {
    const open = [...panel.querySelectorAll("details[open]")].map((one) => one.className);
    panel.replaceChildren(content);
    for (const one of panel.querySelectorAll("details")) one.open = open.includes(one.className);
    tell();
  }

  // How long the text is, where one looks while writing it.
  function tell() {
    const place = form.querySelector("[data-length]");
    if (place) place.textContent = panel.querySelector(".length")?.textContent ?? "";
  }

  function check() {
    // Whoever is in the panel is not typing: what they are about to press stays where it is.
    if (busy || panel.contains(document.activeElement)) return later();
    if (field("body").value.length > Number(ledger.dataset.longest)) return;
    running?.abort();
    running = new AbortController();
    ask(ledger.dataset.check, typed(), running.signal).then(() => {
      clearTimeout(teller);
      teller = setTimeout(() => {
        if (counts() !== told) status.textContent = told = counts();
      }, QUIET);
    });
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(check, PAUSE);
  }

  async function answer(button) {
    const item = button.closest("li");
    const at = findings().indexOf(item);
    const data = typed();
    data.set("answer", button.value);
    data.set("fragment", "1");
    for (const part of item.querySelectorAll("input, select")) data.set(part.name, part.value);
    running?.abort();
    busy = true;
    const done = await ask(button.formAction, data);
    busy = false;
    status.textContent = done
      ? `${panel.querySelector("[data-said]")?.textContent ?? ""} ${counts()}`
      : "This was not sent: you are offline or signed out.";
    told = counts();
    if (!done) return item.append(note(status.textContent));
    const left = findings();
    (left[Math.min(at, left.length - 1)]?.querySelector("button") ?? ledger.querySelector("h2")).focus();
  }

  function note(text) {
    const line = document.createElement("p");
    line.className = "note bad";
    line.textContent = text;
    return line;
  }

  // Places are counted in characters; JavaScript counts those beyond the first plane twice.
  function units(text, from, count) {
    let at = from;
    while (count-- > 0 && at < text.length) at += text.codePointAt(at) > 0xffff ? 2 : 1;
    return at;
  }

  // Where a button's words stand now: at their place, else where they occur nearest to it.
  function locate({ field: name = "body", start, end = 0, words }) {
    const text = field(name).value;
    let at = units(text, 0, Number(start));
    if (!text.startsWith(words, at)) {
      const before = text.lastIndexOf(words, at), after = text.indexOf(words, at);
      at = before < 0 || (after >= 0 && after - at < at - before) ? after : before;
      if (at < 0) return null;
    }
    return [at, end > start ? units(text, at, end - start) : at + words.length];
  }

  function select(button) {
    const place = locate(button.dataset);
    const box = field(button.dataset.field ?? "body");
    if (!place) return status.replaceChildren("These words are no longer in the text.");
    // A browser scrolls to where the cursor is when the field gets the focus, not when the words are selected.
    box.blur();
    box.setSelectionRange(place[0], place[0]);
    box.focus();
    box.setSelectionRange(...place);
    return place;
  }

  panel.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.matches(".show")) select(button);
    else if (button?.matches(".fix")) {
      if (select(button)) form.dispatchEvent(new CustomEvent("editor:insert", { detail: { text: button.dataset.to } }));
    } else if (button?.name === "answer") {
      event.preventDefault();
      if (!busy) answer(button);
    }
  });
  form.addEventListener("input", (event) => {
    if (["body", "sources", "course", "unit", "key_question"].includes(event.target.name)) later();
  });
  tell();
  // What keep-draft.js brought back stands there already.
  if (["body", "sources"].some((name) => field(name).value !== field(name).defaultValue)) check();
})();
