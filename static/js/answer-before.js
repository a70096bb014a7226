// Keeps an answer that is written signed out in this tab, across a reload and on the way to the sign-in page.
// Who is signed in by then gets it into an empty field, and the server keeps it.
(() => {
  const form = document.querySelector("form[data-question]");
  if (!form) return;
  const { body } = form.elements;
  const key = `answer ${form.dataset.question}`;
  const isMember = "autosave" in form.dataset;
  const quietly = (act) => { try { return act(); } catch { return null; } }; // a browser that keeps nothing
  const kept = quietly(() => sessionStorage.getItem(key));
  if (kept && !body.value.trim()) {
    body.value = kept;
    body.dispatchEvent(new Event("input", { bubbles: true }));
  }
  if (isMember) {
    quietly(() => sessionStorage.removeItem(key));
    return;
  }
  body.addEventListener("input", () => quietly(() => sessionStorage.setItem(key, body.value)));
})();
