// What is pasted from Word, Google Docs, LibreOffice or a page keeps its structure: the server makes Markdown
// of the clipboard's HTML. The plain text goes in at once, as without this script, and gives way to the
// answer when it comes: whatever happens, nothing is lost, and undo brings the plain text back.
(() => {
  const about = document.querySelector("[data-paste]");
  const form = about?.closest("form");
  const text = form?.elements.namedItem("body");
  if (!text) return;
  const said = document.getElementById("paste-state");
  // Without any of these the plain text says as much.
  const STRUCTURE = /<(h[1-6]|[bius]|strong|em|li|table|img|blockquote|sup|sub|del|hr|dl|pre)[\s>]|<a\s[^>]*href|mso-list|mso-footnote|font-weight:\s*(bold|[6-9]00)|font-style:\s*italic/i;
  const NOTES = /\n\n(?=\[\^\d+\]: )/;
  const BLOCK = /\n|^(#{1,6} |[-*+] |\d+\. |>|\|)/;
  const LIMIT = 20 * 1024 * 1024;
  // As many files as a form may have, beside the HTML and the RTF.
  const PICTURES = 2;
  const MORE = "Of several pictures only the first two came along: add the others one by one.";
  const FAILED = "This could not be read with its structure; it came in as plain text.";

  const tell = (...sentences) => (said.textContent = sentences.filter(Boolean).join(" "));

  // What did not come along is seen at once, wherever the text ends.
  const warn = (...sentences) => {
    tell(...sentences);
    said.scrollIntoView({ block: "nearest" });
  };

  // editor.js puts it in the place of what is selected, so that undo knows of it.
  const insert = (words, end) => form.dispatchEvent(new CustomEvent("editor:insert", { detail: { text: words, end } }));

  // Puts `markdown` in the place of `plain`, its notes at the end of the text. False where `plain` is gone.
  function replace(plain, at, markdown) {
    let start = at;
    if (text.value.substr(start, plain.length) !== plain) start = plain ? text.value.indexOf(plain) : text.selectionStart;
    if (start < 0) return false;
    const end = start + plain.length;
    const caret = text.selectionStart === end ? -1 : text.selectionStart;
    const cut = markdown.search(NOTES);
    const body = cut < 0 ? markdown : markdown.slice(0, cut);
    if (cut >= 0) {
      const full = text.value.length;
      text.setSelectionRange(full, full);
      insert("\n\n" + markdown.slice(cut).trim());
    }
    text.setSelectionRange(start, end);
    const before = text.value.length;
    insert(body, BLOCK.test(body) ? "" : undefined);
    const grown = text.value.length - before;
    const to = caret < 0 ? end + grown : caret > start ? Math.max(start, caret + grown) : caret;
    text.setSelectionRange(to, to);
    return true;
  }

  async function convert(parts) {
    const data = new FormData();
    data.set("csrfmiddlewaretoken", form.elements.namedItem("csrfmiddlewaretoken").value);
    for (const name of ["body", "course"]) data.set(name, form.elements.namedItem(name)?.value ?? "");
    if (parts.html) data.set("html", new Blob([parts.html], { type: "text/html" }), "clipboard.html");
    if (parts.rtf) data.set("rtf", new Blob([parts.rtf], { type: "text/rtf" }), "clipboard.rtf");
    for (const file of parts.files) data.append("picture", file);
    const response = await fetch(about.dataset.paste, { method: "POST", body: data });
    // A sign-in page that we were sent to is no answer.
    if (response.redirected || !response.headers.get("Content-Type")?.includes("json")) throw new Error();
    return response.json();
  }

  text.addEventListener("paste", async (event) => {
    const board = event.clipboardData;
    if (!board || event.defaultPrevented || [...board.types].some((type) => type.startsWith("vscode"))) return;
    const html = board.getData("text/html");
    const pictures = [...board.files].filter((file) => file.type.startsWith("image/"));
    // Of those beside HTML all or none: they are told apart by their number.
    const files = html && pictures.length > PICTURES ? [] : pictures.slice(0, PICTURES);
    if (html ? !STRUCTURE.test(html) : !files.length) return;
    const plain = board.getData("text/plain").replace(/\r\n?/g, "\n");
    // Word's RTF holds its pictures, and is large.
    const rtf = /<img[^>]*\ssrc=["']?file:/i.test(html) ? board.getData("text/rtf") : "";
    event.preventDefault();
    const at = text.selectionStart;
    if (plain) insert(plain);
    if (html.length + rtf.length > LIMIT) {
      warn("This is too large to be read with its structure; it came in as plain text. Try a part of it.");
      return;
    }
    tell("Reading what you pasted…");
    try {
      const answer = await convert({ html, rtf, files });
      // Of what HTML shows the server says itself what did not come along.
      if (!html && pictures.length > PICTURES) answer.told.push(MORE);
      if (!answer.text) warn(...answer.told, plain && "It came in as plain text.");
      else if (replace(plain, at, answer.text)) (answer.told.length ? warn : tell)("Pasted with its structure.", ...answer.told);
      else warn("You went on writing in what you pasted, so it stays plain text.");
    } catch {
      warn(FAILED);
    }
  });
})();
