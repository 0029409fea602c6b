// A replay: which recorded decisions come out otherwise, and by which change of the rules.

const { replay } = data;
const { comparison } = replay;
const digest = (text) => el("code", null, text.slice(0, "sha256:".length + 12));
const share = (number, of) => (of === 0 ? "" : percent(number / of));
const list = (names) => names.map((it, i) => [i > 0 ? ", " : null, named(it)]);
const aspects = (all) => Object.entries(all);

const obstacles = {
  constitution: "the constitution cannot be had", semantics: "another semantics version", masked: "rules look at masked facts",
  objects: "made from objects of the host, which are not recorded", facts: "what was recorded makes no case",
  limit: "a limit of time, steps or memory was met", fault: "recorded as errors that no rule brings about",
  unreproduced: "the record does not follow from its own constitution",
};

function figures() {
  const under = data.constitution ? [" under ", named(data.constitution.name), " ", named(data.constitution.version)] : " under the constitution that each was decided under";
  header("Replay", [named(data.ledger)], [`${count(replay.decisions, "decision")} decided again`, under], [
    ["Same", replay.same.toLocaleString("en-US"), share(replay.same, replay.decisions)],
    ["Changed", replay.changed.toLocaleString("en-US"), share(replay.changed, replay.decisions)],
    ["Not replayable", replay.notReplayable.toLocaleString("en-US"), share(replay.notReplayable, replay.decisions)],
    ...(comparison ? [["Answers", (comparison.aspects.answer ?? 0).toLocaleString("en-US"), "cases with another answer"]] : []),
    ["Entries", replay.entries.toLocaleString("en-US"), replay.from > 0 ? `from ${replay.from.toLocaleString("en-US")} on` : "from the first on"],
  ]);
}

function changes() {
  if (!comparison || comparison.groups.length === 0) return;
  const kind = (it) => (it.causes.length === 0 ? "no cause was looked for" : it.together ? "only together" : it.causes.length > 1 ? "any one of them by itself" : "by itself");
  section("What brings it about",
    lead("Decisions that come out otherwise, by the change of the rules that brings it about by itself; or by several, where none does so alone."),
    table({
      title: "Changes and what they do", rows: comparison.groups, first: 20, columns: [
        { title: "Change", wide: true, value: (it) => it.causes.join(" "), cell: (it) => [el("ul", { class: "parties" }, it.causes.map((cause) => el("li", null, named(cause)))), el("small", null, kind(it))] },
        { title: "Cases", number: true, value: (it) => it.cases },
        { title: "Of all", number: true, value: (it) => it.cases, cell: (it) => share(it.cases, comparison.cases) },
        { title: "Answers", number: true, note: "cases that are answered otherwise", value: (it) => it.aspects.answer ?? 0 },
        { title: "From what to what", wide: true, value: (it) => it.answers.map((turn) => turn.turn).join(" "), cell: (it) => (it.answers.length === 0 ? el("span", { class: "note" }, "no answer") : el("ul", { class: "parties" }, it.answers.map((turn) => el("li", null, named(turn.turn), el("span", { class: "note" }, ` ${turn.cases.toLocaleString("en-US")}`))))) },
        { title: "What differs", wide: true, value: (it) => Object.keys(it.aspects).join(" "), cell: (it) => aspects(it.aspects).map(([aspect, number], i) => [i > 0 ? ", " : null, aspect, el("span", { class: "note" }, ` ${number.toLocaleString("en-US")}`)]) },
        { title: "For example", value: (it) => it.examples.join(" "), cell: (it) => list(it.examples) },
      ],
    }).whole,
    replay.inseparable.length === 0 ? null : el("p", { class: "note" }, "Not tried alone: ", list(replay.inseparable)));
}

function newly() {
  if (!comparison || comparison.newly.length === 0) return;
  section("What cases newly become", table({
    title: "Cases that newly become something", rows: comparison.newly, columns: [
      { title: "Newly", value: (it) => it.kind },
      { title: "Cases", number: true, value: (it) => it.cases },
      { title: "Of all", number: true, value: (it) => it.cases, cell: (it) => share(it.cases, comparison.cases) },
      { title: "For example", wide: true, value: (it) => it.examples.join(" "), cell: (it) => list(it.examples) },
    ],
  }).whole);
}

function whatDiffers(all, of) {
  if (aspects(all).length === 0) return;
  section("What differs", lead("In how many decisions each aspect comes out otherwise."), table({
    title: "Aspects that differ", rows: aspects(all), columns: [
      { title: "Aspect", value: ([aspect]) => aspect },
      { title: "Decisions", number: true, value: ([, number]) => number },
      { title: "Of all", number: true, value: ([, number]) => number, cell: ([, number]) => share(number, of) },
    ],
  }).whole);
}

function divergences() {
  if (!replay.divergences || replay.divergences.length === 0) return;
  section("Otherwise than recorded", lead(`The first of ${count(replay.changed, "decision")}.`), table({
    title: "Decisions that come out otherwise", rows: replay.divergences, columns: [
      { title: "Case", value: (it) => it.case, cell: (it) => named(it.case) },
      { title: "Entry", number: true, value: (it) => it.entry },
      { title: "Differences", wide: true, value: (it) => JSON.stringify(it.differences), cell: (it) => (it.differences.length === 0 ? el("span", { class: "note" }, "only written otherwise") : el("dl", { class: "outputs" }, it.differences.map((difference) => [
        el("dt", null, difference.aspect, difference.output ? [" of ", named(difference.output)] : null),
        el("dd", null, named(difference.recorded === "" ? "nothing" : difference.recorded), " → ", named(difference.now === "" ? "nothing" : difference.now)),
      ]))) },
    ],
  }).whole);
}

function constitutions() {
  section("By constitution", table({
    title: "Decisions by the constitution recorded", rows: replay.constitutions, columns: [
      { title: "Constitution", value: (it) => it.constitution, cell: (it) => digest(it.constitution) },
      { title: "Decisions", number: true, value: (it) => it.decisions },
      { title: "Same", number: true, value: (it) => it.same },
      { title: "Changed", number: true, value: (it) => it.changed },
      { title: "Changed of all", number: true, value: (it) => it.changed, cell: (it) => share(it.changed, it.decisions) },
      { title: "Not replayable", number: true, value: (it) => it.notReplayable },
    ],
  }).whole);
}

function notReplayable() {
  if (replay.reasons.length === 0) return;
  section("Not replayable", table({
    title: "Why decisions could not be decided again", rows: replay.reasons, columns: [
      { title: "Why", value: (it) => obstacles[it.reason] ?? it.reason },
      { title: "Decisions", number: true, value: (it) => it.decisions },
      { title: "For example", wide: true, value: (it) => JSON.stringify(it.examples), cell: (it) => el("ul", { class: "parties" }, it.examples.map((example) => el("li", null, `entry ${example.entry}: `, named(example.why)))) },
    ],
  }).whole);
}

figures();
changes();
newly();
whatDiffers(comparison ? comparison.aspects : replay.aspects, comparison ? comparison.cases : replay.decisions);
divergences();
constitutions();
notReplayable();
if (data.rules) section("Rules", lead("Of the constitution that was tried."), rulesTable(data.rules));
if (replay.head) document.getElementById("foot").append(el("p", null, "The ledger's head ", el("code", null, replay.head)));
