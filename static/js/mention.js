// Completes the name of somebody of the course after an "@" in a reply: a list below the field, by arrow keys and
// Enter, mouse or touch; Escape closes it, and Tab goes on as ever. Without this one types the whole name.

const PAUSE = 120;
// "@" at the start of a word and the beginning of a name, of three words at most, before the cursor.
const BEGUN = /(?:^|[\s({"'“‘„«‹*_~—–,;:!?-])@([\p{L}\p{M}\p{N}_'’.-]*(?: [\p{L}\p{M}\p{N}_'’.-]+){0,2})$/u;

// `type(text, words)` puts words where the cursor is, as if they were typed; `replies` is where a reply is sent.
export function start(form, type, replies) {
  const text = form.elements.body;
  const address = new URL("../mentions/", replies);
  const list = document.createElement("ul");
  list.id = "names";
  list.className = "names";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "People");
  const said = document.createElement("p");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  text.after(list, said);
  text.setAttribute("aria-autocomplete", "list");
  let names = [], active = 0, begun = "", timer, running;

  function mark(number) {
    active = number;
    [...list.children].forEach((option, n) => option.setAttribute("aria-selected", n === active));
    const option = list.children[active];
    text.setAttribute("aria-activedescendant", option?.id ?? "");
    option?.scrollIntoView({ block: "nearest" });
  }

  function offer(found) {
    names = found;
    list.hidden = !names.length;
    if (list.hidden) {
      text.removeAttribute("aria-activedescendant");
      text.removeAttribute("aria-controls");
      said.textContent = "";
      return;
    }
    list.replaceChildren(...names.map((name, n) => {
      const option = document.createElement("li");
      option.id = `name-${n}`;
      option.role = "option";
      option.textContent = name;
      return option;
    }));
    text.setAttribute("aria-controls", list.id);
    said.textContent = `${names.length} name${names.length === 1 ? "" : "s"}, by the arrow keys`;
    mark(0);
  }

  async function find() {
    running?.abort();
    running = new AbortController();
    const asked = begun;
    try {
      const answer = await fetch(`${address}?${new URLSearchParams({ q: asked })}`, { signal: running.signal });
      const { names: found } = answer.ok ? await answer.json() : { names: [] };
      // The whole name is there: nothing is left to complete.
      if (asked === begun) offer(found.filter((name) => name.toLowerCase() !== asked.toLowerCase()));
    } catch (error) {
      if (error.name !== "AbortError") offer([]);
    }
  }

  function choose(number) {
    const name = names[number];
    const at = text.selectionStart;
    offer([]);
    if (!name) return;
    text.setSelectionRange(at - begun.length, at);
    type(text, `${name} `);
  }

  function look() {
    clearTimeout(timer);
    const before = text.value.slice(0, text.selectionStart);
    const found = text.selectionStart === text.selectionEnd ? BEGUN.exec(before.slice(-160)) : null;
    if (!found) {
      running?.abort();
      return offer([]);
    }
    begun = found[1];
    timer = setTimeout(find, PAUSE);
  }

  text.addEventListener("input", look);
  text.addEventListener("blur", () => offer([]));
  text.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) mark((active + step + names.length) % names.length);
    else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) choose(active);
    else if (event.key === "Escape") offer([]);
    else return;
    event.preventDefault();
    event.stopPropagation(); // Escape closes this alone
  });
  // The field keeps the focus while a name is pressed.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => choose([...list.children].indexOf(event.target.closest("li"))));
  look();
}
