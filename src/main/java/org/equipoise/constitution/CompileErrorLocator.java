package org.equipoise.constitution;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.equipoise.constitution.Compiler.Built;
import org.equipoise.constitution.Compiler.Flaw;
import org.equipoise.constitution.DrlFile.ParsedRule;
import org.equipoise.constitution.DrlFile.Part;
import org.equipoise.problem.Problem;

/** Finds out which rule, and which words of it, do not compile. */
final class CompileErrorLocator {
  private static final Pattern TOKEN = Pattern.compile("[\\w$]+|[^\\s\\w$]");
  private static final Pattern WORD = Pattern.compile("[\\w$]+");
  private static final Pattern PREDICATE =
      Pattern.compile("PredicateInformation\\(\"((?:[^\"\\\\]|\\\\.)*+)\"");
  private static final Pattern METHOD =
      Pattern.compile(
          "\\b(?:execute|(\\w+))\\([^()]*\\)\\s*(?:throws [\\w.]+\\s*)?\\{(?:\\s*try\\s*\\{)?");

  private static final Pattern CONVERSION =
      Pattern.compile("Type mismatch: cannot convert from [^\n]+? to ([\\w.]+)");

  private static final int MAX_BLAMED = 20;

  /** How many rules are compiled in the search for those that do not compile. */
  private static final int MAX_COMPILED = 6_000;

  /** To compile takes as long as this many rules do, however few there are. */
  private static final int AT_LEAST = 10;

  private final Compiler compiler;
  private final List<DrlFile> authored;
  private final FactTypes types;
  private final Problems problems;
  private final Set<String> wrong = new HashSet<>();
  private int left;

  /**
   * Of what a compiler refused.
   *
   * @param authored the files that can be at fault
   * @param problems where it is told
   */
  CompileErrorLocator(
      Compiler compiler, List<DrlFile> authored, FactTypes types, Problems problems) {
    this.compiler = compiler;
    this.authored = authored;
    this.types = types;
    this.problems = problems;
  }

  /**
   * Says what does not compile, at the author's own positions.
   *
   * @return the names of the rules that do not
   */
  Set<String> of(List<ParsedRule> rules, Built built) {
    List<Flaw> unplaced = built.flaws().stream().filter(it -> !isPlaced(it, rules)).toList();
    if (!unplaced.isEmpty()) {
      Built withoutRules = compiler.build(Set.of());
      if (withoutRules.isFlawed()) {
        List<Flaw> shared =
            withoutRules.flaws().stream().filter(it -> !isPlaced(it, List.of())).toList();
        if (!shared.isEmpty()) {
          searchShared(shared);
        }
      } else {
        left =
            MAX_COMPILED + 4 * rules.size(); // enough to find one of them, however many there are
        search(rules, built);
        if (left < 0) {
          untold();
        }
      }
    }
    return wrong;
  }

  private void untold() {
    problems.add(
        Problem.error(
            "more-problems",
            authored.get(0).source().shownAs(),
            0,
            0,
            null,
            "more rules do not compile than are shown",
            "mend these and check again"));
  }

  /** Finds which rules do not compile, by halves, while it is worth the time. */
  private void search(List<ParsedRule> suspects, Built built) {
    List<Flaw> unplaced = built.flaws().stream().filter(it -> !isPlaced(it, suspects)).toList();
    if (suspects.size() == 1) {
      boolean anyPlain = unplaced.stream().anyMatch(it -> Diagnosis.of(it.said(), types).isPlain());
      unplaced.stream()
          .filter(it -> !anyPlain || Diagnosis.of(it.said(), types).isPlain())
          .forEach(it -> report(suspects.get(0), it));
      return;
    }
    boolean any = false;
    int half = suspects.size() / 2;
    for (List<ParsedRule> part :
        List.of(suspects.subList(0, half), suspects.subList(half, suspects.size()))) {
      if (left < 0) {
        return;
      }
      left -= AT_LEAST + part.size();
      Built alone = compiler.build(Compiler.names(part));
      if (alone.isFlawed()) {
        any = true;
        search(part, alone);
      }
    }
    if (!any) {
      report(suspects.get(0), unplaced.isEmpty() ? built.flaws().get(0) : unplaced.get(0));
    }
  }

