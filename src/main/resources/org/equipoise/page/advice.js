// Advice: what clashes, what to give up, at which price, and how weights came about.

const { advice } = data;
const best = advice.revisions[0];
const elements = advice.weights;
const rules = new Map(data.rules.map((it) => [`${it.kind}:${it.name}`, it]));
const judgments = new Map((data.judgments ?? []).map((it) => [it.judgment, it]));
const prices = new Map(advice.prices.map((it) => [it.element, it]));

// An element is written with its case, and names may hold any character: of two that are written
// alike, the conflict's cases tell which is meant.
const written = group(elements.map((it, i) => i), (i) => elements[i].element);
const numberOf = (text, among) => {
  const all = written.get(text);
  return all.find((i) => among.includes(elements[i].case)) ?? all[0];
};
const conflicts = advice.conflicts.map((it) => ({ ...it, sets: it.environments.map((set) => set.map((text) => numberOf(text, it.cases))) }));
const conflictsOf = elements.map(() => []);
conflicts.forEach((it, i) => new Set(it.sets.flat()).forEach((element) => conflictsOf[element].push(i)));

// Levels, the highest first; none if the constitution declares none.
const levels = advice.levels ?? [];

/** The level of the number of a cost: of its one level, or the highest on which it is not 0. */
function levelOf(it, field) {
  const byLevel = it[`${field}Levels`];
  return byLevel ? levels.find((level) => byLevel[level] !== 0) ?? null : it.level ?? null;
}

/** A number by which costs are ordered as their levels and amounts are; without levels the amount. */
function orderOf(it, field) {
  const number = asNumber(it[field]);
  const level = levelOf(it, field);
  return level === null || !Number.isFinite(number) ? number : (levels.length - levels.indexOf(level)) * 1e9 + number;
}

/** A cost with the amount on each level on which it is not 0. */
function costWords(it, field, write = amount) {
  const byLevel = it[`${field}Levels`];
  if (byLevel === undefined) return `${write(it[field])}${it.level && it[field] !== "infinite" ? ` at ${it.level}` : ""}`;
  const some = levels.filter((level) => byLevel[level] !== 0).map((level) => `${amount(byLevel[level])} at ${level}`);
  return some.length === 0 ? write(0) : some.join(", ");
}

const covers = (relaxation, it) => relaxation.element === `${it.kind}:${it.name}` && (relaxation.case === null || relaxation.case === it.case);
const relaxing = group(best?.relaxations ?? [], (it) => it.element);
const given = elements.map((it) => (relaxing.get(`${it.kind}:${it.name}`) ?? []).some((relaxation) => covers(relaxation, it)));

const verbs = { revise: ["revise "], override: ["override "], settle: ["settle ", " the other way"], suspend: ["suspend ", " everywhere"], except: ["make an exception to "] };
const kindOf = (relaxation) => relaxation.element.slice(0, relaxation.element.indexOf(":"));
const nameOf = (relaxation) => relaxation.element.slice(relaxation.element.indexOf(":") + 1);
const relaxed = (it) => [verbs[it.kind][0], item(kindOf(it), nameOf(it)), verbs[it.kind][1]];
const caseButton = (id) => (id === null ? "everywhere" : el("button", { type: "button", class: "case", click: () => showCase(id) }, named(id)));

/** An element of a conflict, to be chosen. */
function chip(number, withCase) {
  const it = elements[number];
  return el("button", {
    type: "button", class: `chip${given[number] ? " given" : ""}`,
    title: given[number] ? "the best revision gives it up here" : null,
    "aria-label": `${it.kind} ${it.name}${withCase ? ` in ${it.case}` : ""}${given[number] ? ", given up" : ""}`,
    click: () => chooseElement(number),
  }, item(it.kind, it.name), withCase ? [" in ", named(it.case)] : null);
}

