// The fields of another kind of work, as soon as it is chosen. Without this, or without an answer, a button asks for them.
(() => {
  const form = document.querySelector("[data-record]");
  const kind = form?.elements.namedItem("kind");
  if (!kind) return;
  let asked;

  const show = async () => {
    asked?.abort();
    asked = new AbortController();
    const typed = new FormData(form);
    typed.set("intent", "fields");
    try {
      const answer = await fetch(form.action, { method: "POST", body: typed, signal: asked.signal });
      if (!answer.ok) throw new Error(answer.status);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const open = form.querySelector("details.more").open;
      const fields = document.adoptNode(page.querySelector("[data-fields]"));
      form.querySelector("[data-fields]").replaceWith(fields);
      fields.querySelector("details.more").open = open;
    } catch (error) {
      if (error.name !== "AbortError") form.classList.add("by-hand");
    }
  };

  kind.addEventListener("change", show);
})();