  /**
   * Finds which declarations, functions, imports and queries do not compile: adds them by halves to
   * those that do, until no more can be added.
   *
   * @param flaws of all of them together
   */
  private void searchShared(List<Flaw> flaws) {
    Set<Part> left = new LinkedHashSet<>();
    authored.forEach(it -> left.addAll(it.partsBesideRules()));
    left.removeAll(compiler.leftOut());
    Map<Part, Built> failed = new LinkedHashMap<>();
    int before;
    do {
      before = left.size();
      failed.clear();
      add(List.copyOf(left), left, failed);
    } while (!left.isEmpty() && left.size() < before);
    List<Part> blamed = failed.keySet().stream().filter(it -> !restsOnOther(it, failed)).toList();
    if (blamed.isEmpty() && failed.isEmpty()) {
      failed.put(
          authored.stream().flatMap(it -> it.partsBesideRules().stream()).findFirst().orElseThrow(),
          new Built(flaws));
    }
    compiler.leaveOut(failed.keySet());
    (blamed.isEmpty() ? failed.keySet() : blamed)
        .forEach(
            it -> Objects.requireNonNull(failed.get(it)).flaws().forEach(flaw -> blame(it, flaw)));
  }

  /** Takes what compiles from what is left, and keeps the flaws of what does not. */
  private void add(List<Part> parts, Set<Part> left, Map<Part, Built> failed) {
    Set<Part> without = new HashSet<>(left);
    without.removeAll(Set.copyOf(parts));
    Built built = compiler.buildShared(without);
    if (!built.isFlawed()) {
      left.removeAll(Set.copyOf(parts));
    } else if (parts.size() == 1) {
      failed.put(parts.get(0), built);
    } else if (failed.size() < MAX_BLAMED) {
      add(parts.subList(0, parts.size() / 2), left, failed);
      add(parts.subList(parts.size() / 2, parts.size()), left, failed);
    }
  }

  /** Whether a part fails because it names another one that fails. */
  private boolean restsOnOther(Part part, Map<Part, Built> failed) {
    Set<String> words =
        Objects.requireNonNull(failed.get(part)).flaws().stream()
            .map(it -> Diagnosis.of(it.said(), types).word())
            .collect(Collectors.toSet());
    return failed.keySet().stream()
        .filter(it -> !it.equals(part))
        .map(it -> UnsoundParts.DECLARED.matcher(it.file().code()).region(it.start(), it.end()))
        .anyMatch(it -> it.lookingAt() && words.contains(it.group(1)));
  }

  private void blame(Part part, Flaw flaw) {
    Diagnosis diagnosis = Diagnosis.of(flaw.said(), types);
    int place = place(part.file(), part.start(), part.end(), diagnosis);
    if (place < 0) {
      place = initialValue(part, flaw);
    }
    problems.error(
        diagnosis.code(),
        part.file(),
        place >= 0 ? place : part.start(),
        null,
        diagnosis.message(),
        diagnosis.hint());
  }

  /** Where the only field of a declaration stands whose initial value may be of a wrong type. */
  private static int initialValue(Part part, Flaw flaw) {
    Matcher needed = CONVERSION.matcher(flaw.said());
    if (!needed.find()) {
      return -1;
    }
    String type = needed.group(1).substring(needed.group(1).lastIndexOf('.') + 1);
    Matcher field =
        Pattern.compile(":\\s*(?:[\\w.]+\\.)?" + Pattern.quote(type) + "\\s*=\\s*")
            .matcher(part.file().code())
            .region(part.start(), part.end());
    int place = field.find() ? field.end() : -1;
    return place >= 0 && field.find() ? -1 : place;
  }

  /**
   * Reports an error at the place in a function or a consequence from which its source was
   * generated word by word, if there is just one such place.
   */
  private boolean isPlaced(Flaw flaw, List<ParsedRule> rules) {
    String generated = new SourceFile("", "", flaw.source()).code();
    Matcher method = METHOD.matcher(generated);
    int start = -1;
    String function = null;
    while (method.find() && method.start() <= flaw.offset()) {
      start = method.end();
      function = method.group(1);
    }
    if (start < 0) {
      return false;
    }
    int end = RuleText.closing(generated, start - 1);
    List<Runnable> reports = new ArrayList<>();
    if (function == null) {
      for (ParsedRule rule : rules) {
        for (RuleText.Consequence part : rule.text().consequences()) {
          int at =
              aligned(rule.file(), part.start(), part.end(), generated, start, end, flaw.offset());
          if (at >= 0) {
            reports.add(() -> report(rule.file(), at, rule.text().name(), flaw));
          }
        }
      }
    } else {
      for (DrlFile file : authored) {
        for (DrlFile.Statement statement : file.functions()) {
          SourceFile source = file.source();
          int open = source.code().indexOf('{', statement.start()) + 1;
          int at = aligned(source, open, statement.end() - 1, generated, start, end, flaw.offset());
          if (at >= 0) {
            String name = function;
            Part part = new Part(source, statement.start(), statement.end());
            reports.add(
                () -> {
                  compiler.leaveOut(Set.of(part));
                  report(source, at, name, flaw);
                });
          }
        }
      }
    }
    if (reports.size() == 1) {
      reports.get(0).run();
    }
    return reports.size() == 1;
  }

