package org.equipoise.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.equipoise.constitution.Settings.Limits;
import org.equipoise.constitution.internal.matching.WorkingMemory;
import org.equipoise.constitution.metering.ImmutableFacts;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Values;
import org.equipoise.language.Attributed;
import org.equipoise.language.Claim;
import org.equipoise.language.Conflict;
import org.equipoise.language.Degree;
import org.equipoise.language.DerivationListener;
import org.equipoise.language.Element;
import org.equipoise.language.Guidance;
import org.equipoise.language.Session;
import org.equipoise.language.Weighing;
import org.jspecify.annotations.Nullable;

/** Notes what rules say while they fire, and adds what they derive to the session. */
final class DerivationRecorder implements DerivationListener {
  private static final DerivationNode[] NOTHING = {};
  private static final int[] NO_ELEMENT = {};

  /** What a conclusion takes with its first derivation, and each further one, in bytes, about. */
  private static final int CONCLUSION = 256;

  private static final int DERIVATION = 96;

  private final CaseElements caseElements;
  private final BitSet relaxed;
  private final Limits limits;
  private final DerivationNodes nodes;
  private final WorkingMemory memory;
  private final Map<String, Set<String>> lifts = new HashMap<>(0);
  private Set<Claim> lifted = Set.of();
  private @Nullable InferenceException full;

  DerivationRecorder(
      CaseElements caseElements,
      BitSet relaxed,
      Limits limits,
      DerivationNodes nodes,
      WorkingMemory memory) {
    this.caseElements = caseElements;
    this.relaxed = relaxed;
    this.limits = limits;
    this.nodes = nodes;
    this.memory = memory;
  }

  /**
   * Does nothing unless a limit was met.
   *
   * @throws InferenceException if one was, though a rule may have caught that
   */
  void requireNoLimit() {
    if (full != null) {
      throw full;
    }
  }

  /** The claims that something lifts, so that they were not made. */
  Set<Claim> lifted() {
    return lifted;
  }

  @Nullable String rule() {
    return name(memory.firing());
  }

  @Nullable String failing() {
    return name(memory.failing());
  }

  private @Nullable String name(int rule) {
    return rule < 0 ? null : caseElements.rules().compiled().names().get(rule);
  }

  @Override
  public @Nullable Element speaker() {
    int rule = memory.firing();
    return rule < 0 ? null : caseElements.rules().speaker(rule);
  }

  @Override
  public String caseId() {
    return caseElements.given().id();
  }

  @Override
  public void claims(Claim claim, Degree degree, @Nullable String why) {
    if (degree.factor() <= 0) {
      return; // nothing is claimed, so there is nothing to lift
    }
    if (isLifted(claim)) {
      lifted = lifted.isEmpty() ? new LinkedHashSet<>() : lifted;
      lifted.add(claim);
    } else {
      follows(claim, degree.factor(), why, Set.of());
      liftDefaults(claim, caseElements.rules().favours(claim.claimant().name()), why);
    }
  }

  /** What is in favour of an output lifts the defaults on it that give way to its level. */
  private void liftDefaults(Claim claim, Set<String> defaults, @Nullable String why) {
    if (claim.deonticStatus() != DeonticStatus.FORBIDDEN && claim.over() == null) {
      for (String rule : defaults) {
        follows(
            new Guidance.Lift(claim.caseId(), claim.output(), rule, claim.claimant()),
            1,
            why,
            Set.of());
      }
    }
  }

  /** Whether rules that were to fire before, by their strata, lift the claim here. */
  private boolean isLifted(Claim claim) {
    Set<String> outputs = lifts.isEmpty() ? null : lifts.get(claim.claimant().name());
    return outputs != null
        && claim.claimant().isRule()
        && (outputs.contains("") || outputs.contains(claim.output()));
  }

  @Override
  public Degree degree(@Nullable Object number) {
    if (number instanceof Number it && it.doubleValue() >= 0 && it.doubleValue() <= 1) {
      return new Degree(it.doubleValue());
    }
    boolean isNone = !(number instanceof Number it) || Double.isNaN(it.doubleValue());
    throw new IllegalArgumentException(
        "`weight` takes a number in [0, 1], not "
            + (number == null || (isNone && number instanceof Number)
                ? "what is absent"
                : Values.shown(number))
            + readBehind(isNone));
  }

