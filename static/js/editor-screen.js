// Full screen: the text and its preview, and nothing else. Escape leads back.
(() => {
  const form = document.querySelector("form.write");
  const button = form?.querySelector("[data-tool=full]");
  if (!button) return;
  const page = document.documentElement;

  function set(isFull) {
    page.classList.toggle("full", isFull);
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
