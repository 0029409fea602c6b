package org.equipoise.decision;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.equipoise.decision.World.Law;
import org.equipoise.facts.Case;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Judgment;
import org.equipoise.language.Element;

/**
 * Decides a small case by looking at every world of it, one after the other. A cost is one number,
 * in which that of a higher level stands before whatever lower levels can add up to.
 */
final class Exhaustive {
  static final BigInteger INFINITE = BigInteger.ONE.shiftLeft(500);
  private static final int MOST_LEVELS = 5;
  private static final int BITS = 70;

  /**
   * How a case is weighed.
   *
   * @param levels how many there are; 1 where none is declared
   * @param weights the weights of stakeholders other than 1
   * @param levelOf the levels of stakeholders that are not of the lowest
   */
  record Scale(
      int levels,
      double escalationMargin,
      Map<String, Double> weights,
      Map<String, Integer> levelOf) {}

  /** The cheapest way out, by what has to go; nothing goes where there is no way. */
  record WayOut(BigInteger cost, List<Element> gone) {
    static final WayOut NONE = new WayOut(INFINITE, List.of());

    static final Comparator<WayOut> ORDER =
        Comparator.comparing(WayOut::cost)
            .thenComparing(it -> it.gone().size())
            .thenComparing(it -> it.gone().stream().filter(Element::isRule).count())
            .thenComparing(it -> it.gone().toString());
  }

  record Answer(DecisionState state, String choice, Verdict verdict) {
    /** The same choice, whether or not it is the lesser of evils. */
    Answer plain() {
      return choice == null ? this : new Answer(DecisionState.DECIDED, choice, verdict);
    }
  }

  private final List<Law> laws;
  private final Scale scale;
  private final Case given;
  private final List<Judgment> judgments;
  private final List<Element> elements = new ArrayList<>();
  private final Map<Element, Disputed> disputed = new TreeMap<>();
  private final Set<Element> read = new TreeSet<>();
  private final World[] worlds;

  Exhaustive(List<Law> laws, Scale scale, Case given, List<Judgment> judgments) {
    this.laws = laws;
    this.scale = scale;
    this.given = given;
    this.judgments = judgments;
    given.attributes().disputed().forEach((k, v) -> disputed.put(Element.attribute("", k), v));
    given
        .outputs()
        .forEach(
            it ->
                it.attributes()
                    .disputed()
                    .forEach((k, v) -> disputed.put(Element.attribute(it.id(), k), v)));
    laws.stream().filter(it -> !it.entrenched()).forEach(it -> elements.add(it.element()));
    judgments.forEach(it -> elements.add(Element.judgment(it.id())));
    elements.addAll(disputed.keySet());
    elements.sort(Comparator.comparing(Element::toString));
    worlds = new World[1 << elements.size()];
    for (int relaxed = 0; relaxed < worlds.length; relaxed++) {
      worlds[relaxed] = new World(laws, given, judgments, new HashSet<>(at(relaxed)));
      read.addAll(worlds[relaxed].read);
    }
  }

