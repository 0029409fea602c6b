// Coverage: where the rules are silent, contradict each other, or decide nothing.

const { coverage } = data;
const texts = new Map(data.rules.map((it) => [`${it.kind}:${it.name}`, it]));
const element = (text) => { const at = text.indexOf(":"); return [item(text.slice(0, at), text.slice(at + 1)), " ", el("small", null, text.slice(0, at))]; };

// An example is a case, or CASE/OUTPUT.
const shownCases = data.cases.length > 0 ? casesTable("Cases", data.cases.map((it) => it.case)) : null;
const caseOf = (example) => (cases.has(example) ? example : data.cases.map((it) => it.case).find((id) => example.startsWith(`${id}/`)));
const examples = (ids) => ids.map((it, i) => {
  const id = caseOf(it);
  return [i > 0 ? ", " : null, id === undefined ? named(it) : el("button", { type: "button", class: "case", click: () => shownCases.find(id) }, named(it))];
});
const bearings = { informative: "informative", redundant: "redundant", silent: "never fired" };

const trait = (it) => {
  const subject = `${it.of} `;
  const attribute = el("code", null, it.attribute);
  return it.state === "is" ? [subject, attribute, " = ", el("code", null, JSON.stringify(it.value))] : it.state === "absent" ? ["no ", subject, attribute] : ["any ", subject, attribute];
};
const traits = (all) => el("ul", { class: "traits" }, all.map((it) => el("li", null, trait(it))));

function figures() {
  const principles = coverage.rules.filter((it) => it.rule.startsWith("principle:"));
  const informative = principles.filter((it) => it.bearing === "informative").length;
  header("Coverage", constitutionTitle(), `on ${count(coverage.cases, "case")} and ${count(coverage.judgments, "judgment")}`, [
    ["Spoken of", percent(coverage.coverage), `${coverage.spokenOf.toLocaleString("en-US")} of ${count(coverage.outputs, "output")}`],
    ["Decided", coverage.decided.toLocaleString("en-US"), `of ${count(coverage.cases, "case")}`],
    ["Informative", `${informative} of ${principles.length}`, "principles: some answer hangs on each alone"],
    ["Gaps", coverage.gaps.count.toLocaleString("en-US"), "cases on which no principle speaks"],
    ["Contradictions", (coverage.guidance.length + coverage.guidanceUnlisted).toLocaleString("en-US"), "sets of rules and judgments"],
  ]);
}

function failures() {
  if (coverage.failures.count > 0) {
    section("Could not be decided", lead(`${count(coverage.failures.count, "case")}; of those nothing else on this page tells.`),
      el("ul", { class: "alarm" }, coverage.failures.examples.map((it) => el("li", null, named(it.case), ": ", named(it.cause)))));
  }
}

function leaveOneOut() {
  section("What hangs on each rule",
    lead("What would be otherwise if this rule alone were given up everywhere. A rule is informative if some answer hangs on it alone, and redundant if it speaks and none does; of two rules that say the same, each is redundant until the other is dropped."),
    table({
      title: "Rules, each left out alone", rows: [...coverage.rules].sort((a, b) => b.answers - a.answers || b.openings - a.openings || b.verdicts - a.verdicts || b.cases - a.cases),
      first: 16, facet: { title: "Bearing", value: (it) => bearings[it.bearing] },
      columns: [
        { title: "Rule", wide: true, value: (it) => it.rule.slice(it.rule.indexOf(":") + 1), text: (it) => `${it.rule} ${texts.get(it.rule)?.says ?? ""}`, cell: (it) => [element(it.rule), texts.get(it.rule)?.says ? el("p", { class: "says" }, texts.get(it.rule).says) : null] },
        { title: "Bearing", value: (it) => bearings[it.bearing], cell: (it) => el("span", { class: `bearing ${it.bearing}` }, bearings[it.bearing]) },
        { title: "Speaks in", number: true, note: "cases in which it says something", value: (it) => it.cases },
        { title: "Answers", number: true, note: "decided cases that would be answered otherwise without it alone", value: (it) => it.answers },
        { title: "Open", number: true, note: "undecided cases that would be answered otherwise without it alone", value: (it) => it.openings },
        { title: "Verdicts", number: true, note: "outputs that would be judged otherwise without it alone", value: (it) => it.verdicts },
        { title: "For example", value: (it) => it.examples.join(" "), cell: (it) => examples(it.examples) },
        { title: "Written in", value: (it) => `${it.file}:${it.line}`, cell: (it) => el("code", null, `${it.file}:${it.line}`) },
      ],
    }).whole,
    el("p", { class: "note" }, "Speaks in: cases in which it says something. Answers: decided cases that would be answered otherwise without it; open: undecided ones; verdicts: outputs."));
}

