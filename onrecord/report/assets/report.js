"use strict";

// The report's only script: the table of commitments, and buttons that copy. All that a document
// says is put into the page as text, never as markup.

document.documentElement.classList.add("js");

const element = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
};

// Controls, and what reorders the words around it: shown by their numbers (as in press.py).
const CONTROLS = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufffe\uffff]/g;
const visible = (text) => text.replace(CONTROLS, (c) => `[U+${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}]`);

const MONTHS = "January February March April May June July August September October November December".split(" ");
const showDay = (day) => {
  const [year, month, date] = day.split("-");
  return day && `${Number(date)} ${MONTHS[month - 1]} ${year}`;
};

const shorten = (text, most) => (text.length <= most ? text : `${text.slice(0, most).replace(/\s+\S*$/, "")}…`);

// Copying

async function copy(text, button) {
  const said = button.textContent;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = element("textarea", { class: "hidden" }, text);
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
    button.focus();
  }
  button.textContent = "Copied";
  setTimeout(() => { button.textContent = said; }, 2000);
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", () => copy(document.getElementById(button.dataset.copy).textContent, button));
}

for (const form of document.querySelectorAll("[data-find]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    location.href = `${form.getAttribute("action")}#${new URLSearchParams({ q: form.elements.q.value })}`;
  });
}

// The table

const PAGE = 50; // rows shown at a time
const PAUSE = 120; // milliseconds without a key before the words are looked for
const LONG = 420; // characters of a quote shown in a row

const PLACES = [
  "id", "quote", "action", "stance", "specific", "bodies", "partners", "when", "from", "to", "due",
  "condition", "recs", "doc", "page", "paragraph", "section", "citation", "start", "end",
];

const FIELDS = ["q", "stance", "rec", "body", "role", "doc", "spec", "cond", "from", "to", "sort", "page"];

function readRows() {
  const names = JSON.parse(document.getElementById("names").textContent);
  const rows = JSON.parse(document.getElementById("rows").textContent);
  const documents = names.documents.map(([id, title, publisher, published, url, hash, page]) => (
    { id, title, publisher, published, url, hash, page }
  ));
  const recommendations = names.recommendations.map(([id, title, page]) => ({ id, title, page }));
  return rows.map((values, order) => {
    const row = { order };
    PLACES.forEach((place, n) => { row[place] = values[n]; });
    row.stance = names.stances[row.stance];
    row.bodies = row.bodies.map((n) => names.bodies[n]);
    row.partners = row.partners.map((n) => names.bodies[n]);
    row.recNumbers = row.recs;
    row.recs = row.recs.map((n) => recommendations[n]);
    row.stanceNumber = values[3];
    row.doc = documents[row.doc];
    row.address = /^(#|:~:|$)/.test(row.citation) ? row.doc.url + row.citation : row.citation;
    row.href = `commitments/${encodeURIComponent(row.id)}.html`;
    return row;
  });
}

// Words are compared without case, accents or the shape of their quotation marks.
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[’‘]/g, "'").replace(/\s+/g, " ").toLowerCase();

function haystack(row) {
  row.folded ??= fold([
    row.quote, row.action, row.section, row.condition, row.when, row.doc.title, row.id,
    ...row.bodies, ...row.partners, ...row.recs.flatMap((rec) => [rec.id, rec.title]),
  ].join(" \n"));
  return row.folded;
}

