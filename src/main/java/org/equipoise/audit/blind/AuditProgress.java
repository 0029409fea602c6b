package org.equipoise.audit.blind;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.equipoise.audit.blind.RecordedRound.Act;
import org.equipoise.audit.ledger.Ledger;

/**
 * How far a round of a blind audit has come. Immutable.
 *
 * @param round the round, with the digest of its rubric
 * @param items what is to be labelled
 * @param uncommitted the annotators who have not committed to a label for every item, in order
 */
public record AuditProgress(AuditRound round, List<String> items, List<String> uncommitted) {

  public AuditProgress {
    items = List.copyOf(items);
    uncommitted = List.copyOf(uncommitted);
  }

  /**
   * Returns how far a round has come.
   *
   * @throws IllegalArgumentException if the ledger holds no such round
   */
  public static AuditProgress of(Ledger ledger, String name) {
    RecordedRound recorded = RecordedRound.of(ledger, name);
    List<String> uncommitted =
        recorded.annotators().stream().filter(it -> !isCommitted(recorded, it)).toList();
    return new AuditProgress(recorded.round(), recorded.items(), uncommitted);
  }

  private static boolean isCommitted(RecordedRound recorded, String annotator) {
    Set<String> open = new HashSet<>(recorded.items());
    for (Act act : recorded.acts()) {
      if (act.name().equals("commit") && act.by().equals(annotator)) {
        open.removeAll(act.commitments().keySet());
      }
    }
    return open.isEmpty();
  }
}
