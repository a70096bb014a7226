// The image tool: sends a picture with its description and puts its line where the cursor is, or one that was
// sent before; takes pictures that are dropped on the text or pasted. Without this the page of pictures does.
(() => {
  const form = document.querySelector("form[data-essay]");
  const text = form?.elements.namedItem("body");
  if (!text || !window.HTMLDialogElement) return;
  const { add, mine, css } = document.currentScript.dataset;
  const essay = form.dataset.essay ? `?essay=${form.dataset.essay}` : "";
  const JSON_ONLY = { accept: "application/json" };
  const LOST = "The picture did not get through: you are offline or signed out. Try again.";
  let dialog, ask, said, list, from, until, dropped = null, wasThere = false;

  const state = document.createElement("p");
  state.className = "form-text";
  state.setAttribute("role", "status");
  text.after(state);

  form.addEventListener("editor:tool", ({ detail }) => detail === "image" && open());
  form.querySelector("[data-tool=image]").hidden = false;

  function build() {
    const sheet = document.createElement("link");
    sheet.rel = "stylesheet";
    sheet.href = css;
    document.head.append(sheet);
    dialog = document.createElement("dialog");
    dialog.className = "dialog picture-dialog";
    dialog.setAttribute("aria-labelledby", "picture-title");
    dialog.innerHTML = `<form class="form" novalidate><h2 id="picture-title" class="small">Add a picture</h2>
<div class="notice error" role="alert" hidden></div>
<div class="drop"><label class="form-label" for="picture-file">File</label>
<input class="form-control" type="file" id="picture-file" name="file" accept="image/*,.heic,.heif"><p hidden></p></div>
<label class="form-label" for="picture-alt">Description</label>
<input class="form-control" id="picture-alt" name="alt" maxlength="500" aria-describedby="picture-alt-help" autocomplete="off">
<p id="picture-alt-help" class="form-text">What it shows, for readers who cannot see it.</p>
<p><label><input type="checkbox" name="is_decorative"> It is decorative: readers who cannot see it miss nothing</label></p>
<label class="form-label" for="picture-caption">Caption</label>
<input class="form-control" id="picture-caption" name="caption" maxlength="500" autocomplete="off">
<label class="form-label" for="picture-credit">Credit</label>
<input class="form-control" id="picture-credit" name="credit" maxlength="300" autocomplete="off">
<p class="actions"><button type="submit" class="btn btn-primary">Add</button>
<button type="button" class="btn btn-link" data-cancel>Cancel</button></p>
<h3 hidden>Or one of these</h3><ul class="pictures" hidden></ul></form>`;
    document.body.append(dialog);
    ask = dialog.querySelector("form");
    said = dialog.querySelector("[role=alert]");
    list = dialog.querySelector("ul");
    ask.addEventListener("submit", (event) => {
      event.preventDefault();
      send();
    });
    ask.elements.file.addEventListener("change", () => name(null));
    dialog.querySelector("[data-cancel]").addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => {
      // A browser scrolls to where the cursor is when the field gets the focus.
      text.blur();
      text.setSelectionRange(from, until);
      text.focus();
    });
  }

  // A file that was dropped or pasted stands in for one chosen.
  function name(file) {
    dropped = file;
    const words = dialog.querySelector(".drop p");
    words.textContent = file ? `Dropped or pasted: ${file.name}` : "";
    words.hidden = !file;
  }

  // Each in a line of its own: a form can be wrong in several ways.
  function tell(messages) {
    const lines = messages.map((message) => Object.assign(document.createElement("p"), { textContent: message }));
    said.replaceChildren(...lines);
    said.hidden = !lines.length;
  }

  function remember() {
    [from, until] = wasThere ? [text.selectionStart, text.selectionEnd] : [text.value.length, text.value.length];
  }

  function open(file = null) {
    if (!dialog) build();
    remember();
    ask.reset();
    name(file);
    tell([]);
    dialog.showModal();
    ask.elements[file ? "alt" : "file"].focus();
    offer();
  }

  async function offer() {
    list.replaceChildren();
    try {
      const { pictures } = await (await fetch(mine + essay, { headers: JSON_ONLY })).json();
      list.append(...pictures.map(choice));
    } catch {
      // Offline or signed out: there is nothing to choose from.
    }
    list.hidden = list.previousElementSibling.hidden = !list.children.length;
  }

  function choice(picture) {
    const item = document.createElement("li");
    const button = document.createElement("button");
    const image = document.createElement("img");
    const words = document.createElement("span");
    button.type = "button";
    button.className = "chosen";
    image.src = picture.small;
    image.alt = "";
    image.loading = "lazy";
    words.textContent = picture.alt || picture.caption || "Picture without words";
    button.append(image, words);
    button.addEventListener("click", () => {
      dialog.close();
      insert([picture]);
    });
    item.append(button);
    return item;
  }

  async function post(data) {
    data.set("csrfmiddlewaretoken", form.elements.namedItem("csrfmiddlewaretoken").value);
    const response = await fetch(add + essay, { method: "POST", body: data, headers: JSON_ONLY });
    const answer = await response.json();
    return response.status === 201 ? answer : Promise.reject(answer.errors);
  }

  async function send() {
    const data = new FormData(ask);
    if (dropped) data.set("file", dropped);
    const submit = ask.querySelector("[type=submit]");
    submit.disabled = true;
    tell([]);
    try {
      const picture = await post(data);
      dialog.close();
      insert([picture]);
    } catch (errors) {
      tell(reasons(errors));
      const wrong = ["file", "alt", "is_decorative", "caption", "credit"].find((field) => errors?.[field]);
      if (wrong) ask.elements[wrong].focus();
    }
    submit.disabled = false;
  }

  const reasons = (errors) =>
    errors && !(errors instanceof Error) ? Object.values(errors).flat().map((one) => one.message) : [LOST];

  // Several at once are described later: none is published without.
  async function sendAll(files) {
    remember();
    const sent = [], failed = [];
    for (const [number, file] of files.entries()) {
      state.textContent = `Sending picture ${number + 1} of ${files.length}…`;
      const data = new FormData();
      data.set("file", file);
      data.set("later", "1");
      try {
        sent.push(await post(data));
      } catch (errors) {
        failed.push(`${file.name}: ${reasons(errors).join(" ")}`);
      }
    }
    if (sent.length) insert(sent);
    const done = sent.length ? `${sent.length} added. Describe each before you publish.` : "";
    state.textContent = [done, ...failed].filter(Boolean).join(" ");
  }

  // Each in a paragraph of its own.
  function insert(pictures) {
    const written = pictures.map((picture) => picture.notation).join("\n\n");
    form.dispatchEvent(new CustomEvent("editor:insert", { detail: { text: written, from, to: until, end: "\n\n" } }));
    from = until = text.selectionEnd;
  }

  const images = (files) => {
    const found = [...files];
    return found.length && found.every((file) => file.type.startsWith("image/") || /\.hei[cf]$/i.test(file.name)) ? found : [];
  };

  function take(event, files) {
    event.preventDefault();
    event.stopImmediatePropagation();
    wasThere = true;
    if (files.length === 1) open(files[0]);
    else sendAll(files);
  }

  text.addEventListener("focus", () => (wasThere = true), { once: true });
  form.addEventListener("paste", (event) => {
    const files = event.target === text ? images(event.clipboardData.files) : [];
    // What a word processor copies has a picture of itself beside its words.
    if (files.length && !event.clipboardData.getData("text/plain")) take(event, files);
  }, { capture: true });
  text.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    text.classList.add("dropping");
  });
  for (const end of ["dragleave", "drop"]) text.addEventListener(end, () => text.classList.remove("dropping"));
  text.addEventListener("drop", (event) => {
    const files = images(event.dataTransfer.files);
    if (files.length) take(event, files);
  });
})();
