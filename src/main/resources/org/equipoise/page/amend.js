// A proposal: which change of the rules explains the judgments, and what else it changes.

const { proposal } = data;
const shares = (number) => (number === null ? "unknown" : `${(100 * number).toFixed(1)} %`);
const FEW = 12;

/** Text with what stands between backticks as code. */
const words = (text) => text.split("`").map((it, i) => (i % 2 === 1 ? el("code", null, it) : it));

/** The first cases by name, and all of them in full when asked for. */
const caseList = (title, ids) => (ids.length === 0 ? el("p", { class: "note" }, "none") : [
  el("p", null, ids.slice(0, FEW).map((it, i) => [i > 0 ? ", " : null, named(it)]), ids.length > FEW ? ` and ${ids.length - FEW} more` : null),
  disclosure("What they are", () => casesTable(title, ids).whole),
]);
const ofRules = proposal.changes.filter((it) => it.case === undefined);
const local = proposal.changes.filter((it) => it.case !== undefined);
const figure = (number) => (number === null ? "unknown" : String(+number.toFixed(3)));
const moved = (pair) => (pair.after === null ? figure(pair.before) : `${figure(pair.before)} → ${figure(pair.after)}`);
const missing = proposal.notComputed ?? [];

function figures() {
  header("Amendment", constitutionTitle(), `${proposal.id}, from ${count(proposal.cases, "case")} and ${count(proposal.judgments, "judgment")}`, [
    ["Cost", String(proposal.cost), proposal.certified ? "proven to be the least" : `at least ${proposal.lowerBound}`],
    ["Index", moved(proposal.index), "before → after"],
    ["Coverage", moved(proposal.coverage), "before → after"],
    ["Informative", moved(proposal.informative), "principles, before → after"],
    ["Checked", proposal.verified ? "yes" : "no", "the amended rules, run on everything"],
  ]);
  if (missing.length > 0) {
    section("Not computed", lead(`The time was over: ${missing.join(", ")}.`));
  }
  if (proposal.doubts.length > 0) {
    section("Not as predicted", el("ul", { class: "alarm" }, proposal.doubts.map((it) => el("li", null, named(it)))));
  }
}

function changes() {
  if (ofRules.length === 0) {
    section("Changes of the rules", lead(["cases", "changes"].some((it) => missing.includes(it)) && proposal.changes.length === 0 ? "No changes were found before the time was over; there may be some." : proposal.changes.length === 0 ? "Nothing to change." : "No change of the rules is worth its cost."));
    return;
  }
  section("Changes of the rules", ofRules.map((it, number) => [
    el("h3", null, `${number + 1}. `, item(...it.element.split(/:(.*)/s))),
    el("p", { class: "lead" }, words(it.inWords)),
    el("p", { class: "note" }, `costs ${it.cost}`, it.priceOfDoingWithout === null ? "" : `; without it all together costs ${it.priceOfDoingWithout} more`),
    it.trust ? el("p", { class: "note" }, `${count(it.trust.cases, "judged case")} behind it, ${it.trust.errors} against it; its error is at most ${shares(it.trust.errorAtMost)} (95 %)`, it.trust.errorInFolds === null ? "" : `, in folds ${shares(it.trust.errorInFolds)}`, it.trust.errorHeldOut === null ? "" : `, on held-out cases ${shares(it.trust.errorHeldOut)}`) : null,
    el("div", { class: "three" },
      el("div", null, el("h4", null, `Sought: ${count(it.resolves.length, "case")}`), caseList("Sought", it.resolves)),
      el("div", null, el("h4", null, `Settled: ${count(proposal.settled, "fixture")}`), el("p", { class: "note" }, "untouched")),
      el("div", { class: it.elseChanged.length > 0 ? "alarm" : null }, el("h4", null, `Else changed: ${count(it.elseChanged.length, "case")}`), missing.includes("elseChanged") ? el("p", { class: "note" }, "not computed") : caseList("Else changed", it.elseChanged))),
  ]));
}

function inOneCase() {
  if (local.length > 0) {
    section("In one case each",
      lead("What no change of the rules is worth: it is given up where it stands."),
      table({
        title: "Left as exceptions", rows: local, first: 12, columns: [
          { title: "Change", value: (it) => it.kind },
          { title: "What", wide: true, value: (it) => it.element, cell: (it) => named(it.element) },
          { title: "Case", value: (it) => it.case, cell: (it) => named(it.case) },
          { title: "Cost", number: true, value: (it) => it.cost },
        ],
      }).whole);
  }
}

function inseparable() {
  if (proposal.inseparable.length > 0) {
    section("Inseparable",
      lead("These cases are judged to the contrary and differ in nothing that rules may look at. An attribute would be needed that tells them apart."),
      el("ul", { class: "parties" },
        proposal.inseparable.slice(0, 60).map((pair) => el("li", null, named(pair[0]), " and ", named(pair[1]), disclosure("What they are", () => casesTable("Inseparable", pair).whole))),
        proposal.inseparable.length > 60 ? el("li", { class: "note" }, `and ${proposal.inseparable.length - 60} more`) : null));
  }
}

function diff() {
  if (proposal.tables.length > 0) {
    section("The patch", lead("No cell of a table is edited: change ", proposal.tables.map((it, i) => [i > 0 ? ", " : null, el("code", null, it)]), " as it stands above."));
    return;
  }
  if (proposal.patch === "") return;
  const files = proposal.patch.split(/^(?=--- )/m).filter((it) => it !== "");
  const lines = (text) => text.replace(/\n$/, "").split("\n").map((line) => {
    const sign = line.startsWith("+") && !line.startsWith("+++") ? "added" : line.startsWith("-") && !line.startsWith("---") ? "dropped" : "";
    return el("span", { class: `line ${sign}` }, line.replace(/\r$/, ""), "\n");
  });
  const fixtures = files.filter((it) => /^\+\+\+ b\/fixtures\//m.test(it));
  section("The patch",
    files.filter((it) => !fixtures.includes(it)).map((it) => el("pre", { class: "diff" }, lines(it))),
    fixtures.map((it) => disclosure("Fixtures of the sought cases", () => el("pre", { class: "diff" }, lines(it)))));
}

function alternatives() {
  if (proposal.alternatives.length > 0) {
    const test = (it) => `${it.of} ${it.attribute} ${Object.keys(it).filter((key) => key !== "of" && key !== "attribute").map((key) => `${key} ${JSON.stringify(it[key])}`)}`;
    const change = (it) => `${it.kind} ${it.element}${it.where?.length > 0 ? ` where ${it.where.map(test).join(" and ")}` : ""}${it.yieldsTo ? ` to ${it.yieldsTo}` : ""}`;
    const others = (all) => [...group(all.filter((it) => it.case !== undefined), (it) => it.kind)].map(([kind, some]) => `${kind} in ${count(some.length, "case")}`);
    section("Next", lead("The next cheapest sets of changes, with their cost."), el("ul", null, proposal.alternatives.map((it) => el("li", null,
      el("strong", null, String(it.cost)), " ",
      named([...it.changes.filter((one) => one.case === undefined).map(change), ...others(it.changes)].join("; "))))));
  }
}

figures();
changes();
inOneCase();
diff();
inseparable();
alternatives();
