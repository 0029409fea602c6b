package org.equipoise.cli;

import static org.equipoise.cli.CostText.rounded;
import static org.equipoise.cli.Plural.count;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.equipoise.authoring.amendment.ProposedChange;
import org.equipoise.authoring.amendment.ProposedChange.Trust;
import org.equipoise.authoring.amendment.ProposedChanges;

/** A proposal for a reader: what to change and why, what else would change, then the patch. */
final class AmendText {
  private static final int MAX_SHOWN = 5;

  private final ProposedChanges proposal;
  private final PrintWriter out;

  private AmendText(ProposedChanges proposal, PrintWriter out) {
    this.proposal = proposal;
    this.out = out;
  }

  static void write(ProposedChanges proposal, PrintWriter out) {
    new AmendText(proposal, out).write();
  }

  private void write() {
    if (proposal.changes().isEmpty()) {
      out.println(
          !proposal.isWhole()
              ? "No changes were found before the time was over; there may be some."
              : proposal.cost().isInfinite()
                  ? "No changes were found that hold: what is left is entrenched or settled."
                  : "Nothing to change: rules and judgments hang together.");
      notComputed();
      inseparable();
      return;
    }
    List<ProposedChange> ofRules =
        proposal.changes().stream().filter(ProposedChange::isOfRules).toList();
    summary(ofRules);
    int number = 0;
    for (ProposedChange change : ofRules) {
      change(++number, change);
    }
    inOneCase(proposal.changes().stream().filter(it -> !it.isOfRules()).toList());
    figures();
    inseparable();
    alternatives();
    patch();
  }

  private void summary(List<ProposedChange> ofRules) {
    out.println(
        (ofRules.isEmpty()
                ? "No change of the rules is worth its cost."
                : count(ofRules.size(), "change") + " of the rules (" + proposal.id() + ").")
            + " All together costs "
            + rounded(proposal.cost())
            + (proposal.certified()
                ? ", and nothing cheaper does."
                : "; no less than " + rounded(proposal.lowerBound()) + " is proven."));
    out.println(
        proposal.verified()
            ? "Checked: the amended rules were compiled, vetted and run on all "
                + count(proposal.cases(), "case")
                + "."
            : proposal.doubts().isEmpty()
                ? "Not checked: the time was over before the amended rules were run on all cases."
                : "Not as predicted:");
    proposal.doubts().stream().limit(MAX_SHOWN).forEach(it -> out.println("  " + it));
    notComputed();
  }

  private void notComputed() {
    if (!proposal.notComputed().isEmpty()) {
      out.println(
          "Not computed, since the time was over: " + String.join(", ", proposal.notComputed()));
    }
  }

  private void change(int number, ProposedChange change) {
    out.println();
    out.println(number + ". " + change.element() + ": " + change.inWords());
    out.println(
        "   costs "
            + rounded(change.cost())
            + change
                .price()
                .map(
                    it ->
                        it.isInfinite()
                            ? "; there is no way without it"
                            : "; without it all together costs " + rounded(it) + " more")
                .orElse(""));
    out.println(
        "   explains " + count(change.resolves().size(), "case") + listed(change.resolves()));
    out.println(
        change.elseChanged().isEmpty()
            ? proposal.notComputed().contains("elseChanged")
                ? "   what else it changes was not computed"
                : "   changes no other past decision"
            : "   changes "
                + change.elseChanged().size()
                + " other past decision"
                + (change.elseChanged().size() == 1 ? "" : "s")
                + listed(change.elseChanged())
                + "; look at "
                + (change.elseChanged().size() == 1 ? "it" : "these"));
    Trust trust = change.trust();
    if (trust != null) {
      out.println(
          "   trust: "
              + count(trust.cases(), "judged case")
              + " behind it, "
              + trust.errors()
              + " against it; its error is at most "
              + share(trust.bound())
              + " (95 %)"
              + shown(", in folds ", trust.folds())
              + shown(", on held-out cases ", trust.heldOut()));
    }
  }

  private static String shown(String what, Optional<Double> share) {
    return share.map(it -> what + share(it)).orElse("");
  }

