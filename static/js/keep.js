// Keeps what is typed into the reply form in this browser, for each writer, essay and comment answered, until
// the server has taken it: across a reload, a lost connection and a session that ended. A member's text stays
// for two weeks and is shown to that account alone; a guest's stays with the tab, since the next guest at a
// shared computer has the same name to us. Whoever signs in while writing takes along what the tab holds.
(() => {
  const form = document.getElementById("reply-form");
  if (!form) return;
  const AGE = 14 * 24 * 3600 * 1000;
  const { body, parent, question, writer } = form.elements;
  const account = writer.value;
  const essay = new URL(form.action).pathname.replace(/reply\/$/, "");
  const quietly = (act) => { try { return act(); } catch { return null; } }; // a browser that keeps nothing
  const store = (who) => (who ? localStorage : sessionStorage);
  const stem = (who) => `reply ${essay} ${who || 0} `;
  const key = (who, id) => stem(who) + (id || 0);
  const kept = (who) => // the comments that this writer's drafts answer
    Object.keys(store(who)).filter((name) => name.startsWith(stem(who))).map((name) => name.slice(stem(who).length));
  // A draft is its text, whether it asks the author, and the passage of the essay that it answers, which
  // passages.js shows.
  const NOTHING = { text: "" };
  const isEmpty = ({ text, passage }) => !text.trim() && !passage;
  const read = (who, id) => quietly(() => JSON.parse(store(who).getItem(key(who, id)))) ?? NOTHING;
  const keep = (who, id, { text, asks, passage }) => quietly(() => {
    if (isEmpty({ text, passage })) store(who).removeItem(key(who, id));
    else store(who).setItem(key(who, id), JSON.stringify({ at: Date.now(), text, asks, passage }));
  });

  quietly(() => {
    for (const name of Object.keys(localStorage).filter((one) => one.startsWith("reply "))) {
      const at = quietly(() => JSON.parse(localStorage.getItem(name)).at);
      if (!(Date.now() - at < AGE)) localStorage.removeItem(name);
    }
  });

  // The server says with a cookie whose draft it has taken. The same words may be kept elsewhere too.
  const [, who, sent] = /(?:^|; )colloquy_sent=(\d+)-(\d+)/.exec(document.cookie) ?? [];
  if (sent) {
    const from = Number(who);
    const { text } = read(from, sent);
    quietly(() => {
      for (const id of kept(from)) if (read(from, id).text === text) keep(from, id, NOTHING);
    });
    document.cookie = `colloquy_sent=; max-age=0; path=${essay}`;
  }

  if (account) {
    quietly(() => {
      for (const id of kept("")) {
        if (isEmpty(read(account, id))) keep(account, id, read("", id));
        keep("", id, NOTHING);
      }
    });
  }
  let passage;
  const typed = () => ({ text: body.value, asks: question?.checked, passage });
  const put = (draft) => {
    body.value = draft.text;
    if (question) question.checked = draft.asks ?? false;
    if (!draft.passage && !passage) return;
    passage = draft.passage;
    form.dispatchEvent(new CustomEvent("passagekept", { detail: passage }));
  };
  if (body.value.trim()) keep(account, parent.value, typed());
  else put(read(account, parent.value));

  form.addEventListener("input", () => keep(account, parent.value, typed()));
  form.addEventListener("passage", ({ detail }) => {
    passage = detail ?? undefined;
    keep(account, parent.value, typed());
  });
  form.addEventListener("replymove", ({ detail: { from, to } }) => {
    keep(account, from, typed());
    // Between the essay and a comment the text goes along; between two comments each has its own.
    const draft = read(account, to);
    if (!isEmpty(draft)) put(draft);
    else if (from && to) put(NOTHING);
    else keep(account, to, typed());
  });
})();
