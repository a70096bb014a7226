// Moves the reply form under the comment it answers. Without it, the Reply links load the page anew.
(() => {
  const $ = (id) => document.getElementById(id);
  // An address kept since before the thread had pages: ask for the page that holds the comment.
  const land = () => {
    const id = /^#comment-(\d+)$/.exec(location.hash)?.[1];
    if (!id || $(`comment-${id}`) || new URLSearchParams(location.search).get("comment") === id) return;
    if ($("comments").dataset.paged !== undefined) location.replace(`?comment=${id}#comment-${id}`);
  };
  land();
  addEventListener("hashchange", land);

  $("error-summary")?.focus();
  const form = $("reply-form");
  if (!form) return;
  const { body, parent } = form.elements;
  const respond = $("respond");
  const cancel = $("cancel-reply");
  const home = document.createComment("");
  respond.before(home);

  const LINK = '.thread > article > [href*="?replytocom="]';
  const nameBy = (link) => link.parentElement.querySelector(":scope > b").textContent;
  const name = () => {
    for (const link of document.querySelectorAll(LINK)) link.ariaLabel = `Reply to ${nameBy(link)}`;
  };
  name();
  document.addEventListener("threadchange", name);

  // The field with its button below it, as far as the window has room.
  const see = () => parent.value && respond.scrollIntoView({ block: "nearest" });
  const move = (to, heading, put) => {
    const from = parent.value;
    put();
    $("answered")?.remove();
    $("reply-title").textContent = heading;
    parent.value = to;
    cancel.hidden = !to;
    form.dispatchEvent(new CustomEvent("replymove", { detail: { from, to } }));
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest(LINK);
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const comment = link.parentElement;
    move(comment.id.slice(8), `Leave a Reply to ${nameBy(link)}`, () => comment.append(respond));
    body.focus();
    see();
  });
  cancel.addEventListener("click", (event) => {
    event.preventDefault();
    const link = document.querySelector(`#comment-${parent.value} > [href*="?replytocom="]`);
    move("", "Leave a Reply", () => home.after(respond));
    (link ?? body).focus();
  });

  // Buttons for Markdown and a preview: for who begins to write.
  const begin = () => import("./reply-tools.js").then((tools) => tools.start(form)).then(see);
  if (document.activeElement === body) begin();
  else body.addEventListener("focus", begin, { once: true });

  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
})();
