// A card beside a link: on hover, focus or tap; Escape closes (WCAG 2.2, 1.4.13). `selector` says which links
// have one, `fill(link, card)` what is in it, or false where there is nothing to show; what comes later than
// that it puts in while `isOpen(link)`, and has it placed anew.
const PAUSE = 150; // milliseconds

export function cards({ id, selector, css, fill }) {
  const card = document.createElement("span");
  card.className = "card";
  card.id = id;
  let open, timer, touched;

  const styles = document.createElement("link");
  styles.rel = "stylesheet";
  styles.href = css;
  styles.onload = () => open && place();

  const linkOf = (target) => target.closest?.(selector);
  const isOpen = (link) => open === link;

  function place() {
    card.removeAttribute("style");
    const page = document.documentElement.clientWidth;
    const box = card.getBoundingClientRect();
    const over = Math.max(box.right - (page - 8), 0) - Math.max(8 - box.left, 0);
    if (over) card.style.left = `${card.offsetLeft - over}px`;
    const above = open.getBoundingClientRect().top - box.height - 8;
    if (box.bottom > innerHeight && above > 0) card.style.marginTop = `${above - box.top}px`;
  }

  function show(link) {
    clearTimeout(timer);
    if (isOpen(link)) return true;
    hide();
    card.replaceChildren();
    open = link;
    if (fill(link, card) === false) {
      open = undefined;
      return false;
    }
    if (!styles.isConnected && ![...document.styleSheets].some(({ href }) => href === styles.href)) document.head.append(styles);
    link.setAttribute("aria-describedby", card.id);
    link.after(card);
    place();
    return true;
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
    const link = linkOf(event.target);
    if (link) later(() => show(link));
    else if (isOurs(event.target)) clearTimeout(timer);
    else if (open && !isOurs(document.activeElement)) later(hide);
    else if (!open) clearTimeout(timer);
  });
  document.addEventListener("focusin", (event) => {
    const link = linkOf(event.target);
    if (link && !touched) show(link);
    else if (open && !isOurs(event.target)) hide();
  });
  document.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch";
    if (open && !isOurs(event.target)) hide();
  });
  // A tap shows the card; a second one, like a click, follows the link.
  document.addEventListener("click", (event) => {
    const link = linkOf(event.target);
    if (link && touched && !isOpen(link) && show(link)) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    touched = false;
    if (event.key !== "Escape" || !open) return;
    if (card.contains(document.activeElement)) open.focus();
    hide();
  });
  return { isOpen, place };
}