function silence(title, what, all, things) {
  if (all.count === 0) return;
  section(title, lead(what),
    table({
      title: `${title}, by what they have in common`, rows: all.groups, columns: [
        { title: "Where", wide: true, value: (it) => JSON.stringify(it.where), cell: (it) => (it.where.length === 0 ? el("span", { class: "note" }, all.groups.length === 1 ? "nothing marks them off" : "the others") : traits(it.where)) },
        { title: "Silent", number: true, note: `${things} on which no principle speaks`, value: (it) => it.count },
        { title: "Of", number: true, note: `${things} of which this holds`, value: (it) => it.among },
        { title: "All of them have", wide: true, value: (it) => JSON.stringify(it.shared), cell: (it) => (it.shared.length === 0 ? "" : [traits(it.shared), el("p", { class: "note" }, it.alike === it.count ? "and nothing else has all of it" : `so do ${it.alike - it.count} of the others`)]) },
        { title: "For example", value: (it) => it.examples.join(" "), cell: (it) => examples(it.examples) },
      ],
    }).whole);
}

function contradictions() {
  if (coverage.guidance.length === 0) return;
  const among = (it) => (it.parties.some((party) => party.startsWith("stakeholder:")) ? "with judgments" : "among rules");
  section("Who contradicts whom",
    lead("What cannot all stand within one case, and in how many.", coverage.guidanceUnlisted > 0 ? ` Besides these, ${count(coverage.guidanceUnlisted, "contradiction")} of further parties.` : "", coverage.guidanceCut > 0 ? ` In ${count(coverage.guidanceCut, "conflict")} there are more sets than could be listed: parties may be missing here, and be in more cases than is said.` : ""),
    table({
      title: "Contradictions", rows: coverage.guidance, facet: { title: "Between", value: among }, columns: [
        { title: "Cannot all stand", wide: true, value: (it) => it.parties.join(" "), cell: (it) => el("ul", { class: "parties" }, it.parties.map((party) => el("li", null, element(party)))) },
        { title: "Conflict", value: (it) => it.kind },
        { title: "Between", value: among },
        { title: "Cases", number: true, value: (it) => it.cases },
        { title: "For example", value: (it) => it.examples.join(" "), cell: (it) => examples(it.examples) },
      ],
    }).whole);
}

function untried() {
  if (coverage.untried.length === 0) return;
  const lacks = { attribute: (of) => `no ${of} has the attribute`, passing: (of) => `no ${of} passes`, failing: (of) => `every ${of} passes` };
  section("Never tried", lead("What the rules test for, and no case puts to the test."),
    table({
      title: "Tests never tried", rows: coverage.untried, columns: [
        { title: "Test", value: (it) => `${it.of} ${it.attribute} ${it.test}`, cell: (it) => [`${it.of} `, el("code", null, `${it.attribute} ${it.test}`)] },
        { title: "What lacks", value: (it) => lacks[it.lack](it.of) },
        { title: "Rules", wide: true, value: (it) => it.rules.join(" "), cell: (it) => it.rules.map((rule, i) => [i > 0 ? ", " : null, named(rule)]) },
      ],
    }).whole);
}

figures();
failures();
leaveOneOut();
silence("Gaps", `On ${count(coverage.gaps.count, "case")} no principle speaks at all.`, coverage.gaps, "cases");
silence("Silent outputs", `No principle speaks of ${count(coverage.silences.count, "output")} beside others of which one does.`, coverage.silences, "outputs");
contradictions();
untried();
section("Rules", rulesTable(data.rules));
if (shownCases) section("Examples", lead("The cases named above."), shownCases.whole);
