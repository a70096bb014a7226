// Passages of the essay that replies answer. What it takes to mark them, or to choose one, is loaded when there
// are some, or when words are selected. Without this a chip is a link to its words, and "Reply to a passage"
// asks for them in a field.
(() => {
  const prose = document.querySelector(".essay .prose");
  if (!prose) return;
  // Where a guest's page has the styles of those who take part: it comes without them (thread.js).
  const css = document.querySelector("script[data-css*=discussion]")?.dataset.css;
  const form = document.getElementById("reply-form");
  const PAUSE = 250;
  let styles;

  const styled = () => styles ??= new Promise((done) => {
    if (!css || [...document.styleSheets].some((sheet) => sheet.href?.endsWith(css))) return done();
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = css;
    link.onload = link.onerror = done;
    document.head.append(link);
  });
  const marks = () => styled().then(() => import("./passage-marks.js"));
  const picker = () => styled().then(() => import("./passage-picker.js"));
  const chip = () => styled().then(() => import("./passage-chip.js"));

  if (document.querySelector(".thread [data-passage], #comments[data-paged], .thread .more")) marks().then((it) => it.draw(prose));
  if (!form) return;

  let timer;
  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const selection = getSelection();
      if (!selection.isCollapsed && selection.rangeCount && prose.contains(selection.anchorNode)) (await picker()).offer(prose, form);
    }, PAUSE);
  });
  form.querySelector('[href*="?passage"]')?.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    picker().then((it) => it.pick(prose, form, event.target));
  });
  // What keep.js had kept, and what the server sent back with an error elsewhere.
  form.addEventListener("passagekept", ({ detail }) => chip().then((it) => it.show(form, detail)));
  const field = form.querySelector("textarea[name=quote]");
  if (field?.value.trim() && !field.matches(".is-invalid")) chip().then((it) => it.take(form, field));
})();
