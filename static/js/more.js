// What who is signed in does with the comments of a thread: thanks in place, and all the rest in a small panel
// below the comment. Without this the buttons send a form, and "More" leads to the comment's own page.
(() => {
  const thread = document.querySelector(".thread");
  if (!thread) return;
  const MORE = ".thread > article > a[href*='/comments/']";
  const THANK = ".thread > article > button[form=thank]";
  const panel = document.createElement("div");
  panel.className = "panel";
  panel.setAttribute("role", "group");
  let opener, picked = "";

  const articleOf = (node) => node.closest(".thread > article");
  const nameBy = (article) => article.querySelector(":scope > b")?.textContent;
  const label = () => {
    for (const link of document.querySelectorAll(`:is(${MORE}, ${THANK}):not([aria-label])`)) {
      const name = nameBy(articleOf(link));
      if (name) link.ariaLabel = link.matches(MORE) ? `More about the comment by ${name}` : `${link.textContent} ${name}`;
      if (link.matches(THANK) && !link.ariaPressed) link.ariaPressed = "false";
    }
  };
  label();
  document.addEventListener("threadchange", label); // branches are fetched when they are opened

  function close() {
    if (!opener) return;
    opener.ariaExpanded = "false";
    if (panel.contains(document.activeElement)) opener.focus();
    panel.remove();
    opener = undefined;
  }

  async function open(link) {
    close();
    opener = link;
    try {
      const answer = await fetch(`${link.pathname}?panel`);
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      panel.innerHTML = await answer.text();
    } catch {
      location.assign(link.href); // whatever is wrong, its page says it
      return;
    }
    if (opener !== link) return;
    const article = articleOf(link);
    panel.ariaLabel = `The comment by ${nameBy(article)}`;
    link.ariaExpanded = "true";
    link.after(panel);
    if (picked) panel.querySelector("[data-quote]")?.replaceChildren("Quote the selected words in a reply");
    panel.querySelector("a, button")?.focus();
  }

  // The words of this comment that are selected, as a quotation.
  function selected(article) {
    const selection = getSelection();
    const text = article.querySelector(":scope > div");
    if (selection.isCollapsed || !text.contains(selection.anchorNode) || !text.contains(selection.focusNode)) return "";
    const lines = selection.toString().trim().split("\n");
    return `${lines.map((line) => `> ${line}`.trimEnd()).join("\n")}\n\n`;
  }

  function quote(link) {
    const article = articleOf(link);
    const reply = article.querySelector(":scope > [href*='?replytocom=']");
    const text = document.getElementById("reply-form")?.elements.body;
    if (!reply || !text) return false;
    const words = picked || link.dataset.quote;
    close();
    reply.click(); // reply.js brings the form here
    const before = text.value && !text.value.endsWith("\n") ? "\n\n" : "";
    text.setSelectionRange(text.value.length, text.value.length);
    // As if typed: it can be undone, and all that follows typing follows.
    if (!document.execCommand("insertText", false, before + words)) {
      text.setRangeText(before + words, text.value.length, text.value.length, "end");
      text.dispatchEvent(new Event("input", { bubbles: true }));
    }
    return true;
  }

  async function thank(form, button) {
    const data = new FormData(form, button);
    try {
      const answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      const { thanked, count } = await answer.json();
      button.textContent = thanked ? "Thanked" : "Thank";
      button.ariaPressed = String(thanked);
      button.ariaLabel = `${button.textContent} ${nameBy(articleOf(button))}`;
      tell(articleOf(button), count);
    } catch {
      location.assign(`/comments/${button.value}/`);
    }
  }

  // As comments/drawing.py says it.
  function tell(article, count) {
    let said = article.querySelector(":scope > div + small");
    if (!said) {
      said = document.createElement("small");
      article.querySelector(":scope > div").after(said);
    }
    if (count) said.textContent = `Thanks: ${count}`;
    else said.remove();
  }

  thread.addEventListener("pointerdown", (event) => {
    const link = event.target.closest(MORE);
    if (link) picked = selected(articleOf(link)); // the click would drop the selection
  });
  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest(MORE);
    if (link) {
      event.preventDefault();
      if (!event.detail) picked = selected(articleOf(link)); // by keyboard
      if (opener === link) close();
      else open(link);
    } else if (event.target.closest(".panel [data-quote]")) {
      if (quote(event.target)) event.preventDefault();
    } else if (!event.target.closest(".panel")) close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && opener) close();
  });
  document.addEventListener("submit", (event) => {
    if (event.target.id !== "thank" || !event.submitter) return;
    event.preventDefault();
    thank(event.target, event.submitter);
  });
})();