  private List<Element> at(int bits) {
    List<Element> at = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      if ((bits >> i & 1) == 1) {
        at.add(elements.get(i));
      }
    }
    return at;
  }

  private int bits(Set<Element> some) {
    int bits = 0;
    for (int i = 0; i < elements.size(); i++) {
      bits |= some.contains(elements.get(i)) ? 1 << i : 0;
    }
    return bits;
  }

  int size() {
    return elements.size();
  }

  boolean gap() {
    return worlds[0].claims.stream().noneMatch(it -> it.by().kind() == Element.Kind.PRINCIPLE)
        && worlds[0].escalated.values().stream()
            .flatMap(Set::stream)
            .noneMatch(it -> it.kind() == Element.Kind.PRINCIPLE);
  }

  /** The way out of a stance while attributes are open. */
  WayOut wayOut(String output, boolean against) {
    return wayOut(output, against, Set.of(), Set.of());
  }

  /** The same where some attributes are settled: of these, the given ones the other way. */
  private WayOut wayOut(
      String output, boolean against, Set<Element> settled, Set<Element> otherwise) {
    int fixed = bits(settled);
    int wanted = bits(otherwise);
    List<BigInteger> weights = weights(worlds[wanted], output);
    WayOut best = WayOut.NONE;
    for (int relaxed = 0; relaxed < worlds.length; relaxed++) {
      if ((relaxed & fixed) != wanted) {
        continue;
      }
      int gone = relaxed & ~fixed;
      BigInteger cost = BigInteger.ZERO;
      for (int i = 0; i < weights.size(); i++) {
        cost = (gone >> i & 1) == 1 ? cost.add(weights.get(i)) : cost;
      }
      World world = worlds[relaxed];
      if (cost.compareTo(best.cost()) <= 0
          && !(against ? world.isAgainst(output) : world.isFor(output))) {
        WayOut way = new WayOut(cost, at(gone));
        best = WayOut.ORDER.compare(way, best) < 0 ? way : best;
      }
    }
    return best;
  }

  private List<BigInteger> weights(World world, String output) {
    return elements.stream()
        .map(it -> rounded(weight(it, world) * degree(it, world, output)).multiply(unit(it)))
        .toList();
  }

  /** A billionth of the level of an element. */
  private BigInteger unit(Element element) {
    int lowest = scale.levels() - 1;
    if (element.isRule()) {
      return unit(law(element).level());
    }
    return judgments.stream()
        .filter(it -> element.equals(Element.judgment(it.id())))
        .map(it -> unit(scale.levelOf().getOrDefault(it.stakeholder(), lowest)))
        .findFirst()
        .orElse(unit(lowest));
  }

  /** A billionth of a level. */
  static BigInteger unit(int level) {
    return BigInteger.ONE.shiftLeft(BITS * (MOST_LEVELS - 1 - level));
  }

  private Law law(Element element) {
    return laws.stream().filter(it -> it.element().equals(element)).findFirst().orElseThrow();
  }

  /** What a cost amounts to on a level. */
  private static BigInteger amount(BigInteger cost, int level) {
    return cost.divide(unit(level)).mod(BigInteger.ONE.shiftLeft(BITS));
  }

  private long weight(Element element, World world) {
    return new BigDecimal(strength(element, world))
        .movePointRight(9)
        .setScale(0, RoundingMode.HALF_EVEN)
        .longValueExact();
  }

  private static BigInteger rounded(double value) {
    return new BigDecimal(value).setScale(0, RoundingMode.HALF_EVEN).toBigIntegerExact();
  }

  /** What a rule gives of its weight to claims on an output, or else to any. */
  private static double degree(Element element, World world, String output) {
    Map<String, Double> own = world.degrees.getOrDefault(element, Map.of());
    double most = own.values().stream().mapToDouble(it -> it).max().orElse(1);
    return own.getOrDefault(output, most);
  }

  private BigInteger pull(String output, World world) {
    BigInteger pull = BigInteger.ZERO;
    for (Map.Entry<Element, Map<String, Double>> it : world.pulls.entrySet()) {
      double strength = it.getValue().getOrDefault(output, 0.0);
      BigInteger weight = rounded(weight(it.getKey(), world) * strength);
      pull = pull.add(weight.multiply(unit(it.getKey())));
    }
    return pull;
  }

  /** Whether more says that one output comes before another than the reverse. */
  private boolean isBefore(String one, String other, World world) {
    BigInteger ahead = BigInteger.ZERO;
    for (World.Rank rank : world.ranks) {
      boolean isFor = rank.first().equals(one) && rank.second().equals(other);
      boolean isAgainst = rank.first().equals(other) && rank.second().equals(one);
      BigInteger weight = BigInteger.valueOf(weight(rank.by(), world)).multiply(unit(rank.by()));
      ahead = isFor ? ahead.add(weight) : isAgainst ? ahead.subtract(weight) : ahead;
    }
    return ahead.signum() > 0;
  }

  /** Whether a person must look at an output, whatever it costs to allow and to block. */
  boolean isEscalated(String output) {
    return worlds[0].escalated.containsKey(output);
  }

  boolean isOrdered() {
    return !worlds[0].pulls.isEmpty() || !worlds[0].ranks.isEmpty();
  }

  /** The quadratic energy model, for theories that form no circle. */
  private double strength(Element element, World world) {
    double base = base(element, world);
    double energy = 0;
    for (Map.Entry<Element, Double> it :
        world.supports.getOrDefault(element, Map.of()).entrySet()) {
      energy += it.getValue() * strength(it.getKey(), world);
    }
    double share = energy * energy / (1 + energy * energy);
    return energy > 0 ? base + (1 - base) * share : base - base * share;
  }

  private double base(Element element, World world) {
    if (disputed.containsKey(element)) {
      return disputed.get(element).credence();
    }
    for (Judgment it : judgments) {
      if (element.equals(Element.judgment(it.id()))) {
        double weight = it.confidence() * scale.weights().getOrDefault(it.stakeholder(), 1.0);
        for (double factor : world.discounts.getOrDefault(element, Map.of()).values()) {
          weight *= factor;
        }
        return weight;
      }
    }
    return law(element).weight();
  }

  Verdict verdict(WayOut allow, WayOut block) {
    if (allow.cost().signum() == 0 && block.cost().signum() == 0) {
      return Verdict.ABSTAIN;
    }
    double margin = margin(allow, block);
    if (margin != 0 && Math.abs(margin) >= scale.escalationMargin()) {
      return margin > 0 ? Verdict.ALLOW : Verdict.BLOCK;
    }
    return Verdict.ESCALATE;
  }

  /** Whether an output is blocked by weight, whether or not a person must look at it. */
  boolean isBlocked(String output) {
    return verdict(wayOut(output, true), wayOut(output, false)) == Verdict.BLOCK;
  }

  /** The margin on the highest level on which two costs differ. */
  static double margin(WayOut allow, WayOut block) {
    if (allow.cost().equals(block.cost())) {
      return 0;
    }
    if (allow.cost().equals(INFINITE) || block.cost().equals(INFINITE)) {
      return allow.cost().equals(INFINITE) ? -1 : 1;
    }
    int level = 0;
    while (amount(allow.cost(), level).equals(amount(block.cost(), level))) {
      level++;
    }
    long allowing = amount(allow.cost(), level).longValueExact();
    long blocking = amount(block.cost(), level).longValueExact();
    return (double) (blocking - allowing) / (blocking + allowing);
  }

  Answer answer() {
    return answer(Set.of(), Set.of());
  }

  private Answer answer(Set<Element> settled, Set<Element> otherwise) {
    List<String> outputs = given.outputs().stream().map(it -> it.id()).toList();
    Map<String, WayOut> allow = new TreeMap<>();
    Map<String, WayOut> block = new TreeMap<>();
    for (String output : outputs) {
      allow.put(output, wayOut(output, true, settled, otherwise));
      block.put(output, wayOut(output, false, settled, otherwise));
    }
    if (outputs.size() == 1) {
      Verdict verdict =
          worlds[bits(otherwise)].escalated.containsKey(outputs.get(0))
              ? Verdict.ESCALATE
              : verdict(allow.get(outputs.get(0)), block.get(outputs.get(0)));
      boolean clear = verdict == Verdict.ALLOW || verdict == Verdict.BLOCK;
      return new Answer(clear ? DecisionState.DECIDED : DecisionState.UNDECIDED, null, verdict);
    }
    List<String> open =
        outputs.stream()
            .filter(it -> verdict(allow.get(it), block.get(it)) != Verdict.BLOCK)
            .toList();
    boolean areAllBlocked = open.isEmpty();
    if (areAllBlocked && Boolean.TRUE.equals(given.noneIsFine())) {
      return new Answer(DecisionState.DECIDED, null, null);
    }
    if (allow.values().stream().allMatch(it -> it.cost().equals(INFINITE))) {
      return new Answer(DecisionState.DILEMMA, null, null);
    }
    List<String> pool = areAllBlocked ? outputs : open;
    BigInteger least =
        pool.stream().map(it -> allow.get(it).cost()).min(Comparator.naturalOrder()).orElseThrow();
    List<String> left = pool.stream().filter(it -> allow.get(it).cost().equals(least)).toList();
    World world = worlds[bits(otherwise)];
    if (!areAllBlocked) {
      List<String> cheapest = left;
      List<String> first =
          cheapest.stream()
              .filter(it -> cheapest.stream().noneMatch(other -> isBefore(other, it, world)))
              .toList();
      List<String> unranked = first.isEmpty() ? cheapest : first;
      BigInteger pull =
          unranked.stream().map(it -> pull(it, world)).max(Comparator.naturalOrder()).orElseThrow();
      left = unranked.stream().filter(it -> pull(it, world).equals(pull)).toList();
    }
    BigInteger most =
        left.stream().map(it -> block.get(it).cost()).max(Comparator.naturalOrder()).orElseThrow();
    left = left.stream().filter(it -> block.get(it).cost().equals(most)).toList();
    DecisionState state = areAllBlocked ? DecisionState.ALL_BLOCKED : DecisionState.UNDECIDED;
    return left.size() > 1 || least.equals(INFINITE)
        ? new Answer(state, null, null)
        : new Answer(areAllBlocked ? state : DecisionState.DECIDED, left.get(0), null);
  }

  /** The attributes on which the answer turns. */
  List<Element> fragile() {
    Map<Set<Element>, Answer> answers = new java.util.HashMap<>();
    List<Element> open = List.copyOf(read);
    for (int bits = 0; bits < 1 << open.size(); bits++) {
      Set<Element> otherwise = new LinkedHashSet<>();
      for (int i = 0; i < open.size(); i++) {
        if ((bits >> i & 1) == 1) {
          otherwise.add(open.get(i));
        }
      }
      answers.put(otherwise, answer(read, otherwise).plain());
    }
    if (answers.values().stream().allMatch(answer().plain()::equals)) {
      return List.of();
    }
    List<Element> turning =
        open.stream()
            .filter(it -> answers.keySet().stream().anyMatch(one -> turns(it, one, answers)))
            .toList();
    return turning.isEmpty() ? open : turning;
  }

  private static boolean turns(
      Element element, Set<Element> otherwise, Map<Set<Element>, Answer> answers) {
    Set<Element> too = new HashSet<>(otherwise);
    return too.add(element) && !answers.get(too).equals(answers.get(otherwise));
  }
}
