// What the scores of a detector or model are worth: reliability diagrams, thresholds, and for whom they hold.

const { calibrations } = data;
const three = (it) => (it === null || it === undefined ? "undefined" : it.toFixed(3));
const between = (interval) => (interval ? ` (${three(interval[0])} to ${three(interval[1])})` : "");
const measure = (of, name) => `${three(of[name])}${between(of[name + "Interval"])}`;
const shareOf = (some, all, interval) => `${some.toLocaleString("en-US")} of ${all.toLocaleString("en-US")}, ${percent(all === 0 ? 0 : some / all)}${interval ? ` (${percent(interval[0])} to ${percent(interval[1])})` : ""}`;

function figures() {
  const n = calibrations.reduce((sum, it) => sum + it.n, 0);
  const decided = n - calibrations.reduce((sum, it) => sum + it.outcome.undecided, 0);
  header("Calibration", "What scores are worth", `${count(calibrations.length, "calibration")} from ${count(n, "labelled score")}`, [
    ["Decided", percent(decided / n), "of the labelled scores, at the risk that was accepted"],
    ["False alarms", percent(calibrations[0].asked.risk), "of alarms are accepted"],
    ["Misses", percent(calibrations[0].asked.misses), "of passes are accepted"],
    ["Confidence", percent(calibrations[0].asked.confidence), "that each holds, for things drawn as these were"],
  ]);
}

const side = 400;
const margin = 48;
const x = (it) => +(margin + side * it).toFixed(1);
const y = (it) => +(12 + side * (1 - it)).toFixed(1);

/** The mean score of each tenth against the share of true labels in it, with its interval. */
function diagram(bins, thresholds, axis, label) {
  const picture = svg("svg", { class: "reliability", viewBox: `0 0 ${side + margin + 16} ${side + 64}`, role: "img", "aria-label": label });
  for (const tick of [0, 0.25, 0.5, 0.75, 1]) {
    picture.append(
      svg("line", { class: "grid", x1: x(0), x2: x(1), y1: y(tick), y2: y(tick) }),
      svg("text", { x: x(0) - 8, y: y(tick) + 5, "text-anchor": "end" }, String(tick)),
      svg("text", { x: x(tick), y: y(0) + 22, "text-anchor": "middle" }, String(tick)));
  }
  picture.append(
    svg("line", { class: "ideal", x1: x(0), y1: y(0), x2: x(1), y2: y(1) }),
    svg("text", { x: x(0.5), y: y(0) + 46, "text-anchor": "middle" }, `mean ${axis}`),
    svg("text", { x: x(0) + 6, y: y(1) + 14 }, "share of true labels"));
  for (const [name, at] of Object.entries(thresholds ?? {}).filter(([name, at]) => ["lower", "upper"].includes(name) && at !== null)) {
    picture.append(
      svg("line", { class: "threshold", x1: x(at), x2: x(at), y1: y(0), y2: y(1) }),
      svg("text", { x: x(at) + (name === "lower" ? -5 : 5), y: y(1) + 14, "text-anchor": name === "lower" ? "end" : "start" }, name));
  }
  const most = bins.reduce((a, b) => Math.max(a, b.n), 1);
  for (const bin of bins) {
    const at = bin.positives / bin.n;
    picture.append(
      svg("line", { class: "range", x1: x(bin.score), x2: x(bin.score), y1: y(bin.interval[0]), y2: y(bin.interval[1]) }),
      svg("circle", { class: "bin", cx: x(bin.score), cy: y(at), r: +(3 + 6 * Math.sqrt(bin.n / most)).toFixed(1) },
        svg("title", null, `mean score ${three(bin.score)}: ${shareOf(bin.positives, bin.n, bin.interval)} are true`)));
  }
  return el("figure", { class: "picture" }, picture, el("figcaption", null, label));
}

function binTable(bins) {
  return table({
    title: "Tenths of the scores", rows: bins, first: 10, columns: [
      { title: "From", number: true, value: (it) => it.from, cell: (it) => it.from.toFixed(1) },
      { title: "Scores", number: true, value: (it) => it.n },
      { title: "Mean score", number: true, value: (it) => it.score, cell: (it) => three(it.score) },
      { title: "True", number: true, value: (it) => it.positives / it.n, cell: (it) => `${percent(it.positives / it.n)} (${percent(it.interval[0])} to ${percent(it.interval[1])})` },
    ],
  }).whole;
}

const row = (name, value) => [el("dt", null, name), el("dd", null, value)];

function thresholdWords(it) {
  const { outcome, thresholds } = it;
  return el("dl", { class: "facts" },
    row("Alarm", thresholds === null || thresholds.upper === null ? "no threshold keeps the risk: no score is an alarm"
      : `from ${three(thresholds.upper)} on: ${shareOf(outcome.alarms, it.n)}; false: ${shareOf(outcome.falseAlarms, outcome.alarms, outcome.falseAlarmInterval)}; ${percent(outcome.recall)} of what is true is found`),
    row("Pass", thresholds === null || thresholds.lower === null ? "no threshold keeps the risk: no score is a pass"
      : `up to ${three(thresholds.lower)}: ${shareOf(outcome.passes, it.n)}; missed: ${shareOf(outcome.misses, outcome.passes, outcome.missInterval)}`),
    row("Undecided", shareOf(outcome.undecided, it.n)));
}

function calibration(it) {
  const kind = it.curve.kind === "logistic" ? "a logistic function" : "rising lines";
  section(it.use,
    lead(`${count(it.n, "labelled score")}, ${it.positives.toLocaleString("en-US")} of them true. What is said here holds for things drawn as these were, and for no others: check it with the labels of others before you use it there.`),
    el("div", { class: "beside" },
      diagram(it.bins, it.thresholds, "score", "As the scores are, with the thresholds"),
      diagram(it.calibrated.bins, null, "probability", `Calibrated by ${kind}, each fifth by a curve from the others`)),
    el("p", { class: "note" }, "A score that means what it says lies on the diagonal. Bars are 95 % intervals; larger dots stand for more scores."),
    el("h3", null, "Thresholds"), thresholdWords(it),
    el("h3", null, "Measures"),
    el("dl", { class: "facts" },
      row("AUROC", measure(it, "auroc")),
      row("ECE", `${measure(it, "ece")} as they are, ${measure(it.calibrated, "ece")} calibrated`),
      row("Brier score", `${measure(it, "brier")} as they are, ${measure(it.calibrated, "brier")} calibrated`)),
    binTable(it.bins),
    it.groups.length === 0 ? null : [el("h3", null, "Groups"), table({
      title: "Groups", rows: it.groups, first: 10, columns: [
        { title: "Group", wide: true, value: (one) => one.group, cell: (one) => named(one.group) },
        { title: "Labels", number: true, value: (one) => one.n },
        { title: "True", number: true, value: (one) => one.positives },
      ],
    }).whole],
    el("dl", { class: "facts" },
      row("Made", it.made), row("Detector or model", el("code", null, it.source)), row("Labels", el("code", null, it.labels)), row("Calibration", el("code", null, it.digest))));
}

figures();
calibrations.forEach(calibration);
