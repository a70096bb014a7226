// The moderation list by keyboard, and without a page load for each decision: a row that is decided on folds
// into one line with what became of it and an Undo button. Without this script each button sends its form.
(() => {
  const table = document.getElementById("result_list");
  if (!table) return;
  const part = (name) => document.getElementById(`queue-${name}`);
  const [said, help, removing, wrong, on, end] = ["said", "help", "removing", "wrong", "keys-on", "end"].map(part);
  const token = table.closest("form").elements.csrfmiddlewaretoken.value;
  const rows = [...table.tBodies[0].rows];
  const batches = []; // { batch, rows }, the newest last
  const PLACE = "queue-place"; // kept while one is on the page of a comment or of a person
  const quietly = (act) => { try { return act(); } catch { return null; } }; // a browser that keeps nothing
  let current = null;
  let asked = null; // what the dialog about a removal is for

  const box = (row) => row.querySelector("input.action-select");
  const isOpen = (row) => !row.classList.contains("decided");
  const say = (words) => { (removing.open ? wrong : said).textContent = words; };
  const writer = (row) => row.querySelector(".writer").textContent;

  const stand = (row, focus = true) => {
    if (current) current.removeAttribute("aria-current");
    current = row;
    if (!row) return;
    row.setAttribute("aria-current", "true");
    if (!focus) return;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  };
  const step = (by) => {
    const from = rows.indexOf(current);
    const ahead = by > 0 ? rows.slice(from + 1) : rows.slice(0, Math.max(from, 0)).reverse();
    const next = ahead.find(isOpen);
    if (next) stand(next);
    return Boolean(next);
  };

  const send = async (address, fields) => {
    const body = new URLSearchParams({ csrfmiddlewaretoken: token, ...fields });
    const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" } });
    if (!answer.ok || answer.redirected) throw new Error(answer.status);
    return answer.json();
  };
  const tried = async (act) => {
    try { await act(); } catch { say("That was not saved. Try again, or load the page anew: you may have been signed out."); }
  };
  const count = (by) => { // the number in the tab of what waits
    const tab = document.querySelector(".tabs [data-waiting][aria-current]");
    if (tab) tab.textContent = tab.textContent.replace(/\d+/, (number) => Math.max(0, Number(number) + by));
  };

  const fold = (row, words, batch) => {
    const cell = document.createElement("td");
    cell.className = "outcome";
    cell.colSpan = row.cells.length;
    const text = row.querySelector("p.words").textContent;
    cell.append(`${words} ${writer(row)}: “${text.length > 60 ? `${text.slice(0, 59)}…` : text}”`);
    if (batch) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "decide";
      button.textContent = "Undo";
      button.addEventListener("click", () => takeBack(batch));
      cell.append(" ", button);
    }
    if (box(row).checked) box(row).click(); // which the list's own script counts and colours
    row.classList.add("decided");
    row.append(cell);
  };
  const unfold = (row) => {
    row.classList.remove("decided");
    row.querySelector(".outcome").remove();
  };

  // A row may need another button than its neighbour for the same key: each kind is sent by itself.
  const byAddress = (pairs) => {
    const groups = new Map();
    for (const [button, row] of pairs) {
      if (!groups.has(button.formAction)) groups.set(button.formAction, []);
      groups.get(button.formAction).push(row);
    }
    return groups;
  };
  // The row stays current until the site has answered: a key that is meant for the next one must not reach it.
  const onTheWay = new Set();
  const carryOut = async (pairs, reasons) => {
    const chosen = pairs.map(([, row]) => row);
    if (chosen.some((row) => onTheWay.has(row))) { say("One moment: the decision before is being saved."); return; }
    for (const row of chosen) onTheWay.add(row);
    await saved(pairs, reasons);
    for (const row of chosen) onTheWay.delete(row);
  };
  const saved = (pairs, reasons) => tried(async () => {
    const words = [];
    let open = null;
    for (const [address, chosen] of byAddress(pairs)) {
      const pks = chosen.map((row) => box(row).value).join(",");
      const seen = chosen.map((row) => row.querySelector("input[name=seen]").value).join(",");
      const answer = await send(address, { pks, seen, ...reasons });
      removing.close(); // now that its reasons are kept
      const done = chosen.filter((row) => answer.decided.includes(Number(box(row).value)));
      for (const row of done) fold(row, answer.said, answer.batch);
      if (done.length) batches.push({ batch: answer.batch, rows: done });
      count(-done.length);
      open ||= chosen.find((row) => !done.includes(row));
      if (done.length) words.push(pairs.length > 1 ? `${done.length} comment${done.length > 1 ? "s" : ""}: ${answer.said}` : answer.said);
      words.push(answer.left);
      if (done.length && chosen.length === done.length) words.push("Undo with u.");
    }
    say(words.filter(Boolean).join(" "));
    if (open) { stand(open); return; }
    if (step(1) || step(-1)) return;
    stand(null);
    end.hidden = false;
    end.querySelector("a").focus();
  });
  const takeBack = (batch) => tried(async () => {
    const at = batches.findIndex((one) => one.batch === batch);
    const { said: words, decided } = await send(table.dataset.undo, { batch });
    say(words);
    if (!decided) return;
    const [{ rows: back }] = batches.splice(at, 1);
    back.forEach(unfold);
    count(decided);
    end.hidden = true;
    stand(back[0]);
  });

  const fields = [...removing.querySelectorAll("[name=shared_reason], [name=reason]")];
  const complain = (isEmpty) => {
    wrong.textContent = isEmpty ? "Give one of the two." : "";
    for (const field of fields) field.setAttribute("aria-invalid", isEmpty);
  };
  const decide = (pairs) => { // of the button and the row
    if (!pairs[0][0].classList.contains("remove")) { carryOut(pairs, {}); return; }
    asked = pairs;
    removing.querySelector("form").reset();
    complain(false);
    removing.querySelector("h2").textContent =
      pairs.length > 1 ? `Remove ${pairs.length} comments` : `Remove the comment by ${writer(pairs[0][1])}`;
    removing.showModal();
  };
  const decideByKey = (key) => {
    const ticked = rows.filter((row) => isOpen(row) && box(row).checked);
    const chosen = ticked.length ? ticked : [current].filter(Boolean);
    const able = chosen.map((row) => [row.querySelector(`.decide[data-key="${key}"]`), row]).filter(([button]) => button);
    if (able.length) decide(able);
    else say(chosen.length ? "That does not apply here." : "Choose a comment first: j.");
  };

  const KEYS = {
    j: () => step(1),
    k: () => step(-1),
    o: () => current && current.querySelector("a.open").click(),
    e: () => { const rest = current && current.querySelector("details"); if (rest) rest.open = !rest.open; },
    x: () => {
      if (!current) return;
      box(current).click();
      const ticked = rows.filter((row) => box(row).checked).length;
      say(`${ticked} selected.`);
    },
    u: () => {
      const before = document.querySelector(".messagelist .undo button"); // of a decision before this page
      if (batches.length) takeBack(batches.at(-1).batch);
      else if (before) before.click();
      else say("There is nothing to undo.");
    },
    "?": () => help.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    const where = event.target;
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (where.closest("textarea, select, input:not([type=checkbox], [type=submit]), [contenteditable]")) return;
    if (!on.checked && event.key !== "?") return;
    const arrow = { ArrowDown: "j", ArrowUp: "k" }[event.key];
    if (arrow && !where.closest("#result_list")) return; // elsewhere they scroll
    const key = arrow || event.key;
    if (key in KEYS) KEYS[key]();
    else if ("ahsr".includes(key)) decideByKey(key);
    else return;
    event.preventDefault();
  });

  table.addEventListener("click", (event) => {
    const button = event.target.closest(".decide[name=pks]");
    const row = event.target.closest("tbody tr");
    if (button) {
      event.preventDefault();
      stand(row, false);
      decide([[button, row]]);
    } else if (row && isOpen(row) && !event.target.closest("input, summary, button")) {
      stand(row, false);
    }
  });
  removing.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const reasons = Object.fromEntries(fields.map((field) => [field.name, field.value]));
    const isEmpty = !fields.some((field) => field.value.trim());
    complain(isEmpty);
    if (isEmpty) { fields[0].focus(); return; }
    const pairs = asked;
    asked = null; // sent once, until it has failed
    if (pairs) await carryOut(pairs, reasons);
    if (removing.open && pairs) asked = pairs;
  });
  for (const button of document.querySelectorAll("[data-close]")) {
    button.addEventListener("click", () => button.closest("dialog").close());
  }
  part("all-keys").addEventListener("click", () => help.showModal());

  const set = () => {
    part("keys").hidden = !on.checked;
    part("keys-off").hidden = on.checked;
    for (const button of table.querySelectorAll(".decide[data-key]")) {
      if (on.checked) button.setAttribute("aria-keyshortcuts", button.dataset.key);
      else button.removeAttribute("aria-keyshortcuts");
    }
    table.classList.toggle("by-keys", on.checked);
  };
  on.checked = quietly(() => localStorage.getItem("queue-keys")) !== "off";
  on.addEventListener("change", () => {
    quietly(() => localStorage.setItem("queue-keys", on.checked ? "on" : "off"));
    set();
  });
  part("bar").hidden = false;
  table.dataset.undo = part("bar").dataset.undo;
  for (const row of rows) row.tabIndex = -1;
  set();
  // Whoever comes back from a page that a row led to goes on where they were: a key decides about the row that
  // is current, and the first one is out of sight then. What was decided there is no row any more: the next one.
  addEventListener("pagehide", () => quietly(() => {
    const ahead = current ? rows.slice(rows.indexOf(current)).filter(isOpen) : [];
    sessionStorage.setItem(PLACE, JSON.stringify(ahead.map((row) => box(row).value)));
  }));
  const cameBack = performance.getEntriesByType("navigation")[0]?.type !== "navigate"
    || /\/(change|decide\/\d+\/\d+|moderate\/\w+)\/$/.test(document.referrer.split("?")[0]);
  const kept = (cameBack && quietly(() => JSON.parse(sessionStorage.getItem(PLACE)))) || [];
  const place = rows.find((row) => kept.includes(box(row).value));
  stand(place || rows[0], false);
  if (place) {
    history.scrollRestoration = "manual"; // the list may be shorter by now
    const told = document.querySelector(".messagelist li"); // above all rows
    if (told) say(told.firstChild.textContent.trim());
    place.focus({ preventScroll: true });
    place.scrollIntoView({ block: "center" });
  }
})();
