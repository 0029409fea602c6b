package org.equipoise.service.guard;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Constitution;
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
 * Stands between a host and what it is about to let through. Immutable and safe to share between
 * threads.
 *
 * <p>In {@link GuardMode#SHADOW} everything passes, whatever goes wrong. In {@link
 * GuardMode#ENFORCE} a case passes if each of its outputs may: what blocks an output holds the case
 * back; what leaves one to a person passes if the {@link Escalation} lets it; an error follows the
 * action that the decision names. What could not be described as a case is held back, whatever the
 * constitution sets. In both modes every case is decided, recorded and told to listeners by the
 * governor, and so is, as an error, what could not be described.
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

  /** A guard that holds back what is left to a person. */
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
   * Whether something may pass. Does not throw, whatever the mapper, a listener, the journal or the
   * escalation throws, errors included.
   *
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

  /** Whether a case may pass. */
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

  /** What the case brings that the constitution it was decided under does not know, in words. */
  private List<String> unknown(Case given, Decision decision) {
    Constitution now = governor.constitution();
    if (!decision.gap() || !decision.constitution().equals(now.digest())) {
      return List.of();
    }
    return now.names().unknown(given, List.of()).stream().map(now.names()::inWords).toList();
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
        .max(Comparator.comparingInt(Guard::strictness))
        .orElseThrow();
  }

  private static int strictness(Action course) {
    return switch (course) {
      case ALLOW -> 0;
      case ESCALATE -> 1;
      case BLOCK -> 2;
    };
  }
}
