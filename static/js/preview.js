// Shows an essay beside its text while it is written: the server's own rendering, half a second after the last
// key. Only the blocks that changed are drawn anew, and the preview follows the cursor; a click in it leads to
// the place in the text. Without this the Preview button does the same; with it the button leads there.
(() => {
  const form = document.querySelector("form[data-preview]");
  if (!form) return;
  const text = form.elements.namedItem("body");
  const pane = document.getElementById("preview");
  const page = pane.querySelector(".prose");
  const PAUSE = 500;
  const SLICE = 8; // milliseconds of drawing before the next key gets its turn
  const parser = document.createElement("template");
  let blocks = []; // { html, line, nodes }, in order
  let timer, running, drawing = 0;

  // The outermost blocks of the answer, each with the line that it begins in.
  function cut(html) {
    return html.split(/(?=<[a-z0-9]+ [^<>]*data-line="\d+")/).filter((part) => part.trim()).map((part) => {
      const line = Number(part.match(/^<[^<>]*data-line="(\d+)"/)?.[1] ?? 0);
      return { html: part.replace(/^(<[^<>]*?) data-line="\d+"/, "$1"), line };
    });
  }

  const folds = (nodes) => nodes.flatMap((node) => [node, ...(node.querySelectorAll?.("details") ?? [])]);

  // What the writer has unfolded in a block stays so while they change it.
  function draw(block, old) {
    parser.innerHTML = block.html;
    block.nodes = [...parser.content.childNodes];
    const were = folds(old?.nodes ?? []);
    folds(block.nodes).forEach((node, n) => { if (were[n]?.open) node.open = true; });
    return block.nodes;
  }

  const rest = () => new Promise((done) => setTimeout(done));

  // Reading a long answer, drawing and measuring are tasks of their own: a key waits for one of them at the most.
  async function patch(html) {
    const turn = ++drawing;
    const fresh = cut(html);
    await rest();
    if (turn !== drawing) return;
    let first = 0, last = 0;
    const least = Math.min(blocks.length, fresh.length);
    while (first < least && blocks[first].html === fresh[first].html) first++;
    while (last < least - first && blocks.at(-1 - last).html === fresh.at(-1 - last).html) last++;
    for (let n = 0; n < first; n++) fresh[n].nodes = blocks[n].nodes;
    for (let n = 1; n <= last; n++) fresh.at(-n).nodes = blocks.at(-n).nodes;
    const before = fresh[fresh.length - last]?.nodes[0] ?? null;
    const gone = blocks.slice(first, blocks.length - last);
    let began = performance.now();
    // What is drawn is what `blocks` says at every moment: a newer answer may come in between.
    blocks = [...fresh.slice(0, first), ...fresh.slice(fresh.length - last)].slice(0, first + last);
    for (const block of gone) for (const node of block.nodes) node.remove();
    for (let n = first; n < fresh.length - last; n++) {
      for (const node of draw(fresh[n], gone[n - first])) page.insertBefore(node, before);
      blocks.splice(n, 0, fresh[n]);
      if (performance.now() - began < SLICE) continue;
      await rest();
      if (turn !== drawing) return;
      began = performance.now();
    }
    await rest();
    follow();
  }

  async function show() {
    await ask();
    delete pane.dataset.coming; // nothing is kept for what did not come
  }

  async function ask() {
    running?.abort();
    running = new AbortController();
    const data = new FormData();
    for (const name of ["csrfmiddlewaretoken", "body", "sources", "course"]) data.set(name, form.elements.namedItem(name)?.value ?? "");
    data.set("post", form.dataset.essay);
    try {
      const response = await fetch(form.dataset.preview, { method: "POST", body: data, signal: running.signal });
      // A sign-in page that we were sent to is no preview.
      if (response.redirected || !(response.ok || response.status === 422)) return;
      const html = await response.text();
      pane.hidden = !text.value.trim();
      await patch(html);
    } catch {
      // Offline or outdated: the last preview stays.
    }
  }

  const lineAt = (place) => {
    let line = 0;
    for (let at = text.value.indexOf("\n"); at >= 0 && at < place; at = text.value.indexOf("\n", at + 1)) line++;
    return line;
  };

  // The preview shows what the cursor is in, where it has a place of its own to scroll in.
  function follow() {
    if (pane.hidden || !blocks.length || document.activeElement !== text) return;
    if (pane.scrollHeight <= pane.clientHeight || getComputedStyle(pane).overflowY !== "auto") return;
    const line = lineAt(text.selectionStart);
    const at = blocks.findLastIndex((block) => block.line <= line);
    const node = blocks[Math.max(0, at)].nodes.find((one) => one.nodeType === Node.ELEMENT_NODE);
    if (!node) return;
    const there = node.getBoundingClientRect(), here = pane.getBoundingClientRect();
    if (there.top >= here.top && there.bottom <= here.bottom) return;
    pane.scrollTop += there.top - here.top - Math.max(16, (here.height - there.height) / 3);
  }

  function placeOf(line) {
    let at = 0;
    while (line-- > 0) {
      const next = text.value.indexOf("\n", at);
      if (next < 0) break;
      at = next + 1;
    }
    return at;
  }

  page.addEventListener("click", (event) => {
    if (event.target.closest("summary")) return; // it folds, as on the page
    const block = blocks.find((one) => one.nodes.some((node) => node.contains(event.target)));
    if (!block || !getSelection().isCollapsed) return;
    event.preventDefault(); // a link would lead away from what is being written
    const place = placeOf(block.line);
    // A browser scrolls to where the cursor is when the field gets the focus.
    text.blur();
    text.setSelectionRange(place, place);
    text.focus();
  });

  text.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, PAUSE);
  });
  let following;
  document.addEventListener("selectionchange", () => {
    if (document.activeElement !== text) return;
    clearTimeout(following);
    following = setTimeout(follow, 150);
  });
  form.querySelector("[value=preview]").addEventListener("click", (event) => {
    if (pane.hidden) return; // nothing was shown yet: let the server do it
    event.preventDefault();
    show();
    pane.focus({ preventScroll: true });
    pane.scrollIntoView();
  });
  // What the server has drawn is drawn anew, so that each block is known.
  page.replaceChildren();
  if (text.value.trim()) show();
})();
