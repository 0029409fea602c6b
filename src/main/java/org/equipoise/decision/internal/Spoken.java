package org.equipoise.decision.internal;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.equipoise.constitution.internal.RuleBase;
import org.equipoise.constitution.internal.matching.CompiledRules;
import org.equipoise.constitution.internal.matching.Opening;
import org.equipoise.constitution.internal.matching.WorkingMemory;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.equipoise.inference.internal.CaseFacts;
import org.equipoise.language.Alike;
import org.equipoise.language.Claim;
import org.equipoise.language.Degree;
import org.equipoise.language.DerivationListener;
import org.equipoise.language.Element;
import org.equipoise.language.Vocabulary;
import org.equipoise.language.Weighing;
import org.jspecify.annotations.Nullable;

/**
 * What the rules of a constitution's authors say of one case: claims, each once, by output (in the
 * order of the case), status, rule and the output less preferred, with their reasons; what theories
 * do to weights; and which outputs are alike, as long as none is like another. For one thread.
 */
final class Spoken implements DerivationListener {
  /** So many claims, or weighings, are not kept. */
  private static final int MANY = 64;

  private static final Element[] NOBODY = {};

  // An entry is a number of the output, the status, the place of the rule and the other output.
  private static final int STATUS_BITS = 2;
  private static final int RULE_BITS = 32;
  private static final int OVER_BITS = 8;
  private static final long RULE = 0xffff_ffffL << OVER_BITS;

  /** In a shape: that a judgment makes the claim. */
  private static final long JUDGED = 1L << 63;

  private final RuleBase rules;
  private final Case given;
  private final List<Judgment> judgments;
  private final Element[] elements; // of the judgments
  private final WorkingMemory memory;
  private long[] entries = new long[8];
  private Claim[] claims = new Claim[8];
  private @Nullable Object[] reasons = new Object[8]; // a text or a sorted set of texts
  private int size;
  private Set<Weighed> weighed = Set.of();
  private Set<Weighed> weighedJudgments = Set.of();
  private Map<String, String> outputsByKey = Map.of();
  private int fired;
  private boolean isPlain = true;

  /**
   * What a theory does to a weight.
   *
   * @param theory its place in the rule index
   */
  record Weighed(int theory, Weighing weighing, @Nullable String why) {}

  private Spoken(RuleBase rules, Case given, List<Judgment> judgments, WorkingMemory memory) {
    this.rules = rules;
    this.given = given;
    this.judgments = judgments;
    this.elements = judgments.isEmpty() ? NOBODY : new Element[judgments.size()];
    Arrays.setAll(elements, it -> Element.judgment(judgments.get(it).id()));
    this.memory = memory;
  }

  /**
   * What is said of a case without facts of the host; null if rules say more than that, or claims
   * with a part of their weight, or if one fails.
   *
   * @param speaking the rules of the constitution's authors, and no others: those of the kernel say
   *     nothing of a case alone
   * @param openings those of rules that look at conclusions: each has to stay shut
   * @param judgments by id
   * @param sorted the outputs by id
   * @param firings how many matches may fire
   */
  static @Nullable Spoken of(
      RuleBase rules,
      CompiledRules speaking,
      List<Opening> openings,
      Case given,
      List<Judgment> judgments,
      List<Output> sorted,
      boolean choiceDue,
      int firings) {
    try (WorkingMemory memory = speaking.open()) {
      Spoken spoken = new Spoken(rules, given, judgments, memory);
      Vocabulary.recording(
          spoken,
          () -> {
            CaseFacts.insert(
                memory, rules, given, sorted, choiceDue, (owner, attributes) -> attributes::get);
            spoken.insertJudgments();
            if (openings.stream().anyMatch(memory::mayMatch)) {
              spoken.isPlain = false;
            } else {
              spoken.fired = memory.fire(rules::isIdle, firings);
              spoken.judge();
            }
          });
      return spoken.isPlain && spoken.fired < firings ? spoken : null;
    } catch (Throwable e) { // whoever decides the case from the start meets it again
      return null;
    }
  }

