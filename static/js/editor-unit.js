// Offers the key questions of the chosen unit alone, and units of the chosen course. Without this the lists have
// all of them, under their headings.
(() => {
  const form = document.querySelector("form.write");
  const [course, unit, question] = ["course", "unit", "key_question"].map((name) => form?.elements.namedItem(name));
  if (!unit?.options || !question?.options) return;

  // Leaves the groups of `list` that `labels` names, or all of them where it is null.
  function offer(list, labels) {
    let isOffered = false;
    for (const group of list.querySelectorAll("optgroup")) {
      group.hidden = group.disabled = labels !== null && !labels.includes(group.label);
      if (!group.hidden) isOffered = true;
    }
    if (list.selectedOptions[0]?.parentElement.hidden) {
      list.value = "";
      list.dispatchEvent(new Event("input", { bubbles: true }));
    }
    return isOffered;
  }

  function draw() {
    const chosen = course?.selectedOptions?.[0];
    const hasCourse = Boolean(chosen?.value);
    offer(unit, hasCourse ? [chosen.text] : null);
    const of = unit.selectedOptions[0];
    const units = [...unit.querySelectorAll("optgroup:not([hidden]) option")].map((option) => option.text);
    const isOffered = offer(question, of?.value ? [of.text] : hasCourse ? units : null);
    (question.closest("[id^=div_]") ?? question).hidden = !isOffered;
  }

  form.addEventListener("change", (event) => {
    if ([course, unit].includes(event.target)) draw();
  });
  draw();
})();
