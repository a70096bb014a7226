// Full screen: the text and its preview, and nothing else; on a narrow screen one of them at a time. Escape
// leads back.
(() => {
  const form = document.querySelector("form.write");
  const button = form?.querySelector("[data-tool=full]");
  if (!button) return;
  const page = document.documentElement;

  const sides = form.querySelectorAll("[data-side]");

  function show(side) {
    page.classList.toggle("seen", side === "preview");
    for (const one of sides) one.setAttribute("aria-pressed", one.dataset.side === side);
  }
  for (const one of sides) one.addEventListener("click", () => show(one.dataset.side));
  form.querySelector("[value=preview]").addEventListener("click", () => show("preview"));

  function set(isFull) {
    page.classList.toggle("full", isFull);
    show("text");
    button.setAttribute("aria-pressed", isFull);
  }

  form.addEventListener("editor:tool", ({ detail }) => {
    if (detail === "full") set(!page.classList.contains("full"));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open]")) return;
    if (page.classList.contains("full")) set(false);
  });
})();
