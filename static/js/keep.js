// Keeps what is typed into the reply form in this browser, for each essay and each comment answered, until
// the server has taken it: across a reload, a lost connection and a session that ended.
(() => {
  const form = document.getElementById("reply-form");
  if (!form) return;
  const text = form.elements.body;
  const essay = new URL(form.action).pathname.replace(/reply\/$/, "");
  const stem = `reply ${essay} `;
  const draft = (parent) => stem + (parent || "0");
  const quietly = (act) => { try { return act(); } catch { return null; } }; // a browser that keeps nothing
  const read = (parent) => quietly(() => localStorage.getItem(draft(parent))) || "";
  const keep = (parent, words) => quietly(() => {
    if (words.trim()) localStorage.setItem(draft(parent), words);
    else localStorage.removeItem(draft(parent));
  });
  const drop = (parent) => quietly(() => {
    const words = read(parent);
    for (const key of Object.keys(localStorage)) {
      if (key === draft(parent) || (key.startsWith(stem) && localStorage.getItem(key) === words)) localStorage.removeItem(key);
    }
  });

  // The server says with a cookie which draft it has taken.
  const [, sent] = /(?:^|; )colloquy_sent=(\d+)/.exec(document.cookie) ?? [];
  if (sent) {
    drop(sent);
    document.cookie = `colloquy_sent=; max-age=0; path=${essay}; samesite=lax`;
  }
  if (text.value.trim()) keep(form.elements.parent.value, text.value);
  else text.value = read(form.elements.parent.value);

  text.addEventListener("input", () => keep(form.elements.parent.value, text.value));
  form.addEventListener("replymove", ({ detail: { from, to } }) => {
    keep(from, text.value);
    const kept = read(to);
    // Between the essay and a comment the text goes along; between two comments each has its own.
    if (kept) text.value = kept;
    else if (from && to) text.value = "";
    else keep(to, text.value);
  });
})();
