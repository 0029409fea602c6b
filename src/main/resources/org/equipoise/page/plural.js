// Several constitutions side by side: how far apart, what all decide alike, what divides them, the bridge.

const { plurality } = data;
const { bridge } = plurality;
const names = plurality.constitutions;
const FEW = 12;
const element = (text) => { const at = text.indexOf(":"); return item(text.slice(0, at), text.slice(at + 1)); };
const caseList = (title, ids) => [
  el("p", null, ids.slice(0, FEW).map((it, i) => [i > 0 ? ", " : null, named(it)]), ids.length > FEW ? ` and ${ids.length - FEW} more` : null),
  disclosure("What they are", () => casesTable(title, ids).whole),
];

function figures() {
  const one = plurality.consensus.filter((it) => it.oneReason).length;
  header("Several constitutions", names.map((it, i) => [i > 0 ? ", " : null, named(it)]), `side by side on ${count(plurality.cases, "case")}`, [
    ["Alike", plurality.alike.length.toLocaleString("en-US"), `cases that all answer alike, ${one} for the same reasons`],
    ["Divided", plurality.divided.length.toLocaleString("en-US"), `cases, in ${count(plurality.groups.length, "group")}`],
    ["Bridge", bridge.cost === null ? "none" : amount(bridge.cost), bridge.cost === null ? "no concessions were found" : bridge.certified ? "proven to be the least cost" : `at least ${amount(bridge.lowerBound)}`],
    ["Greatest burden", bridge.fairest ? amount(bridge.fairest.greatest) : "none", bridge.fairest ? bridge.frontComplete ? "proven to be the least" : "not proven to be the least" : "no concessions were found"],
  ]);
  if (plurality.undecidable.length > 0) {
    section("Could not be decided", lead("These cases are left out of all else on this page."),
      el("ul", { class: "alarm" }, plurality.undecidable.slice(0, 60).map((it) => el("li", null, named(it.case), " under ", named(it.constitution), ": ", named(it.why)))));
  }
}

/** Points in the plane whose distances come near to given ones: classical scaling, by power iteration. */
function scaled(matrix) {
  const n = matrix.length;
  const squares = matrix.map((row) => row.map((it) => it * it));
  const mean = (all) => all.reduce((sum, it) => sum + it, 0) / n;
  const rows = squares.map(mean);
  const all = mean(rows);
  const product = squares.map((row, i) => row.map((it, j) => -(it - rows[i] - rows[j] + all) / 2));
  const axes = [0, 1].map((axis) => {
    let vector = rows.map((it, i) => Math.cos(1 + i * (axis + 1)));
    let value = 0;
    for (let turn = 0; turn < 500; turn++) {
      const next = product.map((row) => row.reduce((sum, it, j) => sum + it * vector[j], 0));
      value = Math.hypot(...next);
      if (value < 1e-12) break;
      vector = next.map((it) => it / value);
    }
    if (value < 1e-12) return rows.map(() => 0);
    const sign = product.reduce((sum, row, i) => sum + vector[i] * row.reduce((part, it, j) => part + it * vector[j], 0), 0);
    product.forEach((row, i) => row.forEach((it, j) => { row[j] = it - sign * vector[i] * vector[j]; }));
    return vector.map((it) => it * Math.sqrt(Math.max(0, sign)));
  });
  return rows.map((it, i) => [axes[0][i], axes[1][i]]);
}

function mapOf(matrix) {
  const points = scaled(matrix);
  const xs = points.map((it) => it[0]);
  const ys = points.map((it) => it[1]);
  const span = Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys), 1e-9);
  const scale = 300 / span;
  const at = points.map(([x, y]) => [(x - (Math.min(...xs) + Math.max(...xs)) / 2) * scale + 270, (y - (Math.min(...ys) + Math.max(...ys)) / 2) * scale]);
  const top = Math.min(...at.map((it) => it[1])) - 50;
  const height = Math.max(...at.map((it) => it[1])) - top + 60;
  const picture = svg("svg", { class: "graph map", viewBox: `0 ${top} 540 ${height}`, role: "img", "aria-label": "A map: the farther apart, the more is decided otherwise" });
  at.forEach(([x, y], i) => at.slice(0, i).forEach(([u, v], j) => {
    picture.append(svg("line", { class: "line", x1: x, y1: y, x2: u, y2: v }));
    picture.append(svg("text", { class: "between", x: (x + u) / 2, y: (y + v) / 2 }, String(+matrix[i][j].toFixed(3))));
  }));
  at.forEach(([x, y], i) => {
    picture.append(svg("circle", { class: "place", cx: x, cy: y, r: 9 }));
    picture.append(svg("text", { class: "name", x, y: y - 18 }, names[i]));
  });
  return picture;
}

