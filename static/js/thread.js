// What a thread does while it is open, loaded when it is first needed: more replies at a click (thread-live.js),
// news of it after a while, and for who is signed in what they have read (thread-read.js). The address that is
// asked for news, with the versions that the page was drawn from, stands on this script's element.
(() => {
  const { news, member, css } = document.currentScript.dataset;
  const thread = document.querySelector(".thread");
  const load = () => {
    if (css && !document.querySelector(`link[href="${css}"]`)) {
      document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: css }));
    }
    return import("./thread-live.js");
  };
  // Screen readers hear what changes: a message that came with the page is put in once more.
  const told = document.querySelector(".told > [role=status]");
  if (told) setTimeout(() => told.replaceChildren(...told.childNodes), 500);
  thread?.addEventListener("click", (event) => {
    const link = event.target.closest(".more > a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    load().then(({ more }) => more(link), () => { location.href = link.href; });
  });
  if (news) setTimeout(() => load().then(({ watch }) => watch(news, member !== undefined)), 20_000);
  if (thread && member !== undefined) import("./thread-read.js").then(({ follow }) => follow(thread, load));
})();
