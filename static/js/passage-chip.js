// The passage that a reply will answer, above the text field: its words, and a button to drop it.
const FIELDS = ["quote", "quote_prefix", "quote_suffix", "quote_start"];
const field = (form) => form.elements.body.parentElement;

const tell = (form, detail) => form.dispatchEvent(new CustomEvent("passage", { detail }));

// The link that offers to choose one: where one is chosen it would be about another.
function other(form, hidden) {
  const link = form.querySelector('[href*="?passage"]');
  if (link) link.parentElement.hidden = hidden;
}

function clear(form) {
  form.querySelector(".answering")?.remove();
  form.querySelector("textarea[name=quote]")?.closest(".mb-3").remove();
  for (const name of FIELDS) form.querySelector(`[name=${name}]`)?.remove();
  other(form, false);
}

export function show(form, passage) {
  clear(form);
  if (!passage?.quote) return;
  const box = document.createElement("div");
  box.className = "answering mb-3";
  box.role = "group";
  box.setAttribute("aria-label", "The passage that you reply to");
  const quote = document.createElement("blockquote");
  quote.className = "quoted";
  quote.textContent = passage.quote;
  const drop = document.createElement("button");
  drop.type = "button";
  drop.className = "btn btn-link";
  drop.textContent = "Drop the passage";
  drop.addEventListener("click", () => {
    clear(form);
    tell(form, null);
    form.elements.body.focus();
  });
  box.append(quote, drop);
  for (const name of FIELDS) {
    const input = document.createElement("input");
    input.type = "hidden";
    input.name = name;
    input.value = passage[name] ?? "";
    box.append(input);
  }
  field(form).before(box);
  other(form, true);
}

export function choose(form, passage) {
  show(form, passage);
  tell(form, passage);
  form.elements.body.focus();
}

// The server has drawn the fields: with what was sent, and nothing to say against it.
export function take(form, textarea) {
  const passage = Object.fromEntries(FIELDS.map((name) => [name, form.elements[name]?.value ?? ""]));
  passage.quote = textarea.value;
  show(form, passage);
  tell(form, passage);
}
