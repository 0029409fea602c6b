// What the labels of several annotators are worth: as how many voices they count, how far they agree, and what stands.

const { agreement, residue } = data;
const { annotators, pairs } = agreement;
const three = (it) => (it === null || it === undefined ? "undefined" : it.toLocaleString("en-US", { minimumFractionDigits: 3, maximumFractionDigits: 3 }));
const one = (it) => (it === null || it === undefined ? "undefined" : it.toLocaleString("en-US", { minimumFractionDigits: 1, maximumFractionDigits: 1 }));
const range = (interval, digits) => (interval ? `95 % interval ${digits(interval[0])} to ${digits(interval[1])}` : "no interval was asked for");
const bases = {
  truth: "measured against true labels",
  model: "estimated from the labels alone: it can be far off where all err alike",
  assumed: "so few annotators do not tell; taken as independent",
};
const standing = (k) => residue.filter((it) => it.overturning.length > k).length;

function figures() {
  header("Annotators", "What the labels are worth", `${count(annotators.length, "annotator")} on ${count(agreement.items, "item")}`, [
    ["Independent voices", one(agreement.effectiveAnnotators), range(agreement.effectiveInterval, one)],
    ["Correlation of errors", three(agreement.errorCorrelation), bases[agreement.basis]],
    ["Krippendorff’s α", three(agreement.krippendorffAlpha), range(agreement.alphaInterval, three)],
    ["Labels that stand", `${standing(1).toLocaleString("en-US")} of ${residue.length.toLocaleString("en-US")}`, "whichever one annotator is left out"],
  ]);
}

/** A value with its interval on a line between two ends. */
function span(label, value, interval, [least, most], digits) {
  const x = (it) => +(6 + 188 * Math.min(1, Math.max(0, (it - least) / (most - least || 1)))).toFixed(1);
  const known = value !== null && value !== undefined;
  const says = `${label}: ${digits(value)}${interval ? `, ${range(interval, digits)}` : ""}`;
  return el("div", { class: "interval measure" },
    el("span", null, label),
    svg("svg", { viewBox: "0 0 200 12", role: "img", "aria-label": says },
      svg("line", { class: "scale", x1: 6, y1: 6, x2: 194, y2: 6 }),
      interval ? svg("line", { class: "range", x1: x(interval[0]), y1: 6, x2: x(interval[1]), y2: 6 }) : null,
      known ? svg("circle", { class: "point", cx: x(value), cy: 6, r: 4 }) : null),
    el("small", null, digits(value), interval ? ` (${digits(interval[0])}–${digits(interval[1])})` : null));
}

function voicesSection() {
  section("How many voices",
    lead(`Annotators that err together say less than their number. The line goes from 1 to ${annotators.length}. The correlation of their errors is ${bases[agreement.basis]}.`),
    span("Independent voices", agreement.effectiveAnnotators, agreement.effectiveInterval, [1, annotators.length], one));
}

function agreementSection() {
  const measures = [
    ["Krippendorff’s α", agreement.krippendorffAlpha, agreement.alphaInterval],
    ["Fleiss’ κ", agreement.fleissKappa, agreement.fleissInterval],
    ["Gwet’s AC1", agreement.gwetAc1, agreement.ac1Interval],
  ];
  const least = measures.flatMap(([, value, interval]) => [value ?? 0, interval?.[0] ?? 0]).reduce((a, b) => Math.min(a, b), 0);
  section("Agreement", lead(`0 is what chance gives, 1 is agreement on everything. The line goes from ${one(least)} to 1. AC1 stays meaningful where nearly all labels are the same.`),
    measures.map(([name, value, interval]) => span(name, value, interval, [least, 1], three)));
}

function annotatorsSection() {
  const reference = agreement.basis === "truth" ? "the truth" : "most of the others";
  section("The annotators", lead(`Reliability is the estimated share of right labels. Each is compared with ${reference}; κ below 0.4 on 20 items or more is flagged, since such labels hardly say more than chance.`),
    table({
      title: "Annotators", rows: annotators, first: 12, facet: { title: "State", value: (it) => (it.flagged ? "flagged" : "not flagged") }, columns: [
        { title: "Annotator", value: (it) => it.annotator, cell: (it) => [named(it.annotator), it.flagged ? el("small", { class: "flagged" }, " flagged") : null] },
        { title: "Labels", number: true, value: (it) => it.n, cell: (it) => it.n.toLocaleString("en-US") },
        { title: "Reliability", number: true, value: (it) => it.accuracyEstimate, cell: (it) => three(it.accuracyEstimate) },
        { title: "Agrees", number: true, note: `share of labels that are as ${reference}`, value: (it) => it.accuracy, cell: (it) => three(it.accuracy) },
        { title: "κ", number: true, value: (it) => it.kappa, cell: (it) => three(it.kappa) },
        { title: "Again the same", number: true, note: "the same label on an item that it labelled again", value: (it) => (it.repeats === 0 ? -1 : it.repeatsAlike / it.repeats), cell: (it) => (it.repeats === 0 ? "·" : `${it.repeatsAlike} of ${it.repeats}`) },
      ],
    }).whole);
}

