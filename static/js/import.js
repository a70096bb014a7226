// The Import tool: puts a document into the essay that is being written, with its pictures and sources.
// Without this the page that the text's help leads to makes a draft of its own of it.
(() => {
  const about = document.querySelector("[data-convert]");
  const form = about?.closest("form");
  const text = form?.elements.namedItem("body");
  if (!text) return;
  const said = document.getElementById("paste-state");
  const file = document.createElement("input");
  file.type = "file";
  file.accept = about.dataset.accept;
  file.hidden = true;
  about.append(file);
  form.addEventListener("editor:tool", ({ detail }) => {
    if (detail === "import") file.click();
  });

  const field = (name) => form.elements.namedItem(name);

  const insert = (words) => form.dispatchEvent(new CustomEvent("editor:insert", { detail: { text: words, end: "\n" } }));

  // The title goes where none is yet; sources below those that are listed.
  function take(answer) {
    const title = field("title"), sources = field("sources");
    // A study note has its title elsewhere.
    const heading = title?.value.trim() ? `# ${answer.title}\n\n` : "";
    if (title && !heading) title.value = answer.title;
    insert(heading + answer.text);
    const listed = new Set(sources.value.split("\n").map((line) => line.trim()));
    const lines = answer.sources.filter((line) => !listed.has(line));
    if (lines.length) sources.value = [sources.value.trimEnd(), ...lines].filter(Boolean).join("\n");
    for (const changed of [title, sources]) changed?.dispatchEvent(new Event("input", { bubbles: true }));
    const proposed = lines.length ? `${lines.length} source${lines.length === 1 ? "" : "s"} added below the text, in “Sources used”: check what each says.` : "";
    said.textContent = ["Imported.", proposed, ...answer.told].filter(Boolean).join(" ");
  }

  file.addEventListener("change", async () => {
    if (!file.files.length) return;
    const data = new FormData();
    for (const name of ["csrfmiddlewaretoken", "body", "course"]) data.set(name, field(name)?.value ?? "");
    data.set("file", file.files[0]);
    said.textContent = `Reading ${file.files[0].name}…`;
    try {
      const response = await fetch(about.dataset.convert, { method: "POST", body: data });
      if (response.status === 413) said.textContent = "The file is too large.";
      else {
        const answer = await response.json();
        if (response.ok) take(answer);
        else said.textContent = answer.told.join(" ");
      }
    } catch {
      said.textContent = "The document could not be read. Is the connection there?";
    }
    file.value = "";
  });
})();
