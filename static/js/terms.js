// Shows what a key term means beside it. Without this it is a link to the study note that defines it.
import { cards } from "./card.js";

const { essay } = document.querySelector(".sources[data-essay]").dataset;
const { css } = document.querySelector("script[src*='terms']").dataset;
const card = cards({ id: "term-card", selector: ".prose a.term", css, fill });
let asked, definitions;

// All that the essay uses at once, when a reader comes near: whoever tabs along hears them with the links.
function ask() {
  asked ??= fetch(`/essays/${essay}/terms/`).then((answer) => (answer.ok && !answer.redirected ? answer.text() : "")).catch(() => "").then((html) => {
    const found = document.createElement("template");
    found.innerHTML = html;
    definitions = new Map([...found.content.querySelectorAll("[data-term]")].map((one) => [one.dataset.term, one]));
  });
  return asked;
}

function fill(link, element) {
  const found = definitions?.get(link.getAttribute("href"));
  if (found) {
    element.replaceChildren(...found.cloneNode(true).childNodes);
    return;
  }
  element.textContent = definitions ? "The study notes say what it means." : "One moment…";
  if (definitions) return;
  ask().then(() => {
    if (!card.isOpen(link)) return;
    fill(link, element);
    card.place();
  });
}

document.querySelector(".prose").addEventListener("pointerover", ask, { once: true });
document.addEventListener("focusin", ask, { once: true });
