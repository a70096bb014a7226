// Puts comments into an open thread: the replies of a folded branch, and what was written meanwhile. Nothing
// that is being read or written moves.
const FIRST = 20_000;
const LONGEST = 300_000;
const thread = document.querySelector(".thread");
const depth = (item) => Number(/\bdepth-(\d+)/.exec(item.className)[1]);
const id = (item) => Number(item.id.slice(8));
// Whether the end of this page is the end of the thread: a comment of the first level belongs there.
const atEnd = () => !document.querySelector("#comments[data-branch], #comments .pages [rel=next]");
const here = (pk) => document.querySelector(`article#comment-${pk}`);

// Where a comment belongs: behind what it is filed under and that one's earlier replies, each with theirs.
// `end` is the link that stands for what follows there, if it was that which was asked.
function put(item, parent, end) {
  const level = depth(item);
  let next = parent ? parent.nextElementSibling : thread.firstElementChild;
  while (next && next !== end) {
    const article = next.localName === "article";
    if (parent ? depth(next) < level : false) break;
    if (article && depth(next) === level && id(next) > id(item)) break;
    next = next.nextElementSibling;
  }
  thread.insertBefore(item, next);
}

// Put the articles of a fragment in, in their order; those that are there already lead the way to their replies.
// Returns what is new here, and the ids of what has no place on this page.
function fill(html, end) {
  const template = document.createElement("template");
  template.innerHTML = html;
  const line = [];
  const added = [];
  const elsewhere = [];
  for (const item of template.content.querySelectorAll("article")) {
    const level = depth(item);
    line.length = Math.min(line.length, level);
    const old = here(id(item));
    let parent = line[level - 1];
    const answered = /#comment-(\d+)$/.exec(item.querySelector(':scope > a[href*="#comment-"]')?.getAttribute("href"))?.[1];
    if (!parent && level && answered) parent = under(here(answered), level);
    if (!old && !(level ? parent : atEnd())) {
      elsewhere.push(id(item));
      continue;
    }
    if (!old) {
      put(item, parent, end);
      added.push(item);
    }
    line[level] = old ?? item;
  }
  for (const item of added) {
    for (const link of item.querySelectorAll(':scope > a[href*="?comment="]')) {
      if (!link.querySelector("time") && here(link.hash.slice(9))) link.href = link.hash;
    }
  }
  const rest = template.content.querySelector(".more");
  return { added, elsewhere, rest };
}

// What a comment of this depth that answers `parent` is filed under: at the greatest depth, beside it.
function under(parent, level) {
  let item = parent;
  while (item && depth(item) >= level) item = item.previousElementSibling;
  return item;
}

// Do it, and leave what the reader looks at where it is.
function steadily(change) {
  const root = document.documentElement;
  const seen = [document.activeElement, ...thread.children].find((item) => {
    if (!item?.closest("#main > *") || item.hidden) return false;
    const box = item.getBoundingClientRect();
    return box.bottom > 0 && box.top < innerHeight && box.height > 0;
  });
  root.style.overflowAnchor = "none";
  const before = seen?.getBoundingClientRect().top;
  const result = change();
  thread.dispatchEvent(new CustomEvent("threadchange", { bubbles: true, detail: result }));
  if (seen?.isConnected) scrollBy({ top: seen.getBoundingClientRect().top - before, behavior: "instant" });
  root.style.overflowAnchor = "";
  return result;
}

export function go(item) {
  item.dispatchEvent(new CustomEvent("reveal", { bubbles: true }));
  item.tabIndex = -1;
  item.focus({ preventScroll: true });
  const box = item.getBoundingClientRect();
  if (box.top < 0 || box.bottom > innerHeight) item.scrollIntoView({ block: box.height > innerHeight ? "start" : "center" });
}

