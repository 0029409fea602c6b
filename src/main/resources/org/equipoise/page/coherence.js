// Whether texts hang together: both quotes of each finding side by side, the sentences marked.

const { coherence } = data;
const FEW = 12;
const kinds = {
  principle: "reply against a principle", alike: "reply against an earlier one in an alike case",
  itself: "reply against itself", reason: "reason against a principle",
};
const words = { contradiction: "contradiction", none: "no contradiction", undecided: "undecided" };
const byVerdict = group(coherence.findings, (it) => it.verdict);
const found = byVerdict.get("contradiction") ?? [];
const open = byVerdict.get("undecided") ?? [];

/** A text with the part that counts marked. */
const marked = (it) => [
  it.text.slice(0, it.start), el("mark", null, it.text.slice(it.start, it.end)), it.text.slice(it.end),
];
const side = (title, it) => el("figure", { class: "quote" },
  el("figcaption", null, title, " ", named(it.source)), el("blockquote", null, marked(it)));
const both = (it) => el("article", { class: "pair" },
  el("h3", null, kinds[it.kind], " in ", named(it.case)),
  el("p", { class: "note" },
    it.verdict === "undecided" ? `undecided: ${it.why}` : `${words[it.verdict]}, probability ${amount(it.probability)}`,
    it.relation ? `; raw score ${amount(it.relation.contradicts)}` : "",
    it.author ? ["; by ", named(it.author)] : null),
  el("div", { class: "sides" }, side("stands:", it.standing), side("tested:", it.tested)));

function figures() {
  header("Coherence", constitutionTitle(), `${count(coherence.findings.length, "pair")} of texts, related by ${coherence.model.name}`, [
    ["Contradictions", found.length.toLocaleString("en-US"), "candidates that a person confirms"],
    ["Undecided", coherence.findings.length === 0 ? "none" : percent(open.length / coherence.findings.length), "of the pairs"],
    ["Calibrations", coherence.calibrations.length.toLocaleString("en-US"), coherence.calibrations.length === 0 ? "nothing is decided without one" : "of this model"],
    ["Principles at odds", coherence.clashes.length.toLocaleString("en-US"), "by their words alone"],
  ]);
}

function clashes() {
  if (coherence.clashes.length === 0) return;
  section("Principles at odds",
    lead("These say of the same words what cannot both be. No model is needed to see it."),
    coherence.clashes.map((it) => el("article", { class: "pair" }, el("div", { class: "sides" },
      side("", { source: it.first, text: it.firstSays, start: 0, end: it.firstSays.length }),
      side("", { source: it.second, text: it.secondSays, start: 0, end: it.secondSays.length })))));
}

function rests() {
  section("What findings rest on", coherence.calibrations.length === 0
    ? lead("There is no calibration of this model, so nothing is decided.")
    : [
      lead("A bound holds for texts drawn as the labelled ones were, and for no others."),
      table({
        title: "Calibrations", rows: coherence.calibrations, columns: [
          { title: "Use", value: (it) => it.use },
          { title: "Pairs", number: true, value: (it) => it.pairs },
          { title: "False alarms among alarms", number: true, value: (it) => it.falseAlarms, cell: (it) => `at most ${percent(it.falseAlarms)}` },
          { title: "Misses among passes", number: true, value: (it) => it.misses, cell: (it) => `at most ${percent(it.misses)}` },
          { title: "Confidence", number: true, value: (it) => it.confidence, cell: (it) => percent(it.confidence) },
          { title: "Digest", wide: true, value: (it) => it.digest, cell: (it) => el("code", null, it.digest) },
        ],
      }).whole,
    ]);
}

function pairs(title, note, rows) {
  if (rows.length === 0) return;
  section(title, lead(note), rows.slice(0, FEW).map(both),
    rows.length > FEW ? disclosure(`Show the other ${rows.length - FEW}`, () => rows.slice(FEW, 500).map(both)) : null);
}

function scores() {
  if (coherence.scores.length === 0) return;
  section("Scores",
    lead("The share of pairs that contradict, with its 95 % interval; where there is a calibration, also corrected for its known errors."),
    table({
      title: "Scores", rows: coherence.scores, first: 20, facet: { title: "Of", value: (it) => kinds[it.kind] }, columns: [
        { title: "Of", value: (it) => `${kinds[it.kind]}${it.name === "" ? "" : it.by === "principle" ? `: ${it.name}` : `, ${it.by} ${it.name}`}` },
        { title: "Pairs", number: true, value: (it) => it.all },
        { title: "Contradict", number: true, value: (it) => it.share, cell: (it) => `${percent(it.share)} (${percent(it.low)} to ${percent(it.high)})` },
        { title: "Corrected", number: true, value: (it) => it.corrected?.value ?? -1, cell: (it) => (it.corrected && it.corrected.value !== null ? `${percent(it.corrected.value)} (${percent(it.corrected.low)} to ${percent(it.corrected.high)})` : "not known") },
        { title: "Undecided", number: true, value: (it) => it.undecidedShare, cell: (it) => percent(it.undecidedShare) },
      ],
    }).whole);
}

figures();
clashes();
pairs("Contradictions", "The surest first. None of them counts before a person confirms it.", [...found].sort((a, b) => b.probability - a.probability));
scores();
rests();
pairs("Undecided", "Those with the greatest raw score first, which says nothing by itself.", [...open].sort((a, b) => (b.relation?.contradicts ?? 0) - (a.relation?.contradicts ?? 0)));
