// The page on which one changes a comment: what helps with writing a reply, and what is typed kept in this tab
// until the server has it, across a reload, a lost connection and a session that ended.
(() => {
  const form = document.getElementById("edit-form");
  const { body, writer } = form.elements;
  const key = `edit ${location.pathname} ${writer.value || 0}`;
  const saved = form.dataset.saved; // once the comment has other words, what was typed before them is done with
  const quietly = (act) => { try { return act(); } catch { return null; } }; // a browser that keeps nothing

  const kept = quietly(() => JSON.parse(sessionStorage.getItem(key)));
  if (kept && kept.saved !== saved) quietly(() => sessionStorage.removeItem(key));
  else if (kept && !("sent" in form.dataset)) body.value = kept.text; // what the server sent back is newer
  form.addEventListener("input", () => quietly(() => sessionStorage.setItem(key, JSON.stringify({ saved, text: body.value }))));
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  import("./reply-tools.js").then((tools) => tools.start(form));
})();