const setWords = (set, withCase) => el("li", null, set.map((it, i) => [i > 0 ? el("span", { class: "plus" }, " + ") : null, chip(it, withCase)]));
const setsWords = (conflict) => el("ul", { class: "sets" }, conflict.sets.map((set) => setWords(set, conflict.cases.length > 1)));
const casesWords = (conflict) => conflict.cases.map((it, i) => [i > 0 ? ", " : null, caseButton(it)]);

function derivation(it) {
  const judgment = it.kind === "judgment" ? judgments.get(it.name) : null;
  const start = judgment ? `confidence ${amount(judgment.confidence)}${judgment.confidence === it.base ? "" : `; by its holder's weight and discounts, ${amount(it.base)}`}` : `${it.kind === "attribute" ? "credence" : "base"} ${amount(it.base)}`;
  return [
    it.weight === "infinite" ? "entrenched: never given up" : start,
    it.contributions.map((by) => [
      "; ", named(by.by), by.amount < 0 ? " undermines it by " : " supports it with ", el("b", null, amount(Math.abs(by.amount))),
      ` (${amount(by.strength)} × its own ${amount(by.own)}), because `, named(by.why),
    ]),
    it.contributions.length === 0 || it.weight === "infinite" ? null : ["; so ", el("b", null, amount(it.weight))],
  ];
}
const derivationText = (it) => JSON.stringify([it.base, it.weight, it.contributions]);

const notComputed = advice.notComputed ?? [];

function proof(revision) {
  return [
    revision.certified ? "Nothing cheaper exists, which is certified" : `Not proven cheapest: at least ${costWords(revision, "lowerBound")} is needed`,
    revision.verified ? `; with it applied and everything inferred again, no conflict is left${advice.irreconcilable.length > 0 ? " but what is irreconcilable" : ""}.` : notComputed.length === 0 ? "; but inferred again, conflicts are left." : "; the time was over before all was inferred again with it.",
  ].join("");
}

function figures() {
  const kinds = [...group(conflicts, (it) => it.kind)].map(([kind, some]) => `${some.length.toLocaleString("en-US")} ${kind}`).join(", ");
  const off = advice.disequilibrium;
  const principles = data.rules.filter((it) => it.kind === "principle").length;
  const equals = !advice.equals || advice.equals.count === "1" ? ""
    : `; one of ${advice.equals.count.length < 16 ? Number(advice.equals.count).toLocaleString("en-US") : `10^${advice.equals.count.length - 1} and more`} equally cheap, which differ in ${count(advice.equals.differ, "case")}`;
  header("Advice", constitutionTitle(), `on ${count(advice.cases, "case")} and ${count(advice.judgments, "judgment")}`, [
    ["Disequilibrium", off.index.toLocaleString("en-US", { minimumFractionDigits: 4, maximumFractionDigits: 4 }), `${costWords(off, "cost")} of ${costWords(off, "asserted")} asserted${advice.irreconcilable.length > 0 ? ", irreconcilable conflicts apart" : ""}`],
    ["Conflicts", (notComputed.includes("conflicts") ? "at least " : "") + conflicts.length.toLocaleString("en-US"), kinds],
    ["To give up", best ? best.relaxations.length.toLocaleString("en-US") : "none", best ? `for ${costWords(best, "cost")}${best.certified ? ", certified" : ", not proven"}${equals}` : "no revision helps"],
    ["Coverage", percent(advice.coverage), "of outputs: a principle speaks"],
    ["Informative", notComputed.includes("informative") ? "not computed" : `${advice.informative.length} of ${principles}`, "principles decide something alone"],
  ]);
  if (notComputed.length > 0) {
    section("Not computed", lead(`The time was over before this was computed, or computed to the end: ${notComputed.join(", ")}.`));
  }
  if (advice.irreconcilable.length > 0) {
    section("Irreconcilable", lead("All of these are entrenched, and no revision breaks what is between them. Only their authors can."),
      el("ul", { class: "alarm sets" }, advice.irreconcilable.map((set) => setWords(set.map((it) => numberOf(it, [])), true))));
  }
}