function matrixTable(title, note, matrix, words) {
  return el("div", { class: "matrix" }, el("h3", null, title), el("p", { class: "note" }, note),
    table({
      title, rows: names.map((name, i) => ({ name, row: matrix[i] })), searchable: false, columns: [
        { title: "Constitution", value: (it) => it.name, cell: (it) => named(it.name) },
        ...names.map((name, j) => ({ title: name, number: true, value: (it) => it.row[j], cell: (it) => (it.name === name ? "·" : words(it.row[j])) })),
      ],
    }).whole);
}

function distances() {
  const { agreement, decisions, rules, revisions } = plurality.distances;
  const three = (it) => String(+it.toFixed(3));
  section("How far apart", lead("0 is the same and 1 the opposite. The map shows the distances by decisions, as well as a plane can."),
    el("div", { class: "picture" }, mapOf(decisions)),
    matrixTable("Answered alike", "The share of cases.", agreement, (it) => percent(it)),
    matrixTable("Decisions", "The share of outputs decided otherwise; half for one that is left to a person or not spoken of.", decisions, three),
    matrixTable("Rules", "The rules, by meaning, that only one of the two has, of all rules here.", rules, three),
    revisions ? matrixTable("Revisions", "What only one of the two gives up in its cheapest revision, by weight, of all that is asserted.", revisions, three) : null);
}

const reasonList = (reasons) => (reasons.length === 0 ? el("span", { class: "note" }, "nothing speaks for it")
  : el("ul", { class: "parties" }, reasons.map((it) => el("li", null, element(it.by), " ", el("small", null, named(it.output), " ", it.status), it.why.length > 0 ? el("p", { class: "says" }, named(it.why.join("; "))) : null))));

const reasonColumns = names.map((name) => ({
  title: name, wide: true, value: (it) => it.reasons[name].map((reason) => `${reason.by} ${reason.why.join(" ")}`).join(" "), cell: (it) => reasonList(it.reasons[name]),
}));

function consensus() {
  if (plurality.consensus.length === 0) return;
  const kind = (it) => (it.oneReason ? "the same reasons" : "different reasons");
  section("What all decide alike", lead("Each case with what speaks for its answer in each constitution. Where the reasons differ, the agreement does not hang on any one of them."),
    table({
      title: "Alike", rows: [...plurality.consensus].sort((a, b) => a.oneReason - b.oneReason), first: 6, facet: { title: "For", value: kind }, columns: [
        { title: "Case", value: (it) => it.case, cell: (it) => [named(it.case), disclosure("What it is", () => caseWords(it.case))] },
        { title: "Answer", value: (it) => it.answer, cell: (it) => answered(it.answer) },
        { title: "For", value: kind },
        ...reasonColumns,
      ],
    }).whole);
}

const causeList = (causes) => (causes.length === 0 ? el("span", { class: "note" }, "nothing that they could give up ends it")
  : el("ul", { class: "parties" }, causes.map((it) => el("li", null, it.element ? [element(it.element), " ", el("small", null, named(it.constitution))] : named(it.difference)))));

function divisions() {
  if (plurality.divided.length === 0) return;
  section("What divides them", lead("What brings each disagreement about: whatever is in a smallest set that ends it when it is given up in the case."),
    table({
      title: "Groups", rows: plurality.groups, first: 8, columns: [
        { title: "Brought about by", wide: true, value: (it) => it.rules.join(" "), cell: (it) => causeList(it.causes) },
        { title: "Cases", number: true, value: (it) => it.cases.length },
        { title: "Which", wide: true, value: (it) => it.cases.join(" "), cell: (it) => caseList("Divided", it.cases) },
      ],
    }).whole,
    el("h3", null, "Case by case"),
    table({
      title: "Divided", rows: plurality.divided, first: 6, columns: [
        { title: "Case", value: (it) => it.case, cell: (it) => [named(it.case), disclosure("What it is", () => caseWords(it.case))] },
        ...names.map((name) => ({
          title: name, wide: true, value: (it) => it.answers[name], text: (it) => `${it.answers[name]} ${it.reasons[name].map((reason) => reason.by).join(" ")}`,
          cell: (it) => [el("p", null, el("strong", null, answered(it.answers[name]))), reasonList(it.reasons[name])],
        })),
      ],
    }).whole);
}