  private static String share(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static String listed(List<String> cases) {
    if (cases.isEmpty()) {
      return "";
    }
    int more = cases.size() - MAX_SHOWN;
    return ": "
        + cases.stream().limit(MAX_SHOWN).collect(Collectors.joining(", "))
        + (more > 0 ? " and " + more + " more" : "");
  }

  private void inOneCase(List<ProposedChange> changes) {
    if (changes.isEmpty()) {
      return;
    }
    out.println();
    out.println("In one case each, " + count(changes.size(), "change") + " is left:");
    Map<String, List<ProposedChange>> groups =
        changes.stream()
            .collect(
                Collectors.groupingBy(
                    it -> it.kind().word() + " " + group(it), TreeMap::new, Collectors.toList()));
    groups.forEach(
        (group, all) ->
            out.println(
                "  "
                    + group
                    + listed(all.stream().map(it -> String.valueOf(it.caseId())).toList())));
  }

  private static String group(ProposedChange change) {
    return change.kind() == ProposedChange.Kind.REVISE ? "judgments" : change.element();
  }

  private void figures() {
    ProposedChanges.Figures before = proposal.before();
    ProposedChanges.Figures after = proposal.after();
    if (before == null || after == null) {
      return;
    }
    out.println();
    out.println("                 before   after");
    out.println(row("index", before.index(), after.index()));
    out.println(row("coverage", before.coverage(), after.coverage()));
    out.println(
        String.format(
            Locale.ROOT, "informative      %6d  %6d", before.informative(), after.informative()));
    out.println("settled          " + count(proposal.settled(), "fixture") + ", untouched");
  }

  private static String row(String name, double before, double after) {
    return String.format(Locale.ROOT, "%-16s %6.3f  %6.3f", name, before, after);
  }

  private void inseparable() {
    if (proposal.inseparable().isEmpty()) {
      return;
    }
    out.println();
    out.println(
        count(proposal.inseparable().size(), "pair")
            + " of cases cannot be parted: they are judged to the contrary, and differ in nothing"
            + " that rules may look at. An attribute would be needed that tells them apart.");
    proposal.inseparable().stream()
        .limit(MAX_SHOWN)
        .forEach(it -> out.println("  " + it.one() + " and " + it.other()));
    int more = proposal.inseparable().size() - MAX_SHOWN;
    if (more > 0) {
      out.println("  and " + more + " more");
    }
  }

  private void alternatives() {
    if (proposal.alternatives().isEmpty()) {
      return;
    }
    out.println();
    out.println("Next:");
    for (ProposedChanges.Alternative each : proposal.alternatives()) {
      List<ProposedChange> ofRules =
          each.changes().stream().filter(ProposedChange::isOfRules).toList();
      Map<String, Long> others =
          each.changes().stream()
              .filter(it -> !it.isOfRules())
              .collect(
                  Collectors.groupingBy(
                      it -> it.kind().word(), TreeMap::new, Collectors.counting()));
      out.println(
          "  "
              + rounded(each.cost())
              + "  "
              + ofRules.stream()
                  .map(it -> it.element() + ": " + it.inWords())
                  .collect(Collectors.joining("; "))
              + (others.isEmpty() || ofRules.isEmpty() ? "" : "; ")
              + others.entrySet().stream()
                  .map(it -> it.getKey() + " in " + count(it.getValue(), "case"))
                  .collect(Collectors.joining(", ")));
    }
  }

  private void patch() {
    if (!proposal.tables().isEmpty()) {
      out.println();
      out.println(
          "There is no patch, since no cell of a table is edited: change "
              + String.join(", ", proposal.tables())
              + " as it stands above.");
    } else if (!proposal.patch().isEmpty()) {
      out.println();
      boolean isShown = true;
      for (String line : proposal.patch().split("\n", -1)) {
        if (line.startsWith("--- ")) {
          isShown = true;
        } else if (line.startsWith("+++ b/fixtures/")) {
          out.println(line);
          out.println("(its fixtures are in the patch that `--format json` and `--out` give)");
          isShown = false;
        }
        if (isShown) {
          out.println(line);
        }
      }
    }
  }
}