let chooseElement = () => {};
let showCase = () => {};

function clashes() {
  if (conflicts.length === 0) {
    section("What clashes", lead(notComputed.includes("cases") || notComputed.includes("conflicts") ? "No conflict was found before the time was over." : "Nothing conflicts: this is an equilibrium."));
    return;
  }
  const panel = el("aside", { class: "panel", "aria-labelledby": "chosen", tabindex: "-1" });
  const invite = () => panel.replaceChildren(el("h3", { id: "chosen" }, "Nothing chosen"),
    el("p", { class: "note" }, "Choose a node to see what it clashes with, in which cases, what it weighs and its words. With the keyboard: Tab to the graph, arrow keys from node to node, Enter to choose, Escape to let go."));
  invite();
  const stage = el("div", { class: "stage" });
  const legend = el("div", { class: "legend", role: "group", "aria-label": "Kinds of nodes shown" });
  const alternative = el("div", null);
  let graph;
  let nodes;
  let live = null;
  const describe = (node, clash) => `${node.kind === "stakeholder" ? "judgments of" : node.kind} ${shown(node.name)}, weight ${weightOf(node)}, in ${count(clash.length, "conflict")}${node.elements.some((it) => given[it]) ? ", given up in part or whole by the best revision" : ""}`;
  const draw = (which) => {
    graph = drawGraph({ graph: which, conflicts, describe, isGiven: (node) => node.elements.some((it) => given[it]), choose });
    stage.replaceChildren(graph.drawing);
    legend.replaceChildren(...graph.kinds.map(({ kind, number, words }) => {
      const button = el("button", {
        type: "button", class: `kind-toggle ${kind}`, "aria-pressed": "true",
        click: () => { const on = button.getAttribute("aria-pressed") !== "true"; button.setAttribute("aria-pressed", String(on)); graph.toggle(kind, on); },
      }, marker(kind), number === 1 && kind !== "stakeholder" ? kind : words, ` ${number}`);
      return button;
    }), el("span", { class: "given-key" }, el("span", { class: "ring", "aria-hidden": "true" }), "given up by the best revision"));
    nodes = nodeTable(which);
    alternative.replaceChildren(nodes.whole);
    narrow();
    invite();
  };
  const choose = (node, clash, byKey) => {
    if (node === null) {
      invite();
      if (byKey) graph.focus();
      return;
    }
    panel.replaceChildren(...nodeWords(node, clash, () => graph.focus()));
    panel.scrollTop = 0;
    if (byKey) panel.querySelector("h3").focus();
  };
  chooseElement = (number) => { graph.pickElement(number); panel.scrollIntoView({ block: "nearest" }); };
  showCase = (id) => {
    panel.replaceChildren(el("p", { class: "kind" }, "case"), el("h3", { id: "chosen", tabindex: "-1" }, named(id)), el("div", null, caseWords(id)));
    panel.scrollTop = 0;
    panel.querySelector("h3").focus();
    panel.scrollIntoView({ block: "nearest" });
  };
  panel.addEventListener("keydown", (event) => { if (event.key === "Escape") graph.focus(); });

  const haystack = conflicts.map((it) => [it.kind, it.about.join("\n"), it.cases.join("\n"), it.environments.flat().join("\n"), it.why].join("\n").toLowerCase());
  const wanted = { text: "", kind: "" };
  const status = el("p", { class: "status", role: "status" });
  const list = conflictTable();
  const narrow = () => {
    const all = wanted.text === "" && wanted.kind === "";
    live = all ? null : new Set(conflicts.map((it, i) => i).filter((i) => (wanted.kind === "" || conflicts[i].kind === wanted.kind) && haystack[i].includes(wanted.text)));
    graph.show(live);
    list.narrow(all ? null : (it) => live.has(it.number));
    nodes.narrow(all ? null : (it) => it.clash.some((i) => live.has(i)));
    status.textContent = all ? count(conflicts.length, "conflict") : `${live.size.toLocaleString("en-US")} of ${count(conflicts.length, "conflict")}`;
  };
  const tools = el("div", { class: "tools", role: "search", "aria-label": "Conflicts" },
    labelled("Search", el("input", { id: "find", type: "search", autocomplete: "off", spellcheck: "false", placeholder: "a rule, a judgment, a case", input: (event) => { wanted.text = event.target.value.trim().toLowerCase(); narrow(); } })),
    labelled("Conflict", el("select", { id: "kind", change: (event) => { wanted.kind = event.target.value; narrow(); } },
      el("option", { value: "" }, "all"), [...group(conflicts, (it) => it.kind)].map(([kind, some]) => el("option", { value: kind }, `${kind} (${some.length})`)))),
    data.graphs.length < 2 ? null : labelled("Judgments", el("select", { id: "judgments", change: (event) => draw(data.graphs[event.target.value]) },
      data.graphs.map((it, i) => el("option", { value: i }, it.judgments)))),
    status,
    el("div", { class: "zooms", role: "group", "aria-label": "Size of the graph" },
      el("button", { type: "button", "aria-label": "Larger", click: () => graph.zoom(0.75) }, "+"),
      el("button", { type: "button", "aria-label": "Smaller", click: () => graph.zoom(1 / 0.75) }, "−"),
      el("button", { type: "button", click: () => graph.zoom(0) }, "Fit")));
  section("What clashes",
    lead("Each node is a rule, a judgment or a disputed attribute, as large as it weighs. A line joins two that have a part in one conflict, and is thicker for more conflicts."),
    tools, el("div", { class: "clash" }, el("div", { class: "picture" }, stage, legend), panel),
    el("h3", null, "The same as a table"), alternative, el("h3", null, "Every conflict"), list.whole);
  draw(data.graphs[0]);
}

