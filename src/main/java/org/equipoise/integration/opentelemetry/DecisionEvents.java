package org.equipoise.integration.opentelemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import java.util.List;
import java.util.function.Function;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Authority;
import org.equipoise.decision.Decision;
import org.equipoise.decision.DecisionState;
import org.equipoise.decision.OutputDecision;
import org.equipoise.language.Element;
import org.equipoise.service.governor.GovernedDecision;
import org.equipoise.service.governor.GovernorListener;

/**
 * Emits an OpenTelemetry event for each decision and each exchange of constitutions. An event
 * belongs to the current span of the thread that decides. Immutable and thread-safe.
 *
 * <p>{@code equipoise.decision} has the {@code equipoise.state}, the name, version and digest of
 * the constitution, whether there was a {@code equipoise.gap}, the number of {@code
 * equipoise.conflicts}, the {@code equipoise.duration} in nanoseconds, the {@code
 * equipoise.verdicts} and {@code equipoise.actions} of the first 16 outputs, and the ids of the
 * first 16 {@code equipoise.principles} that speak. Its severity follows the strictest action: INFO
 * for allow, WARN for escalate or block, ERROR if deciding failed. {@code equipoise.unrecorded}
 * reports a decision that the journal could not record. {@code equipoise.adopted} and {@code
 * equipoise.refused} name the constitution in force.
 *
 * <p>Events contain no text, attribute, judgment or cause of an error. They contain case ids only
 * on request, since ids may contain personal data.
 */
public final class DecisionEvents implements GovernorListener {
  private static final int MAX_OUTPUTS = 16;

  private static final AttributeKey<String> CASE = AttributeKey.stringKey("equipoise.case");
  private static final AttributeKey<String> STATE = AttributeKey.stringKey("equipoise.state");
  private static final AttributeKey<Boolean> GAP = AttributeKey.booleanKey("equipoise.gap");
  private static final AttributeKey<Long> CONFLICTS = AttributeKey.longKey("equipoise.conflicts");
  private static final AttributeKey<Long> DURATION = AttributeKey.longKey("equipoise.duration");
  private static final AttributeKey<List<String>> VERDICTS =
      AttributeKey.stringArrayKey("equipoise.verdicts");
  private static final AttributeKey<List<String>> ACTIONS =
      AttributeKey.stringArrayKey("equipoise.actions");
  private static final AttributeKey<List<String>> PRINCIPLES =
      AttributeKey.stringArrayKey("equipoise.principles");
  private static final AttributeKey<String> NAME =
      AttributeKey.stringKey("equipoise.constitution.name");
  private static final AttributeKey<String> VERSION =
      AttributeKey.stringKey("equipoise.constitution.version");
  private static final AttributeKey<String> DIGEST =
      AttributeKey.stringKey("equipoise.constitution.digest");

  private final Logger logger;
  private final boolean tellsCaseIds;

  private DecisionEvents(Logger logger, boolean tellsCaseIds) {
    this.logger = logger;
    this.tellsCaseIds = tellsCaseIds;
  }

  /**
   * Returns a listener that emits events under the scope {@code org.equipoise}, without case ids.
   */
  public static DecisionEvents of(OpenTelemetry openTelemetry) {
    return new DecisionEvents(openTelemetry.getLogsBridge().get("org.equipoise"), false);
  }

  /** Returns this listener with the case id as {@code equipoise.case}. */
  public DecisionEvents withCaseIds() {
    return new DecisionEvents(logger, true);
  }

  @Override
  public void decided(GovernedDecision governed, long nanoseconds) {
    Decision decision = governed.decision();
    event("equipoise.decision", severity(decision), governed)
        .setAttribute(DURATION, nanoseconds)
        .emit();
  }

  @Override
  public void unrecorded(GovernedDecision governed, Throwable fault) {
    event("equipoise.unrecorded", Severity.ERROR, governed).emit();
  }

  @Override
  public void adopted(Authority before, Authority now) {
    event("equipoise.adopted", Severity.INFO, now).emit();
  }

  @Override
  public void refused(Authority inForce, Throwable fault) {
    event("equipoise.refused", Severity.WARN, inForce).emit();
  }

  private LogRecordBuilder event(String name, Severity severity, Authority authority) {
    return logger
        .logRecordBuilder()
        .setEventName(name)
        .setSeverity(severity)
        .setAttribute(NAME, authority.name())
        .setAttribute(VERSION, authority.version())
        .setAttribute(DIGEST, authority.digest());
  }

  private LogRecordBuilder event(String name, Severity severity, GovernedDecision governed) {
    Decision decision = governed.decision();
    LogRecordBuilder event =
        event(name, severity, governed.authority())
            .setTimestamp(governed.at())
            .setAttribute(STATE, decision.state().word())
            .setAttribute(GAP, decision.gap())
            .setAttribute(CONFLICTS, (long) decision.conflicts().size())
            .setAttribute(VERDICTS, first(decision, it -> it.verdict().word()))
            .setAttribute(ACTIONS, first(decision, it -> it.action().word()))
            .setAttribute(PRINCIPLES, principles(decision));
    return tellsCaseIds ? event.setAttribute(CASE, decision.caseId()) : event;
  }

  private static List<String> first(Decision decision, Function<OutputDecision, String> word) {
    return decision.outputs().stream().limit(MAX_OUTPUTS).map(word).toList();
  }

  private static List<String> principles(Decision decision) {
    return decision.outputs().stream()
        .flatMap(it -> it.claims().stream())
        .map(it -> it.claim().claimant())
        .filter(it -> it.kind() == Element.Kind.PRINCIPLE)
        .map(Element::name)
        .distinct()
        .sorted()
        .limit(MAX_OUTPUTS)
        .toList();
  }

  private static Severity severity(Decision decision) {
    if (decision.state() == DecisionState.ERROR) {
      return Severity.ERROR;
    }
    boolean allAllowed = decision.outputs().stream().allMatch(it -> it.action() == Action.ALLOW);
    return allAllowed ? Severity.INFO : Severity.WARN;
  }
}