/** A square for each pair, of a stronger colour the more they agree. */
function matrix() {
  const size = 900 / annotators.length;
  const place = new Map(annotators.map((it, i) => [it.annotator, i]));
  const squares = pairs.map((it) => {
    const [x, y] = [place.get(it.a), place.get(it.b)];
    const kappa = it.cohenKappa;
    return [[x, y], [y, x]].map(([column, row]) => svg("rect", {
      class: kappa === null ? "kappa unknown" : "kappa", x: +(column * size + 1).toFixed(1), y: +(row * size + 1).toFixed(1),
      width: +(size - 2).toFixed(1), height: +(size - 2).toFixed(1), "fill-opacity": kappa === null ? null : Math.max(0.04, Math.min(1, kappa)).toFixed(2),
    }, svg("title", null, `${it.a} and ${it.b}: κ ${three(kappa)}`)));
  });
  return el("div", { class: "picture" },
    svg("svg", { class: "kappas", viewBox: "0 0 900 900", role: "img", "aria-label": "A square for each pair of annotators, in the order of the table; the stronger its colour, the more they agree" }, squares),
    el("p", { class: "legend" }, el("span", null, "From the top and from the left:"), annotators.map((it) => named(it.annotator))));
}

function pairsSection() {
  if (pairs.length === 0) return;
  section("Who agrees with whom", lead("Cohen’s κ of two annotators, on the items that both labelled."),
    annotators.length > 2 && annotators.length <= 40 ? matrix() : null,
    table({
      title: "Pairs", rows: [...pairs].sort((a, b) => a.agreement - b.agreement), first: 8, columns: [
        { title: "Pair", value: (it) => `${it.a} ${it.b}`, cell: (it) => [named(it.a), " and ", named(it.b)] },
        { title: "Items", number: true, value: (it) => it.n, cell: (it) => it.n.toLocaleString("en-US") },
        { title: "Same label", number: true, value: (it) => it.agreement, cell: (it) => percent(it.agreement) },
        { title: "κ", number: true, value: (it) => it.cohenKappa, cell: (it) => three(it.cohenKappa) },
      ],
    }).whole);
}

function residueSection() {
  const most = residue.reduce((a, it) => Math.max(a, it.overturning.length), 0);
  const steps = Array.from({ length: most + 1 }, (_, k) => ({ k, standing: standing(k) }));
  const weakest = [...residue].sort((a, b) => a.overturning.length - b.overturning.length);
  section("What stands", lead("A label stands if more annotators give it than any other, whichever few of them are left out. Each bar is the share of labels that stand without so many."),
    steps.map(({ k, standing: number }) => el("div", { class: "interval measure" },
      el("span", null, k === 0 ? "nobody left out" : `any ${k} left out`),
      svg("svg", { viewBox: "0 0 200 12", role: "img", "aria-label": `${number} of ${residue.length} labels` },
        svg("line", { class: "scale", x1: 6, y1: 6, x2: 194, y2: 6 }),
        number > 0 ? svg("line", { class: "range", x1: 6, y1: 6, x2: +(6 + 188 * number / residue.length).toFixed(1), y2: 6 }) : null),
      el("small", null, `${number.toLocaleString("en-US")} of ${residue.length.toLocaleString("en-US")}`))),
    table({
      title: "Labels, the weakest first", rows: weakest, first: 8, columns: [
        { title: "Item", value: (it) => it.item, cell: (it) => named(it.item) },
        { title: "Label", value: (it) => it.label ?? "", cell: (it) => (it.label === null ? el("span", { class: "note" }, "several are even") : named(it.label)) },
        { title: "Falls without", wide: true, value: (it) => it.overturning.join(" "), cell: (it) => (it.overturning.length === 0 ? el("span", { class: "note" }, "does not lead") : it.overturning.map((by, i) => [i > 0 ? ", " : null, named(by)])) },
        { title: "Number", number: true, value: (it) => it.overturning.length },
      ],
    }).whole);
}

figures();
voicesSection();
agreementSection();
annotatorsSection();
pairsSection();
residueSection();