function weightOf(node) {
  const weights = node.elements.map((it) => asNumber(elements[it].weight));
  const least = Math.min(...weights);
  const most = Math.max(...weights);
  const level = prices.get(elements[node.elements[0]].element)?.level;
  const words = (it) => (it === Infinity ? "entrenched" : `${amount(it)}${level ? ` at ${level}` : ""}`);
  return least === most ? words(most) : `${words(least)} to ${words(most)}`;
}

const kindWords = (kind) => (kind === "stakeholder" ? "judgments of one holder" : kind);

/** All of a node for the panel. */
function nodeWords(node, clash, back) {
  const rule = rules.get(`${node.kind}:${node.name}`);
  const some = node.elements.filter((it) => given[it]);
  const price = node.elements.map((it) => prices.get(elements[it].element)).filter(Boolean).sort((a, b) => orderOf(b, "priceOfKeeping") - orderOf(a, "priceOfKeeping"))[0];
  const derivations = [...group(node.elements, (it) => derivationText(elements[it])).values()];
  const mine = new Set(node.elements);
  const parts = [
    el("p", { class: "kind" }, marker(node.kind), kindWords(node.kind)),
    el("h3", { id: "chosen", tabindex: "-1" }, named(node.name === "" && node.kind === "stakeholder" ? "unnamed" : node.name)),
    rule ? ruleWords(rule) : null,
    el("dl", { class: "facts" },
      el("dt", null, "Weight"), el("dd", null, weightOf(node)),
      el("dt", null, "Conflicts"), el("dd", null, clash.length.toLocaleString("en-US")),
      el("dt", null, "Given up"), el("dd", null, some.length === 0 ? "nowhere" : `${some.length.toLocaleString("en-US")} of ${count(node.elements.length, node.kind === "stakeholder" ? "judgment" : node.kind === "judgment" ? "judgment" : "application")}`),
      price ? [el("dt", null, "Dearest to keep"), el("dd", null, costWords(price, "priceOfKeeping"))] : null),
    node.kind === "judgment" && judgments.has(node.name) ? el("p", null, judgmentWords(judgments.get(node.name))) : null,
    disclosure("How it came by its weight", () => el("ul", { class: "derivations" }, derivations.slice(0, 8).map((alike) => el("li", null, derivations.length > 1 || alike.length > 1 ? el("span", { class: "note" }, alike.length === 1 ? [named(elements[alike[0]].kind === "judgment" ? elements[alike[0]].name : elements[alike[0]].case), ": "] : `${alike.length} times: `) : null, derivation(elements[alike[0]]))),
      derivations.length > 8 ? el("li", null, `and ${derivations.length - 8} more; see Weights below`) : null)),
    el("h4", null, "Cannot all stand"),
  ];
  const list = el("ol", { class: "environments" });
  const more = el("button", { type: "button", click: () => add(20) });
  let next = 0;
  const add = (many) => {
    for (const i of clash.slice(next, next + many)) {
      const conflict = conflicts[i];
      const sets = conflict.sets.filter((set) => set.some((it) => mine.has(it)));
      list.append(el("li", null,
        el("p", null, el("b", null, conflict.kind), " in ", casesWords(conflict), " ", el("span", { class: "note" }, conflict.why)),
        el("ul", { class: "sets" }, sets.map((set) => setWords(set, conflict.cases.length > 1)))));
    }
    next = Math.min(clash.length, next + many);
    more.hidden = next >= clash.length;
    more.textContent = `Show ${Math.min(20, clash.length - next)} more of ${(clash.length - next).toLocaleString("en-US")}`;
  };
  add(8);
  parts.push(list, more, el("p", null, el("button", { type: "button", class: "back", click: back }, "Back to the graph")));
  return parts.flat(Infinity).filter((it) => it !== null);
}

