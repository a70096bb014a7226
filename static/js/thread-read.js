// What a signed-in reader has read: a new reply that stood in view for a second is. Keys n and p, and the
// button, lead from one unread reply to the next. Without this there is the button that marks all as read.
const SEEN = 1000;
const PAUSE = 3000;

export function follow(thread, live) {
  const head = document.getElementById("unread");
  if (!head) return;
  const form = head.querySelector("form");
  const button = document.getElementById("next-unread");
  const count = document.getElementById("unread-count");
  const unread = head.dataset.ids ? head.dataset.ids.split(",").map(Number) : [];
  const news = new Set(unread); // with those that are read by now
  const read = new Set();
  let batch = [];
  let first = "first" in head.dataset; // nobody has said yet how far they have read
  let due = false;
  let timer;

  const body = (ids) => {
    const data = new FormData(form);
    data.set("ids", ids.join());
    return data;
  };
  const flush = (leaving) => {
    clearTimeout(timer);
    timer = 0;
    if (!due) return;
    const sent = first ? [] : batch; // the first time the server asks for the version alone
    batch = first ? batch : [];
    const data = body(sent);
    due = batch.length > 0;
    first = false;
    delete head.dataset.first;
    if (leaving) navigator.sendBeacon(form.action, data);
    else fetch(form.action, { method: "POST", body: data }).catch(() => { batch.push(...sent); due = true; });
    if (due && !leaving) soon();
  };
  const soon = () => { timer ||= setTimeout(flush, PAUSE); };
  addEventListener("pagehide", () => flush(true));
  document.addEventListener("visibilitychange", () => document.hidden && flush(true));

  const left = () => news.size - read.size;
  const tell = () => {
    if (!news.size) return;
    count.closest("p").hidden = false;
    const said = count.textContent.includes("+") ? count.textContent : left() ? `${left()} new` : "All read";
    if (count.textContent !== said) count.textContent = said;
    button.hidden = !left();
    const next = [...news].find((pk) => !read.has(pk));
    if (next) button.href = `?comment=${next}#comment-${next}`;
  };
  const pk = (item) => Number(item.id.slice(8));
  const timers = new Map();
  const seen = (item) => {
    watcher.unobserve(item);
    due = true;
    if (!item.classList.contains("new")) { // the first time, that something of the thread was seen is enough
      for (const other of thread.querySelectorAll(":scope > article:not(.new)")) watcher.unobserve(other);
      return soon();
    }
    item.classList.add("read");
    read.add(pk(item));
    batch.push(pk(item));
    tell();
    return batch.length > 50 ? flush() : soon();
  };
  const watcher = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting, intersectionRatio, intersectionRect } of entries) {
      clearTimeout(timers.get(target));
      const enough = intersectionRatio >= 0.5 || intersectionRect.height >= innerHeight / 2;
      if (isIntersecting && enough) timers.set(target, setTimeout(() => document.hidden || seen(target), SEEN));
    }
  }, { threshold: [0, 0.25, 0.5, 0.75] });
  const observe = () => {
    for (const item of thread.querySelectorAll(first && !due ? ":scope > article:not(.read)" : ":scope > .new:not(.read)")) {
      if (item.classList.contains("new")) news.add(pk(item));
      watcher.observe(item);
    }
    tell();
  };
  observe();
  thread.addEventListener("threadchange", observe);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) for (const item of thread.querySelectorAll(".new:not(.read)")) { watcher.unobserve(item); watcher.observe(item); }
  });

  // Where the reader is: the comment with the focus, or else the first one in view.
  const current = (items) => {
    const focused = document.activeElement.closest?.(".thread > article");
    if (focused) return items.indexOf(focused);
    return items.findIndex((item) => item.getBoundingClientRect().bottom > 0) - 0.5;
  };
  // With the keys from here on; with the button, which stands above all, from the last one that it led to.
  const led = new Set();
  const step = async (forward, byButton) => {
    const items = [...thread.querySelectorAll(":scope > article")];
    const at = byButton ? -1 : current(items);
    const fresh = items.map((item, place) => [item, place]).filter(([item]) => item.classList.contains("new"));
    const found = forward
      ? fresh.find(([item, place]) => place > at && !read.has(pk(item)) && !(byButton && led.has(item)))
      : fresh.findLast(([, place]) => place < at);
    const { go } = await live();
    if (found) {
      led.add(found[0]);
      return go(found[0]);
    }
    if (!forward) return undefined;
    const shown = new Set(items.map(pk));
    const away = [...news].find((one) => !read.has(one) && !shown.has(one));
    const again = fresh.find(([item]) => !read.has(pk(item)));
    if (away) {
      flush(true);
      location.href = `${form.action.replace(/read\/$/, "")}?comment=${away}#comment-${away}`;
    } else if (again) go(again[0]);
    return undefined;
  };
  if (!button) return; // the page of a branch has neither button nor keys
  button.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    step(true, true);
  });

  // A key of one letter must be possible to switch off (WCAG 2.1.4).
  const keys = head.querySelector(".keys input");
  const stored = () => { try { return localStorage.getItem("thread keys"); } catch { return null; } };
  keys.checked = stored() !== "off";
  keys.closest("label").hidden = false;
  keys.addEventListener("change", () => {
    try { localStorage.setItem("thread keys", keys.checked ? "on" : "off"); } catch { /* a browser that keeps nothing */ }
  });
  document.addEventListener("keydown", (event) => {
    if (!keys.checked || !keys.offsetParent || !/^[np]$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("textarea, select, [contenteditable], input:not([type=checkbox])")) return;
    event.preventDefault();
    step(event.key === "n");
  });
}
