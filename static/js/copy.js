// Copy buttons: each puts the reference that it names into the clipboard, with its italics for a word
// processor and as plain text. Without this script, or without a clipboard, a click selects the reference.
(() => {
  const status = document.getElementById("copied");
  const SHOWN = 2000;

  const select = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  };
  const copy = async (element) => {
    try {
      const blob = (text, type) => new Blob([text], { type });
      await navigator.clipboard.write([new ClipboardItem({
        "text/html": blob(element.innerHTML, "text/html"),
        "text/plain": blob(element.textContent, "text/plain"),
      })]);
      return true;
    } catch { // a page without https, an older browser, or a reader who said no
      select(element);
      return document.execCommand("copy");
    }
  };

  for (const button of document.querySelectorAll("[data-copy]")) {
    const word = button.firstChild;
    let timer;
    button.hidden = false;
    button.addEventListener("click", async () => {
      status.textContent = "";
      const done = await copy(document.getElementById(button.dataset.copy));
      word.data = done ? "Copied" : "Selected";
      status.textContent = done
        ? `Copied: ${button.dataset.name}`
        : `Selected: ${button.dataset.name}. Copy it with your keyboard.`;
      clearTimeout(timer);
      timer = setTimeout(() => { word.data = "Copy"; }, SHOWN);
    });
  }
})();
