package org.equipoise.service.guard;

import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Constitution;
import org.equipoise.decision.Decision;
import org.equipoise.decision.OutputDecision;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.equipoise.service.governor.Governor;
import org.equipoise.service.governor.internal.Faults;
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

  private final Governor governor;
  private final GuardMode mode;
  private final Escalation escalation;

  private Guard(Governor governor, GuardMode mode, Escalation escalation) {
    this.governor = governor;
    this.mode = mode;
    this.escalation = escalation;
  }

  /** A guard that holds back what is left to a person. */
  public static Guard of(Governor governor, GuardMode mode) {
    return new Guard(governor, mode, (given, decision) -> false);
  }

  /** This guard, asking somebody about what is left to a person. Nobody is asked in shadow mode. */
  public Guard escalatingTo(Escalation escalation) {
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
    Decision decision = decide(given);
    Action course = course(decision);
    if (course == Action.ALLOW) {
      return new Ruling(true, course, null, decision);
    }
    String reason = RefusalReason.of(decision, course, unknown(given, decision));
    if (mode == GuardMode.SHADOW) {
      return new Ruling(true, course, reason, decision);
    }
    if (course == Action.BLOCK) {
      return new Ruling(false, course, reason, decision);
    }
    return escalated(given, decision, reason);
  }

  /** What the case brings that the constitution it was decided under does not know, in words. */
  private List<String> unknown(Case given, Decision decision) {
    Constitution now = governor.constitution();
    if (!decision.gap() || !decision.constitution().equals(now.digest())) {
      return List.of();
    }
    return now.names().unknown(given, List.of()).stream().map(now.names()::inWords).toList();
  }

  private Decision decide(Case given) {
    try {
      return governor.decide(given);
    } catch (Throwable e) {
      LOG.error("case {} could not be decided", given.id(), e);
      return governor.fail(given, Faults.words(e));
    }
  }

  private Ruling escalated(Case given, Decision decision, String reason) {
    boolean passes = false;
    String why = reason;
    try {
      passes = escalation.passes(given, decision);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      why = reason + ", and asking was interrupted";
    } catch (Throwable e) {
      LOG.error("nobody could be asked about case {}", given.id(), e);
      why = reason + ", and nobody could be asked: " + Faults.words(e);
    }
    return new Ruling(passes, Action.ESCALATE, why, decision);
  }

  private Ruling undescribed(Throwable fault) {
    LOG.error("what was to be decided could not be described as a case", fault);
    Case unknown = Case.of(UUID.randomUUID().toString(), Output.of("unknown", Attributes.none()));
    String cause = "it could not be described as a case: " + Faults.words(fault);
    Decision decision = governor.fail(unknown, cause);
    return new Ruling(
        mode == GuardMode.SHADOW,
        Action.BLOCK,
        RefusalReason.of(decision, Action.BLOCK, List.of()),
        decision);
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