  /** The attributes that the degree is worked out from, of the facts that were matched. */
  private String readBehind(boolean isNone) {
    List<String> read = new ArrayList<>();
    String rule = rule();
    if (rule == null) {
      return "";
    }
    for (Object fact : memory.matched()) {
      if (fact instanceof Attributed attributed) {
        for (String name : caseElements.rules().degreesFrom(rule)) {
          Object value = attributed.attr(name);
          if (!(isNone && value instanceof Number)) {
            String is = value == null ? "is absent" : "is " + Values.shown(value);
            read.add("attribute `" + name + "` of " + attributed + " " + is);
          }
        }
      }
    }
    return read.isEmpty() ? "" : ": " + String.join(", ", read);
  }

  @Override
  public void follows(Object concluded, @Nullable String why, Set<Element> restingOn) {
    if (concluded instanceof Guidance.Lift lift) {
      requireMayLift(lift);
    }
    follows(concluded, 1, why, restingOn);
    if (concluded instanceof Claim claim && caseElements.rules().guides()) {
      liftDefaults(claim, caseElements.rules().favoursOf(stakeholder(claim.claimant())), why);
    }
  }

  private @Nullable String stakeholder(Element judgment) {
    Judgment held = caseElements.judgment(judgment.name());
    return held == null ? null : held.stakeholder();
  }

  private void requireMayLift(Guidance.Lift lift) {
    if (!caseElements.rules().mayLift(lift.by().name(), lift.rule())) {
      throw new IllegalArgumentException(
          "`" + lift.by().name() + "` may not lift `" + lift.rule() + "`");
    }
  }

  private void follows(
      Object concluded, double degree, @Nullable String why, Set<Element> restingOn) {
    Meter.step(); // a rule that caught a limit says nothing more
    Object conclusion =
        concluded.getClass().getClassLoader() == InferenceRun.class.getClassLoader()
            ? concluded
            : ImmutableFacts.fact(concluded);
    int rule = memory.firing();
    if (rule < 0) {
      throw new IllegalStateException("nothing is firing");
    }
    if (conclusion instanceof Session raised
        && caseElements.given().session().raised().containsAll(raised.getRaised())) {
      return; // an earlier case raised it
    }
    int speaker = caseElements.numberOfRule(rule);
    int[] resting = resting(restingOn, speaker);
    if (resting == null) {
      return; // what it names does not stand in this world
    }
    Object identity = caseElements.rules().identity(conclusion);
    DerivationNode known = nodes.concluded(identity);
    boolean isNew = known == null;
    Meter.takes(isNew ? CONCLUSION : DERIVATION);
    if (isNew) {
      requireRoom();
    }
    DerivationNode node = known == null ? DerivationNode.conclusion(conclusion, identity) : known;
    node.arrive(new DerivationNode.Derivation(antecedents(), resting, speaker), why);
    node.take(degree);
    if (isNew) {
      nodes.addConcluded(node);
      if (conclusion instanceof Guidance.Lift lift) {
        lifts.computeIfAbsent(lift.rule(), it -> new HashSet<>()).add(lift.output());
      } else if (!(conclusion instanceof Conflict
          || conclusion instanceof Weighing
          || conclusion instanceof Guidance)) {
        memory.insert(conclusion);
      }
    }
  }

  /** A rule that catches this is found out all the same, once it has fired. */
  private void requireRoom() {
    if (nodes.concluded().size() >= limits.facts()) {
      if (full == null) {
        full = InferenceException.tooManyFacts(caseElements.given().id(), rule(), limits.facts());
      }
      throw full;
    }
  }

  /** The numbers of what a conclusion rests on besides what was matched; null if one is down. */
  private int @Nullable [] resting(Set<Element> named, int speaker) {
    if (named.isEmpty()) {
      return speaker < 0 ? NO_ELEMENT : new int[] {speaker};
    }
    int[] resting = new int[named.size() + (speaker < 0 ? 0 : 1)];
    int n = 0;
    for (Element element : named) {
      int number = caseElements.number(element);
      if (number < 0 || relaxed.get(number)) {
        return null;
      }
      resting[n++] = number;
    }
    if (speaker >= 0) {
      resting[n] = speaker;
    }
    return resting;
  }

  private DerivationNode[] antecedents() {
    List<Object> matched = memory.matched();
    DerivationNode[] antecedents = NOTHING;
    for (int i = 0; i < matched.size(); i++) {
      DerivationNode node = nodes.of(matched.get(i));
      if (node != null && !Arrays.asList(antecedents).contains(node)) {
        antecedents = Arrays.copyOf(antecedents, antecedents.length + 1);
        antecedents[antecedents.length - 1] = node;
      }
    }
    return antecedents;
  }
}
