// Keeps what is typed into the reply form in this browser, for each essay and each comment answered, until
// the server has taken it: across a reload, a lost connection and a session that ended.
(() => {
  const form = document.getElementById("reply-form");
  if (!form) return;
  const { body, parent } = form.elements;
  const essay = new URL(form.action).pathname.replace(/reply\/$/, "");
  const stem = `reply ${essay} `;
  const quietly = (act) => { try { return act(); } catch { return null; } }; // a browser that keeps nothing
  const read = (id) => quietly(() => localStorage.getItem(stem + (id || 0))) || "";
  const keep = (id, text) => quietly(() => {
    if (text.trim()) localStorage.setItem(stem + (id || 0), text);
    else localStorage.removeItem(stem + (id || 0));
  });

  // The server says with a cookie which draft it has taken. The same words may be kept elsewhere too.
  const sent = /(?:^|; )colloquy_sent=(\d+)/.exec(document.cookie)?.[1];
  if (sent) {
    const text = read(sent);
    quietly(() => {
      for (const [key, kept] of Object.entries(localStorage)) {
        if (key.startsWith(stem) && kept === text) localStorage.removeItem(key);
      }
    });
    document.cookie = `colloquy_sent=; max-age=0; path=${essay}`;
  }
  if (body.value.trim()) keep(parent.value, body.value);
  else body.value = read(parent.value);

  form.addEventListener("input", () => keep(parent.value, body.value));
  form.addEventListener("replymove", ({ detail: { from, to } }) => {
    keep(from, body.value);
    // Between the essay and a comment the text goes along; between two comments each has its own.
    if (read(to)) body.value = read(to);
    else if (from && to) body.value = "";
    else keep(to, body.value);
  });
})();
