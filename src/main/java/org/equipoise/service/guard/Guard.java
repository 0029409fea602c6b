package org.equipoise.service.guard;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Authority;
import org.equipoise.decision.Decision;
import org.equipoise.decision.OutputDecision;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.equipoise.service.governor.GovernedDecision;
import org.equipoise.service.governor.Governor;
import org.equipoise.service.governor.internal.Faults;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a host whether a reply, message or tool call may pass. Immutable and thread-safe.
 *
 * <p>In {@link GuardMode#SHADOW} everything passes, even on failure. In {@link GuardMode#ENFORCE} a
 * case passes if each of its outputs may pass. If an output is blocked, the case is held back. If
 * an output is left to a person, the {@link Escalation} decides. On an error, the action of the
 * decision applies. If the input could not be described as a case, it is held back, regardless of
 * the constitution. In both modes the governor decides and records every case and calls the
 * listeners. An input that could not be described is recorded as an error.
 */
public final class Guard {
  private static final Logger LOG = LoggerFactory.getLogger(Guard.class);

  private static final Escalation.Answer HELD_BACK = new Escalation.Answer(false, null, null);

  private final Governor governor;
  private final GuardMode mode;
  private final @Nullable Escalation escalation;

  private Guard(Governor governor, GuardMode mode, @Nullable Escalation escalation) {
    this.governor = governor;
    this.mode = mode;
    this.escalation = escalation;
  }

  /** Returns a guard without an escalation. It holds back what is left to a person. */
  public static Guard of(Governor governor, GuardMode mode) {
    return new Guard(governor, mode, null);
  }

  /**
   * Returns this guard with an escalation, which answers where a decision is left to a person. The
   * guard does not ask it in shadow mode.
   */
  public Guard withEscalation(Escalation escalation) {
    return new Guard(governor, mode, escalation);
  }

  public Governor governor() {
    return governor;
  }

  public GuardMode mode() {
    return mode;
  }

  /**
   * Returns whether something may pass. Never throws, even if the mapper, a listener, the journal
   * or the escalation throws an exception or error.
   *
   * @param mapper describes the input as a case
   * @param it what the host is about to let through
   */
  public <T> Ruling review(CaseMapper<? super T> mapper, T it) {
    Case given;
    try {
      given = mapper.map(it);
      if (given == null) {
        throw new NullPointerException("the mapper returned null");
      }
    } catch (Throwable e) {
      Faults.restoreInterrupt(e);
      return undescribed(e);
    }
    return review(given);
  }

  /** Returns whether a case may pass. Never throws. */
  public Ruling review(Case given) {
    GovernedDecision governed = decide(given);
    Decision decision = governed.decision();
    Action course = course(decision);
    if (course == Action.ALLOW) {
      return new Ruling(true, course, null, decision, governed.receipt());
    }
    String reason = RefusalReason.of(decision, course, unknown(given, decision));
    if (mode == GuardMode.SHADOW || course == Action.BLOCK) {
      return new Ruling(mode == GuardMode.SHADOW, course, reason, decision, governed.receipt());
    }
    return escalated(governed, reason);
  }

  /** Returns the names in a case that the constitution of its decision does not know, in words. */
  private List<String> unknown(Case given, Decision decision) {
    Authority now = governor.inForce();
    if (!decision.gap() || !decision.constitution().equals(now.digest())) {
      return List.of();
    }
    return now.unknown(given, List.of()).stream().map(now::inWords).toList();
  }

  private GovernedDecision decide(Case given) {
    try {
      return governor.govern(given, List.of(), mode == GuardMode.ENFORCE);
    } catch (Throwable e) {
      LOG.error("case {} could not be decided", given.id(), e);
      return governor.fail(given, Faults.words(e), mode == GuardMode.ENFORCE);
    }
  }

  private Ruling escalated(GovernedDecision governed, String reason) {
    Escalation person = escalation;
    Escalation.Answer answer = HELD_BACK;
    String why = reason;
    if (person != null) {
      try {
        answer = Objects.requireNonNull(person.answer(governed.given(), governed.decision()));
        why = answer.why() == null ? reason : reason + ": " + answer.why();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        why = reason + ", and asking was interrupted";
        answer = new Escalation.Answer(false, null, "asking was interrupted");
      } catch (Throwable e) {
        LOG.error("nobody could be asked about case {}", governed.given().id(), e);
        String fault = "nobody could be asked: " + Faults.words(e);
        why = reason + ", and " + fault;
        answer = new Escalation.Answer(false, null, fault);
      }
      try {
        governor.answer(governed, answer.passes(), answer.by(), answer.why());
      } catch (Throwable e) {
        Faults.restoreInterrupt(e);
        LOG.error("the answer on case {} could not be recorded", governed.given().id(), e);
        why = reason + ", and the answer could not be recorded: " + Faults.message(e);
        answer = HELD_BACK;
      }
    }
    return new Ruling(
        answer.passes(), Action.ESCALATE, why, governed.decision(), governed.receipt());
  }

  private Ruling undescribed(Throwable fault) {
    LOG.error("what was to be decided could not be described as a case", fault);
    Case unknown = Case.of(UUID.randomUUID().toString(), Output.of("unknown", Attributes.none()));
    String cause = "it could not be described as a case: " + Faults.words(fault);
    GovernedDecision governed = governor.fail(unknown, cause, mode == GuardMode.ENFORCE);
    Decision decision = governed.decision();
    return new Ruling(
        mode == GuardMode.SHADOW,
        Action.BLOCK,
        RefusalReason.of(decision, Action.BLOCK, List.of()),
        decision,
        governed.receipt());
  }

  private static Action course(Decision decision) {
    return decision.outputs().stream()
        .map(OutputDecision::action)
        .max(Action.STRICTNESS)
        .orElseThrow();
  }
}
