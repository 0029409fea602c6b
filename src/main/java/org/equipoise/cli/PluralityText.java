package org.equipoise.cli;

import static org.equipoise.cli.CostText.rounded;
import static org.equipoise.cli.Plural.count;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.equipoise.authoring.plurality.Bridge;
import org.equipoise.authoring.plurality.Bridge.Settlement;
import org.equipoise.authoring.plurality.Plurality;
import org.equipoise.authoring.plurality.Plurality.Cause;
import org.equipoise.authoring.plurality.Plurality.Consensus;
import org.equipoise.authoring.plurality.Plurality.DividedGroup;
import org.equipoise.authoring.plurality.Plurality.Division;
import org.equipoise.authoring.plurality.Plurality.Member;
import org.equipoise.authoring.plurality.Plurality.Reason;
import org.equipoise.authoring.plurality.Plurality.Undecidable;
import org.equipoise.decision.CaseAnswer;

/** Several constitutions side by side, in the order that a reader needs. */
final class PluralityText {
  private static final int MAX_GROUPS = 8;
  private static final int MAX_CASES = 4;

  private final Plurality plurality;
  private final List<String> names;
  private final PrintWriter out;

  private PluralityText(Plurality plurality, PrintWriter out) {
    this.plurality = plurality;
    this.names = plurality.constitutions().stream().map(Member::name).toList();
    this.out = out;
  }

  static void write(Plurality plurality, PrintWriter out) {
    PluralityText text = new PluralityText(plurality, out);
    text.summary();
    text.distances();
    text.consensus();
    text.divisions();
    text.bridge();
  }

  private void summary() {
    out.println(
        count(names.size(), "constitution")
            + " on "
            + count(plurality.cases(), "case")
            + ": "
            + plurality.alike().size()
            + " answered alike by all, "
            + plurality.divided().size()
            + " divided.");
    for (Member member : plurality.constitutions()) {
      boolean isShown = !member.name().endsWith(member.version());
      out.println("  " + member.name() + (isShown ? " (" + member.version() + ")" : ""));
    }
    List<Undecidable> faults = plurality.undecidable();
    for (Undecidable each : faults.subList(0, Math.min(MAX_CASES, faults.size()))) {
      out.println(
          "  left out: "
              + each.caseId()
              + " cannot be decided under "
              + each.constitution()
              + ": "
              + each.why());
    }
    if (faults.size() > MAX_CASES) {
      out.println("  left out: " + (faults.size() - MAX_CASES) + " more");
    }
  }

  private void distances() {
    out.println();
    out.println("How far apart (0 is the same, 1 the opposite):");
    for (int i = 0; i < names.size(); i++) {
      for (int j = i + 1; j < names.size(); j++) {
        int one = i;
        int other = j;
        out.println(
            "  "
                + names.get(i)
                + " – "
                + names.get(j)
                + ": "
                + String.format(
                    Locale.ROOT,
                    "%.0f %% of cases alike; decisions %.3f, rules %.3f",
                    100 * plurality.distances().agreement().get(i).get(j),
                    plurality.distances().decisions().get(i).get(j),
                    plurality.distances().rules().get(i).get(j))
                + plurality
                    .distances()
                    .revisions()
                    .map(
                        it ->
                            String.format(Locale.ROOT, ", revisions %.3f", it.get(one).get(other)))
                    .orElse(""));
      }
    }
  }

  // ---- what all decide alike

  private void consensus() {
    if (plurality.alike().isEmpty()) {
      return;
    }
    Map<String, List<Consensus>> groups = new TreeMap<>();
    for (Consensus each : plurality.alike()) {
      groups.computeIfAbsent(why(each.reasons()), it -> new ArrayList<>()).add(each);
    }
    long one = plurality.alike().stream().filter(Consensus::isForOneReason).count();
    out.println();
    out.println(
        "What all decide alike: "
            + count(plurality.alike().size(), "case")
            + ", "
            + one
            + " for the same reasons, "
            + (plurality.alike().size() - one)
            + " for different ones:");
    List<List<Consensus>> sorted =
        groups.values().stream().sorted((a, b) -> Integer.compare(b.size(), a.size())).toList();
    for (List<Consensus> group : sorted.subList(0, Math.min(MAX_GROUPS, sorted.size()))) {
      Consensus first = group.get(0);
      out.println("  " + in(group.stream().map(Consensus::caseId).toList()));
      first.reasons().forEach((name, reasons) -> out.println("    " + name + ": " + by(reasons)));
    }
    more(sorted.size());
  }

