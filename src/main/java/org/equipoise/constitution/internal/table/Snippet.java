package org.equipoise.constitution.internal.table;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a rule with places for the value of a cell: {@code $param}, or {@code $1}, {@code $2}
 * for the first and second of its values between commas.
 *
 * @param cell where it is written
 * @param isConstraint whether it stands in a pattern, where what is equal to the value, or an
 *     operator, may be left to be understood
 */
record Snippet(Cell cell, boolean isConstraint) {
  private static final Pattern PLACE = Pattern.compile("\\$(param|[1-9]\\d{0,2})");
  private static final Pattern FORALL = Pattern.compile("\\bforall\\([^{}]*\\)\\{");
  private static final Pattern OPERATOR =
      Pattern.compile("(?:[=<>]|\\b(?:contains|matches|memberOf|str\\[\\w+\\]))$");

  /** Why it cannot be used, or null. */
  @Nullable String fault() {
    return FORALL.matcher(cell.text()).find()
        ? "a snippet with `forall(…){…}` is not read here"
        : null;
  }

  private boolean isIndexed() {
    return cell.text().contains("$1");
  }

  /** How many values it takes from a cell. */
  private int wanted() {
    int wanted = 1;
    Matcher places = PLACE.matcher(cell.text());
    while (isIndexed() && places.find()) {
      if (!places.group(1).equals("param")) {
        wanted = Math.max(wanted, Integer.parseInt(places.group(1)));
      }
    }
    return wanted;
  }

  /** Writes it with the value of a cell; what is wrong with the value, or null. */
  @Nullable String write(Cell value, TableText text) {
    int start = cell.start();
    int end = start + cell.trimmed().length();
    List<int[]> parts = isIndexed() ? parts(value) : List.of(whole(value));
    if (parts.size() < wanted()) {
      return "the cell has "
          + (parts.size() == 1 ? "one value" : parts.size() + " values")
          + " where its column takes "
          + wanted();
    }
    Matcher places = PLACE.matcher(cell.text()).region(start, end);
    boolean any = false;
    int from = start;
    while (places.find()) {
      String name = places.group(1);
      if (name.equals("param") == isIndexed()) {
        continue;
      }
      any = true;
      text.add(cell, from, places.start());
      int[] part = parts.get(isIndexed() ? Integer.parseInt(name) - 1 : 0);
      text.add(escaped(value, part[0], part[1]), value, part[0]);
      from = places.end();
    }
    text.add(cell, from, end);
    if (!any && isConstraint) {
      understood(value, text);
    }
    return null;
  }

  /** The value in quotes, compared by the operator that the snippet ends with, or for equality. */
  private void understood(Cell value, TableText text) {
    text.add(OPERATOR.matcher(cell.trimmed()).find() ? " \"" : " == \"", value);
    int[] whole = whole(value);
    boolean isInQuotes = whole[1] - whole[0] > 1 && value.trimmed().matches("[\"“”][^\"“”]*[\"“”]");
    int by = isInQuotes ? 1 : 0;
    text.add(escaped(value, whole[0] + by, whole[1] - by), value, whole[0] + by);
    text.add("\"", value);
  }

  /** A stretch of a value; where the value does not begin with a quote, its quotes are text. */
  private static String escaped(Cell value, int from, int to) {
    String part = value.text().substring(from, to).replace("\n", "\\n");
    return value.trimmed().indexOf('"') > 0 ? part.replace("\"", "\\\"") : part;
  }

  private static int[] whole(Cell value) {
    return new int[] {value.start(), value.start() + value.trimmed().length()};
  }

  /** Where the values between commas start and end; a comma in quotes or brackets is text. */
  private static List<int[]> parts(Cell value) {
    List<int[]> parts = new ArrayList<>();
    String text = value.text();
    int from = 0;
    int depth = 0;
    boolean inQuotes = false;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : ',';
      if (c == '"') {
        inQuotes = !inQuotes;
      } else if (!inQuotes && (c == '(' || c == '[' || c == '{')) {
        depth++;
      } else if (!inQuotes && (c == ')' || c == ']' || c == '}')) {
        depth--;
      }
      if (i == text.length() || (c == ',' && !inQuotes && depth == 0)) {
        String part = text.substring(from, i);
        int start = from + part.length() - part.stripLeading().length();
        parts.add(new int[] {start, start + part.strip().length()});
        from = i + 1;
      }
    }
    return parts;
  }
}