  private void insertJudgments() {
    for (Judgment judgment : judgments) {
      Object fact = new org.equipoise.language.Judgment(judgment, given.at());
      memory.insert(fact);
      isPlain &= !rules.compiled().isLookedFor(fact);
    }
  }

  /** Adds what the judgments claim, as the kernel does. */
  private void judge() {
    for (int i = 0; i < elements.length; i++) {
      Judgment.Verdict verdict = judgments.get(i).verdict();
      Claim claim =
          verdict instanceof Judgment.OnOutput it
              ? new Claim(given.id(), it.output(), it.status(), null, elements[i])
              : preferring((Judgment.Preference) verdict, elements[i]);
      note(claim, i, null);
    }
  }

  private Claim preferring(Judgment.Preference it, Element judgment) {
    return new Claim(given.id(), it.preferred(), DeonticStatus.PERMITTED, it.over(), judgment);
  }

  /** The judgments on the case, by id. */
  List<Judgment> judgments() {
    return judgments;
  }

  /** The element of the judgment of a number. */
  Element element(int judgment) {
    return elements[judgment];
  }

  /** How many matches fired. */
  int fired() {
    return fired;
  }

  /** How many claims there are. */
  int size() {
    return size;
  }

  /**
   * What is claimed, whoever claims it: for each claim a number of its status and its outputs, and
   * of which claim before it, if any, is of the same rule.
   *
   * @param places the place of the speaker of each claim
   */
  long[] shape(int[] places) {
    long[] shape = new long[size];
    for (int i = 0; i < size; i++) {
      int first = 0;
      while (places[first] != places[i]) {
        first++;
      }
      shape[i] = (entries[i] & ~RULE) | ((long) first << OVER_BITS);
      shape[i] |= places[i] < elements.length ? JUDGED : 0;
    }
    return shape;
  }

  /** The place among the speakers of who makes each claim. */
  int[] places() {
    int[] places = new int[size];
    for (int i = 0; i < size; i++) {
      places[i] = (int) ((entries[i] & RULE) >>> OVER_BITS);
    }
    return places;
  }

  /** What theories do to the weights of rules. */
  Set<Weighed> weighed() {
    return weighed;
  }

  /** What theories do to the weights of judgments. */
  Set<Weighed> weighedJudgments() {
    return weighedJudgments;
  }

  /** How often something is said of a weight. */
  int weighings() {
    return weighed.size() + weighedJudgments.size();
  }

  /**
   * How many conclusions there are besides the claims: whoever says the same of a weight, and why,
   * it counts once.
   */
  int besides() {
    return outputsByKey.size() + different(weighed) + different(weighedJudgments);
  }

  private static int different(Set<Weighed> some) {
    if (some.size() < 2) {
      return some.size();
    }
    Set<Weighing> all = new HashSet<>();
    some.forEach(it -> all.add(it.weighing()));
    return all.size();
  }

  Claim claim(int number) {
    return claims[number];
  }

  /** The number of a claim; -1 if it is not made. */
  int number(Claim claim) {
    return Arrays.asList(claims).subList(0, size).indexOf(claim);
  }

  /** The reasons for the claim of a number, each once, sorted. */
  List<String> reasons(int number) {
    Object why = reasons[number];
    if (why == null) {
      return List.of();
    }
    return why instanceof TreeSet<?> several
        ? several.stream().map(String.class::cast).toList()
        : List.of((String) why);
  }

  @Override
  public @Nullable Element speaker() {
    return memory.firing() < 0 ? null : rules.speaker(memory.firing());
  }

  @Override
  public String caseId() {
    return given.id();
  }

