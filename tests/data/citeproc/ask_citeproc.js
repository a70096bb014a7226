// Asks citeproc-js for essay.json in every style; prints expected.json. Development only: see README.md.
// node ask_citeproc.js FOLDER_OF_NODE_MODULES FOLDER_OF_LOCALES
"use strict";
const fs = require("fs");
const path = require("path");

const [modules, locales] = process.argv.slice(2);
const CSL = require(path.join(path.resolve(modules), "citeproc"));
const read = (file) => fs.readFileSync(file, "utf8");
const essay = JSON.parse(read(path.join(__dirname, "essay.json")));
const folder = path.join(__dirname, "..", "..", "..", "sources", "csl");
const sources = Object.fromEntries(essay.sources.map((source) => [source.id, source]));

// Suffixes are joined as sources/styling/question.py says.
const joined = (suffix) => (/^[\p{L}\p{N}]/u.test(suffix || "") ? " " + suffix : suffix);

function cluster(citation, number, notes) {
  const items = citation.works.map((work) => ({
    id: work.source, locator: work.locator, label: work.locator && work.label,
    prefix: work.prefix && work.prefix + " ", suffix: joined(work.suffix),
  }));
  // A note begins with a capital; with citeproc-js the word processor's user types it.
  if (notes && items[0].prefix) items[0].prefix = items[0].prefix[0].toUpperCase() + items[0].prefix.slice(1);
  // "X; cf. Y" sorted would be "cf. Y; X", another statement: citeproc-js's users turn sorting off there.
  const unsorted = items.slice(1).some((item) => item.prefix);
  const properties = { noteIndex: notes ? number : 0, unsorted };
  // In a note style citeproc-js 1.4 prints a composite citation as "Tucker, no. Robert C. Tucker, no.".
  if (citation.mode === "narrative" && !notes) properties.mode = "composite";
  if (citation.mode === "author-suppressed" || (citation.mode === "narrative" && notes)) {
    items[0]["suppress-author"] = true;
  }
  return { citationID: "c" + number, citationItems: items, properties };
}

function answer(name) {
  const xml = read(path.join(folder, name + ".csl"));
  const language = name === "harvard-cite-them-right" ? "en-GB" : "en-US";
  const system = {
    retrieveItem: (id) => JSON.parse(JSON.stringify(sources[id])),
    retrieveLocale: (wanted) => {
      const file = path.join(locales, `locales-${wanted}.xml`);
      return read(fs.existsSync(file) ? file : path.join(locales, "locales-en-US.xml"));
    },
  };
  const engine = new CSL.Engine(system, xml, language, true);
  const notes = engine.opt.xclass === "note";
  const shown = {};
  const before = [];
  essay.citations.forEach((citation, index) => {
    const asked = cluster(citation, index + 1, notes);
    const [, changed] = engine.processCitationCluster(asked, before, []);
    changed.forEach(([, text, id]) => { shown[id] = text; });
    before.push([asked.citationID, index + 1]);
  });
  engine.updateUncitedItems(Object.keys(sources));
  const [about, entries] = engine.makeBibliography();
  return {
    citations: essay.citations.map((_, index) => shown["c" + (index + 1)].replace(" [NO_PRINTED_FORM]", "")),
    bibliography: about.entry_ids.map(([id], index) => [id, (entries[index] || "").trim()]),
  };
}

const names = fs.readdirSync(folder).filter((file) => file.endsWith(".csl")).map((file) => file.slice(0, -4)).sort();
const found = Object.fromEntries(names.map((name) => [name, answer(name)]));
console.log(JSON.stringify({ processor: CSL.PROCESSOR_VERSION, styles: found }, null, 1));
