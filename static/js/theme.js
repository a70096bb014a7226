// The colours: as the system, light or dark. Runs in the head, before anything is drawn, so nothing flashes.
(() => {
  const root = document.documentElement;
  const NAMES = { system: "as your system", light: "light", dark: "dark" };
  const NEXT = { system: "light", light: "dark", dark: "system" };
  const read = () => {
    try { return localStorage.getItem("theme") || "system"; } catch { return "system"; }
  };
  const keep = (theme) => {
    try { localStorage.setItem("theme", theme); } catch { /* a browser that keeps nothing */ }
  };
  let theme = "system";
  const show = (name) => {
    theme = name in NEXT ? name : "system";
    if (theme === "system") delete root.dataset.theme;
    else root.dataset.theme = theme;
    for (const button of document.querySelectorAll(".theme")) {
      button.setAttribute("aria-label", `Colours: ${NAMES[theme]}`);
      button.title = `Colours: ${NAMES[theme]}`;
    }
  };
  root.classList.add("js");
  show(read());
  document.addEventListener("DOMContentLoaded", () => show(theme));
  addEventListener("storage", (event) => { if (event.key === "theme") show(event.newValue || "system"); });

  document.addEventListener("click", (event) => {
    if (event.target.closest(".theme")) {
      show(NEXT[theme]);
      keep(theme);
    }
    for (const menu of document.querySelectorAll(".menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector(".menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
})();
