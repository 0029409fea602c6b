// All equilibria: how many there are, what they agree on, and how far apart they are.

const { equilibria } = data;
const FEW = 12;
const atLeast = equilibria.countExact ? "" : "at least ";
const digits = (text) => (text.length < 16 ? Number(text).toLocaleString("en-US") : `${text[0]}.${text.slice(1, 3)}e${text.length - 1}`);

/** A relaxation in words: what is done to which element, and where. */
const done = (it) => [
  `${it.kind} `, item(...it.element.split(/:(.*)/s)), it.case === null ? " everywhere" : [" in ", named(it.case)], ` (${amount(it.cost)})`,
];
const list = (relaxations) => (relaxations.length === 0
  ? el("p", { class: "note" }, "nothing")
  : el("ul", null, relaxations.map((it) => el("li", null, done(it)))));

/** What it gives up besides what every equilibrium gives up. */
const inAll = new Set(equilibria.inAll);
const isInAll = (it) => inAll.has(it.case === null || it.element.startsWith("judgment:") ? it.element : `${it.element}@${it.case}`);
const besides = (one) => [list(one.relaxations.filter((it) => !isInAll(it))), el("p", { class: "note" }, `costs ${amount(one.cost)} in all`)];

function figures() {
  const { diameter } = equilibria;
  header("Equilibria", constitutionTitle(), `${count(equilibria.cases, "case")}, ${count(equilibria.judgments, "judgment")}, ${count(equilibria.conflicts, "conflict")}`, [
    ["Equilibria", `${atLeast}${digits(equilibria.count)}`, `in ${count(equilibria.components, "independent group")} of conflicts`],
    ["Robustness", percent(equilibria.robust), `of cases are decided alike in all${equilibria.complete ? "" : " that were found"}; ${percent(equilibria.robustByWeight)} by weight`],
    ["Cost", amount(equilibria.cost), equilibria.within === 0 ? "the least" : `the least, and up to ${amount(equilibria.within)} more`],
    ["Farthest apart", amount(diameter.revision), `in what is given up${diameter.revisionExact ? "" : ", at least"}`],
    ["Decided otherwise", percent(diameter.decision), `of outputs at most, by any two${diameter.decisionExact ? "" : " that were compared"}`],
    ["Checked", equilibria.verified ? "yes" : "no", "inferred again, no conflict is left"],
  ]);
}

function contested() {
  section("Decided differently", equilibria.contested.length === 0
    ? lead("All equilibria decide every case alike.")
    : [
      lead(`${count(equilibria.contested.length, "case")} of ${equilibria.cases.toLocaleString("en-US")}: the answer depends on the way out.`),
      table({
        title: "Contested cases", rows: equilibria.contested, first: FEW, columns: [
          { title: "Case", value: (it) => it.case, cell: (it) => named(it.case) },
          { title: "Answers", value: (it) => it.answers.join(" or "), cell: (it) => it.answers.map((one, i) => [i > 0 ? " or " : null, answered(one)]) },
          { title: "What it is", wide: true, value: (it) => JSON.stringify(cases.get(it.case) ?? ""), cell: (it) => caseWords(it.case) },
        ],
      }).whole,
    ]);
}

function given() {
  const rows = [
    ...equilibria.inAll.map((element) => ({ element, share: 1, extent: "in all" })),
    ...equilibria.shares.map((it) => ({ element: it.element, share: it.share, extent: "in some" })),
    ...equilibria.inNone.map((element) => ({ element, share: 0, extent: "in none" })),
  ];
  if (rows.length === 0) return;
  section("Given up",
    lead(`${count(equilibria.inAll.length, "element")} in all equilibria, ${equilibria.inSome.length} in some, ${equilibria.inNone.length} in none, of those in a conflict.`),
    table({
      title: "Elements", rows, first: FEW, facet: { title: "Given up", value: (it) => it.extent }, columns: [
        { title: "Element", value: (it) => it.element, cell: (it) => item(...it.element.split(/:(.*)/s)) },
        { title: "Given up", value: (it) => it.extent },
        { title: "Share", number: true, value: (it) => it.share, cell: (it) => percent(it.share) },
      ],
    }).whole);
}

function apart() {
  if (equilibria.medoid === null || (equilibria.complete && equilibria.count === "1")) return;
  const all = equilibria.representatives;
  section("Apart",
    lead("Equilibria that are far apart, by what they give up besides what all give up."),
    el("h3", null, "Closest to all"), besides(equilibria.medoid),
    all.map((it, i) => [el("h3", null, `Far apart ${i + 1}`), besides(it)]),
    all.length < 2 ? null : table({
      title: "Distances", rows: all.map((it, i) => ({ name: `Far apart ${i + 1}`, distances: it.distances })), columns: [
        { title: "From", value: (it) => it.name },
        ...all.map((it, i) => ({
          title: `to ${i + 1}`, number: true, value: (row) => row.distances[i].revision,
          cell: (row) => `${amount(row.distances[i].revision)}, ${percent(row.distances[i].decision)} of outputs`,
        })),
      ],
    }).whole);
}

function starts() {
  const { starts: from } = equilibria;
  if (!from) return;
  section("Step by step",
    lead(`Judgments adopted one at a time, in ${count(from.starts, "random order")} (seed ${from.seed}), end in ${count(from.different, "different way")}; up to ${percent(from.diameter.decision)} of outputs are decided differently.`),
    table({
      title: "Ends", rows: from.ends, first: FEW, columns: [
        { title: "Orders", number: true, value: (it) => it.starts },
        { title: "Cost", number: true, value: (it) => it.cost, cell: (it) => amount(it.cost) },
        { title: "Cheapest", value: (it) => (it.least ? "yes" : "no") },
        { title: "Gives up", wide: true, value: (it) => it.relaxations.map((one) => one.element).join(" "), cell: (it) => disclosure(count(it.relaxations.length, "relaxation"), () => list(it.relaxations)) },
      ],
    }).whole);
}

function parts() {
  const several = equilibria.parts.filter((it) => it.ways.length > 1 || !it.complete);
  if (several.length === 0) return;
  section("Ways out",
    lead(`${count(several.length, "part")} of the conflicts ${several.length === 1 ? "has" : "have"} several ways out. An equilibrium takes one of each part${equilibria.within === 0 ? "" : ", as far as the surplus allows"}.`),
    table({
      title: "Parts", rows: several, first: FEW, columns: [
        { title: "Ways", number: true, value: (it) => it.ways.length, cell: (it) => `${it.complete ? "" : "at least "}${it.ways.length}` },
        { title: "One of", wide: true, value: (it) => it.ways.flatMap((way) => way.relaxations.map((one) => one.element)).join(" "), cell: (it) => el("ol", null, it.ways.slice(0, FEW).map((way) => el("li", null, way.relaxations.map((one, i) => [i > 0 ? " and " : null, done(one)])))) },
      ],
    }).whole);
}

function irreconcilable() {
  if (equilibria.irreconcilable.length > 0) {
    section("Irreconcilable",
      lead("All of it is entrenched, so no equilibrium resolves it."),
      el("ul", null, equilibria.irreconcilable.map((all) => el("li", null, all.map((it, i) => [i > 0 ? ", " : null, item(...it.split(/:(.*)/s))])))));
  }
}

function notComputed() {
  if (!equilibria.notComputed) return;
  section("Not computed",
    lead("The time was over before this was computed, or computed to the end: ", equilibria.notComputed.map((it, i) => [i > 0 ? ", " : null, named(it)]), "."));
}

figures();
notComputed();
contested();
given();
apart();
starts();
parts();
irreconcilable();
