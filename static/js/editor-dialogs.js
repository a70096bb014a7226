// Link, footnote and table: dialogs for what has more than one part, so that nobody has to know its marks.
(() => {
  const form = document.querySelector("form.write");
  const text = form?.elements.namedItem("body");
  if (!text || !window.HTMLDialogElement) return;
  const MAX_COLUMNS = 8, MAX_ROWS = 40;

  const insert = (words, from, to, select) =>
    form.dispatchEvent(new CustomEvent("editor:insert", { detail: { text: words, from, to, select } }));

  // A dialog with `inner`; `done` is called with its fields when it is confirmed.
  function dialog(name, title, inner, done, also = "") {
    const box = document.createElement("dialog");
    box.className = name === "table" ? "dialog wide" : "dialog";
    box.setAttribute("aria-labelledby", `${name}-title`);
    box.innerHTML = `<form class="form" method="dialog"><h2 id="${name}-title" class="small">${title}</h2>${inner}
<p class="actions"><button class="btn btn-primary" value="insert">Insert</button>${also}
<button class="btn btn-link" value="">Cancel</button></p></form>`;
    document.body.append(box);
    let place;
    box.addEventListener("close", () => {
      text.focus({ preventScroll: true });
      text.setSelectionRange(...place);
      if (box.returnValue) done(box.querySelector("form").elements, box.returnValue);
    });
    return {
      box,
      fields: box.querySelector("form").elements,
      open() {
        place = [text.selectionStart, text.selectionEnd];
        box.returnValue = "";
        box.showModal();
      },
    };
  }

  // The link around the cursor, if there is one.
  function linkHere() {
    const { selectionStart: at, selectionEnd: to, value } = text;
    const from = value.lastIndexOf("\n", at - 1) + 1;
    const end = value.indexOf("\n", to);
    for (const found of value.slice(from, end < 0 ? value.length : end).matchAll(/(?<!!)\[((?:[^[\]\\]|\\.)*)\]\(([^()\s]*)\)/g)) {
      const start = from + found.index;
      if (start <= at && to <= start + found[0].length) return { from: start, to: start + found[0].length, words: found[1].replace(/\\(.)/g, "$1"), address: found[2] };
    }
    return null;
  }

  function addressOf(typed) {
    const address = typed.trim().replace(/\s/g, "%20").replace(/\(/g, "%28").replace(/\)/g, "%29");
    if (/^(https?:|mailto:|\/|#)/i.test(address)) return address;
    return /^[^/@]+@[^/@]+$/.test(address) ? `mailto:${address}` : `https://${address}`;
  }

  let link;
  const linking = dialog(
    "link",
    "Link",
    `<div><label class="form-label" for="link-words">Words</label><input class="form-control" id="link-words" name="words" autocomplete="off"></div>
<div><label class="form-label" for="link-address">Address</label><input class="form-control" id="link-address" name="address" inputmode="url" placeholder="https://" autocomplete="off"></div>`,
    ({ words, address }, chosen) => {
      const said = words.value.trim() || address.value.trim();
      if (chosen === "remove") return insert(link.words, link.from, link.to);
      if (!address.value.trim()) return undefined;
      insert(`[${said.replace(/[[\]\\]/g, "\\$&")}](${addressOf(address.value)})`, link.from, link.to);
    },
    '<button class="btn btn-secondary" value="remove">Remove the link</button>',
  );

  function openLink() {
    const { selectionStart: from, selectionEnd: to, value } = text;
    const chosen = value.slice(from, to).replace(/\s+/g, " ");
    const isAddress = /^(https?:\/\/|www\.)\S+$/.test(chosen.trim());
    const here = linkHere();
    link = here ?? { from, to, words: chosen, address: isAddress ? chosen.trim() : "" };
    linking.fields.words.value = isAddress && !here ? "" : link.words;
    linking.fields.address.value = link.address;
    linking.box.querySelector("[value=remove]").hidden = !here;
    linking.open();
    (linking.fields.words.value ? linking.fields.address : linking.fields.words).focus();
  }

  const noting = dialog(
    "footnote",
    "Footnote",
    `<div><label class="form-label" for="footnote-words">What the footnote says</label><textarea class="form-control" id="footnote-words" name="words" rows="4"></textarea></div>`,
    ({ words }) => {
      const said = words.value.trim().replace(/\s*\n\s*/g, " ");
      if (!said) return;
      const at = text.selectionEnd;
      const number = Math.max(0, ...[...text.value.matchAll(/\[\^(\d{1,6})\]/g)].map((found) => Number(found[1]))) + 1;
      const end = text.value.trimEnd().length;
      const follows = /\[\^[^\]\n]+\]:[^\n]*$/.test(text.value.slice(0, end)) ? "\n" : "\n\n";
      // Its mark last: there one goes on writing.
      insert(`${follows}[^${number}]: ${said}\n`, Math.max(end, at), text.value.length);
      insert(`[^${number}]`, at, at);
    },
  );

  // The table around the cursor as rows of cells, if there is one.
  function tableHere() {
    const { selectionStart: at, value } = text;
    const lines = value.split("\n");
    let line = value.slice(0, at).split("\n").length - 1;
    if (!lines[line].trim().startsWith("|")) return null;
    let first = line;
    while (first > 0 && lines[first - 1].trim().startsWith("|")) first--;
    while (line + 1 < lines.length && lines[line + 1].trim().startsWith("|")) line++;
    const found = lines.slice(first, line + 1);
    if (found.length < 2 || !/^[\s|:-]+$/.test(found[1])) return null;
    const from = lines.slice(0, first).join("\n").length + (first ? 1 : 0);
    const rows = found.filter((_, n) => n !== 1).map((row) => row.trim().replace(/^\||\|$/g, "").split(/(?<!\\)\|/).map((cell) => cell.trim().replace(/\\\|/g, "|")));
    return { from, to: from + found.join("\n").length, rows, rule: found[1].trim() };
  }

  let table;
  const laying = dialog(
    "table",
    "Table",
    `<p class="form-text">The first row is its head.</p><div class="cells" tabindex="0" role="region" aria-label="Cells"><table></table></div>
<p class="more"><button type="button" class="btn btn-secondary" data-add="row">Add a row</button> <button type="button" class="btn btn-secondary" data-add="column">Add a column</button></p>`,
    () => {
      const rows = cells();
      const used = rows.filter((row, n) => n === 0 || row.some(Boolean));
      const columns = Math.max(1, ...used.map((row) => row.reduce((last, cell, n) => (cell ? n + 1 : last), 0)));
      if (!used.some((row) => row.some(Boolean))) return;
      const line = (row) => `| ${Array.from({ length: columns }, (_, n) => (row[n] ?? "").replace(/\|/g, "\\|")).join(" | ")} |`;
      const rules = table.rule?.replace(/^\||\|$/g, "").split("|").map((rule) => rule.trim()) ?? [];
      const rule = `| ${Array.from({ length: columns }, (_, n) => rules[n] || "---").join(" | ")} |`;
      const written = [line(used[0]), rule, ...used.slice(1).map(line)].join("\n");
      const { from, to } = table;
      if (table.rule) return void insert(written, from, to);
      const before = from && !/\n\n$/.test(text.value.slice(0, from)) ? (text.value[from - 1] === "\n" ? "\n" : "\n\n") : "";
      insert(`${before}${written}\n\n`, from, to);
    },
  );
  const grid = laying.box.querySelector("table");
  const cells = () => [...grid.rows].map((row) => [...row.querySelectorAll("input")].map((cell) => cell.value.trim()));

  function lay(rows) {
    const columns = Math.max(...rows.map((row) => row.length));
    grid.replaceChildren(
      ...rows.map((row, n) => {
        const line = document.createElement("tr");
        for (let column = 0; column < columns; column++) {
          const cell = line.insertCell().appendChild(document.createElement("input"));
          cell.className = "form-control";
          cell.value = row[column] ?? "";
          cell.autocomplete = "off";
          cell.setAttribute("aria-label", `${n ? `Row ${n}` : "Head"}, column ${column + 1}`);
        }
        return line;
      }),
    );
    laying.box.querySelector("[data-add=row]").disabled = rows.length >= MAX_ROWS;
    laying.box.querySelector("[data-add=column]").disabled = columns >= MAX_COLUMNS;
  }

  laying.box.addEventListener("click", (event) => {
    const add = event.target.closest("[data-add]")?.dataset.add;
    if (!add) return;
    const rows = cells();
    const columns = rows[0].length;
    lay(add === "row" ? [...rows, Array(columns).fill("")] : rows.map((row) => [...row, ""]));
    (add === "row" ? grid.rows[rows.length].querySelector("input") : grid.rows[0].querySelector("td:last-child input")).focus();
  });

  function openTable() {
    const { selectionStart: from, selectionEnd: to } = text;
    table = tableHere() ?? { from, to, rows: [["", ""], ["", ""], ["", ""]] };
    lay(table.rows);
    laying.open();
    grid.querySelector("input").focus();
  }

  function openNote() {
    noting.fields.words.value = "";
    noting.open();
  }

  form.addEventListener("editor:tool", ({ detail }) => ({ link: openLink, footnote: openNote, table: openTable })[detail]?.());
})();
