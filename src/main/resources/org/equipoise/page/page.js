// What every page needs: elements, numbers, sections, tables, and what they show of rules and cases.
// Text from the data reaches the document as text nodes and attributes alone, never as markup.

const data = JSON.parse(document.getElementById("data").textContent);
const collator = new Intl.Collator("en", { numeric: true });
const svgNamespace = "http://www.w3.org/2000/svg";
let ids = 0;

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (typeof value === "function") {
      node.addEventListener(name, value);
    } else if (value !== null && value !== undefined && value !== false) {
      node.setAttribute(name, value === true ? "" : value);
    }
  }
  node.append(...children.flat(Infinity).filter((it) => it !== null && it !== undefined));
  return node;
}

const el = (tag, attributes, ...children) =>
  fill(document.createElement(tag), attributes, children);
const svg = (tag, attributes, ...children) =>
  fill(document.createElementNS(svgNamespace, tag), attributes, children);

const freshId = () => `id-${++ids}`;
const shown = (text) => (text.trim() === "" ? `“${text}”` : text);
const named = (text) => el("bdi", { class: "name" }, shown(text));
/** What a case comes down to, of which programs read another word. */
const answered = (text) => named(text === "allBlocked" ? "all blocked" : text);
const count = (number, noun) =>
  `${number.toLocaleString("en-US")} ${number === 1 ? noun : noun.endsWith("y") ? noun.slice(0, -1) + "ies" : noun + "s"}`;
const percent = (share) => `${(100 * share).toLocaleString("en-US", { minimumFractionDigits: 1, maximumFractionDigits: 1 })} %`;
const group = (items, key) => {
  const groups = new Map();
  for (const item of items) {
    const of = key(item);
    groups.has(of) ? groups.get(of).push(item) : groups.set(of, [item]);
  }
  return groups;
};

// Amounts: at most four decimals are shown; "infinite" is what no price is enough for, null what
// was not found out in time.
const asNumber = (value) => (value === "infinite" ? Infinity : value ?? -1);
function amount(value, least = 0) {
  if (value === null || value === undefined) return "not known";
  if (value === "infinite") return "∞";
  return value.toLocaleString("en-US", { minimumFractionDigits: least, maximumFractionDigits: Math.max(least, 4) });
}
function aligned(values) {
  const decimals = values
    .filter((it) => typeof it === "number")
    .map((it) => (it.toFixed(4).replace(/0+$/, "").split(".")[1] ?? "").length);
  const most = decimals.reduce((a, b) => Math.max(a, b), 0);
  return (value) => amount(value, most);
}

// Printing shows what a screen shows only on demand.
let printing = false;
const tables = [];
const makers = [];
function print(on) {
  if (printing !== on) {
    printing = on;
    tables.forEach((show) => show());
    if (on) makers.splice(0).forEach((make) => make());
  }
}
matchMedia("print").addEventListener("change", (event) => print(event.matches));
addEventListener("beforeprint", () => print(true));
addEventListener("afterprint", () => print(false));

function header(kind, title, about, figures) {
  document.getElementById("head").append(
    el("p", { class: "kind" }, kind),
    el("h1", null, title),
    el("p", { class: "about" }, about),
    el("dl", { class: "figures" },
      figures.map(([name, value, note]) =>
        el("div", null, el("dt", null, name), el("dd", { class: "figure" }, value), note ? el("dd", { class: "note" }, note) : null))));
  document.getElementById("foot").append(
    ...(data.constitution ? [el("p", null, "Constitution ", el("code", null, data.constitution.digest))] : []),
    el("p", null, "This page carries all it shows, and asks no server for anything."));
}

const constitutionTitle = () => [named(data.constitution.name), " ", el("span", { class: "version" }, named(data.constitution.version))];

function section(title, ...content) {
  const plain = "s-" + title.toLowerCase().replace(/[^a-z]+/g, "-");
  const id = document.getElementById(plain) ? plain + freshId() : plain;
  document.getElementById("contents").append(el("a", { href: "#" + id }, title));
  const whole = el("section", { id, "aria-labelledby": id + "-title" }, el("h2", { id: id + "-title" }, title), content);
  document.getElementById("main").append(whole);
  return whole;
}

const lead = (...content) => el("p", { class: "lead" }, content);

