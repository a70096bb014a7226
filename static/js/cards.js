// A flash card by keyboard: 1 to 4 rate it once it is open, while the focus is in the card (so that no
// other key of the page or of a reader's software is taken). Without this script the buttons do the same.
(() => {
  const card = document.querySelector("[data-card]");
  const details = card.querySelector("details");
  const buttons = [...card.querySelectorAll("button[name=rating]")];

  card.querySelector("[data-keys]").hidden = false;
  card.addEventListener("keydown", (event) => {
    const button = buttons[Number(event.key) - 1];
    if (!button || !details.open || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    button.click();
  });
})();
