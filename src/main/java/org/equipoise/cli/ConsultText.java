package org.equipoise.cli;

import static org.equipoise.cli.Plural.count;

import java.io.PrintWriter;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.equipoise.consultation.Grouping;
import org.equipoise.consultation.Objection;
import org.equipoise.consultation.Objection.SharedVote;
import org.equipoise.consultation.RobustConsensus.Choice;
import org.equipoise.consultation.RobustConsensus.Interval;
import org.equipoise.consultation.RobustConsensus.Robustness;
import org.equipoise.consultation.StatementResult;
import org.equipoise.consultation.Tally;
import org.equipoise.equilibrium.Fraction;

/** Writes what {@code consult} found for people. */
final class ConsultText {
  private static final int MAX_LISTED = 50;

  private final ConsultResult result;
  private final PrintWriter out;

  ConsultText(ConsultResult result, PrintWriter out) {
    this.result = result;
    this.out = out;
  }

  void write() {
    Grouping grouping = result.counted().grouping();
    List<String> sizes = new ArrayList<>();
    int grouped = 0;
    for (int group = 0; group < grouping.names().size(); group++) {
      grouped += grouping.size(group);
      sizes.add(grouping.names().get(group) + " with " + grouping.size(group));
    }
    int participants = result.files().votes().participants().size();
    out.println(
        count(participants, "participant")
            + ", "
            + count(grouping.names().size(), "group")
            + ": "
            + String.join(", ", sizes)
            + (grouped < participants ? "; " + (participants - grouped) + " in no group" : ""));
    long moderated =
        result.counted().statements().stream().filter(StatementResult::isModerated).count();
    out.println(
        count(result.counted().statements().size(), "statement")
            + (moderated > 0 ? ", " + moderated + " taken out by moderators" : ""));
    if (!result.counted().isQuorum()) {
      out.println(
          "quorum not met: on no statement have "
              + result.rule().quorum()
              + " people of every group voted; this does not mean that there is no consensus");
      return;
    }
    List<StatementResult> adopted = new ArrayList<>(result.counted().adopted());
    adopted.sort(Comparator.comparing(StatementResult::worstGroup).reversed());
    List<StatementResult> robust = adopted.stream().filter(result::isRobust).toList();
    adopted.removeAll(robust);
    out.println(
        (robust.size() + adopted.size())
            + " adopted: more than "
            + result.rule().majority().toPlainString()
            + " of the votes in every group, with at least "
            + count(result.rule().quorum(), "vote")
            + " in each");
    out.println();
    out.println(
        robust.size() + " stay under all " + result.choices() + " choices that were tried:");
    robust.stream().limit(MAX_LISTED).forEach(this::statement);
    more(robust.size());
    out.println();
    out.println(adopted.size() + " fall out under some choice:");
    adopted.stream().limit(MAX_LISTED).forEach(this::statement);
    more(adopted.size());
    influence();
    if (result.slates() != null) {
      new SlateText(result.slates(), result.files().texts(), out).write();
    }
    out.flush();
  }

  private void influence() {
    out.println();
    out.println(
        "one participant can move at most "
            + count(result.influence().person(), "statement")
            + " in or out of the list, if the groups stay as they are");
    out.println(
        count(result.block(), "made-up participant")
            + " can take out at most "
            + result.movedByBlock(true)
            + " and bring in at most "
            + result.movedByBlock(false));
  }

  private void more(int listed) {
    if (listed > MAX_LISTED) {
      out.println("  and " + (listed - MAX_LISTED) + " more (`--format json` has all)");
    }
  }

  private void statement(StatementResult statement) {
    List<String> groups = new ArrayList<>();
    for (int group = 0; group < statement.byGroup().size(); group++) {
      Tally tally = statement.byGroup().get(group);
      groups.add(
          result.counted().grouping().names().get(group)
              + " "
              + tally.agrees()
              + "/"
              + tally.votes());
    }
    String text = result.files().texts().get(statement.statement());
    out.println("  " + statement.statement() + (text == null ? "" : ": " + text));
    out.println(
        "      agree: "
            + String.join(", ", groups)
            + "; group-informed consensus "
            + percent(statement.groupInformedConsensus()));
    Robustness own = result.robustness(statement);
    if (own != null) {
      out.println(
          "      over all choices: consensus "
              + interval(own.consensus())
              + ", worst group "
              + interval(own.worstGroup())
              + ", bridging "
              + interval(own.bridging()));
    }
    if (own != null && own.fallsOut() != null) {
      out.println("      " + fall(own, own.fallsOut()));
    }
    Objection smallest = result.smallest(statement);
    Objection clearest = result.clearest(statement);
    if (smallest != null) {
      out.println("      fewest who object: " + objection(smallest));
    }
    if (clearest != null && !clearest.equals(smallest)) {
      out.println("      object clearest: " + objection(clearest));
    }
  }

  private static String interval(Interval interval) {
    return String.format(Locale.ROOT, "%.2f to %.2f", interval.least(), interval.greatest());
  }

  /** Who objects, in words. */
  static String objection(Objection objection) {
    List<String> shared = new ArrayList<>();
    for (SharedVote each : objection.shared()) {
      String vote =
          switch (each.vote()) {
            case AGREE -> "agree with ";
            case PASS -> "passed on ";
            case DISAGREE -> "disagree with ";
          };
      shared.add(vote + each.statement());
    }
    Tally tally = objection.tally();
    return "the "
        + tally.votes()
        + " who "
        + String.join(" and ", shared)
        + ", of whom "
        + tally.agrees()
        + " agree"
        + (objection.equals() > 1 ? " (one of " + objection.equals() + " such coalitions)" : "");
  }

  private String fall(Robustness own, Choice choice) {
    String by =
        own.isForQuorum()
            ? "too few of a group voted"
            : switch (choice.formula()) {
              case MAJORITY -> "a group has no majority";
              case AGREEMENT -> "a group's estimated agreement is too low";
              case CONSENSUS -> "the consensus of the groups is too low";
              case SIGNIFICANT -> "a group's majority may be chance";
              case BRIDGING -> "its support depends on people's viewpoints";
            };
    return "falls out under "
        + (result.choices() - own.listed())
        + " of "
        + result.choices()
        + " choices; the first is "
        + (choice.grouping().equals("given") ? "the given groups" : choice.grouping())
        + (choice.sample() == 0 ? "" : ", sample " + choice.sample())
        + ": "
        + by;
  }

  private static String percent(Fraction share) {
    return share.decimal(10).setScale(2, RoundingMode.HALF_EVEN).toPlainString();
  }
}