export async function more(link) {
  const line = link.parentElement;
  link.setAttribute("aria-busy", "true");
  const address = new URL(link.href);
  address.searchParams.set("part", "");
  const answer = await fetch(address).catch(() => null);
  if (!answer?.ok) {
    location.href = link.href;
    return;
  }
  const html = await answer.text();
  const backwards = address.searchParams.has("before");
  const had = document.activeElement === link;
  const { added } = steadily(() => {
    const left = parseInt(link.textContent.replace(/\D/g, ""), 10);
    const found = fill(html, backwards ? null : line);
    if (found.rest) {
      const rest = found.rest.querySelector("a");
      const count = left - found.added.length;
      if (count > 0) rest.textContent = `${count.toLocaleString("en")} more repl${count === 1 ? "y" : "ies"}`;
      line.replaceWith(found.rest);
    } else line.remove();
    return found;
  });
  if (had && added.length) go(backwards ? added.at(-1) : added[0]);
}

export function watch(news, member) {
  const address = new URL(news, location);
  const bar = document.createElement("div");
  bar.className = "news";
  bar.setAttribute("role", "status");
  document.body.append(bar);
  let wait = FIRST;
  let timer, tag, told, asked;

  const say = (words, act, label) => {
    if (told === words) return;
    told = words;
    const parts = [document.createElement(act ? "button" : "span")];
    parts[0].textContent = words;
    if (act) {
      parts[0].type = "button";
      parts[0].addEventListener("click", act);
    }
    if (label) parts.push(label);
    const close = document.createElement("button");
    close.type = "button";
    close.className = "close";
    close.setAttribute("aria-label", "Close");
    close.textContent = "×";
    close.addEventListener("click", () => bar.replaceChildren());
    bar.replaceChildren(...parts, close);
  };
  const again = () => {
    const link = document.createElement("a");
    link.href = location.pathname + location.search;
    link.textContent = "Load it again";
    return link;
  };

  async function load() {
    address.searchParams.set("html", "");
    const answer = await fetch(address).catch(() => null);
    address.searchParams.delete("html");
    if (!answer?.ok) return say("The new replies could not be loaded.", null, again());
    const state = await answer.json();
    const { added, elsewhere } = steadily(() => fill(state.html));
    for (const item of added) item.classList.add("new");
    address.searchParams.set("since", state.version);
    tag = "";
    const count = added.length;
    let link;
    if (elsewhere.length) {
      link = document.createElement("a");
      link.href = `${address.pathname.replace(/news\/$/, "")}?comment=${elsewhere[0]}#comment-${elsewhere[0]}`;
      link.textContent = `${elsewhere.length} on another page`;
    }
    if (count) say(count === 1 ? "Go to the new reply" : `Go to the first of ${count} new replies`, () => { bar.replaceChildren(); go(added[0]); }, link);
    else say("Not on this page:", null, link);
    bar.querySelector("button")?.focus({ preventScroll: true });
    return undefined;
  }

  function tell(state) {
    const fresh = state.ids.filter((pk) => !here(pk));
    if (member && !state.reader) return say("You are signed out. What you type is kept.", null, again());
    if (fresh.length) {
      const many = fresh.length > 50;
      const words = fresh.length === 1 ? "1 new reply" : `${many ? "More than 50" : fresh.length} new replies`;
      return many || !thread ? say(words, null, again()) : say(words, load);
    }
    if (state.revised) return say("The essay was changed.", null, again());
    if (!state.open && document.getElementById("reply-form")) return say("Comments are closed now.");
    return undefined;
  }

  async function ask() {
    asked = Date.now();
    const answer = await fetch(address, { cache: "no-store", headers: tag ? { "If-None-Match": tag } : {} }).catch(() => null);
    if (answer?.ok) {
      const before = told;
      tag = answer.headers.get("ETag");
      tell(await answer.json());
      wait = told === before ? wait : FIRST;
    } else if (answer && answer.status !== 304 && answer.status < 500) {
      say("This essay can no longer be read here.", null, again());
      return;
    }
    plan();
    wait = Math.min(wait * 1.5, LONGEST);
  }
  function plan() {
    clearTimeout(timer);
    if (!document.hidden) timer = setTimeout(ask, wait);
  }
  document.addEventListener("visibilitychange", () => {
    clearTimeout(timer);
    if (document.hidden) return;
    wait = FIRST;
    if (Date.now() - asked >= FIRST) ask();
    else plan();
  });
  ask();
}
