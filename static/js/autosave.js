// Sends what is typed to the server, at most every five seconds and only when it changed, and says so in the
// status line. What the server could not take, keep-draft.js has in this browser, and it is sent again when
// the connection or the session is back. Each window has a copy of its own: the server sees to that.
(() => {
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const EVERY = 5000;
  const PAUSE = 1000;
  const AGAIN = 10_000;
  // What a browser still sends while a page is left is limited to 64 KiB.
  const SMALL = 20_000;
  const state = document.getElementById("save-state");
  const field = (name) => form.elements.namedItem(name);
  let timer, running, acknowledged, changed = false, leaving = false, stopped = false, last = -EVERY;

  // Nothing is said twice: a screen reader reads each change.
  function say(words, link) {
    if (state.textContent === words + (link?.textContent ?? "")) return;
    state.replaceChildren(words, ...(link ? [link] : []));
  }

  function saved(at, own) {
    const time = new Date(at);
    // As the server writes a time of day.
    const minutes = String(time.getMinutes()).padStart(2, "0");
    const clock = `${time.getHours() % 12 || 12}:${minutes} ${time.getHours() < 12 ? "am" : "pm"}`;
    say(`Saved ${clock}${own ? "" : ", apart from what another window holds"}.${state.dataset.after ?? ""}`);
  }

  function signIn() {
    const link = document.createElement("a");
    link.href = `${form.dataset.signIn}?next=${encodeURIComponent(location.pathname + location.search)}`;
    link.textContent = "Sign in";
    say("You are signed out. What you type is kept in this browser. ", link);
  }

  function typed() {
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File || name === "answer") data.delete(name);
    data.set("post", form.dataset.essay);
    return data;
  }

  // What tells one text from the next: all but what the window says of itself.
  const words = (data) => JSON.stringify([...data].filter(([name]) => !/^(csrf|copy)/.test(name)));

  function later(wait) {
    clearTimeout(timer);
    timer = leaving || stopped ? undefined : setTimeout(send, wait);
  }

  async function send() {
    clearTimeout(timer);
    timer = undefined;
    if (running || !changed || leaving) return;
    const data = typed();
    const text = words(data);
    changed = false;
    if (text === acknowledged) return;
    last = performance.now();
    running = new AbortController();
    let answer;
    try {
      answer = await fetch(form.dataset.autosave, { method: "POST", body: data, signal: running.signal, redirect: "error", keepalive: text.length < SMALL });
      await take(answer, text);
    } catch {
      if (leaving) return;
      changed = true;
      say("No connection. What you type is kept in this browser.");
    } finally {
      running = undefined;
    }
    if (changed) later(answer ? EVERY : AGAIN);
  }

  async function take(answer, text) {
    if (answer.ok || answer.status === 409) {
      const { copy, version, at } = await answer.json();
      field("copy").value = copy;
      field("copy_version").value = version;
      acknowledged = text;
      if (at) saved(at, answer.ok);
      form.dispatchEvent(new CustomEvent("editor:saved", { detail: { whole: !changed } }));
    } else if (answer.status === 401) {
      changed = true;
      signIn();
      stop();
    } else if (answer.status === 403) {
      // Signed in anew in another tab: this page's token is no longer the browser's.
      changed = true;
      stop();
      await renew();
    } else if (answer.status === 422 || answer.status === 413) {
      const { error } = await answer.json().catch(() => ({ error: "The text is too long." }));
      say(`Kept in this browser alone: ${error}`);
    } else {
      changed = true;
      if (answer.status !== 429) say("The server does not answer. What you type is kept in this browser.");
    }
  }

  function stop() {
    stopped = true;
    clearTimeout(timer);
  }

  // A page that was fetched anew has the token of the session that is now; but only for the same writer.
  async function renew() {
    try {
      const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
      const fresh = page.querySelector("form[data-keep]");
      if (fresh?.dataset.keep !== form.dataset.keep) return signIn();
      const token = fresh.elements.namedItem("csrfmiddlewaretoken").value;
      for (const one of document.querySelectorAll("[name=csrfmiddlewaretoken]")) one.value = token;
      stopped = false;
      later(PAUSE);
    } catch {
      // No connection: another time.
    }
  }

  form.addEventListener("input", (event) => {
    if (event.target.closest(".ledger")) return;
    changed = true;
    if (!running && !timer) later(Math.max(PAUSE, last + EVERY - performance.now()));
  });
  form.addEventListener("change", (event) => {
    if (event.target.name && !event.target.closest(".ledger")) form.dispatchEvent(new Event("input"));
  });
  form.addEventListener("submit", (event) => {
    if (!navigator.onLine) {
      event.preventDefault();
      return say("No connection: not saved yet. What you typed is kept in this browser.");
    }
    leaving = true;
    clearTimeout(timer);
    running?.abort();
  });
  addEventListener("pageshow", () => { leaving = false; });
  addEventListener("online", () => { if (changed) send(); });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) send();
    else if (stopped) renew();
  });
  addEventListener("focus", () => { if (stopped) renew(); });
  if ("sent" in form.dataset) {
    changed = true;
    later(PAUSE);
  }
})();
