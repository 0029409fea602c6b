package org.equipoise.problem.internal;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The order of names in which numbers count by their value: {@code B9} before {@code B10}. */
public final class NaturalOrder implements Comparator<String> {
  public static final NaturalOrder INSTANCE = new NaturalOrder();

  private static final Pattern PIECE = Pattern.compile("0*(\\d+)|\\D+");

  private NaturalOrder() {}

  @Override
  public int compare(String one, String other) {
    Matcher a = PIECE.matcher(one);
    Matcher b = PIECE.matcher(other);
    boolean isMore = a.find();
    boolean isOther = b.find();
    while (isMore && isOther) {
      boolean areNumbers = a.group(1) != null && b.group(1) != null;
      int order = areNumbers ? numbers(a.group(1), b.group(1)) : a.group().compareTo(b.group());
      if (order != 0) {
        return order;
      }
      isMore = a.find();
      isOther = b.find();
    }
    return isMore == isOther ? one.compareTo(other) : isMore ? 1 : -1;
  }

  private static int numbers(String one, String other) {
    return one.length() == other.length()
        ? one.compareTo(other)
        : Integer.compare(one.length(), other.length());
  }
}
