package org.equipoise.cli;

import java.util.HashMap;
import java.util.Map;
import org.equipoise.consultation.AdoptionRule;
import org.equipoise.consultation.Consultation;
import org.equipoise.consultation.RobustConsensus;
import org.equipoise.consultation.RobustConsensus.Robustness;
import org.equipoise.consultation.StatementResult;
import org.jspecify.annotations.Nullable;

/** What {@code consult} found. */
final class ConsultResult {
  private final VotesFiles files;
  private final AdoptionRule rule;
  private final Consultation counted;
  private final int choices;
  private final @Nullable SlateResult slates;
  private final Map<String, Robustness> robustness = new HashMap<>();

  ConsultResult(
      VotesFiles files,
      AdoptionRule rule,
      Consultation counted,
      RobustConsensus robust,
      @Nullable SlateResult slates) {
    this.files = files;
    this.rule = rule;
    this.counted = counted;
    this.choices = robust.choices();
    this.slates = slates;
    robust.statements().forEach(it -> robustness.put(it.statement(), it));
  }

  VotesFiles files() {
    return files;
  }

  AdoptionRule rule() {
    return rule;
  }

  Consultation counted() {
    return counted;
  }

  /** How many choices were tried. */
  int choices() {
    return choices;
  }

  /** The slates; null if none were asked for. */
  @Nullable SlateResult slates() {
    return slates;
  }

  /** What became of a statement; null if moderators took it out. */
  @Nullable Robustness robustness(StatementResult statement) {
    return robustness.get(statement.statement());
  }

  /** Whether a statement is adopted, and stays so under every choice. */
  boolean isRobust(StatementResult statement) {
    Robustness own = robustness(statement);
    return statement.isAdopted() && own != null && own.isRobust();
  }
}
