// The tools for the boxes of a study note: each puts a box where the cursor is, with what is selected in its
// place, and selects what is to be written next. Without this one types them, as the help below the text says.
(() => {
  const form = document.querySelector("form.write");
  const text = form?.elements.namedItem("body");
  if (!text) return;
  const PICTURE = /^!\[[^\]\n]*\]\(image:[^)\n]*\)$/;
  // What stands before and after the words to write, the words themselves, and whether a selection takes their place.
  const BOXES = {
    term: ["::: term ", "Name of the term", "\nWhat it means.\n:::", (words) => !words.includes("\n")],
    figure: ["::: figure\n", "![What it shows](image:NAME)", "\nCaption: \nCredit: \nSource: \n:::", (words) => PICTURE.test(words)],
    faq: ["::: faq ", "How did it come about?", "\nThe answer.\n:::", (words) => !words.includes("\n")],
    question: ["::: question\n", "Explain how it came about.", "\nMarks: 2\nScheme:\n- 1: Names a reason. | its words\n- 1: Names another.\n:::", () => true],
  };

  // What is selected; for a figure the picture whose line the cursor stands in.
  function range(name) {
    let { selectionStart: from, selectionEnd: to, value } = text;
    if (name !== "figure" || from !== to) return [from, to];
    const start = value.lastIndexOf("\n", from - 1) + 1;
    const next = value.indexOf("\n", to);
    const end = next < 0 ? value.length : next;
    return PICTURE.test(value.slice(start, end)) ? [start, end] : [from, to];
  }

  function put(name) {
    const [before, example, after, takes] = BOXES[name];
    const [from, to] = range(name);
    const chosen = text.value.slice(from, to).trim();
    const isTaken = chosen !== "" && takes(chosen);
    // What a box cannot take stays above it.
    const at = isTaken ? from : to;
    const words = isTaken ? chosen : example;
    // Of what is there already one goes on with the next line.
    const select = isTaken && name !== "figure" ? next(before + words, after) : [before.length, before.length + words.length];
    form.dispatchEvent(new CustomEvent("editor:insert", { detail: { text: before + words + after, from: at, to, select, end: "\n" } }));
  }

  function next(written, after) {
    const line = after.slice(1, after.indexOf("\n", 1));
    return [written.length + 1, written.length + 1 + line.length];
  }

  form.addEventListener("editor:tool", ({ detail }) => {
    if (detail in BOXES) put(detail);
  });
  for (const button of form.querySelectorAll("[data-tool]")) if (button.dataset.tool in BOXES) button.hidden = false;
})();
