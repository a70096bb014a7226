// Shows the source of a citation beside it. Without this a citation is a link to the list of sources.
import { cards } from "./card.js";

const list = document.querySelector(".sources[data-essay]");
const { css } = document.querySelector("script[src*='cite']").dataset;
const fetched = new Map();
const pageOf = (line) => line.querySelector("small a:last-of-type");
const card = list && cards({ id: "cite-card", selector: "a.cite", css, fill });

// The essay's citations lead to the list; those of comments to the source's page.
function entry(link) {
  return document.getElementById(link.hash.slice(1))
    ?? [...list.querySelectorAll("li")].find((line) => pageOf(line)?.pathname === link.pathname);
}

// What the list says of the source, without the ways back; how many other essays cite it comes after.
function fill(link, card) {
  const line = entry(link);
  if (!line) return false;
  const words = line.cloneNode(true);
  words.querySelectorAll("small, .Z3988").forEach((part) => part.remove());
  const reference = document.createElement("span");
  reference.append(...words.childNodes);
  card.append(reference);
  if (link.dataset.at) {
    const at = document.createElement("span");
    at.className = "at";
    at.textContent = link.dataset.at;
    card.append(at);
  }
  const page = pageOf(line);
  if (page) tell(link, page, card);
}

async function tell(link, page, element) {
  const address = `${page.pathname}card/?essay=${list.dataset.essay}`;
  if (!fetched.has(address)) {
    fetched.set(address, fetch(address).then((answer) => (answer.ok && !answer.redirected ? answer.text() : "")).catch(() => ""));
  }
  const html = await fetched.get(address);
  if (!card.isOpen(link) || !html) return;
  const more = document.createElement("template");
  more.innerHTML = html;
  const uses = more.content.querySelector(".uses");
  if (uses) element.append(uses);
  card.place();
}
