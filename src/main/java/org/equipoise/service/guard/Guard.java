package org.equipoise.service.guard;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Authority;
import org.equipoise.decision.Decision;
import org.equipoise.decision.DecisionState;
import org.equipoise.decision.OutputDecision;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Detection;
import org.equipoise.facts.Message;
import org.equipoise.facts.Output;
import org.equipoise.service.detection.Detector;
import org.equipoise.service.detection.TextReader;
import org.equipoise.service.governor.Discretion;
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
  private final @Nullable TextReader reader;

  private Guard(
      Governor governor,
      GuardMode mode,
      @Nullable Escalation escalation,
      @Nullable TextReader reader) {
    this.governor = governor;
    this.mode = mode;
    this.escalation = escalation;
    this.reader = reader;
  }

  /** Returns a guard without an escalation. It holds back what is left to a person. */
  public static Guard of(Governor governor, GuardMode mode) {
    return new Guard(governor, mode, null, null);
  }

  /**
   * Returns this guard with an escalation, which answers where a decision is left to a person. The
   * guard does not ask it in shadow mode.
   */
  public Guard withEscalation(Escalation escalation) {
    return new Guard(governor, mode, escalation, reader);
  }

  /**
   * Returns this guard with a detector, which is not calibrated: whatever it is not certain of is
   * disputed.
   *
   * @throws IllegalStateException if what is in force declares no attributes
   */
  public Guard reading(Detector detector) {
    return reading(TextReader.of(detector));
  }

  /**
   * Returns this guard with a reader of texts. It fills the attributes that a case does not have,
   * before the case is decided and recorded.
   *
   * @throws IllegalStateException if what is in force declares no attributes
   */
  public Guard reading(TextReader reader) {
    TextReader.wanted(governor.inForce());
    return new Guard(governor, mode, escalation, reader);
  }

  /** Returns what reads the texts of cases; null if nothing does. */
  public @Nullable TextReader reader() {
    return reader;
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

  /**
   * Returns whether a text may pass, of which the detector of this guard tells what it does. Never
   * throws. The text becomes the output {@code reply} of a case with a random id.
   *
   * @param text what the host is about to let through; it may be empty
   */
  public Ruling review(String text) {
    return review(text, List.of());
  }

  /**
   * Returns whether a text may pass, as {@link #review(String)} does.
   *
   * @param conversation the messages before it, the earliest first; they are recorded with the case
   */
  public Ruling review(String text, List<Message> conversation) {
    return review(
        (String it) -> {
          if (reader == null) {
            throw new IllegalStateException(
                "the guard has no detector to read a text: give it one with `reading`");
          }
          return CaseMapper.reading("reply", (String said) -> said)
              .map(Objects.requireNonNull(it, "the text is null"))
              .withMessages(conversation);
        },
        text);
  }

  /** Returns whether a case may pass. Never throws. */
  public Ruling review(Case unread) {
    Case given;
    try {
      given = read(unread);
    } catch (Throwable e) {
      Faults.restoreInterrupt(e);
      return unreadable(unread, e);
    }
    GovernedDecision governed = decide(given);
    Ruling ruling = unasked(governed);
    return isLeftToPerson(ruling) ? escalated(governed, String.valueOf(ruling.reason())) : ruling;
  }

  /**
   * Returns whether a case may pass, without waiting for a person: where a decision is left to one,
   * the ruling does not pass now, and another ruling follows. Never throws. The answer is recorded
   * on the thread that completes it.
   *
   * @param later asks the person, in place of the escalation of this guard
   */
  public PendingRuling review(Case unread, LaterEscalation later) {
    Case given;
    try {
      given = read(unread);
    } catch (Throwable e) {
      Faults.restoreInterrupt(e);
      Ruling held = unreadable(unread, e);
      return new PendingRuling(held, CompletableFuture.completedFuture(held));
    }
    GovernedDecision governed = decide(given);
    Ruling now = unasked(governed);
    if (!isLeftToPerson(now)) {
      return new PendingRuling(now, CompletableFuture.completedFuture(now));
    }
    CompletionStage<Escalation.Answer> asked;
    try {
      asked = Objects.requireNonNull(later.ask(governed.given(), governed.decision()));
    } catch (Throwable e) {
      Faults.restoreInterrupt(e);
      asked = CompletableFuture.failedFuture(e);
    }
    String reason = String.valueOf(now.reason());
    return new PendingRuling(
        now,
        asked.handle(
            (answer, fault) ->
                answer == null
                    ? unanswered(governed, reason, fault)
                    : answered(governed, reason, answer)));
  }

  private Case read(Case unread) {
    return reader == null ? unread : reader.read(unread, governor.inForce());
  }

  /** Returns the ruling as it is while nobody is asked. */
  private Ruling unasked(GovernedDecision governed) {
    Decision decision = governed.decision();
    Action course = course(decision);
    if (course == Action.ALLOW && decision.state() == DecisionState.ERROR) {
      // The constitution may allow what it cannot decide, but not what could not be read.
      course = isUnread(governed.given()) ? Action.BLOCK : course;
    }
    boolean isAllowed = course == Action.ALLOW;
    return new Ruling(
        isAllowed || mode == GuardMode.SHADOW,
        course,
        isAllowed ? null : RefusalReason.of(governed.given(), decision, course, unknown(governed)),
        decision,
        governed.given(),
        governed.authority(),
        governed.receipt());
  }

  private static boolean isUnread(Case given) {
    return given.detections().stream()
        .anyMatch(it -> it.readings().stream().anyMatch(Detection.Reading::isFault));
  }

  private static boolean isLeftToPerson(Ruling ruling) {
    return !ruling.passes() && ruling.action() == Action.ESCALATE;
  }

  /** Returns the names in a case that the constitution of its decision does not know, in words. */
  private List<String> unknown(GovernedDecision governed) {
    Case given = governed.given();
    Decision decision = governed.decision();
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
      Discretion discretion = governor.discretion(given, List.of());
      LOG.error(
          "case {} could not be decided",
          discretion.name(given.id()),
          Faults.logged(e, discretion));
      return governor.fail(given, Faults.words(e), mode == GuardMode.ENFORCE);
    }
  }

  private Ruling escalated(GovernedDecision governed, String reason) {
    Escalation person = escalation;
    if (person == null) {
      return ruling(governed, HELD_BACK, reason);
    }
    Escalation.Answer answer;
    try {
      answer = Objects.requireNonNull(person.answer(governed.given(), governed.decision()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return recorded(
          governed,
          new Escalation.Answer(false, null, "asking was interrupted"),
          reason + ", and asking was interrupted");
    } catch (Throwable e) {
      return unanswered(governed, reason, e);
    }
    return answered(governed, reason, answer);
  }

  private Ruling answered(GovernedDecision governed, String reason, Escalation.Answer answer) {
    return recorded(governed, answer, answer.why() == null ? reason : reason + ": " + answer.why());
  }

  private Ruling unanswered(GovernedDecision governed, String reason, @Nullable Throwable fault) {
    Throwable cause =
        fault instanceof CompletionException && fault.getCause() != null ? fault.getCause() : fault;
    Discretion discretion = governor.discretion(governed.given(), governed.judgments());
    LOG.error(
        "nobody could be asked about case {}",
        discretion.name(governed.given().id()),
        cause == null ? null : Faults.logged(cause, discretion));
    String words =
        "nobody could be asked: " + (cause == null ? "the answer is null" : Faults.words(cause));
    return recorded(governed, new Escalation.Answer(false, null, words), reason + ", and " + words);
  }

  /** Records an answer. What cannot be recorded is held back. */
  private Ruling recorded(GovernedDecision governed, Escalation.Answer answer, String why) {
    try {
      governor.answer(governed, answer.passes(), answer.by(), answer.why());
    } catch (Throwable e) {
      Faults.restoreInterrupt(e);
      Discretion discretion = governor.discretion(governed.given(), governed.judgments());
      LOG.error(
          "the answer on case {} could not be recorded",
          discretion.name(governed.given().id()),
          Faults.logged(e, discretion));
      return ruling(
          governed,
          HELD_BACK,
          why + ", and the answer could not be recorded: " + Faults.message(e));
    }
    return ruling(governed, answer, why);
  }

  private static Ruling ruling(GovernedDecision governed, Escalation.Answer answer, String reason) {
    return new Ruling(
        answer.passes(),
        Action.ESCALATE,
        reason,
        governed.decision(),
        governed.given(),
        governed.authority(),
        governed.receipt());
  }

  private Ruling unreadable(Case given, Throwable fault) {
    Discretion discretion = governor.discretion(given, List.of());
    return undescribed(given, "its texts could not be read", fault, discretion);
  }

  private Ruling undescribed(Throwable fault) {
    Case unknown = Case.of(UUID.randomUUID().toString(), Output.of("unknown", Attributes.none()));
    return undescribed(
        unknown, "it could not be described as a case", fault, governor.discretion());
  }

  private Ruling undescribed(Case given, String what, Throwable fault, Discretion discretion) {
    LOG.error("what was to be decided: {}", what, Faults.logged(fault, discretion));
    String cause = what + ": " + Faults.words(fault, discretion);
    GovernedDecision governed = governor.fail(given, cause, mode == GuardMode.ENFORCE);
    Decision decision = governed.decision();
    return new Ruling(
        mode == GuardMode.SHADOW,
        Action.BLOCK,
        RefusalReason.of(given, decision, Action.BLOCK, List.of()),
        decision,
        governed.given(),
        governed.authority(),
        governed.receipt());
  }

  private static Action course(Decision decision) {
    return decision.outputs().stream()
        .map(OutputDecision::action)
        .max(Action.STRICTNESS)
        .orElseThrow();
  }
}
