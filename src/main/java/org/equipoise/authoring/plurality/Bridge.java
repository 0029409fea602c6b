package org.equipoise.authoring.plurality;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.equipoise.revision.Cost;
import org.equipoise.revision.Relaxation;

/**
 * The cheapest concessions after which several constitutions answer alike.
 *
 * <p>A concession is a relaxation that one constitution makes: it overrides one of its rules in one
 * case, suspends one of its rules in all cases, gives up a judgment in its case, or the asserted
 * value of a disputed attribute. A constitution concedes for itself: a judgment that one gives up
 * still counts in the others. Concessions only take away. What a constitution answers with its
 * concessions is what it decides where these elements are relaxed, as {@link
 * org.equipoise.decision.Decider#answerWithout} says; nothing is taken as agreed because the
 * conflict is gone. So all of them come to one answer in a case, be it to block, to allow, to
 * choose an output, to leave it to a person, or that none of their rules speaks.
 *
 * <p>What a concession costs is the theoretical weight of what is given up, a suspension the
 * constitution's {@code suspensionFactor} times the most that the rule weighs in any case; {@link
 * Scale} says how the weights of different constitutions are compared. The burden of a constitution
 * is the sum over its concessions.
 *
 * <p>Immutable and safe to share between threads.
 *
 * @param scale how the weights of the constitutions are compared
 * @param required in how many cases they must answer alike
 * @param cheapest concessions of least cost; of several the one with the least greatest burden.
 *     Empty if none were found
 * @param fairest concessions whose greatest burden is least, then the next greatest, and so on;
 *     their lower bound is that of the greatest burden. Empty if none were found
 * @param front for each least greatest burden the least cost: no concessions are better in one and
 *     as good in the other. By cost; the greatest burden falls
 * @param isFrontComplete whether the front is proven to be whole
 * @param irreconcilable the cases in which no concessions lead to one answer, since entrenched
 *     rules do not give way; they are left out of account. By id
 * @param notComputed why no bridge was looked for; empty if one was
 */
public record Bridge(
    Scale scale,
    int required,
    Optional<Settlement> cheapest,
    Optional<Settlement> fairest,
    List<Settlement> front,
    boolean isFrontComplete,
    List<String> irreconcilable,
    Optional<String> notComputed) {
  public Bridge {
    front = List.copyOf(front);
    irreconcilable = List.copyOf(irreconcilable);
  }

  /** How the weights of different constitutions are compared. */
  public enum Scale {
    /** As they are: a weight of 0.5 in one is a weight of 0.5 in another. */
    WEIGHTS,
    /** As a share of all that the constitution asserts in the cases. */
    SHARES;

    /** The scale as it is written. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What one constitution concedes.
   *
   * @param constitution its name
   * @param relaxation what it gives up, with the cost by its own weights
   * @param price the cost on the scale of the bridge
   */
  public record Concession(String constitution, Relaxation relaxation, Cost price) {}

  /**
   * Concessions after which the constitutions answer alike.
   *
   * @param cost the sum of the prices
   * @param lowerBound what is proven to be the least: of the cost, or for the fairest of the
   *     greatest burden
   * @param certified whether the bound is met
   * @param verified whether every case was decided again under each constitution with its
   *     concessions, and all that must be are answered alike
   * @param burdens the sum of the prices by constitution, in their order
   * @param concessions by constitution in their order, then by relaxation
   * @param answers what all answer, by case, where that was divided or is another answer than
   *     before; by id
   * @param decided how many cases all then decide alike; in the others that are answered alike they
   *     agree that none of them decides
   * @param left the divided cases that are left divided, by id; empty if all must be answered alike
   */
  public record Settlement(
      Cost cost,
      Cost lowerBound,
      boolean certified,
      boolean verified,
      Map<String, Cost> burdens,
      List<Concession> concessions,
      Map<String, String> answers,
      int decided,
      List<String> left) {
    public Settlement {
      burdens = Collections.unmodifiableMap(new LinkedHashMap<>(burdens));
      concessions = List.copyOf(concessions);
      answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
      left = List.copyOf(left);
    }

    /** The greatest burden. */
    public Cost greatest() {
      return burdens.values().stream().reduce(Cost.ZERO, (a, b) -> a.compareTo(b) >= 0 ? a : b);
    }

    /** What one constitution gives up. */
    public List<Relaxation> relaxations(String constitution) {
      return concessions.stream()
          .filter(it -> it.constitution().equals(constitution))
          .map(Concession::relaxation)
          .toList();
    }
  }
}