  private void more(int all) {
    if (all > MAX_GROUPS) {
      out.println("  and " + (all - MAX_GROUPS) + " more" + "; `--format json` has all");
    }
  }

  private static String why(Map<String, List<Reason>> reasons) {
    Map<String, TreeSet<String>> by = new LinkedHashMap<>();
    reasons.forEach(
        (name, each) ->
            by.put(
                name,
                each.stream()
                    .map(it -> it.by().isRule() ? it.by().toString() : it.by().kind().word())
                    .collect(Collectors.toCollection(TreeSet::new))));
    return by.toString();
  }

  private static String by(List<Reason> reasons) {
    if (reasons.isEmpty()) {
      return "nothing speaks for it";
    }
    Map<String, String> each = new LinkedHashMap<>();
    for (Reason reason : reasons) {
      String why = reason.why().isEmpty() ? "" : " (" + String.join("; ", reason.why()) + ")";
      each.putIfAbsent(reason.by().toString(), reason.by() + why);
    }
    return String.join(", ", each.values());
  }

  // ---- what divides

  private void divisions() {
    if (plurality.divided().isEmpty()) {
      return;
    }
    Map<String, Division> byCase =
        plurality.divided().stream().collect(Collectors.toMap(Division::caseId, it -> it));
    out.println();
    out.println("What divides them:");
    List<DividedGroup> groups = plurality.groups();
    for (DividedGroup group : groups.subList(0, Math.min(MAX_GROUPS, groups.size()))) {
      out.println("  " + in(group.cases()) + ": " + causes(group.causes()));
      Division first = byCase.get(group.cases().get(0));
      if (first != null) {
        String answers =
            first.answers().entrySet().stream()
                .map(it -> it.getKey() + " " + CaseAnswer.inWords(it.getValue()))
                .collect(Collectors.joining(", "));
        out.println("    " + first.caseId() + ": " + answers);
      }
    }
    if (groups.size() > MAX_GROUPS) {
      out.println(
          "  and " + count(groups.size() - MAX_GROUPS, "more set") + "; `--format json` has all");
    }
    long open = plurality.divided().stream().filter(it -> !it.isComplete()).count();
    if (open > 0) {
      out.println(
          "  In "
              + count(open, "case")
              + " there are too many combinations to look at each: causes may be missing.");
    }
  }

  private static String causes(List<Cause> causes) {
    if (causes.isEmpty()) {
      return "nothing that they could give up ends it";
    }
    Map<String, List<String>> byOwner = new LinkedHashMap<>();
    causes.forEach(
        it -> byOwner.computeIfAbsent(it.constitution(), any -> new ArrayList<>()).add(it.what()));
    return byOwner.entrySet().stream()
        .map(
            it ->
                (it.getKey().isEmpty() ? "they differ in " : it.getKey() + " by ")
                    + String.join(", ", it.getValue()))
        .collect(Collectors.joining("; "));
  }

  private static String in(List<String> cases) {
    String shown = cases.stream().limit(MAX_CASES).collect(Collectors.joining(", "));
    return "in "
        + count(cases.size(), "case")
        + " ("
        + shown
        + (cases.size() > MAX_CASES ? ", …" : "")
        + ")";
  }

  // ---- the bridge

