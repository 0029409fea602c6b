package org.equipoise.constitution.vetting.internal;

import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one call of Java's library costs.
 *
 * @param charges what is counted before the call; empty if it takes little and ever the same
 * @param isBounded whether the number that it makes is looked at after the call
 */
record Cost(Kind kind, List<Charge> charges, boolean isBounded) {
  enum Kind {
    /** It may be called as it is, once its charges are counted. */
    PLAIN,
    /** Another method is called in its place. */
    GUARDED,
    /** The function that it makes steps at each call. */
    COUNTED,
    /** It may not be called. */
    NEVER
  }

  /** A sum of products, of steps or of bytes. */
  record Charge(boolean isOfBytes, List<List<Factor>> sum) {
    boolean isFixed() {
      return sum.stream().flatMap(List::stream).allMatch(it -> it.function() == null);
    }

    /** The charge, if it is fixed. */
    long fixed() {
      return sum.stream()
          .mapToLong(it -> it.stream().mapToLong(Factor::number).reduce(1, Math::multiplyExact))
          .sum();
    }
  }

  /**
   * A number, or a function of some operands.
   *
   * @param function null if it is a number
   */
  record Factor(long number, @Nullable String function, List<String> operands) {}

  private static final Pattern CALL = Pattern.compile("(\\w+)\\(([\\w,]+)\\)");

  static Cost parse(String text) {
    return switch (text) {
      case "constant" -> new Cost(Kind.PLAIN, List.of(), false);
      case "guarded" -> new Cost(Kind.GUARDED, List.of(), false);
      case "counted" -> new Cost(Kind.COUNTED, List.of(), false);
      case "never" -> new Cost(Kind.NEVER, List.of(), false);
      default -> parseCharges(text);
    };
  }

  private static Cost parseCharges(String text) {
    List<Charge> charges = new ArrayList<>();
    boolean isBounded = false;
    for (String part : Splitter.on(", ").split(text)) {
      if (part.equals("bounded")) {
        isBounded = true;
        continue;
      }
      int space = part.indexOf(' ');
      String unit = part.substring(0, space);
      if (!unit.equals("steps") && !unit.equals("bytes")) {
        throw new IllegalStateException("no cost: " + text);
      }
      List<List<Factor>> sum = new ArrayList<>();
      for (String product : Splitter.on(" + ").split(part.substring(space + 1))) {
        sum.add(Splitter.on('*').splitToStream(product).map(Cost::factor).toList());
      }
      charges.add(new Charge(unit.equals("bytes"), List.copyOf(sum)));
    }
    return new Cost(Kind.PLAIN, List.copyOf(charges), isBounded);
  }

  private static Factor factor(String text) {
    if (Character.isDigit(text.charAt(0))) {
      return new Factor(Long.parseLong(text), null, List.of());
    }
    Matcher call = CALL.matcher(text);
    return call.matches()
        ? new Factor(1, call.group(1), List.of(call.group(2).split(",")))
        : new Factor(1, "of", List.of(text));
  }

  boolean isRefusal() {
    return kind == Kind.NEVER;
  }

  /** Whether nothing is to be done about a call but, perhaps, to charge the same each time. */
  boolean isFixed() {
    return kind == Kind.PLAIN && !isBounded && charges.stream().allMatch(Charge::isFixed);
  }
}
