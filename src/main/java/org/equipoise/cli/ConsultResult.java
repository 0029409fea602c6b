package org.equipoise.cli;

import java.util.HashMap;
import java.util.Map;
import org.equipoise.consultation.AdoptionRule;
import org.equipoise.consultation.Consultation;
import org.equipoise.consultation.RobustConsensus;
import org.equipoise.consultation.RobustConsensus.Robustness;
import org.equipoise.consultation.StatementResult;

/** What {@code consult} found. */
record ConsultResult(
    VotesFiles files, AdoptionRule rule, Consultation counted, RobustConsensus robust) {

  /** What became of each statement that is not moderated out. */
  Map<String, Robustness> robustness() {
    Map<String, Robustness> all = new HashMap<>();
    robust.statements().forEach(it -> all.put(it.statement(), it));
    return all;
  }

  /** Whether a statement is adopted, and stays so under every choice. */
  boolean isRobust(StatementResult statement) {
    Robustness robustness = robustness().get(statement.statement());
    return statement.isAdopted() && robustness != null && robustness.isRobust();
  }
}
