// Keeps what is typed in this browser until the server has it: without a connection, after a session that
// ended, a crash or a closed tab it stands in the form again. Each window keeps its own, by a token; a cookie
// of the server's says which windows' texts have been saved.
(() => {
  const form = document.querySelector("form[data-keep]");
  if (!form) return;
  const STEM = `draft ${form.dataset.keep} `;
  const AGE = 90 * 24 * 3600 * 1000;
  const PAUSE = 400;
  // So long after a save no page is still on its way that was asked for before it.
  const MINUTE = 60_000;
  const LATE = "draft-sent";
  const quietly = (act) => { try { return act(); } catch { return null; } }; // a browser that keeps nothing
  const hidden = ["base", "begun", "copy", "copy_version", "window"].map((name) => form.elements.namedItem(name));
  const fields = () =>
    [...form.elements].filter((f) => f.name && f.name !== "csrfmiddlewaretoken" && !f.closest(".ledger") && (hidden.includes(f) || /^(text|textarea|select-one|checkbox|radio)$/.test(f.type)));
  const token = () => [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const own = form.elements.namedItem("window");
  let timer, forgetting, adopted;

  const savedWindows = () => /(?:^|; )colloquy_saved=([^;]*)/.exec(document.cookie)?.[1].split(".") ?? [];
  // A reload may fill in what these were when the page was left.
  for (const field of hidden) field.value = field.defaultValue;
  // So may it the text, which the server then does not have for standing in the form.
  const restored = fields().some((field) => /^text/.test(field.type) && field.value !== field.defaultValue);
  own.value ||= token();

  const isBox = (field) => field.type === "checkbox" || field.type === "radio";
  // A box by its name and value, all else by its name.
  const nameOf = (field) => (isBox(field) ? `${field.name}=${field.value}` : field.name);
  const valueOf = (field) => (isBox(field) ? field.checked : field.value);
  const values = () => Object.fromEntries(fields().filter((f) => f !== own).map((f) => [nameOf(f), valueOf(f)]));

  const state = () => ({ at: Date.now(), values: values(), adopted: adopted && { key: adopted.key, at: adopted.at } });

  function keep() {
    clearTimeout(timer);
    timer = undefined;
    quietly(() => localStorage.setItem(STEM + own.value, JSON.stringify(state())));
  }

  // A page can be drawn before a save arrives and shown after the save was answered here: the tab takes the
  // saved text along to it. One clock for both pages, which nobody sets in between.
  function takeAlong() {
    const record = { key: STEM + own.value, answered: performance.timeOrigin + performance.now(), ...state() };
    quietly(() => sessionStorage.setItem(LATE, JSON.stringify(record)));
    clearTimeout(forgetting);
    forgetting = setTimeout(forget, MINUTE);
  }

  const forget = () => quietly(() => sessionStorage.removeItem(LATE));

  function takenAlong() {
    const record = quietly(() => JSON.parse(sessionStorage.getItem(LATE)));
    forget();
    return record?.key.startsWith(STEM) && record.answered >= performance.timeOrigin ? [record] : [];
  }

  const read = (key) => quietly(() => JSON.parse(localStorage.getItem(key)));
  const drop = (key) => quietly(() => localStorage.removeItem(key));
  // What another window left, and this one took up: gone with it, unless the other has gone on typing.
  const dropAdopted = (one) => one && read(one.key)?.at === one.at && drop(one.key);

  function kept() {
    const saved = savedWindows();
    const keys = () => (quietly(() => Object.keys(localStorage)) ?? []).filter((key) => key.startsWith("draft "));
    for (const key of keys()) {
      const record = read(key);
      if (Date.now() - record?.at < AGE && !saved.includes(key.split(" ").at(-1))) continue;
      dropAdopted(record?.adopted);
      drop(key);
    }
    const found = keys().filter((key) => key.startsWith(STEM)).map((key) => ({ key, ...read(key) }));
    return [...found, ...takenAlong()].sort((one, other) => other.at - one.at);
  }

  function fill(put) {
    for (const field of fields()) {
      if (!(nameOf(field) in put)) continue;
      if (isBox(field)) field.checked = put[nameOf(field)];
      else field.value = put[nameOf(field)];
    }
    form.elements.namedItem("body").dispatchEvent(new Event("input", { bubbles: true }));
  }

  const said = (record) => Object.entries(record.values).filter(([name]) => !hidden.some((field) => field.name === name));
  const differs = (record) => {
    const now = values();
    return said(record).some(([name, value]) => name in now && now[name] !== value);
  };

  function note(words, label, act) {
    document.querySelector(".notice.kept")?.remove();
    const line = document.createElement("p");
    line.className = "notice kept";
    line.setAttribute("role", "status");
    line.textContent = words;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-link";
    button.textContent = label;
    button.addEventListener("click", () => {
      line.remove();
      act();
      form.elements.namedItem("body").focus();
    });
    line.append(button);
    form.prepend(line);
  }

  function bring(record) {
    const before = values();
    adopted = record;
    fill(record.values);
    note("This is what you typed here and did not save. ", "Go back to the saved text", () => {
      fill(before);
      clearTimeout(timer);
      drop(record.key);
      drop(STEM + own.value);
      adopted = undefined;
    });
  }

  // The form of a new essay, come back to after it was saved: sent once more, it would be another essay. The
  // browser's history knows which window it was, and fills the form in again before the page is shown.
  const isDone = () => form.dataset.keep.endsWith("-new") && savedWindows().includes(history.state?.sent);
  function beginAnew() {
    const before = Object.fromEntries(said(state()));
    history.replaceState(null, "");
    form.reset();
    fill({});
    note("What you wrote here is saved, and stands in My writing. ", "Write another with this text", () => fill(before));
    // The browser would go back down to where the text stood, and of an empty form nothing would say why.
    history.scrollRestoration = "manual";
    form.querySelector(".notice.kept").scrollIntoView({ block: "nearest" });
  }

  // What the server sent back with an error is newer than what is kept here.
  const found = "sent" in form.dataset ? [] : kept();
  // What the form shows by itself, the server has; what the browser has put there, it has not.
  for (const one of found) if (!restored && !differs(one)) drop(one.key);
  const record = found.find(differs);
  // By the clock of the server and that of this browser, which may be slow, only where nothing else tells.
  const isOnTop = ({ answered, values: { copy, copy_version } }) =>
    answered || (copy === form.elements.namedItem("copy").value && copy_version === form.elements.namedItem("copy_version").value);
  if (record) {
    if (!restored && (isOnTop(record) || record.at >= Number(form.dataset.kept ?? 0))) bring(record);
    else note("An older text that you did not save is kept in this browser. ", "Show it", () => bring(record));
  }

  form.addEventListener("input", () => {
    timer ??= setTimeout(keep, PAUSE);
  });
  form.addEventListener("submit", () => {
    forget();
    keep();
    history.replaceState({ sent: own.value }, "");
  });
  addEventListener("pagehide", () => timer && keep());
  // Shown again after it was left: another window to the server, since this one's text may have been saved.
  addEventListener("pageshow", (event) => {
    if (isDone()) beginAnew();
    if (event.persisted) own.value = token();
  });
  form.addEventListener("editor:saved", ({ detail }) => {
    if (!detail?.whole) {
      timer ??= setTimeout(keep, PAUSE); // it names the copy that it is typed on top of now
      return;
    }
    clearTimeout(timer);
    timer = undefined;
    takeAlong();
    drop(STEM + own.value);
    dropAdopted(adopted);
    adopted = undefined;
  });
  if (restored) form.elements.namedItem("body").dispatchEvent(new Event("input", { bubbles: true }));
})();
