// Keeps what is typed in this browser until the server has it: a session that ended, a lost connection
// or a closed tab loses nothing. Times are the server's, so a wrong clock does no harm.
(() => {
  const form = document.querySelector("form[data-keep]");
  if (!form) return;
  const key = "draft:" + form.dataset.keep;
  const opened = Number(form.dataset.now) - performance.now();
  const saved = Number(form.dataset.saved);
  const PAUSE = 400;
  let timer;

  const fields = () =>
    [...form.elements].filter((f) => f.name && f.name !== "csrfmiddlewaretoken" && !f.closest(".ledger") && /^(text|textarea|select-one)$/.test(f.type));

  function keep() {
    const values = Object.fromEntries(fields().map((f) => [f.name, f.value]));
    try {
      localStorage.setItem(key, JSON.stringify({ at: opened + performance.now(), values }));
    } catch {
      // No room or not allowed: nothing is kept.
    }
  }

  function kept() {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  }

  function fill(values) {
    for (const field of fields()) if (field.name in values) field.value = values[field.name];
    form.elements.namedItem("body").dispatchEvent(new Event("input", { bubbles: true }));
  }

  function offerUndo(before) {
    const note = document.createElement("p");
    note.className = "notice";
    note.setAttribute("role", "status");
    note.textContent = "This is what you typed here and did not save. ";
    const undo = document.createElement("button");
    undo.type = "button";
    undo.className = "btn btn-link";
    undo.textContent = "Go back to the saved text";
    undo.addEventListener("click", () => {
      fill(before);
      clearTimeout(timer);
      localStorage.removeItem(key);
      note.remove();
      form.elements.namedItem("body").focus();
    });
    note.append(undo);
    form.prepend(note);
  }

  const record = kept();
  // What the server sent back with an error is newer than what is kept here.
  if (record && !("sent" in form.dataset)) {
    const before = Object.fromEntries(fields().map((f) => [f.name, f.value]));
    if (record.at < saved) localStorage.removeItem(key);
    else if (fields().some((f) => f.name in record.values && record.values[f.name] !== f.value)) {
      fill(record.values);
      offerUndo(before);
    }
  }
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    keep();
  });
})();
