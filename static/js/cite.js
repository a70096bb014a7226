// Shows the source of a citation beside it: on hover, focus or tap; Escape closes. Without this a citation
// is a link to the list of sources.
(() => {
  const list = document.querySelector(".sources[data-essay]");
  if (!list) return;
  const PAUSE = 150;
  const fetched = new Map();
  const card = document.createElement("span");
  card.className = "cite-card";
  card.id = "cite-card";
  let open, timer, touched;

  const styles = document.createElement("link");
  styles.rel = "stylesheet";
  styles.href = document.currentScript.dataset.css;
  styles.onload = () => open && place(open);

  const citation = (target) => target.closest?.("a.cite");
  const pageOf = (line) => line.querySelector("small a:last-of-type");
  // The essay's citations lead to the list; those of comments to the source's page.
  const entry = (link) => document.getElementById(link.hash.slice(1))
    ?? [...list.querySelectorAll("li")].find((line) => pageOf(line)?.pathname === link.pathname);

  // What the list says of the source, without the ways back; how many other essays cite it comes after.
  function fill(link) {
    const line = entry(link);
    const words = line.cloneNode(true);
    words.querySelectorAll("small, .Z3988").forEach((part) => part.remove());
    const reference = document.createElement("span");
    reference.append(...words.childNodes);
    card.replaceChildren(reference);
    if (link.dataset.at) {
      const at = document.createElement("span");
      at.className = "at";
      at.textContent = link.dataset.at;
      card.append(at);
    }
    const page = pageOf(line);
    if (page) tell(link, page);
  }

  async function tell(link, page) {
    const address = `${page.pathname}card/?essay=${list.dataset.essay}`;
    if (!fetched.has(address)) {
      fetched.set(address, fetch(address).then((answer) => (answer.ok && !answer.redirected ? answer.text() : "")).catch(() => ""));
    }
    const html = await fetched.get(address);
    if (open !== link || !html) return;
    const more = document.createElement("template");
    more.innerHTML = html;
    const uses = more.content.querySelector(".uses");
    if (uses) card.append(uses);
    place(link);
  }

  function place(link) {
    card.removeAttribute("style");
    const page = document.documentElement.clientWidth;
    const box = card.getBoundingClientRect();
    const over = Math.max(box.right - (page - 8), 0) - Math.max(8 - box.left, 0);
    if (over) card.style.left = `${card.offsetLeft - over}px`;
    const above = link.getBoundingClientRect().top - box.height - 8;
    if (box.bottom > innerHeight && above > 0) card.style.marginTop = `${above - box.top}px`;
  }

  function show(link) {
    clearTimeout(timer);
    if (open === link || !entry(link)) return;
    hide();
    if (!styles.isConnected) document.head.append(styles);
    open = link;
    link.setAttribute("aria-describedby", card.id);
    fill(link);
    link.after(card);
    place(link);
  }

  function hide() {
    clearTimeout(timer);
    open?.removeAttribute("aria-describedby");
    open = undefined;
    card.remove();
  }

  const later = (act) => {
    clearTimeout(timer);
    timer = setTimeout(act, PAUSE);
  };
  const isOurs = (node) => node instanceof Node && (card.contains(node) || open?.contains(node));

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const link = citation(event.target);
    if (link) later(() => show(link));
    else if (isOurs(event.target)) clearTimeout(timer);
    else if (open && !isOurs(document.activeElement)) later(hide);
  });
  document.addEventListener("focusin", (event) => {
    const link = citation(event.target);
    if (link && !touched) show(link);
    else if (open && !isOurs(event.target)) hide();
  });
  document.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch";
    if (open && !isOurs(event.target)) hide();
  });
  // A tap shows the card; a second one, like a click, goes to the list.
  document.addEventListener("click", (event) => {
    const link = citation(event.target);
    if (!link || !touched || open === link) return;
    event.preventDefault();
    show(link);
  });
  document.addEventListener("keydown", (event) => {
    touched = false;
    if (event.key === "Escape" && open) {
      const link = open;
      if (card.contains(document.activeElement)) link.focus();
      hide();
    }
  });
})();
