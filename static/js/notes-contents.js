// The list of contents follows the reading: it marks the part that is being read, and keeps it in sight.
// Without this it is a list of links.
(() => {
  const list = document.querySelector(".study-note .contents");
  const links = list ? [...list.querySelectorAll("a")] : [];
  const parts = links.map((link) => document.getElementById(link.hash.slice(1)));
  if (!parts.length || parts.includes(null)) return;
  const READ = 0.3; // of the window's height: what is above this line has been reached
  let marked = null;

  function mark() {
    const line = window.innerHeight * READ;
    const end = document.documentElement.scrollHeight - window.innerHeight - window.scrollY < 2;
    let reached = parts.findLastIndex((part) => part.getBoundingClientRect().top <= line);
    // A short last part never comes up to the line.
    if (end && parts.at(-1).getBoundingClientRect().top < window.innerHeight) reached = parts.length - 1;
    const link = links[reached] ?? null;
    if (link === marked) return;
    marked?.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "location");
    marked = link;
    const box = list.closest(".guide");
    // Only the list itself moves, never the page.
    if (link && box.scrollHeight > box.clientHeight) {
      const [at, frame] = [link.getBoundingClientRect(), box.getBoundingClientRect()];
      if (at.top < frame.top) box.scrollTop -= frame.top - at.top;
      if (at.bottom > frame.bottom) box.scrollTop += at.bottom - frame.bottom;
    }
  }

  let asked = false;
  function soon() {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      mark();
    });
  }
  addEventListener("scroll", soon, { passive: true });
  addEventListener("resize", soon);
  // What opens or closes moves the parts below it.
  document.addEventListener("toggle", soon, true);
  mark();
})();