/** A button that shows and hides what stands below it, which is made when first shown; print shows it all. */
function disclosure(label, content) {
  const id = freshId();
  const below = el("div", { id, class: "below shut" });
  const make = () => { if (below.childNodes.length === 0) fill(below, null, [content()]); };
  const button = el("button", {
    type: "button", class: "discloses", "aria-expanded": "false", "aria-controls": id,
    click: () => {
      const open = button.getAttribute("aria-expanded") !== "true";
      make();
      button.setAttribute("aria-expanded", String(open));
      below.classList.toggle("shut", !open);
    },
  }, label);
  makers.push(make);
  if (printing) make();
  return el("div", { class: "disclosure" }, button, below);
}

/**
 * A table to sort, search and page through. A column has a title, value(row) to sort by, and where
 * these differ from it cell(row) to show and text(row) to search; `facet` names the column by whose
 * values one may choose.
 */
function table({ title, columns, rows, first = 12, facet = null, searchable = rows.length > 6 }) {
  const state = { text: "", choice: "", column: null, down: false, limit: first, only: null };
  const texts = new Map();
  const drawn = new Map();
  const textOf = (row) => {
    if (!texts.has(row)) {
      texts.set(row, columns.map((it) => String((it.text ?? it.value)(row) ?? "")).join("\n").toLowerCase());
    }
    return texts.get(row);
  };
  const draw = (row) => {
    if (!drawn.has(row)) {
      drawn.set(row, el("tr", { role: "row" }, columns.map((column, i) =>
        el(i === 0 ? "th" : "td", {
          role: i === 0 ? "rowheader" : "cell", scope: i === 0 ? "row" : null,
          class: column.number ? "number" : column.wide ? "wide" : null, "data-title": column.title,
        }, el("div", null, (column.cell ?? ((it) => shown(String(column.value(it)))))(row))))));
    }
    return drawn.get(row);
  };
  const body = el("tbody", { role: "rowgroup" });
  const status = el("p", { class: "status", role: "status" });
  const more = el("button", { type: "button", click: () => { state.limit += 100; show(); } });
  const all = el("button", { type: "button", click: () => { state.limit = Infinity; show(); } });
  const heads = columns.map((column) => {
    const head = el("th", { role: "columnheader", scope: "col", class: column.number ? "number" : null },
      el("button", {
        type: "button", title: column.note,
        click: () => {
          state.down = state.column === column ? !state.down : Boolean(column.number);
          state.column = column;
          heads.forEach((it) => it.removeAttribute("aria-sort"));
          head.setAttribute("aria-sort", state.down ? "descending" : "ascending");
          show();
        },
      }, column.title));
    return head;
  });
  function show() {
    let found = rows.filter((row) =>
      (state.only === null || state.only(row)) &&
      (state.choice === "" || facet.value(row) === state.choice) &&
      (state.text === "" || textOf(row).includes(state.text)));
    if (state.column) {
      const { value, number } = state.column;
      const sign = state.down ? -1 : 1;
      found.sort((a, b) => sign * (number ? asNumber(value(a)) - asNumber(value(b)) || 0 : collator.compare(value(a), value(b))));
    }
    const some = printing ? found : found.slice(0, state.limit);
    body.replaceChildren(...some.map(draw));
    const rest = found.length - some.length;
    status.textContent = found.length === rows.length
      ? rest > 0 ? `${some.length} of ${count(rows.length, "row")}` : count(rows.length, "row")
      : `${rest > 0 ? some.length + " of " : ""}${count(found.length, "row")} found, of ${rows.length.toLocaleString("en-US")}`;
    more.hidden = rest <= 0;
    all.hidden = rest <= 100 || rest > 1000;
    more.textContent = rest > 100 ? "Show 100 more" : `Show the other ${rest}`;
    all.textContent = `Show all ${found.length.toLocaleString("en-US")}`;
  }
  tables.push(show);
  const tools = el("div", { class: "tools" });
  const search = el("input", {
    type: "search", autocomplete: "off", spellcheck: "false", "aria-label": `Search: ${title}`,
    input: () => { state.text = search.value.trim().toLowerCase(); state.limit = first; show(); },
  });
  if (searchable) {
    tools.append(labelled("Search", search));
    if (facet) {
      const values = group(rows, facet.value);
      tools.append(labelled(facet.title, el("select", {
        "aria-label": `${facet.title}: ${title}`,
        change: (event) => { state.choice = event.target.value; state.limit = first; show(); },
      }, el("option", { value: "" }, "all"),
      [...values].map(([value, some]) => el("option", { value }, `${value} (${some.length})`)))));
    }
    tools.append(status);
  }
  show();
  const whole = el("div", { class: "listing" }, tools,
    el("table", { role: "table", class: columns.some((it) => it.wide) ? null : "compact" },
      el("caption", null, title),
      el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, heads)), body),
    el("p", { class: "more" }, more, all));
  return {
    whole,
    narrow: (only) => { state.only = only; state.limit = first; show(); },
    find: (row) => {
      rows = [row, ...rows.filter((it) => it !== row)];
      search.value = state.text = state.choice = "";
      tools.querySelectorAll("select").forEach((it) => { it.value = ""; });
      show();
      whole.scrollIntoView({ block: "nearest" });
      const head = drawn.get(row).firstChild;
      head.setAttribute("tabindex", "-1");
      head.focus();
    },
  };
}

