// Folds branches of a thread: a button under each comment that has replies, and the lines beside them.
// The thread is flat siblings with depth-N classes; without this script all of it is simply open. Who puts
// comments in says so with "threadchange" on the thread; "reveal" on a comment opens what hides it.
(() => {
  const MOST_LIT = 300; // a longer branch is not lit under the pointer: that would cost a frame
  const thread = document.querySelector(".thread");
  if (!thread) return;
  const folded = new Set();
  let items, depths, place;
  let ends; // ends[i]: the index behind the last comment of the branch under comment i.

  const label = (item, count) => {
    let button = item.querySelector(":scope > .fold");
    if (!button) {
      button = document.createElement("button");
      button.type = "button";
      button.className = "fold";
      button.setAttribute("aria-expanded", "true");
      item.append(button);
      item.classList.add("branch");
    }
    const words = count === 1 ? "1 reply" : `${count.toLocaleString("en")} replies`;
    if (button.textContent === words) return;
    button.textContent = words;
    const name = item.querySelector(":scope > b");
    if (name) button.setAttribute("aria-label", `${words} to ${name.textContent}`);
  };
  // What a link to more replies counts for: as many as it says.
  const weight = (item) => (item.localName === "article" ? 1 : parseInt(item.textContent.replace(/\D/g, ""), 10) || 0);
  const scan = () => {
    items = [...thread.querySelectorAll(":scope > [class*=depth-]")];
    depths = items.map((item) => Number(/\bdepth-(\d+)/.exec(item.className)[1]));
    place = new Map(items.map((item, index) => [item, index]));
    ends = new Array(items.length);
    const sums = [0];
    const open = [];
    for (let i = 0; i <= items.length; i += 1) {
      while (open.length && (i === items.length || depths[open.at(-1)] >= depths[i])) ends[open.pop()] = i;
      if (i < items.length) open.push(i);
      if (i < items.length) sums.push(sums[i] + weight(items[i]));
    }
    for (let i = 0; i < items.length; i += 1) if (ends[i] > i + 1) label(items[i], sums[ends[i]] - sums[i + 1]);
  };
  scan();

  const show = (from, to) => {
    for (let i = from; i < to; i += 1) {
      items[i].hidden = false;
      if (folded.has(items[i])) i = ends[i] - 1;
    }
  };
  const set = (i, fold) => {
    items[i].querySelector(":scope > .fold").setAttribute("aria-expanded", String(!fold));
    if (fold) {
      folded.add(items[i]);
      for (let j = i + 1; j < ends[i]; j += 1) items[j].hidden = true;
    } else {
      folded.delete(items[i]);
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

  let lit = [];
  const light = (i) => {
    if (lit[0] === items[i + 1] && lit.length) return;
    for (const item of lit) item.style.removeProperty("--lit");
    lit = i >= 0 && ends[i] - i <= MOST_LIT ? items.slice(i + 1, ends[i]) : [];
    for (const item of lit) item.style.setProperty("--lit", depths[i]);
  };
  thread.addEventListener("pointermove", (event) => light(lineOwner(event)));
  thread.addEventListener("pointerleave", () => light(-1));

  thread.addEventListener("click", (event) => {
    const button = event.target.closest(".fold");
    const i = button ? place.get(button.parentElement) : lineOwner(event);
    if (i === undefined || i < 0) return;
    set(i, !folded.has(items[i]));
    if (!button) {
      items[i].scrollIntoView({ block: "nearest" });
      items[i].querySelector(":scope > .fold").focus({ preventScroll: true });
    }
  });
  thread.addEventListener("threadchange", () => {
    scan();
    for (const item of folded) set(place.get(item), true);
  });
  const reveal = (target) => {
    const here = place.get(target);
    if (here === undefined || !target.hidden) return false;
    for (const item of [...folded]) if (place.get(item) < here && here < ends[place.get(item)]) set(place.get(item), false);
    return true;
  };
  thread.addEventListener("reveal", (event) => reveal(event.target));
  // A link to a comment in a folded branch opens what hides it.
  addEventListener("hashchange", () => {
    const target = document.getElementById(location.hash.slice(1));
    if (reveal(target)) target.scrollIntoView();
  });
})();