  /** The place of the author's from which one was generated, or -1 if the words are others. */
  private static int aligned(
      SourceFile file, int from, int to, String generated, int start, int end, int offset) {
    Matcher author = TOKEN.matcher(file.code()).region(from, to);
    Matcher compiler = TOKEN.matcher(generated).region(start, end);
    int at = -1;
    while (author.find()) {
      if (!compiler.find()
          || !compiler
              .group()
              .equals(author.group().replaceFirst("^insert(?=$|Logical$)", "derive"))) {
        return -1;
      }
      if (compiler.start() <= offset) {
        at = author.start();
      }
    }
    return compiler.find() ? -1 : at;
  }

  private void report(SourceFile file, int at, String subject, Flaw flaw) {
    wrong.add(subject);
    Diagnosis diagnosis = Diagnosis.of(flaw.said(), types);
    int place = at;
    int open = file.next(at + diagnosis.word().length());
    if (diagnosis.argument() >= 0
        && file.text().startsWith(diagnosis.word().replaceFirst("^derive", "insert"), at)
        && file.code().startsWith("(", open)) {
      place = argument(file, open, diagnosis.argument());
    }
    problems.error(diagnosis.code(), file, place, subject, diagnosis.message(), diagnosis.hint());
  }

  /** Where an argument stands in a call whose opening parenthesis is given. */
  private static int argument(SourceFile file, int open, int index) {
    String code = file.code();
    int at = open + 1;
    int close = RuleText.closing(code, open);
    for (int left = index; at < close && left > 0; at++) {
      char c = code.charAt(at);
      if (c == ',') {
        left--;
      } else if (c == '(' || c == '[' || c == '{') {
        at = RuleText.closing(code, at);
      }
    }
    return file.next(at);
  }

  private void report(ParsedRule rule, Flaw flaw) {
    wrong.add(rule.text().name());
    Diagnosis diagnosis = Diagnosis.of(flaw.said(), types);
    RuleText text = rule.text();
    int at = place(rule.file(), text.headerEnd(), text.end(), diagnosis);
    if (at < 0) {
      at = expression(rule, flaw);
    }
    problems.error(
        diagnosis.code(),
        rule.file(),
        at < 0 ? text.nameStart() : at,
        text.name(),
        diagnosis.message(),
        diagnosis.hint());
  }

  /** Where the word or expression at fault stands, or -1. */
  private static int place(SourceFile file, int from, int to, Diagnosis diagnosis) {
    return place(file, from, to, diagnosis.word());
  }

  private static int place(SourceFile file, int from, int to, String expression) {
    if (expression.isEmpty()) {
      return -1;
    }
    boolean isWord = WORD.matcher(expression).matches();
    String tokens =
        TOKEN
            .matcher(expression)
            .results()
            .map(it -> Pattern.quote(it.group()))
            .collect(Collectors.joining("\\s*"));
    Matcher place =
        Pattern.compile(isWord ? "(?<![\\w$])" + tokens + "(?![\\w$])" : tokens)
            .matcher(isWord ? file.code() : file.text())
            .region(from, to);
    place.useTransparentBounds(true);
    return place.find() ? place.start() : -1;
  }

  /** Where the condition stands from which a predicate was generated, or -1. */
  private static int expression(ParsedRule rule, Flaw flaw) {
    Matcher quoted = PREDICATE.matcher(flaw.source());
    return quoted.find()
        ? place(
            rule.file(),
            rule.text().headerEnd(),
            rule.text().conditionsEnd(),
            quoted.group(1).replaceAll("\\\\(.)", "$1"))
        : -1;
  }
}
