package org.equipoise.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.equipoise.problem.Problem;

/** Warnings of attributes that no case at hand has, nor one with a name like theirs. */
final class AbsentAttributes {
  /** More of them are told in one warning, so that they drown no other. */
  private static final int MAX_APART = 3;

  private static final Pattern NAME = Pattern.compile("`([^`]*)`$");

  private AbsentAttributes() {}

  /** The same warnings; of many such attributes, one in place of all, where the first is read. */
  static List<Problem> gathered(List<Problem> warnings) {
    List<Problem> absent =
        warnings.stream()
            .filter(it -> it.code().equals("unknown-attribute") && it.hint() == null)
            .toList();
    TreeSet<String> names = new TreeSet<>();
    for (Problem each : absent) {
      Matcher name = NAME.matcher(each.message());
      names.add(name.find() ? name.group(1) : each.message());
    }
    if (names.size() <= MAX_APART) {
      return warnings;
    }
    Problem first = absent.get(0);
    String some =
        names.stream().limit(MAX_APART).map(it -> "`" + it + "`").collect(Collectors.joining(", "));
    List<Problem> gathered = new ArrayList<>(warnings);
    gathered.removeAll(absent);
    gathered.add(
        Problem.warning(
            first.code(),
            first.file(),
            first.line(),
            first.column(),
            first.subject(),
            "no fact at hand has "
                + names.size()
                + " of the attributes that rules read: "
                + some
                + " and "
                + (names.size() - MAX_APART)
                + " more",
            "give cases that have them"));
    return gathered;
  }
}
