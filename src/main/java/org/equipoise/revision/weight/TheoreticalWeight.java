package org.equipoise.revision.weight;

import static java.util.stream.Collectors.joining;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/**
 * The weight of an argument after all theories that support or undermine it, and its derivation.
 * Immutable.
 *
 * @param name the id of the argument
 * @param base the weight before any theory applies, in (0, 1]
 * @param entrenched whether the argument is never relaxed
 * @param contributions what moved the weight away from its base, sorted by source and kind
 * @param weight the weight in [0, 1], or infinite if the argument is entrenched; if {@code settled}
 *     is false, the last value of an iteration that did not converge
 * @param settled whether the weight is final; false for an argument on a cycle whose weights do not
 *     converge, and for the arguments that it affects
 */
public record TheoreticalWeight(
    String name,
    double base,
    boolean entrenched,
    List<Contribution> contributions,
    double weight,
    boolean settled) {

  /** The units that a weight of 1 makes; weights are added up in units, which are exact. */
  public static final long UNITS_PER_ONE = 1_000_000_000L;

  /** A weight whose contributions are copied and sorted. */
  public TheoreticalWeight {
    contributions = contributions.isEmpty() ? List.of() : contributions.stream().sorted().toList();
  }

  /**
   * The weight in billionths, rounded half to even; at least 1, since no argument is undermined to
   * nothing.
   *
   * @throws IllegalStateException if the argument is entrenched: no number of units is enough
   */
  public long units() {
    if (entrenched) {
      throw new IllegalStateException("`" + name + "` is entrenched, its weight is no number");
    }
    return units(weight);
  }

  /** A finite weight in billionths, rounded half to even; at least 1. */
  public static long units(double weight) {
    double scaled = weight * UNITS_PER_ONE;
    double nearest = Math.rint(scaled);
    if (Math.abs(scaled - nearest) < 0.499) { // far enough from a tie for the product's own error
      return Math.max(1, (long) nearest);
    }
    long units =
        new BigDecimal(weight)
            .multiply(BigDecimal.valueOf(UNITS_PER_ONE))
            .setScale(0, RoundingMode.HALF_EVEN)
            .longValueExact();
    return Math.max(1, units);
  }

  /** The weight of an argument of which nothing is said. */
  public static TheoreticalWeight untouched(String name, double base, boolean entrenched) {
    return new TheoreticalWeight(
        name, base, entrenched, List.of(), entrenched ? Double.POSITIVE_INFINITY : base, true);
  }

  /** One paragraph for people: the base, what each source adds or takes and why, the result. */
  public String explain() {
    StringBuilder text = new StringBuilder("`" + name + "` ");
    if (entrenched) {
      text.append("is entrenched: it is never relaxed");
      if (!contributions.isEmpty()) {
        text.append(", whatever is said for or against it. ").append(said());
      }
      return text.append('.').toString();
    }
    text.append("starts from a weight of ").append(shown(base));
    if (contributions.isEmpty()) {
      return text.append(", and nothing supports or undermines it, so there it stays.").toString();
    }
    text.append(". ").append(said()).append(". ");
    double energy = 0;
    for (Contribution each : contributions) {
      energy += each.amount();
    }
    text.append("Together that is ").append(signed(energy));
    if (!settled) {
      return text.append(
              ", but the arguments that bear on it keep moving each other, so its weight is open.")
          .toString();
    }
    String move =
        shown(weight).equals(shown(base))
            ? ", which leaves it at "
            : weight > base ? ", which lifts it to " : ", which lowers it to ";
    return text.append(move).append(shown(weight)).append('.').toString();
  }

  private String said() {
    return contributions.stream()
        .map(
            it ->
                String.format(
                    Locale.ROOT,
                    "`%s` %s it with %s (%s × its own strength %s), because %s",
                    it.from(),
                    it.kind() == Contribution.Kind.SUPPORT ? "supports" : "undermines",
                    signed(it.amount()),
                    shown(it.edgeStrength()),
                    shown(it.sourceStrength()),
                    it.why()))
        .collect(joining("; "));
  }

  private static String signed(double amount) {
    String shown = shown(Math.abs(amount));
    return shown.equals("0") ? shown : (amount < 0 ? "−" : "+") + shown;
  }

  private static String shown(double amount) {
    BigDecimal rounded = new BigDecimal(amount).setScale(3, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