const labelled = (title, control) => el("label", null, el("span", null, title), control);

function rulesTable(rules, columns = []) {
  return table({
    title: "The rules", rows: rules, first: 10,
    facet: { title: "Kind", value: (it) => it.kind },
    columns: [
      { title: "Rule", value: (it) => it.name, text: (it) => [it.kind, it.name, it.says, it.source, it.tags.join(" ")].join(" "), cell: (it) => [item(it.kind, it.name), el("br"), el("small", null, it.kind)] },
      { title: "Weight", number: true, note: "before theories support or undermine it", value: (it) => (it.entrenched ? "infinite" : it.weight), cell: (it) => `${it.entrenched ? "entrenched" : amount(it.weight)}${it.level ? ` at ${it.level}` : ""}` },
      ...columns,
      { title: "Words", wide: true, value: (it) => it.text, cell: ruleWords },
    ],
  }).whole;
}

function ruleWords(rule) {
  return [
    rule.says ? el("p", { class: "says" }, rule.says) : null,
    el("p", { class: "where" },
      rule.source ? [el("cite", null, rule.source), el("br")] : null,
      rule.tags.map((it) => [el("span", { class: "tag" }, it), " "]),
      el("code", null, `${rule.file}:${rule.line}`)),
    disclosure("As written", () => el("pre", null, el("code", null, rule.text))),
  ];
}

const marker = (kind) => el("span", { class: `marker ${kind}` });

/** A name with the mark of its kind, which no line end parts from it. */
const item = (kind, name) => el("span", { class: `item ${kind}` }, named(name));

const cases = new Map((data.cases ?? []).map((it) => [it.case, it]));

function flat(value, path = "") {
  return Object.entries(value ?? {}).flatMap(([name, it]) => {
    const at = path ? `${path}.${name}` : name;
    const isTree = it !== null && typeof it === "object" && !Array.isArray(it);
    const isDisputed = isTree && Object.keys(it).sort().join() === "credence,value";
    return isTree && !isDisputed ? flat(it, at) : [[at, isDisputed ? `${JSON.stringify(it.value)} (credence ${it.credence})` : JSON.stringify(it)]];
  });
}

const attributeList = (attributes) => {
  const all = flat(attributes);
  return all.length === 0 ? null : el("ul", { class: "attributes" }, all.map(([name, value]) => el("li", null, el("code", null, name), " ", value)));
};

/** A case in full, as far as the page has it. */
function caseWords(id) {
  const given = cases.get(id);
  if (!given) return el("p", { class: "note" }, "Its text is not in this page.");
  const held = (data.judgments ?? []).filter((it) => it.case === id);
  return [
    given.context ? el("p", { class: "context" }, given.context) : null,
    attributeList(given.attributes),
    el("dl", { class: "outputs" }, given.outputs.map((output) => [
      el("dt", null, named(output.output), output.author ? [" by ", named(output.author)] : null),
      el("dd", null, output.text ? el("p", null, output.text) : null, attributeList(output.attributes)),
    ])),
    held.length === 0 ? null : el("ul", { class: "held" }, held.map((it) => el("li", null, item("judgment", it.judgment), ": ", judgmentWords(it)))),
  ];
}

function judgmentWords(judgment) {
  return [
    named(judgment.stakeholder ?? "somebody"), " holds ",
    judgment.status ? [named(judgment.output), " to be ", judgment.status] : [named(judgment.prefer), " to be better than ", named(judgment.over)],
    `, with confidence ${amount(judgment.confidence)}`,
  ];
}

function casesTable(title, ids) {
  return table({
    title, rows: ids, first: 6,
    columns: [
      { title: "Case", value: (it) => it, cell: named },
      { title: "What it is", wide: true, value: (it) => JSON.stringify(cases.get(it) ?? ""), cell: caseWords },
    ],
  });
}