/** What the graph shows, for those who read rather than look. */
function nodeTable(graph) {
  const nodeOf = new Map();
  graph.nodes.forEach((node, i) => node.elements.forEach((it) => nodeOf.set(it, i)));
  const rows = graph.nodes.map((node) => ({ node, clash: [...new Set(node.elements.flatMap((it) => conflictsOf[it]))].sort((a, b) => a - b), against: new Map(), some: node.elements.filter((it) => given[it]).length }));
  conflicts.forEach((conflict) => {
    const pairs = new Set();
    for (const set of conflict.sets) {
      const ends = [...new Set(set.map((it) => nodeOf.get(it)))];
      ends.forEach((a) => ends.forEach((b) => { if (a !== b) pairs.add(`${a} ${b}`); }));
    }
    for (const pair of pairs) {
      const [a, b] = pair.split(" ").map(Number);
      rows[a].against.set(b, (rows[a].against.get(b) ?? 0) + 1);
    }
  });
  rows.sort((a, b) => b.clash.length - a.clash.length);
  const top = (row) => [...row.against].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const label = (node) => (node.name === "" && node.kind === "stakeholder" ? "unnamed" : node.name);
  return table({
    title: "What clashes with what", rows, facet: { title: "Kind", value: (it) => it.node.kind === "stakeholder" ? "judgments" : it.node.kind },
    columns: [
      { title: "Element", value: (it) => label(it.node), text: (it) => `${it.node.kind} ${it.node.name}`, cell: (it) => el("button", { type: "button", class: `chip${it.some ? " given" : ""}`, "aria-label": `${kindWords(it.node.kind)} ${label(it.node)}`, click: () => chooseElement(it.node.elements[0]) }, item(it.node.kind, label(it.node))) },
      { title: "Weight", number: true, value: (it) => Math.max(...it.node.elements.map((i) => asNumber(elements[i].weight))), cell: (it) => weightOf(it.node) },
      { title: "Conflicts", number: true, value: (it) => it.clash.length },
      { title: "Given up", number: true, note: "in how many cases the best revision gives it up", value: (it) => it.some },
      { title: "Clashes with", wide: true, value: (it) => it.against.size, text: (it) => top(it).map(([i]) => graph.nodes[i].name).join(" "), cell: (it) => againstWords(top(it), graph) },
    ],
  });
}