  @Override
  public void claims(Claim claim, Degree degree, @Nullable String why) {
    Meter.step();
    if (degree.factor() <= 0) {
      return;
    }
    boolean lifts =
        claim.deonticStatus() != DeonticStatus.FORBIDDEN
            && claim.over() == null
            && !rules.favours(claim.claimant().name()).isEmpty();
    if (degree.factor() < 1 || lifts || isJudgmentMatched()) {
      isPlain = false;
      return;
    }
    note(claim, elements.length + rules.place(memory.firing()), why);
  }

  /** Whether what follows rests on a judgment too. */
  private boolean isJudgmentMatched() {
    return elements.length > 0
        && memory.matched().stream().anyMatch(org.equipoise.language.Judgment.class::isInstance);
  }

  private void note(Claim claim, int place, @Nullable String why) {
    if (size == MANY) {
      isPlain = false;
      return;
    }
    long entry = (output(claim.output()) << STATUS_BITS) | status(claim);
    entry = (entry << RULE_BITS) | place;
    long over = claim.over() == null ? 0 : 1 + output(claim.over());
    note((entry << OVER_BITS) | over, claim, why);
  }

  private static long status(Claim claim) {
    return switch (claim.deonticStatus()) {
      case FORBIDDEN -> 0;
      case PERMITTED -> 1;
      case OBLIGATORY -> 2;
    };
  }

  private long output(String id) {
    List<Output> outputs = given.outputs();
    for (int i = 0; i < outputs.size(); i++) {
      if (outputs.get(i).id().equals(id)) {
        return i;
      }
    }
    throw new IllegalArgumentException("there is no output `" + id + "`");
  }

  private void note(long entry, Claim claim, @Nullable String why) {
    int at = size;
    while (at > 0 && entries[at - 1] >= entry) {
      at--;
    }
    if (at < size && entries[at] == entry) {
      reasons[at] = joined(reasons[at], why);
      return;
    }
    if (size == entries.length) {
      entries = Arrays.copyOf(entries, 2 * size);
      claims = Arrays.copyOf(claims, 2 * size);
      reasons = Arrays.copyOf(reasons, 2 * size);
    }
    System.arraycopy(entries, at, entries, at + 1, size - at);
    System.arraycopy(claims, at, claims, at + 1, size - at);
    System.arraycopy(reasons, at, reasons, at + 1, size - at);
    entries[at] = entry;
    claims[at] = claim;
    reasons[at] = why;
    size++;
  }

  private static @Nullable Object joined(@Nullable Object known, @Nullable String why) {
    if (known == null || why == null || known.equals(why)) {
      return known == null ? why : known;
    }
    TreeSet<String> several = new TreeSet<>();
    if (known instanceof TreeSet<?> set) {
      set.forEach(it -> several.add((String) it));
    } else {
      several.add((String) known);
    }
    several.add(why);
    return several;
  }

  @Override
  public void follows(Object conclusion, @Nullable String why, Set<Element> resting) {
    Meter.step();
    if (conclusion instanceof Weighing weighing && weighings() < MANY) {
      Weighed said = new Weighed(rules.place(memory.firing()), weighing, why);
      if (weighing.target().isRule()) {
        weighed = weighed.isEmpty() ? new HashSet<>(MANY) : weighed;
        weighed.add(said);
      } else {
        weighedJudgments = weighedJudgments.isEmpty() ? new HashSet<>() : weighedJudgments;
        weighedJudgments.add(said);
      }
    } else {
      isPlain &= conclusion instanceof Alike alike && isAlone(alike);
    }
  }

  /** Whether no other output has the key: then nothing comes of it. */
  private boolean isAlone(Alike alike) {
    if (!alike.caseId().equals(given.id()) || outputsByKey.size() == MANY) {
      return false;
    }
    outputsByKey = outputsByKey.isEmpty() ? new HashMap<>() : outputsByKey;
    String known = outputsByKey.putIfAbsent(alike.key(), alike.output());
    return known == null || known.equals(alike.output());
  }
}
