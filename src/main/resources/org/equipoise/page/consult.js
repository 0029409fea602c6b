// What people who voted on statements hold in common: the groups, what is adopted, and who objects.

const { consultation, places } = data;
const { statements, groups, influence, slates } = consultation;
const texts = new Map(statements.map((it) => [it.statement, it.text]));
const two = (it) => it.toFixed(2);
const adopted = statements.filter((it) => it.adopted);
const says = (id) => [named(id), texts.get(id) ? [": ", named(texts.get(id))] : null];
const verbs = { agree: "agree with", pass: "passed on", disagree: "disagree with" };

function figures() {
  const robust = adopted.filter((it) => it.robust).length;
  header("Consultation", "What every group agrees with", `${count(consultation.participants, "participant")} in ${count(groups.length, "group")} on ${count(statements.length, "statement")}`, [
    ["Adopted", adopted.length.toLocaleString("en-US"), consultation.quorum ? "a majority of every group agrees" : "quorum not met, which does not mean that there is no consensus"],
    ["Robust", robust.toLocaleString("en-US"), `stay under all ${consultation.choices.toLocaleString("en-US")} choices that were tried`],
    ["One person", influence.person.toLocaleString("en-US"), "statements that one participant can move at most"],
    [count(influence.block, "made-up participant"), `${influence.takesOut} out, ${influence.bringsIn} in`, "at most, if the groups stay as they are"],
  ]);
}

/** The path of a mark around a place; each group has another. */
function mark(number, x, y) {
  const r = 7;
  const shapes = [
    `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`,
    `M${x} ${y - r - 1}L${x + r + 1} ${y}L${x} ${y + r + 1}L${x - r - 1} ${y}Z`,
    `M${x - r} ${y - r}H${x + r}V${y + r}H${x - r}Z`,
    `M${x} ${y - r - 1}L${x + r + 1} ${y + r}H${x - r - 1}Z`,
  ];
  return shapes[number % shapes.length];
}
const colors = ["principle", "theory", "judgment", "attribute"];

function groupPicture() {
  if (places.length === 0) return el("p", { class: "note" }, "Nobody cast enough votes to be placed.");
  const xs = places.map((it) => it[1]);
  const ys = places.map((it) => it[2]);
  const least = (all) => all.reduce((a, b) => Math.min(a, b), Infinity);
  const most = (all) => all.reduce((a, b) => Math.max(a, b), -Infinity);
  const span = Math.max(most(xs) - least(xs), most(ys) - least(ys), 1e-9);
  const scale = 900 / span;
  const height = (most(ys) - least(ys)) * scale + 80;
  const picture = svg("svg", { class: "graph voters", viewBox: `0 0 ${(most(xs) - least(xs)) * scale + 80} ${height}`, role: "img", "aria-label": "The participants; the nearer, the more alike they vote" });
  for (const [number, x, y] of places) {
    const at = [+((x - least(xs)) * scale + 40).toFixed(1), +((y - least(ys)) * scale + 40).toFixed(1)];
    picture.append(svg("path", { class: number < 0 ? "voter" : `voter ${colors[number % colors.length]}`, d: mark(Math.max(0, number), ...at) }));
  }
  return el("div", { class: "picture" }, picture, el("p", { class: "legend" }, groups.map((it, i) =>
    el("span", { class: `voter-key ${colors[i % colors.length]}` },
      svg("svg", { viewBox: "0 0 20 20", width: 14, height: 14, "aria-hidden": "true" }, svg("path", { class: `voter ${colors[i % colors.length]}`, d: mark(i, 10, 10) })),
      " ", named(it.group), ` (${it.size.toLocaleString("en-US")})`))));
}

function groupSection() {
  section("The groups", lead("Each mark is a participant. The nearer two are, the more alike they vote, as well as a plane can show it. Who cast few votes is not shown."), groupPicture());
}

/** From the least to the greatest value over all choices, on a line from 0 to 1. */
function bar(label, [least, greatest]) {
  const x = (it) => 4 + 192 * Math.min(1, Math.max(0, it));
  return el("div", { class: "interval" },
    el("span", null, label),
    svg("svg", { viewBox: "0 0 200 12", role: "img", "aria-label": `${label}: ${two(least)} to ${two(greatest)}` },
      svg("line", { class: "scale", x1: 4, y1: 6, x2: 196, y2: 6 }),
      svg("line", { class: "range", x1: x(least) - 1, y1: 6, x2: x(greatest) + 1, y2: 6 })),
    el("small", null, `${two(least)}–${two(greatest)}`));
}

const intervals = (it) => [bar("Consensus", it.intervals.consensus), bar("Worst group", it.intervals.worstGroup), bar("Bridging", it.intervals.bridging)];
const byGroup = (it) => el("ul", { class: "parties counts" }, it.byGroup.map((one) => el("li", null, named(one.group), `: ${one.agrees} of ${one.votes}`)));