function againstWords(top, graph) {
  if (top.length === 0) return "itself";
  const words = ([i, number], k) => [k > 0 ? ", " : null, item(graph.nodes[i].kind, graph.nodes[i].name === "" ? "unnamed" : graph.nodes[i].name), number > 1 ? el("span", { class: "note" }, ` ×${number}`) : null];
  return top.length <= 6 ? top.map(words) : [top.slice(0, 5).map(words), disclosure(`and ${top.length - 5} more`, () => top.slice(5).map(words))];
}

function conflictTable() {
  return table({
    title: "Conflicts", rows: conflicts.map((it, number) => ({ ...it, number })), searchable: false,
    columns: [
      { title: "Case", value: (it) => it.cases.join(", "), cell: casesWords },
      { title: "Conflict", value: (it) => it.kind },
      { title: "About", value: (it) => it.about.join(", "), cell: (it) => it.about.map((about, i) => [i > 0 ? ", " : null, named(about)]) },
      { title: "Cannot all stand", wide: true, value: (it) => it.environments.length, cell: setsWords },
    ],
  });
}

function revisions() {
  if (!best || conflicts.length === 0) {
    if (!best) section("What to give up", lead("No revision restores consistency."));
    return;
  }
  const cost = aligned(advice.explanations.map((it) => it.relaxation.cost));
  const keep = aligned(advice.explanations.map((it) => it.priceOfKeeping));
  const rows = [...advice.explanations].sort((a, b) => orderOf(b.relaxation, "cost") - orderOf(a.relaxation, "cost") || orderOf(b, "priceOfKeeping") - orderOf(a, "priceOfKeeping"));
  const text = (it) => `${verbs[it.kind].join(it.element)}`;
  const first = table({
    title: "Each relaxation of the cheapest revision", rows, first: 10, facet: { title: "How", value: (it) => it.relaxation.kind },
    columns: [
      { title: "Give up", value: (it) => text(it.relaxation), cell: (it) => relaxed(it.relaxation) },
      { title: "Case", value: (it) => it.relaxation.case ?? "", cell: (it) => caseButton(it.relaxation.case) },
      { title: "Cost", number: true, value: (it) => orderOf(it.relaxation, "cost"), cell: (it) => costWords(it.relaxation, "cost", cost) },
      { title: "To keep it", number: true, note: "how much dearer the cheapest revision becomes if this must stay; ∞ if there is no other way out", value: (it) => orderOf(it, "priceOfKeeping"), cell: (it) => costWords(it, "priceOfKeeping", keep) },
      { title: "Breaks", number: true, note: "conflicts", value: (it) => it.resolves.length },
      { title: "Against it stand", wide: true, value: (it) => it.against.length, text: (it) => it.against.join(" "), cell: (it) => againstIt(it) },
    ],
  });
  const others = advice.revisions.slice(1);
  section("What to give up", lead(`${count(best.relaxations.length, "relaxation")} for ${costWords(best, "cost")}. ${proof(best)}`), alikeTable().whole, el("h3", null, "One by one"), first.whole,
    others.length === 0 ? null : [el("h3", null, "Next best"), el("ol", { class: "revisions", start: "2" }, others.map(otherRevision))]);
}

