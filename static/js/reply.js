// Moves the reply form under the comment that is answered. Without it, the Reply links load the page with the
// form set for that comment.
(() => {
  const comments = document.getElementById("comments");
  const landOnPage = () => {
    // An address kept since before the thread had pages: ask for the page that holds the comment.
    const [, id] = /^#comment-(\d+)$/.exec(location.hash) ?? [];
    if (!id || !("paged" in comments.dataset) || document.getElementById(`comment-${id}`)) return;
    if (new URLSearchParams(location.search).get("comment") !== id) location.replace(`?comment=${id}#comment-${id}`);
  };
  if (comments) {
    landOnPage();
    addEventListener("hashchange", landOnPage);
  }

  document.getElementById("error-summary")?.focus();
  const form = document.getElementById("reply-form");
  if (!form) return;
  const respond = document.getElementById("respond");
  const title = document.getElementById("reply-title");
  const cancel = document.getElementById("cancel-reply");
  const text = form.elements.body;
  const parent = form.elements.parent;
  const home = document.createComment("the reply form's own place");
  respond.before(home);

  const nameIn = (article) => article.querySelector(":scope > b").textContent;
  for (const link of document.querySelectorAll('.thread > article > [href*="?replytocom="]')) {
    link.setAttribute("aria-label", `Reply to ${nameIn(link.parentElement)}`);
  }

  const move = (id, heading, put) => {
    const from = parent.value;
    put();
    document.getElementById("answered")?.remove();
    title.textContent = heading;
    parent.value = id;
    cancel.hidden = !id;
    form.dispatchEvent(new CustomEvent("replymove", { detail: { from, to: id } }));
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest('.thread > article > [href*="?replytocom="]');
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const article = link.parentElement;
    move(article.id.slice("comment-".length), `Leave a Reply to ${nameIn(article)}`, () => article.append(respond));
    text.focus();
  });
  cancel.addEventListener("click", (event) => {
    event.preventDefault();
    const link = document.querySelector(`#comment-${parent.value} > [href*="?replytocom="]`);
    move("", "Leave a Reply", () => home.after(respond));
    (link ?? text).focus();
  });

  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  let sending = false;
  form.addEventListener("submit", (event) => {
    if (sending) event.preventDefault();
    sending = true;
  });
  addEventListener("pageshow", () => { sending = false; });
})();