function concessions(settlement) {
  return [
    el("dl", { class: "facts" }, settlement.burdens.map((it) => [el("dt", null, named(it.constitution)), el("dd", null, `concedes ${amount(it.cost)}`)])),
    settlement.concessions.length === 0 ? null : table({
      title: "Concessions", rows: settlement.concessions, first: 8, facet: { title: "By", value: (it) => it.constitution }, columns: [
        { title: "Who", value: (it) => it.constitution, cell: (it) => named(it.constitution) },
        { title: "Does", value: (it) => it.kind },
        { title: "What", wide: true, value: (it) => it.element, cell: (it) => element(it.element) },
        { title: "Where", value: (it) => it.case ?? "everywhere", cell: (it) => named(it.case ?? "everywhere") },
        { title: "Price", number: true, value: (it) => it.cost },
      ],
    }).whole,
    settlement.left.length === 0 ? null : [el("h4", null, `Left divided: ${count(settlement.left.length, "case")}`), caseList("Left divided", settlement.left)],
    disclosure(`Answers in ${count(settlement.answers.length, "case")}`, () => table({
      title: "Answers", rows: settlement.answers, first: 8, columns: [
        { title: "Case", value: (it) => it.case, cell: (it) => named(it.case) },
        { title: "All answer", value: (it) => it.answer, cell: (it) => answered(it.answer) },
      ],
    }).whole),
  ];
}

function bridgeSection() {
  if (bridge.cost === null) {
    section("The bridge", lead(bridge.notComputed ? ["No bridge was looked for: ", named(bridge.notComputed), "."] : "No concessions were found after which they agree."));
    return;
  }
  const proof = (it) => [it.certified ? "proven to be the least" : "not proven to be the least", it.verified ? "decided again, they answer alike" : "NOT verified: decided again, they do not answer alike"].join("; ");
  const scale = bridge.scale === "weights" ? "Weights of different constitutions are compared as they are." : "Weights are shares of all that each constitution asserts.";
  section("The bridge",
    lead(`The cheapest concessions after which they answer ${count(bridge.required, "case")} alike. ${scale} Of ${count(plurality.cases, "case")} they then decide ${bridge.decided} alike.`),
    bridge.irreconcilable.length === 0 ? null : el("div", { class: "alarm" }, el("h4", null, "Irreconcilable"), caseList("Irreconcilable", bridge.irreconcilable)),
    el("h3", null, `Least cost: ${amount(bridge.cost)}`), el("p", { class: "note" }, proof(bridge)), concessions(bridge),
    bridge.fairest ? [el("h3", null, `Least greatest burden: ${amount(bridge.fairest.greatest)}, for a cost of ${amount(bridge.fairest.cost)}`), el("p", { class: "note" }, proof(bridge.fairest)), concessions(bridge.fairest)] : null,
    bridge.front.length < 2 ? null : [el("h3", null, "Between the two"), el("p", { class: "note" }, bridge.frontComplete ? "No concessions are better in one and as good in the other." : "There may be better ones."), table({
      title: "From the cheapest to the most even", rows: bridge.front, first: 12, searchable: false, columns: [
        { title: "Cost", number: true, value: (it) => it.cost },
        { title: "Greatest burden", number: true, value: (it) => it.greatest },
        ...names.map((name) => ({ title: name, number: true, value: (it) => it.burdens.find((one) => one.constitution === name).cost })),
      ],
    }).whole]);
}

function rules() {
  section("The rules", data.compared.map((it) => [el("h3", null, named(it.name)), rulesTable(it.rules)]));
}

figures();
distances();
consensus();
divisions();
bridgeSection();
rules();