function objection(it) {
  return el("li", null,
    el("small", null, it.by === "smallest" ? "fewest: " : "clearest: "),
    `the ${it.votes} who `, it.shared.map((one, i) => [i > 0 ? " and " : "", `${verbs[one.vote]} `, named(one.statement)]),
    `, of whom ${it.agrees} agree`,
    it.equals > 1 ? el("small", null, ` (one of ${it.equals} such coalitions)`) : null,
    disclosure("What they share", () => it.shared.map((one) => el("p", { class: "says" }, says(one.statement)))));
}

const isSame = (one, other) => JSON.stringify(one.shared) === JSON.stringify(other.shared);
const objections = (it) => (it.objections.length === 0 ? el("span", { class: "note" }, "nobody who shares votes")
  : el("ul", { class: "parties" }, it.objections.filter((one, i) => i === 0 || !isSame(one, it.objections[0])).map(objection)));

const fall = (it) => (it.robust ? "stays" : it.fallsOut ? `falls out under ${consultation.choices - it.listed} of ${consultation.choices}` : "");

function adoptedSection() {
  if (!consultation.quorum) {
    section("Quorum not met", lead("On no statement enough people of every group voted. This does not mean that there is no consensus."));
    return;
  }
  const sorted = [...adopted].sort((a, b) => b.robust - a.robust || b.worstGroup - a.worstGroup);
  section("What is adopted", lead("Each line shows the least and the greatest value over all groupings and samples that were tried. Bridging is the support from people of whatever viewpoint. Who objects would not adopt it if they were a group."),
    table({
      title: "Adopted", rows: sorted, first: 12, facet: { title: "Under other choices", value: (it) => (it.robust ? "stays" : "falls out") }, columns: [
        { title: "Statement", wide: true, value: (it) => it.statement, text: (it) => `${it.statement} ${it.text ?? ""}`, cell: (it) => says(it.statement) },
        { title: "Agree", value: (it) => String(it.worstGroup), text: () => "", cell: byGroup },
        { title: "Over all choices", wide: true, value: (it) => it.intervals.worstGroup[0], text: fall, cell: (it) => [intervals(it), el("p", { class: "note" }, fall(it))] },
        { title: "Who objects", wide: true, value: (it) => it.objections[0]?.votes ?? 0, text: (it) => it.objections.map((one) => one.shared.map((vote) => vote.statement).join(" ")).join(" "), cell: objections },
      ],
    }).whole);
}

function slateSection() {
  if (!slates) return;
  const ids = (it) => (it.statements.length === 0 ? "none" : el("ul", { class: "parties" }, it.statements.map((id) => el("li", null, says(id)))));
  const rows = [
    ...slates.proportionalApproval.slates.map((it) => ({ ...it, rule: "proportional approval" })),
    ...slates.equalShares.slates.map((it) => ({ ...it, rule: "equal shares" })),
    ...["utilitarian", "nash", "leximin"].flatMap((rule) => slates.welfare[rule].map((it) => ({ ...it, rule }))),
  ];
  const check = (it) => (it.ejrPlus === undefined ? `worth ${it.worth.map(two).join(", ")}` : it.ejrPlus ? "stands for every group (JR, EJR+)" : it.jr ? "JR, not EJR+" : "neglects a group (no JR)");
  section("Slates", lead(`${count(slates.seats, "statement")} that stand for all, of ${slates.candidates}. Slates that one rule holds to be equally good are all named${slates.proportionalApproval.all && slates.equalShares.all ? "" : ", as far as they were found"}.`),
    table({ title: "Slates", rows, first: 8, facet: { title: "Rule", value: (it) => it.rule }, columns: [
      { title: "Rule", value: (it) => it.rule },
      { title: "Statements", wide: true, value: (it) => it.statements.join(" "), cell: ids },
      { title: "Check", value: check },
    ] }).whole);
}

function allSection() {
  section("All statements", table({
    title: "All statements", rows: statements, first: 12, facet: { title: "State", value: (it) => (it.moderated ? "taken out" : it.adopted ? "adopted" : it.quorum ? "not adopted" : "too few votes") }, columns: [
      { title: "Statement", wide: true, value: (it) => it.statement, text: (it) => `${it.statement} ${it.text ?? ""}`, cell: (it) => says(it.statement) },
      { title: "State", value: (it) => (it.moderated ? "taken out" : it.adopted ? "adopted" : it.quorum ? "not adopted" : "too few votes") },
      { title: "Agree", number: true, value: (it) => it.agrees },
      { title: "Disagree", number: true, value: (it) => it.disagrees },
      { title: "Pass", number: true, value: (it) => it.passes },
      { title: "Consensus", number: true, note: "group-informed consensus", value: (it) => it.groupInformedConsensus, cell: (it) => two(it.groupInformedConsensus) },
      { title: "To move it", number: true, note: "how many made-up participants it takes", value: (it) => it.madeUp ?? -1, cell: (it) => (it.madeUp === undefined ? "·" : String(it.madeUp)) },
    ],
  }).whole);
}

figures();
groupSection();
adoptedSection();
slateSection();
allSection();
