// Shows an essay beside its text while it is written: the server's own rendering, half a second after
// the last key. Without this the Preview button does the same; with it the button leads there.
(() => {
  const form = document.querySelector("form[data-preview]");
  if (!form) return;
  const text = form.elements.namedItem("body");
  const pane = document.getElementById("preview");
  const page = pane.querySelector(".prose");
  const PAUSE = 500;
  let timer, running;

  async function show() {
    running?.abort();
    running = new AbortController();
    const data = new FormData();
    for (const name of ["csrfmiddlewaretoken", "body", "sources", "course"]) data.set(name, form.elements.namedItem(name)?.value ?? "");
    data.set("post", form.dataset.essay);
    try {
      const response = await fetch(form.dataset.preview, { method: "POST", body: data, signal: running.signal });
      // A sign-in page that we were sent to is no preview.
      if (response.redirected || !(response.ok || response.status === 422)) return;
      page.innerHTML = await response.text();
      pane.hidden = !text.value.trim();
    } catch {
      // Offline or outdated: the last preview stays.
    }
  }

  text.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, PAUSE);
  });
  form.querySelector("[value=preview]").addEventListener("click", (event) => {
    if (pane.hidden) return; // nothing was shown yet: let the server do it
    event.preventDefault();
    show();
    pane.focus({ preventScroll: true });
    pane.scrollIntoView();
  });
  if (text.value.trim()) show();
})();
