package org.equipoise.cli;

import java.util.HashMap;
import java.util.Map;
import org.equipoise.consultation.AdoptionRule;
import org.equipoise.consultation.Consultation;
import org.equipoise.consultation.Influence;
import org.equipoise.consultation.Objection;
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
  private final Influence influence;
  private final int block;
  private final Objection.Finder objections;
  private final @Nullable SlateResult slates;
  private final Map<String, Robustness> robustness = new HashMap<>();

  ConsultResult(
      VotesFiles files,
      AdoptionRule rule,
      Consultation counted,
      RobustConsensus robust,
      int block,
      @Nullable SlateResult slates) {
    this.files = files;
    this.rule = rule;
    this.counted = counted;
    this.choices = robust.choices();
    this.influence = Influence.of(files.votes(), counted, rule);
    this.block = block;
    this.objections = new Objection.Finder(files.votes(), rule, files.moderated());
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

  /** What few people can change. */
  Influence influence() {
    return influence;
  }

  /** How many made-up participants there might be. */
  int block() {
    return block;
  }

  /** How many statements the made-up participants can take out of the list, or bring in. */
  long movedByBlock(boolean isAdopted) {
    return influence.needs().stream()
        .filter(it -> it != null && it.isAdopted() == isAdopted && it.isMetBy(block))
        .count();
  }

  /** How many made-up participants move a statement; null if it cannot be moved. */
  @Nullable Long madeUp(int statement) {
    Influence.Need need = influence.needs().get(statement);
    return need == null ? null : need.participants();
  }

  /** The fewest people who object to a statement; null if there are none. */
  @Nullable Objection smallest(StatementResult statement) {
    return objections.smallest(statement.statement());
  }

  /** Those who object the clearest; null if there are none. */
  @Nullable Objection clearest(StatementResult statement) {
    return objections.clearest(statement.statement());
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
