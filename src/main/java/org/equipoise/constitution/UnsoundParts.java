package org.equipoise.constitution;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ListMultimap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.equipoise.constitution.DrlFile.ParsedRule;
import org.equipoise.constitution.DrlFile.Part;
import org.equipoise.problem.Problem;

/**
 * What files share in which something is wrong, and what rests on it. The rest can be compiled, so
 * that an error in a declaration hides none in the rules that do not need it.
 */
final class UnsoundParts {
  /** The name of what a part declares. */
  static final Pattern DECLARED =
      Pattern.compile(
          "(?:declare(?:\\s+(?:enum|trait))?|query|function\\s+[\\w$.<>\\[\\]]+)\\s+[\"']?([\\w$]+)"
              + "|import\\s+(?:(?:static|function)\\s+)?(?:[\\w$]+\\.)*([\\w$]+)");

  private static final Pattern WORD = Pattern.compile("[\\w$]+");

  private final Set<Part> parts = new HashSet<>();
  private final Set<String> names = new HashSet<>();
  private final List<String> open = new ArrayList<>();

  private UnsoundParts() {}

  /** The parts that fail a test, what could not be read at all, and what rests on these. */
  static UnsoundParts of(List<DrlFile> authored, Predicate<Part> isWrong) {
    UnsoundParts unsound = new UnsoundParts();
    ListMultimap<String, Part> naming = ArrayListMultimap.create();
    for (DrlFile file : authored) {
      for (Part part : file.partsBesideRules()) {
        words(file.source().code(), part.start(), part.end()).forEach(it -> naming.put(it, part));
        if (isWrong.test(part)) {
          unsound.add(part);
        }
      }
      unsound.unread(file);
    }
    for (int i = 0; i < unsound.open.size(); i++) {
      naming.get(unsound.open.get(i)).forEach(unsound::add);
    }
    return unsound;
  }

  /** The parts in which an error was found. */
  static UnsoundParts of(List<DrlFile> authored, Problems problems) {
    Map<String, NavigableSet<Integer>> places = new TreeMap<>();
    for (DrlFile file : authored) {
      SourceFile source = file.source();
      NavigableSet<Integer> offsets = new TreeSet<>();
      problems.sorted().stream()
          .filter(it -> it.severity() == Problem.Severity.ERROR && it.line() > 0)
          .filter(it -> it.file().equals(source.shownAs()))
          .forEach(it -> offsets.add(source.offset(it.line(), Math.max(1, it.column()))));
      places.put(source.path(), offsets);
    }
    return of(authored, part -> isIn(part, Objects.requireNonNull(places.get(part.file().path()))));
  }

  private static boolean isIn(Part part, NavigableSet<Integer> places) {
    Integer next = places.ceiling(part.start());
    return next != null && next < part.end();
  }

  private void add(Part part) {
    if (parts.add(part)) {
      declared(part.file().code(), part.start(), part.end());
    }
  }

  /** The names of what a file declares in statements that could not be read. */
  private void unread(DrlFile file) {
    String code = file.source().code();
    StringBuilder unread = new StringBuilder(code);
    file.partsBesideRules().forEach(it -> blank(unread, it.start(), it.end()));
    file.rules().forEach(it -> blank(unread, it.text().start(), it.text().end()));
    declared(unread.toString(), 0, unread.length());
  }

  private static void blank(StringBuilder text, int from, int to) {
    for (int i = from; i < to; i++) {
      text.setCharAt(i, ' ');
    }
  }

  private void declared(String code, int from, int to) {
    Matcher name = DECLARED.matcher(code).region(from, to);
    while (name.find()) {
      String declared = name.group(1) != null ? name.group(1) : name.group(2);
      if (names.add(declared)) {
        open.add(declared);
      }
    }
  }

  private static Set<String> words(String code, int from, int to) {
    return WORD.matcher(code)
        .region(from, to)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toSet());
  }

  /** The parts that are to be left out. */
  Set<Part> parts() {
    return parts;
  }

  /** Whether a rule names nothing of what is left out. */
  boolean isApartFrom(ParsedRule rule) {
    return names.isEmpty()
        || Collections.disjoint(
            names, words(rule.file().code(), rule.text().headerEnd(), rule.text().end()));
  }
}