const readTerms = (words) => [...fold(words).matchAll(/["“”]([^"“”]+)["“”]|(\S+)/g)].map((m) => (m[1] ?? m[2]).trim()).filter(Boolean);

function readState() {
  const given = new URLSearchParams(location.hash.slice(1));
  return Object.fromEntries(FIELDS.map((field) => [field, given.get(field) ?? ""]));
}

function writeState(state) {
  const kept = FIELDS.filter((field) => state[field]).map((field) => [field, state[field]]);
  return `#${new URLSearchParams(kept)}`;
}

function makeTest(state) {
  const terms = readTerms(state.q);
  const stances = state.stance ? state.stance.split(",") : [];
  const tests = [];
  if (terms.length) tests.push((row) => terms.every((term) => haystack(row).includes(term)));
  if (stances.length) tests.push((row) => stances.includes(row.stance));
  if (state.rec === "-") tests.push((row) => !row.recs.length);
  else if (state.rec) tests.push((row) => row.recs.some((rec) => rec.id === state.rec));
  if (state.body) {
    const led = (row) => row.bodies.includes(state.body);
    const helped = (row) => row.partners.includes(state.body);
    tests.push({ lead: led, partner: helped }[state.role] ?? ((row) => led(row) || helped(row)));
  }
  if (state.doc) tests.push((row) => row.doc.id === state.doc);
  if (state.spec) tests.push((row) => Boolean(row.specific) === (state.spec === "specific"));
  if (state.cond) tests.push((row) => Boolean(row.condition) === (state.cond === "yes"));
  if (state.from) tests.push((row) => row.due && row.due >= state.from);
  if (state.to) tests.push((row) => row.due && row.due <= state.to);
  return (row) => tests.every((test) => test(row));
}

const KEYS = {
  published: (row) => row.order,
  stance: (row) => row.stanceNumber,
  body: (row) => row.bodies.join(", "),
  due: (row) => row.due,
  rec: (row) => row.recNumbers[0] ?? "",
};

// Sorted by one column; rows that have nothing there come last whichever way it is sorted.
function sortRows(rows, sort) {
  const name = sort.replace(/^-/, "") || "published";
  const [key, sign] = [KEYS[name] ?? KEYS.published, sort.startsWith("-") ? -1 : 1];
  return rows.sort((a, b) => {
    const [x, y] = [key(a), key(b)];
    if ((x === "") !== (y === "")) return x === "" ? 1 : -1;
    return (x < y ? -sign : x > y ? sign : 0) || a.order - b.order;
  });
}

// The text with the words that were looked for marked in it.
function showFound(text, terms) {
  const found = document.createDocumentFragment();
  const parts = terms.map((term) => term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/'/g, "['’‘]").replace(/ /g, "\\s+"));
  let at = 0;
  if (parts.length) {
    for (const match of text.matchAll(new RegExp(parts.join("|"), "gi"))) {
      found.append(text.slice(at, match.index), element("mark", { class: "plain-mark" }, match[0]));
      at = match.index + match[0].length;
    }
  }
  found.append(text.slice(at));
  return found;
}

const place = (row) => [row.page && `page ${row.page}`, row.paragraph && `paragraph ${row.paragraph}`].filter(Boolean).join(", ");
const origin = (row) => [row.doc.title, showDay(row.doc.published), place(row)].map((part) => visible(part || "")).filter(Boolean).join(", ");
const badge = (stance) => document.getElementById(`badge-${stance}`).content.cloneNode(true);
const isolate = (text, kind = "") => element("bdi", kind ? { class: kind } : {}, visible(text));

function showRecommendations(recs) {
  return recs.flatMap((rec, n) => [
    ...(n ? [", "] : []), element("a", { href: `recommendations/${rec.page}`, title: visible(rec.title) }, visible(rec.id)),
  ]);
}

function showRow(row, terms) {
  const words = element("bdi", { class: "source" }, showFound(visible(shorten(row.quote, LONG)), terms));
  const due = row.due ? [element("span", { class: "day" }, showDay(row.due))] : row.when ? [isolate(shorten(row.when, 60), "source")] : [];
  const cells = [
    ["", element("div", {}, element("p", { class: "said" }, element("a", { href: row.href }, words)), element("p", { class: "meta" }, isolate(origin(row))))],
    ["The act is", badge(row.stance)],
    ["Who has to act", ...(row.bodies.length ? [isolate(row.bodies.join(", "))] : [])],
    ["Due", ...due],
    ["Answers", ...(row.recs.length ? [element("span", {}, ...showRecommendations(row.recs))] : [])],
  ];
  return element("tr", { role: "row" }, ...cells.map(([label, ...content]) => element("td", { role: "cell", "data-label": label }, ...content)));
}

// One commitment as it is printed: everything that proves it.
function showPack(row) {
  const line = (name, ...content) => element("div", {}, element("dt", {}, name), element("dd", {}, ...content));
  const lines = [];
  if (row.bodies.length) lines.push(line("Who has to act", isolate(row.bodies.join(", "))));
  if (row.when) lines.push(line("When", isolate(row.when, "source"), row.due ? `, due ${showDay(row.due)}` : ""));
  if (row.condition) lines.push(line("Condition", isolate(row.condition, "source")));
  if (row.recs.length) lines.push(line("Answers", visible(row.recs.map((rec) => `${rec.id} ${rec.title}`).join("; "))));
  lines.push(line("Source", isolate(row.address), `, characters ${row.start} to ${row.end}`));
  lines.push(line("File’s SHA-256", element("span", { class: "hash" }, row.doc.hash)));
  lines.push(line("Commitment", row.id));
  return element(
    "article", { class: "pack" },
    element("p", { class: "meta" }, badge(row.stance), " · ", isolate(origin(row))),
    element("blockquote", { class: "source", dir: "auto" }, visible(row.quote)),
    element("dl", { class: "facts" }, ...lines),
  );
}

const CSV = [
  ["commitment_id", (row) => row.id], ["document_id", (row) => row.doc.id], ["document_title", (row) => row.doc.title],
  ["publisher", (row) => row.doc.publisher], ["published", (row) => row.doc.published], ["quote", (row) => row.quote],
  ["start", (row) => String(row.start)], ["end", (row) => String(row.end)], ["page", (row) => String(row.page ?? "")],
  ["section", (row) => row.section], ["paragraph", (row) => row.paragraph], ["citation_url", (row) => row.address],
  ["source_sha256", (row) => row.doc.hash], ["action", (row) => row.action], ["stance", (row) => row.stance],
  ["specificity", (row) => (row.specific ? "specific" : "general")], ["responsible_bodies", (row) => row.bodies.join("; ")],
  ["partner_bodies", (row) => row.partners.join("; ")], ["when_text", (row) => row.when], ["date_from", (row) => row.from],
  ["date_to", (row) => row.to], ["due", (row) => row.due], ["condition", (row) => row.condition],
  ["recommendations", (row) => row.recs.map((rec) => rec.id).join("; ")],
];

// A cell that a spreadsheet would take for a formula gets an apostrophe, as in the tables of the run.
const defuse = (text) => (/^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text);
const showCell = (text) => (/[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);

function makeCsv(rows) {
  const lines = [CSV.map(([name]) => name), ...rows.map((row) => CSV.map(([, read]) => showCell(defuse(read(row)))))];
  return `${lines.map((line) => line.join(",")).join("\n")}\n`;
}

function startTable() {
  const [form, table, count] = ["filters", "results", "count"].map((id) => document.getElementById(id));
  const rows = readRows();
  let [state, shown, timer] = [readState(), [], 0];

  const fillForm = () => {
    for (const field of FIELDS) {
      const control = form.elements[field];
      if (field === "stance") control.forEach((box) => { box.checked = state.stance.split(",").includes(box.value); });
      else if (control) control.value = state[field];
    }
  };

  const readForm = () => {
    const next = { ...state, page: "" };
    for (const field of FIELDS) {
      const control = form.elements[field];
      if (field === "stance") next.stance = [...control].filter((box) => box.checked).map((box) => box.value).join(",");
      else if (control) next[field] = control.value;
    }
    return next;
  };

  const showPages = (page, last) => {
    const link = (words, to) => element("a", { href: writeState({ ...state, page: to > 1 ? String(to) : "" }) }, words);
    const nav = document.getElementById("pages");
    nav.hidden = last < 2;
    nav.replaceChildren(
      page > 1 ? link("← Previous page", page - 1) : "", element("span", {}, `Page ${page} of ${last}`),
      page < last ? link("Next page →", page + 1) : "",
    );
  };

  const show = () => {
    const terms = readTerms(state.q);
    shown = sortRows(rows.filter(makeTest(state)), state.sort);
    const last = Math.max(1, Math.ceil(shown.length / PAGE));
    const page = Math.min(Math.max(1, Math.floor(Number(state.page)) || 1), last);
    const part = shown.slice((page - 1) * PAGE, page * PAGE);
    table.tBodies[0].replaceChildren(...part.map((row) => showRow(row, terms)));
    table.hidden = !part.length;
    document.getElementById("none").hidden = Boolean(part.length);
    const range = last > 1 ? `, ${(page - 1) * PAGE + 1} to ${(page - 1) * PAGE + part.length} shown` : "";
    count.textContent = `${shown.length.toLocaleString("en-GB")} of ${rows.length.toLocaleString("en-GB")} commitments${range}`;
    document.getElementById("clear").hidden = FIELDS.every((field) => !state[field] || field === "sort" || field === "page");
    showPages(page, last);
    for (const button of table.querySelectorAll("[data-sort]")) {
      const way = { [button.dataset.sort]: "ascending", [`-${button.dataset.sort}`]: "descending" }[state.sort] ?? "none";
      button.closest("th").setAttribute("aria-sort", way);
    }
  };

  // The filters in words, for the head of an audit pack.
  const describe = () => FIELDS.filter((field) => state[field] && form.elements[field]).map((field) => {
    const control = form.elements[field];
    if (field === "stance") return [...control].filter((box) => box.checked).map((box) => box.parentElement.textContent.trim()).join(" or ");
    return `${control.labels[0].textContent}: ${control.selectedOptions?.[0].textContent ?? control.value}`;
  }).join("; ");

  const go = (next) => { if (writeState(next) !== location.hash) location.hash = writeState(next); };

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => {
    if (event.target.name !== "q") return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      state = readForm();
      history.replaceState(null, "", writeState(state));
      show();
    }, PAUSE);
  });
  form.addEventListener("change", (event) => { if (event.target.name !== "q") go(readForm()); });
  table.addEventListener("click", (event) => {
    const name = event.target.dataset?.sort;
    if (name) go({ ...state, page: "", sort: { [name]: `-${name}`, [`-${name}`]: "" }[state.sort] ?? name });
  });
  addEventListener("hashchange", () => {
    const turned = readState().page !== state.page;
    state = readState();
    fillForm();
    show();
    if (turned) { table.focus({ preventScroll: true }); count.scrollIntoView(); }
  });
  document.getElementById("clear").addEventListener("click", () => { go({ sort: state.sort }); form.elements.q.focus(); });
  document.getElementById("share").addEventListener("click", (event) => copy(location.href, event.target));
  document.getElementById("csv").addEventListener("click", () => {
    const address = URL.createObjectURL(new Blob([makeCsv(shown)], { type: "text/csv;charset=utf-8" }));
    element("a", { href: address, download: "commitments-shown.csv" }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  });

  const packs = document.getElementById("packs");
  addEventListener("beforeprint", () => {
    const heading = [`${shown.length} of ${rows.length} commitments`, describe()].filter(Boolean).join(". ");
    packs.replaceChildren(element("p", { class: "lede" }, visible(heading)), ...shown.map(showPack));
  });
  addEventListener("afterprint", () => packs.replaceChildren());
  document.getElementById("print").addEventListener("click", () => print());

  if (matchMedia("(max-width: 44rem)").matches) form.querySelector("details").open = false;
  fillForm();
  show();
}

if (document.getElementById("rows")) startTable();