  private void bridge() {
    Bridge bridge = plurality.bridge();
    out.println();
    if (bridge.notComputed().isPresent()) {
      out.println("No bridge was looked for: " + bridge.notComputed().get() + ".");
      return;
    }
    if (!bridge.irreconcilable().isEmpty()) {
      out.println(
          "Nothing that they could give up leads to one answer "
              + in(bridge.irreconcilable())
              + "; these are left out of what follows.");
    }
    if (bridge.cheapest().isEmpty()) {
      out.println("No concessions were found after which they agree.");
      return;
    }
    Settlement cheapest = bridge.cheapest().get();
    if (cheapest.concessions().isEmpty()) {
      if (bridge.irreconcilable().isEmpty()) {
        out.println(
            plurality.divided().isEmpty()
                ? "They agree; nothing need be conceded."
                : "They agree on enough cases; nothing need be conceded.");
      }
      return;
    }
    out.println("The bridge: the cheapest concessions after which they agree");
    out.println(
        "  cost "
            + rounded(cheapest.cost())
            + " ("
            + (bridge.scale() == Bridge.Scale.WEIGHTS
                ? "weights compared as they are"
                : "weights as shares of all that each constitution asserts")
            + "); "
            + (cheapest.certified()
                ? "nothing cheaper exists (certified)"
                : "it is not proven cheapest: at least " + rounded(cheapest.lowerBound()))
            + "; "
            + verified(cheapest));
    concessions(cheapest);
    left(cheapest);
    answers(cheapest);
    fairest(bridge, cheapest);
  }

  private static String verified(Settlement settlement) {
    return settlement.verified()
        ? "decided again, they answer alike"
        : "NOT verified: decided again, they do not answer alike";
  }

  private void concessions(Settlement settlement) {
    RelaxationGroups groups = new RelaxationGroups(Map.of());
    settlement
        .burdens()
        .forEach(
            (name, burden) -> {
              List<RelaxationGroups.Group> own = groups.of(settlement.relaxations(name));
              if (own.isEmpty()) {
                out.println("  " + name + " concedes nothing");
                return;
              }
              out.println("  " + name + " concedes " + rounded(burden) + ":");
              own.stream().limit(MAX_GROUPS).forEach(it -> out.println("    " + groups.words(it)));
              if (own.size() > MAX_GROUPS) {
                out.println("    and " + (own.size() - MAX_GROUPS) + " more");
              }
            });
  }

  private void left(Settlement settlement) {
    if (!settlement.left().isEmpty()) {
      out.println("  left divided " + in(settlement.left()));
    }
  }

  private void answers(Settlement settlement) {
    Map<String, List<String>> byAnswer = new TreeMap<>();
    settlement
        .answers()
        .forEach((id, answer) -> byAnswer.computeIfAbsent(answer, a -> new ArrayList<>()).add(id));
    out.println(
        "  of "
            + count(plurality.cases(), "case")
            + " they then decide "
            + settlement.decided()
            + " alike");
    if (!byAnswer.isEmpty()) {
      out.println("  those that were divided, or answered otherwise:");
      byAnswer.forEach(
          (answer, cases) -> out.println("    " + CaseAnswer.inWords(answer) + " " + in(cases)));
    }
  }

  private void fairest(Bridge bridge, Settlement cheapest) {
    if (bridge.fairest().isEmpty()) {
      return;
    }
    Settlement fairest = bridge.fairest().get();
    if (fairest.burdens().equals(cheapest.burdens())) {
      out.println("No concessions have a lesser greatest burden" + proof(bridge) + ".");
      return;
    }
    out.println(
        "The burden is most even, at most "
            + rounded(fairest.greatest())
            + " instead of "
            + rounded(cheapest.greatest())
            + proof(bridge)
            + ", for a cost of "
            + rounded(fairest.cost())
            + ":");
    concessions(fairest);
    if (bridge.front().size() > 1) {
      out.println("From the cheapest to the most even (cost, greatest burden):");
      for (Settlement each : bridge.front()) {
        out.println("  " + rounded(each.cost()) + ", " + rounded(each.greatest()));
      }
    }
  }

  private static String proof(Bridge bridge) {
    return bridge.isFrontComplete() ? " (certified)" : " (not proven)";
  }
}
