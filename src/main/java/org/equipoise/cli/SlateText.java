package org.equipoise.cli;

import static org.equipoise.cli.Plural.count;

import java.io.PrintWriter;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.equipoise.consultation.slate.ProportionalApproval;
import org.equipoise.consultation.slate.Representation;
import org.equipoise.consultation.slate.Representation.Neglect;
import org.equipoise.consultation.slate.Slates;
import org.equipoise.consultation.slate.Welfare;
import org.equipoise.equilibrium.Fraction;

/** Writes slates for people. */
final class SlateText {
  private static final int MAX_LISTED = 5;

  private final SlateResult result;
  private final Map<String, String> texts;
  private final PrintWriter out;

  SlateText(SlateResult result, Map<String, String> texts, PrintWriter out) {
    this.result = result;
    this.texts = texts;
    this.out = out;
  }

  void write() {
    out.println();
    out.println(
        "slates of "
            + result.election().seats()
            + " of "
            + count(result.election().statements().size(), "statement")
            + ", by the votes of "
            + count(result.election().voters(), "participant"));
    ProportionalApproval proportional = result.proportional();
    slates(
        "proportional approval, score "
            + decimal(proportional.score())
            + (proportional.isProven()
                ? ""
                : " (not proven: no slate has more than " + decimal(proportional.atMost()) + ")"),
        proportional.best());
    slates("equal shares", result.equalShares());
    Welfare welfare = result.welfare();
    if (!welfare.isComplete()) {
      out.println("  the slates that no other beats are too many to find all");
      return;
    }
    outcomes("greatest sum over people (utilitarian)", welfare.utilitarian());
    outcomes("greatest product over groups (Nash)", welfare.nash());
    outcomes("best for the group that has least (leximin)", welfare.leximin());
    out.println(
        "  "
            + count(welfare.front().size(), "slate")
            + (welfare.front().size() == 1 ? " is" : " are")
            + " beaten by no other in every group (`--format json` has all)");
  }

  private void slates(String rule, Slates slates) {
    int number = slates.slates().size();
    out.println(
        "  "
            + rule
            + (number == 1 && slates.areAll()
                ? ":"
                : ": " + (slates.areAll() ? "" : "at least ") + number + " equally good"));
    for (List<String> slate : slates.slates().stream().limit(MAX_LISTED).toList()) {
      Representation representation = result.representation(slate);
      Neglect neglect = representation.proportional();
      out.println("    " + named(slate));
      out.println(
          neglect == null
              ? "        stands for every group of people who agree (JR, EJR+)"
              : "        neglects "
                  + count(neglect.voters(), "participant")
                  + " who agree with "
                  + neglect.statement()
                  + " and are enough for "
                  + count(neglect.seats(), "statement")
                  + (representation.justified() == null
                      ? " (JR holds, EJR+ does not)"
                      : " (no JR)"));
    }
    more(number);
  }

  private void outcomes(String rule, List<Welfare.Outcome> outcomes) {
    out.println(
        "  " + rule + (outcomes.size() == 1 ? ":" : ": " + outcomes.size() + " equally good"));
    for (Welfare.Outcome outcome : outcomes.stream().limit(MAX_LISTED).toList()) {
      List<String> worth = outcome.worth().stream().map(SlateText::decimal).toList();
      out.println("    " + named(outcome.slate()));
      out.println("        worth to the groups: " + String.join(", ", worth));
    }
    more(outcomes.size());
  }

  private void more(int number) {
    if (number > MAX_LISTED) {
      out.println("    and " + (number - MAX_LISTED) + " more (`--format json` has all)");
    }
  }

  /** The ids; a slate of one statement with its text. */
  private String named(List<String> slate) {
    List<String> named = new ArrayList<>(slate);
    if (slate.size() == 1 && texts.containsKey(slate.get(0))) {
      named.set(0, slate.get(0) + ": " + texts.get(slate.get(0)));
    }
    return slate.isEmpty() ? "none" : String.join(", ", named);
  }

  private static String decimal(Fraction number) {
    return number.decimal(10).setScale(2, RoundingMode.HALF_EVEN).toPlainString();
  }
}
