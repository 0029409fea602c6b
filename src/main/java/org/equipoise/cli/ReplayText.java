package org.equipoise.cli;

import static org.equipoise.cli.Plural.count;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.equipoise.audit.ledger.EntryKind;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.replay.NotReplayableReason;
import org.equipoise.audit.replay.ReplayResult;
import org.equipoise.audit.replay.ReplaySummary;
import org.equipoise.audit.replay.ReplaySummary.Divergence;
import org.equipoise.audit.replay.ReplaySummary.Example;
import org.equipoise.audit.replay.ReplaySummary.NotReplayable;
import org.equipoise.audit.replay.ReplaySummary.Share;
import org.equipoise.authoring.comparison.DecisionOutline;
import org.equipoise.constitution.Authority;
import org.jspecify.annotations.Nullable;

/** What came of a replay, in words. */
final class ReplayText {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_CHARS = 100;

  private final Ledger ledger;
  private final PrintWriter out;

  ReplayText(Ledger ledger, PrintWriter out) {
    this.ledger = ledger;
    this.out = out;
  }

  /**
   * Writes it.
   *
   * @param other what decisions were made under, or null if each was under its own
   */
  void write(ReplayResult replay, @Nullable Authority other) {
    ReplaySummary summary = replay.summary();
    boolean isOne = summary.decisions().decisions() == 1;
    String own = isOne ? "its own constitution" : "their own constitutions";
    begin(
        "decided again under "
            + (other == null ? own : other.name() + " " + other.version())
            + (replay.asOf() == null ? "" : " as of " + replay.asOf()),
        summary);
    if (summary.constitutions().size() > 1) {
      summary
          .constitutions()
          .forEach((digest, share) -> out.println("  " + named(digest) + ": " + outcome(share)));
    }
    rest(replay);
  }

  /** Writes what came of deciding under two constitutions. */
  void writeBetween(ReplayResult replay) {
    begin("decided under both", replay.summary());
    rest(replay);
  }

  private void begin(String how, ReplaySummary summary) {
    Share all = summary.decisions();
    out.println(
        ledger.name()
            + ": "
            + count(all.decisions(), "decision")
            + " "
            + how
            + ": "
            + outcome(all));
  }

  private void rest(ReplayResult replay) {
    ReplaySummary summary = replay.summary();
    Share all = summary.decisions();
    String others =
        summary.kinds().entrySet().stream()
            .filter(it -> it.getKey() != EntryKind.DECISION)
            .map(
                it ->
                    it.getKey().isAboutAmendment()
                        ? it.getValue() + " " + it.getKey().word()
                        : count(it.getValue(), it.getKey().word()))
            .collect(Collectors.joining(", "));
    if (!others.isEmpty()) {
      out.println("  besides, not to be decided: " + others);
    }
    damages(summary);
    if (summary.comparison() == null) {
      divergences(all.changed(), summary);
    } else if (all.same() + all.changed() > 0) {
      DifferenceText.write(summary.comparison(), List.copyOf(summary.notTriedAlone()), out);
    }
    reasons(summary.reasons(), out);
    if (replay.head() != null) {
      out.println();
      out.println("the ledger's head: " + replay.head());
    }
  }

  private void damages(ReplaySummary summary) {
    if (summary.damages() == 0) {
      return;
    }
    out.println();
    out.println("the ledger is damaged; what could be read was decided again:");
    summary.damaged().forEach(it -> out.println("  entry " + it.entry() + ": " + it.what()));
    if (summary.damages() > summary.damaged().size()) {
      out.println("  … and " + (summary.damages() - summary.damaged().size()) + " more");
    }
    out.println("  `equipoise verify --ledger " + ledger.name() + "` tells whether more is wrong");
  }

  private static String outcome(Share share) {
    return share.same()
        + " the same, "
        + share.changed()
        + " changed, "
        + share.notReplayable()
        + " not replayable";
  }

  /** A constitution's name, its version and the begin of its digest. */
  private String named(String digest) {
    String shortly = digest.substring(0, Math.min(digest.length(), "sha256:".length() + 12));
    String manifest = ledger.files(digest).get("constitution.json");
    if (manifest == null) {
      return shortly;
    }
    try {
      JsonNode read = JSON.readTree(manifest);
      return read.path("name").asText()
          + " "
          + read.path("version").asText()
          + " ("
          + shortly
          + ")";
    } catch (IOException e) {
      return shortly;
    }
  }

  private void divergences(long changed, ReplaySummary summary) {
    if (changed == 0) {
      return;
    }
    out.println();
    out.println(
        count(changed, "decision")
            + (changed == 1 ? " comes" : " come")
            + " out otherwise than recorded: "
            + (summary.aspects().isEmpty()
                ? "only written otherwise"
                : DifferenceText.aspects(summary.aspects())));
    for (Divergence divergence : summary.divergences()) {
      out.println("  entry " + divergence.entry() + ", case " + divergence.caseId());
      for (DecisionOutline.Difference difference : divergence.differences()) {
        String before = shown(difference.before());
        String after = shown(difference.after());
        if (before.length() + after.length() < MAX_CHARS / 2) {
          out.println("    " + difference.facet() + ": " + before + " → " + after);
        } else {
          out.println("    " + difference.facet());
          out.println("      - " + before);
          out.println("      + " + after);
        }
      }
    }
    if (changed > summary.divergences().size()) {
      out.println("  … and " + (changed - summary.divergences().size()) + " more");
    }
  }

  private static String shown(String text) {
    return text.isEmpty()
        ? "nothing"
        : text.length() > MAX_CHARS ? text.substring(0, MAX_CHARS) + "…" : text;
  }

  /** Writes how many decisions could not be made again, and why. */
  static void reasons(Map<NotReplayableReason, NotReplayable> reasons, PrintWriter out) {
    for (Map.Entry<NotReplayableReason, NotReplayable> each : reasons.entrySet()) {
      NotReplayable hindrance = each.getValue();
      out.println();
      out.println(
          count(hindrance.decisions(), "decision") + " not replayable: " + words(each.getKey()));
      for (Example example : hindrance.examples()) {
        out.println("  entry " + example.entry() + ": " + example.why());
      }
      if (hindrance.decisions() > hindrance.examples().size()) {
        out.println("  …");
      }
    }
  }

  private static String words(NotReplayableReason obstacle) {
    return switch (obstacle) {
      case CONSTITUTION -> "the constitution cannot be had";
      case SEMANTICS -> "another semantics version";
      case MASKED -> "rules look at masked facts";
      case OBJECTS -> "made from objects of the host, which are not recorded";
      case FACTS -> "what was recorded makes no case";
      case DAMAGED -> "what was recorded holds no decision";
      case LIMIT -> "a limit of time, steps or memory was met";
      case FAULT -> "recorded as errors that no rule brings about";
      case UNREPRODUCED -> "the record does not follow from its own constitution";
    };
  }
}