/** Relaxations that are alike in one row: of one rule, of attributes of one name, of one holder's judgments. */
function alikeTable() {
  const bearer = (it) => {
    const kind = kindOf(it);
    const name = nameOf(it);
    if (kind === "judgment") return ["stakeholder", judgments.get(name)?.stakeholder ?? ""];
    return [kind, kind === "attribute" ? name.slice(name.lastIndexOf("/") + 1) : name];
  };
  const rows = [...group(best.relaxations, (it) => JSON.stringify([it.kind, ...bearer(it)])).values()].map((alike) => {
    const [kind, name] = bearer(alike[0]);
    return { how: alike[0].kind, kind, name: name === "" ? "unnamed" : name, alike, cost: alike.reduce((sum, it) => sum + asNumber(it.cost), 0), ...(alike[0].level ? { level: alike[0].level } : {}) };
  }).sort((a, b) => orderOf(b, "cost") - orderOf(a, "cost"));
  const cost = aligned(rows.map((it) => it.cost));
  const cases = (it) => new Set(it.alike.map((one) => one.case)).size;
  const words = (it) => [it.how === "revise" ? `revise ${count(it.alike.length, "judgment")} of ` : verbs[it.how][0], item(it.kind, it.name), verbs[it.how][1]];
  return table({
    title: "The cheapest revision", rows, first: 10, columns: [
      { title: "Give up", value: (it) => `${it.how} ${it.name}`, cell: words },
      { title: "Cases", number: true, value: cases, cell: (it) => (it.how === "suspend" ? "all" : cases(it)) },
      { title: "Cost", number: true, value: (it) => orderOf(it, "cost"), cell: (it) => costWords(it, "cost", cost) },
      { title: "Share", wide: true, note: levels.length > 0 ? "of what is given up on its level" : null, value: (it) => orderOf(it, "cost"), cell: (it) => percent(it.cost / onLevel(it)) },
    ],
  });
}

/** What the best revision costs on the level of a part of it. */
const onLevel = (part) => best.costLevels?.[levelOf(part, "cost")] ?? asNumber(best.cost);

function bearers() {
  if (!best || conflicts.length === 0) return;
  const borne = advice.disequilibrium.borneBy;
  const bearer = aligned(borne.map((it) => it.cost));
  const dearest = Math.max(...borne.map((it) => asNumber(it.cost)));
  section("Who bears the cost", table({
    title: "Borne by", rows: borne, columns: [
      { title: "Bearer", value: (it) => it.bearer, text: (it) => `${it.kind} ${it.bearer}`, cell: (it) => [item(it.kind, it.bearer), " ", el("small", null, it.kind)] },
      { title: "Cost", number: true, value: (it) => orderOf(it, "cost"), cell: (it) => costWords(it, "cost", bearer) },
      { title: "Share", wide: true, value: (it) => orderOf(it, "cost"), cell: (it) => [el("meter", { min: 0, max: dearest, value: asNumber(it.cost), "aria-hidden": "true" }), " ", percent(asNumber(it.cost) / onLevel(it))] },
    ],
  }).whole);
}

function againstIt(it) {
  if (it.against.length === 0) return el("span", { class: "note" }, "nothing else could go in its place");
  const words = (text, i) => {
    const number = numberOf(text, [it.relaxation.case]);
    return [i > 0 ? ", " : null, chip(number, elements[number].case !== it.relaxation.case)];
  };
  return it.against.length <= 4 ? it.against.map(words) : [it.against.slice(0, 3).map(words), disclosure(`and ${it.against.length - 3} more`, () => it.against.slice(3).map(words))];
}

