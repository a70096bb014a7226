// The colours: as the system, light or dark; the admin keeps its choice under the same name. Runs in the head, before anything is drawn, so nothing flashes.
(() => {
  const root = document.documentElement;
  const NAMES = { auto: "as your system", light: "light", dark: "dark" };
  const system = matchMedia("(prefers-color-scheme: dark)");
  // From the system's colours to the other ones first: each press shows something.
  const order = () => (system.matches ? ["auto", "light", "dark"] : ["auto", "dark", "light"]);
  const next = () => order()[(order().indexOf(theme) + 1) % 3];
  const read = () => {
    try { return localStorage.getItem("theme") || "auto"; } catch { return "auto"; }
  };
  const keep = (theme) => {
    try { localStorage.setItem("theme", theme); } catch { /* a browser that keeps nothing */ }
  };
  let theme = "auto";
  const show = (name) => {
    theme = name in NAMES ? name : "auto";
    if (theme === "auto") delete root.dataset.theme;
    else root.dataset.theme = theme;
    for (const button of document.querySelectorAll(".theme")) {
      button.setAttribute("aria-label", `Colours: ${NAMES[theme]}`);
      button.title = `Colours: ${NAMES[theme]}`;
    }
  };
  root.classList.add("js");
  show(read());
  document.addEventListener("DOMContentLoaded", () => show(theme));
  addEventListener("storage", (event) => { if (event.key === "theme") show(event.newValue || "auto"); });

  document.addEventListener("click", (event) => {
    if (event.target.closest(".theme")) {
      show(next());
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
