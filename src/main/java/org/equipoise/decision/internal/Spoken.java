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

  // An entry is a number of the output, the status, the place of the rule and the other output.
  private static final int STATUS_BITS = 2;
  private static final int RULE_BITS = 32;
  private static final int OVER_BITS = 8;
  private static final long RULE = 0xffff_ffffL << OVER_BITS;

  private final RuleBase rules;
  private final Case given;
  private final WorkingMemory memory;
  private long[] entries = new long[8];
  private Claim[] claims = new Claim[8];
  private @Nullable Object[] reasons = new Object[8]; // a text or a sorted set of texts
  private int size;
  private Set<Weighed> weighed = Set.of();
  private Map<String, String> outputsByKey = Map.of();
  private int fired;
  private boolean isPlain = true;

  /**
   * What a theory does to a weight.
   *
   * @param theory its place in the rule index
   */
  record Weighed(int theory, Weighing weighing, @Nullable String why) {}

  private Spoken(RuleBase rules, Case given, WorkingMemory memory) {
    this.rules = rules;
    this.given = given;
    this.memory = memory;
  }

  /**
   * What is said of a case on which nobody has a judgment, without facts of the host; null if rules
   * say more than that, or claims with a part of their weight, or if one fails.
   *
   * @param speaking the rules of the constitution's authors, and no others: those of the kernel say
   *     nothing of a case alone
   * @param openings those of rules that look at conclusions: each has to stay shut
   * @param sorted the outputs by id
   * @param firings how many matches may fire
   */
  static @Nullable Spoken of(
      RuleBase rules,
      CompiledRules speaking,
      List<Opening> openings,
      Case given,
      List<Output> sorted,
      boolean choiceDue,
      int firings) {
    try (WorkingMemory memory = speaking.open()) {
      Spoken spoken = new Spoken(rules, given, memory);
      Vocabulary.recording(
          spoken,
          () -> {
            CaseFacts.insert(
                memory, rules, given, sorted, choiceDue, (owner, attributes) -> attributes::get);
            if (openings.stream().anyMatch(memory::mayMatch)) {
              spoken.isPlain = false;
            } else {
              spoken.fired = memory.fire(rules::isIdle, firings);
            }
          });
      return spoken.isPlain && spoken.fired < firings ? spoken : null;
    } catch (Throwable e) { // whoever decides the case from the start meets it again
      return null;
    }
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
   * @param rules the place of the rule of each claim
   */
  long[] shape(int[] rules) {
    long[] shape = new long[size];
    for (int i = 0; i < size; i++) {
      int first = 0;
      while (rules[first] != rules[i]) {
        first++;
      }
      shape[i] = (entries[i] & ~RULE) | ((long) first << OVER_BITS);
    }
    return shape;
  }

  /** The place in the rule index of the rule of each claim. */
  int[] rules() {
    int[] places = new int[size];
    for (int i = 0; i < size; i++) {
      places[i] = (int) ((entries[i] & RULE) >>> OVER_BITS);
    }
    return places;
  }

  Set<Weighed> weighed() {
    return weighed;
  }

  /**
   * How many conclusions there are besides the claims: whoever says the same of a weight, and why,
   * it counts once.
   */
  int besides() {
    int keys = outputsByKey.size();
    if (weighed.size() < 2) {
      return keys + weighed.size();
    }
    Set<Weighing> all = new HashSet<>();
    weighed.forEach(it -> all.add(it.weighing()));
    return keys + all.size();
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
    if (degree.factor() < 1 || lifts || size == MANY) {
      isPlain = false;
      return;
    }
    long entry = (output(claim.output()) << STATUS_BITS) | status(claim);
    entry = (entry << RULE_BITS) | rules.place(memory.firing());
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
    if (conclusion instanceof Weighing weighing && weighed.size() < MANY) {
      weighed = weighed.isEmpty() ? new HashSet<>() : weighed;
      weighed.add(new Weighed(rules.place(memory.firing()), weighing, why));
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
