// Folds branches of a thread: a button under each comment that has replies, and the lines beside them.
// The thread is flat siblings with depth-N classes; without this script all of it is simply open.
(() => {
  const MOST_LIT = 300; // a longer branch is not lit under the pointer: that would cost a frame
  const thread = document.querySelector(".thread");
  if (!thread) return;
  const items = [...thread.querySelectorAll(":scope > article")];
  const depths = items.map((item) => Number(/\bdepth-(\d+)/.exec(item.className)[1]));
  const place = new Map(items.map((item, index) => [item, index]));
  // ends[i]: the index behind the last comment of the branch under comment i.
  const ends = new Array(items.length);
  const open = [];
  for (let i = 0; i <= items.length; i += 1) {
    while (open.length && (i === items.length || depths[open.at(-1)] >= depths[i])) ends[open.pop()] = i;
    if (i < items.length) open.push(i);
  }
  const folded = new Set();

  const parents = items.map((_, i) => i).filter((i) => ends[i] > i + 1);
  for (const i of parents) {
    const count = ends[i] - i - 1;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "fold";
    button.textContent = count === 1 ? "1 reply" : `${count} replies`;
    const name = items[i].querySelector(":scope > b");
    if (name) button.setAttribute("aria-label", `${button.textContent} to ${name.textContent}`);
    button.setAttribute("aria-expanded", "true");
    items[i].append(button);
    items[i].classList.add("branch");
  }

  const show = (from, to) => {
    for (let i = from; i < to; i += 1) {
      items[i].hidden = false;
      if (folded.has(i)) i = ends[i] - 1;
    }
  };
  const set = (i, fold) => {
    items[i].querySelector(":scope > .fold").setAttribute("aria-expanded", String(!fold));
    if (fold) {
      folded.add(i);
      for (let j = i + 1; j < ends[i]; j += 1) items[j].hidden = true;
    } else {
      folded.delete(i);
      show(i + 1, ends[i]);
    }
  };
  // The comment whose line was pointed at: the nearest one before, at that depth, whose branch reaches here.
  const lineOwner = (event) => {
    const here = place.get(event.target);
    if (here === undefined) return -1;
    const style = getComputedStyle(thread);
    const step = parseFloat(style.getPropertyValue("--step")) * parseFloat(getComputedStyle(document.documentElement).fontSize);
    const level = Math.floor((event.clientX - event.target.getBoundingClientRect().left) / step);
    if (level < 0 || level > depths[here]) return -1;
    for (let i = here; i >= 0; i -= 1) {
      if (depths[i] === level) return ends[i] > here && ends[i] > i + 1 ? i : -1;
    }
    return -1;
  };

  let lit = -1;
  const light = (i) => {
    if (i === lit) return;
    for (let j = lit + 1; lit >= 0 && j < ends[lit]; j += 1) items[j].style.removeProperty("--lit");
    lit = i >= 0 && ends[i] - i <= MOST_LIT ? i : -1;
    for (let j = lit + 1; lit >= 0 && j < ends[lit]; j += 1) items[j].style.setProperty("--lit", depths[lit]);
  };
  thread.addEventListener("pointermove", (event) => light(lineOwner(event)));
  thread.addEventListener("pointerleave", () => light(-1));

  thread.addEventListener("click", (event) => {
    const button = event.target.closest(".fold");
    const i = button ? place.get(button.parentElement) : lineOwner(event);
    if (i === undefined || i < 0) return;
    set(i, !folded.has(i));
    if (!button) {
      items[i].scrollIntoView({ block: "nearest" });
      items[i].querySelector(":scope > .fold").focus({ preventScroll: true });
    }
  });
  // A link to a comment in a folded branch opens what hides it.
  addEventListener("hashchange", () => {
    const target = document.getElementById(location.hash.slice(1));
    const here = target && place.get(target);
    if (here === undefined || here === null || !target.hidden) return;
    for (const i of [...folded]) if (i < here && here < ends[i]) set(i, false);
    target.scrollIntoView();
  });
})();
