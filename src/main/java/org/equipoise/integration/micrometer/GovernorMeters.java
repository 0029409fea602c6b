package org.equipoise.integration.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Authority;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.KnownNames;
import org.equipoise.constitution.KnownNames.Subject;
import org.equipoise.constitution.Trigger;
import org.equipoise.decision.DecisionState;
import org.equipoise.decision.OutputDecision;
import org.equipoise.decision.Verdict;
import org.equipoise.facts.Case;
import org.equipoise.service.governor.GovernedDecision;
import org.equipoise.service.governor.GovernorListener;

/**
 * Metrics of a governor. Thread-safe. It may be bound to several registries. Counts start with this
 * instance, and times start when a registry is bound.
 *
 * <ul>
 *   <li>{@code equipoise.decisions}: cases, by {@code state} ({@code error} included)
 *   <li>{@code equipoise.outputs}: outputs, by {@code verdict} and the {@code action} for the host
 *   <li>{@code equipoise.decide}: the time of deciding and recording, by {@code state}
 *   <li>{@code equipoise.unrecorded}: decisions that the journal could not record
 *   <li>{@code equipoise.unknown}: names in cases that the constitution in force does not know,
 *       each counted once, by what they are names {@code of}: attributes of a {@code case} or an
 *       {@code output}, circumstances of a {@code judgment}, or a {@code stakeholder}
 *   <li>{@code equipoise.undeclared}: of these, attributes that are not declared, or whose values
 *       do not fit, by what they are attributes {@code of}
 *   <li>{@code equipoise.unread}: constitutions under which a case had none of the attributes that
 *       rules read
 *   <li>{@code equipoise.reloads}: reloaded constitutions, {@code adopted} or {@code refused}
 *   <li>{@code equipoise.triggers}: bounds that were met for looking at the rules again, by which
 *       it is {@code of}
 * </ul>
 */
public final class GovernorMeters implements MeterBinder, GovernorListener {
  private final Map<DecisionState, LongAdder> decisions = adders(DecisionState.class);
  private final Map<Verdict, Map<Action, LongAdder>> outputs =
      each(Verdict.class, it -> adders(Action.class));
  private final Map<Subject, LongAdder> unknown = adders(Subject.class);
  private final Map<Subject, LongAdder> undeclared = adders(Subject.class);
  private final LongAdder unread = new LongAdder();
  private final LongAdder unrecorded = new LongAdder();
  private final LongAdder adopted = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final Map<Trigger.Kind, LongAdder> triggers = adders(Trigger.Kind.class);
  private final List<Map<DecisionState, Timer>> timers = new CopyOnWriteArrayList<>();

  private static <E extends Enum<E>> Map<E, LongAdder> adders(Class<E> type) {
    return each(type, it -> new LongAdder());
  }

  private static <E extends Enum<E>, V> Map<E, V> each(Class<E> type, Function<E, V> value) {
    Map<E, V> all = new EnumMap<>(type);
    for (E it : type.getEnumConstants()) {
      all.put(it, value.apply(it));
    }
    return all;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    decisions.forEach(
        (state, count) ->
            FunctionCounter.builder("equipoise.decisions", count, LongAdder::doubleValue)
                .description("cases decided")
                .tag("state", state.word())
                .register(registry));
    outputs.forEach(
        (verdict, byAction) ->
            byAction.forEach(
                (action, count) ->
                    FunctionCounter.builder("equipoise.outputs", count, LongAdder::doubleValue)
                        .description("outputs decided on")
                        .tag("verdict", verdict.word())
                        .tag("action", Verdict.valueOf(action.name()).word())
                        .register(registry)));
    FunctionCounter.builder("equipoise.unrecorded", unrecorded, LongAdder::doubleValue)
        .description("decisions that the journal could not keep")
        .register(registry);
    unknown.forEach(
        (subject, count) ->
            FunctionCounter.builder("equipoise.unknown", count, LongAdder::doubleValue)
                .description("names that nothing in the constitution knows")
                .tag("of", subject.name().toLowerCase(Locale.ROOT))
                .register(registry));
    undeclared.forEach(
        (subject, count) ->
            FunctionCounter.builder("equipoise.undeclared", count, LongAdder::doubleValue)
                .description("attributes that are not declared, or whose values do not fit")
                .tag("of", subject.name().toLowerCase(Locale.ROOT))
                .register(registry));
    FunctionCounter.builder("equipoise.unread", unread, LongAdder::doubleValue)
        .description("constitutions under which a case had no attribute that rules read")
        .register(registry);
    reloads("adopted", adopted, registry);
    reloads("refused", refused, registry);
    triggers.forEach(
        (kind, count) ->
            FunctionCounter.builder("equipoise.triggers", count, LongAdder::doubleValue)
                .description("bounds that were met for looking at the rules again")
                .tag("of", kind.word())
                .register(registry));
    timers.add(
        each(
            DecisionState.class,
            state ->
                Timer.builder("equipoise.decide")
                    .description("time to decide a case and record it")
                    .tag("state", state.word())
                    .register(registry)));
  }

  private static void reloads(String result, LongAdder count, MeterRegistry registry) {
    FunctionCounter.builder("equipoise.reloads", count, LongAdder::doubleValue)
        .description("constitutions that came to be put in force")
        .tag("result", result)
        .register(registry);
  }

  @Override
  public void decided(GovernedDecision governed, long nanoseconds) {
    DecisionState state = governed.decision().state();
    of(decisions, state).increment();
    for (OutputDecision output : governed.decision().outputs()) {
      of(of(outputs, output.verdict()), output.action()).increment();
    }
    timers.forEach(it -> of(it, state).record(nanoseconds, TimeUnit.NANOSECONDS));
  }

  /** Returns the value of a constant in a map that has every constant. */
  private static <K extends Enum<K>, V> V of(Map<K, V> all, K constant) {
    return Objects.requireNonNull(all.get(constant));
  }

  @Override
  public void unrecorded(GovernedDecision governed, Throwable fault) {
    unrecorded.increment();
  }

  @Override
  public void unknown(Authority inForce, Case given, KnownNames.Unknown name) {
    of(unknown, name.subject()).increment();
    if (name.fault() != KnownNames.Fault.UNREAD) {
      of(undeclared, name.subject()).increment();
    }
  }

  @Override
  public void unread(Authority inForce, Case given) {
    unread.increment();
  }

  @Override
  public void adopted(Authority before, Authority now) {
    adopted.increment();
  }

  @Override
  public void refused(Authority inForce, Throwable fault) {
    refused.increment();
  }

  @Override
  public void triggered(Constitution inForce, Trigger trigger) {
    of(triggers, trigger.kind()).increment();
  }
}