function otherRevision(revision) {
  const key = (it) => JSON.stringify([it.kind, it.element, it.case]);
  const mine = new Set(revision.relaxations.map(key));
  const theirs = new Set(best.relaxations.map(key));
  const list = (some) => {
    const words = (it) => el("li", null, relaxed(it), it.case === null ? null : [" in ", caseButton(it.case)], el("span", { class: "note" }, ` ${costWords(it, "cost")}`));
    return some.length === 0 ? el("p", { class: "note" }, "nothing") : some.length <= 5 ? el("ul", null, some.map(words)) : [el("ul", null, some.slice(0, 4).map(words)), disclosure(`and ${some.length - 4} more`, () => el("ul", null, some.slice(4).map(words)))];
  };
  const dearer = levels.length === 0 ? asNumber(revision.cost) - asNumber(best.cost) : 0;
  const isAsCheap = levels.length === 0 || levels.every((level) => revision.costLevels[level] === best.costLevels[level]);
  return el("li", null,
    el("p", null, el("b", null, costWords(revision, "cost")), dearer > 0 ? ` (${amount(dearer)} dearer)` : isAsCheap ? " (as cheap)" : " (dearer)", el("span", { class: "note" }, ` ${revision.certified ? "certified" : "not proven"}, ${revision.verified ? "verified" : "not verified"}`)),
    el("div", { class: "instead" },
      el("div", null, el("p", { class: "note" }, "it gives up"), list(revision.relaxations.filter((it) => !theirs.has(key(it))))),
      el("div", null, el("p", { class: "note" }, "instead of"), list(best.relaxations.filter((it) => !mine.has(key(it)))))));
}

/** With levels: the level of an element, and what it costs to keep on each. */
function pricesOf(it) {
  const price = levels.length === 0 ? undefined : prices.get(it.element);
  return price === undefined ? {} : { level: price.level, priceLevels: price.priceOfKeepingLevels };
}

function pricesOfKeeping() {
  if (elements.length === 0) return;
  const rows = elements.map((it, number) => ({ ...it, number, ...pricesOf(it), price: prices.get(it.element)?.priceOfKeeping ?? null }));
  rows.sort((a, b) => orderOf(b, "price") - orderOf(a, "price"));
  const weight = aligned(rows.map((it) => it.weight));
  const price = aligned(rows.map((it) => it.price));
  section("Prices and weights",
    lead("Every element of a conflict. The price of keeping is how much dearer the cheapest revision becomes if it must stay: what costs most to keep is the first to go, and what costs nothing need not move."),
    table({
      title: "Elements in conflict", rows, facet: { title: "Kind", value: (it) => it.kind }, columns: [
        { title: "Element", value: (it) => it.name, text: (it) => `${it.kind} ${it.name}`, cell: (it) => chip(it.number, false) },
        { title: "Case", value: (it) => it.case, cell: (it) => caseButton(it.case) },
        { title: "To keep it", number: true, value: (it) => orderOf(it, "price"), cell: (it) => costWords(it, "price", price) },
        { title: "Weight", number: true, value: (it) => orderOf(it, "weight"), cell: (it) => costWords(it, "weight", weight) },
        { title: "Conflicts", number: true, value: (it) => conflictsOf[it.number].length },
        { title: "How it came by its weight", wide: true, value: (it) => it.contributions.length, text: (it) => it.contributions.map((by) => `${by.by} ${by.why}`).join(" "), cell: derivation },
      ],
    }).whole);
}

function otherwise() {
  if (advice.changes.length > 0) {
    section("Answered otherwise",
      lead(`${count(advice.changes.length, "case")} would be answered otherwise if the cheapest revision were adopted.`),
      table({
        title: "Cases answered otherwise", rows: advice.changes, columns: [
          { title: "Case", value: (it) => it.case, cell: (it) => caseButton(it.case) },
          { title: "Now", value: (it) => it.before, cell: (it) => answered(it.before) },
          { title: "Then", value: (it) => it.after, cell: (it) => answered(it.after) },
        ],
      }).whole);
  }
}

function appendix() {
  const clash = group(elements.map((it, i) => i), (i) => `${elements[i].kind}:${elements[i].name}`);
  section("Rules", rulesTable(data.rules, [
    { title: "Conflicts", number: true, value: (it) => new Set((clash.get(`${it.kind}:${it.name}`) ?? []).flatMap((i) => conflictsOf[i])).size },
  ]));
  if (data.cases.length > 0) {
    section("Cases", lead("The cases in conflict, and those that would be answered otherwise."), casesTable("Cases", data.cases.map((it) => it.case)).whole);
  }
}

figures();
revisions();
otherwise();
clashes();
pricesOfKeeping();
bearers();
appendix();
