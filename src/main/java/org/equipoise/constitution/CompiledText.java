package org.equipoise.constitution;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drools.drl.ast.descr.QueryDescr;
import org.equipoise.constitution.DrlFile.ParsedRule;
import org.equipoise.language.Vocabulary;

/**
 * What the engine compiles of an author's file: its text with our package statement, without
 * annotations, with firing order, and with comparisons and texts that mean what the language says.
 * Lines and columns stay the author's.
 */
final class CompiledText {
  private static final Pattern TEXT_OR_CODE =
      Pattern.compile("[\"']|(?<![\\w$.])(init|action|reverse|result)\\s*\\(");

  private final FactTypes types;
  private final Map<String, Integer> places;

  /**
   * Texts of the files of one constitution.
   *
   * @param places the rules' names, with their places in firing order
   */
  CompiledText(FactTypes types, Map<String, Integer> places) {
    this.types = types;
    this.places = places;
  }

  /** The text of some of a file's rules and of all else in it but some parts. */
  String of(DrlFile file, Set<String> included, Set<DrlFile.Part> without) {
    StringBuilder text = new StringBuilder(file.source().text());
    blankUnread(text, file, without);
    file.queries()
        .forEach(it -> quoteTexts(text, file.source(), it.text().nameEnd(), it.text().end()));
    file.rules()
        .forEach(
            it ->
                quoteTexts(text, file.source(), it.text().headerEnd(), it.text().conditionsEnd()));
    List<ParsedRule> backwards = new ArrayList<>(file.rules());
    backwards.addAll(file.queries());
    backwards.sort(Comparator.comparing((ParsedRule it) -> it.text().start()).reversed());
    for (ParsedRule rule : backwards) {
      RuleText at = rule.text();
      if (rule.descr() instanceof QueryDescr) {
        if (!without.contains(new DrlFile.Part(file.source(), at.start(), at.end()))) {
          rewriteComparisons(text, rule);
        }
        continue;
      }
      if (!included.contains(at.name())) {
        blank(text, at.start(), at.end());
        continue;
      }
      rewriteInsertions(text, rule);
      rewriteComparisons(text, rule);
      blank(text, at.nameEnd(), at.headerEnd());
      text.insert(
          at.nameEnd(), " salience " + -Objects.requireNonNull(places.get(at.name())) + " ");
    }
    if (file.packageStart() >= 0) {
      text.replace(file.packageStart(), file.packageEnd(), header());
    } else {
      text.insert(0, header() + " ");
    }
    return text.toString();
  }

  /** What could not be read was reported; it keeps nothing else from being compiled. */
  private static void blankUnread(StringBuilder text, DrlFile file, Set<DrlFile.Part> without) {
    List<int[]> read = new ArrayList<>();
    file.partsBesideRules().stream()
        .filter(it -> !without.contains(it))
        .forEach(it -> read.add(new int[] {it.start(), it.end()}));
    file.rules().forEach(it -> read.add(new int[] {it.text().start(), it.text().end()}));
    if (file.packageStart() >= 0) {
      read.add(new int[] {file.packageStart(), file.packageEnd()});
    }
    read.sort(Comparator.comparingInt(it -> it[0]));
    int at = 0;
    for (int[] part : read) {
      blank(text, at, part[0]);
      at = Math.max(at, part[1]);
    }
    blank(text, at, text.length());
  }

  private void rewriteComparisons(StringBuilder text, ParsedRule rule) {
    List<Edit> edits = new ArrayList<>(DateLiterals.edits(rule, types));
    edits.addAll(TypedComparisons.edits(rule, types));
    Edit.apply(text, edits);
  }

  /** Adding a fact goes through the vocabulary, whose words are as long: columns stay. */
  private static void rewriteInsertions(StringBuilder text, ParsedRule rule) {
    String code = rule.file().code();
    Pattern insertion = Pattern.compile("(?<![\\w$.])insert(?=(?:Logical)?\\s*\\()");
    for (RuleText.Consequence part : rule.text().consequences()) {
      Matcher found = insertion.matcher(code).region(part.start(), part.end());
      found.useTransparentBounds(true);
      while (found.find()) {
        text.replace(found.start(), found.end(), "derive");
      }
    }
  }

  /**
   * In conditions, a single character in single quotes is a text as any longer one is: it gets the
   * quotes that make it one in Java. The code within an {@code accumulate} is Java as it stands.
   */
  private static void quoteTexts(StringBuilder text, SourceFile file, int from, int to) {
    String code = file.code();
    Matcher next = TEXT_OR_CODE.matcher(code).region(from, to);
    int at = from;
    while (next.find(at) && next.start() < to) {
      if (next.group(1) != null) {
        at = RuleText.closing(code, next.end() - 1);
        continue;
      }
      char quote = code.charAt(next.start());
      int close = code.indexOf(quote, next.end());
      if (close < 0) {
        return;
      }
      String within = file.text().substring(next.end(), close);
      boolean isCharacter =
          within.length() == 1 || (within.length() == 2 && within.charAt(0) == '\\');
      if (quote == '\'' && isCharacter && !within.equals("\"")) {
        text.setCharAt(next.start(), '"');
        text.setCharAt(close, '"');
      }
      at = close + 1;
    }
  }

  private static void blank(StringBuilder text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) != '\n') {
        text.setCharAt(i, ' ');
      }
    }
  }

  private String header() {
    String imports =
        Stream.concat(types.ofLanguage().stream(), FactTypes.JAVA.stream())
            .map(it -> "import " + it.getName() + ";")
            .collect(Collectors.joining(" "));
    String functions =
        Stream.of(Vocabulary.class.getDeclaredMethods())
            .filter(it -> Modifier.isPublic(it.getModifiers()))
            .map(Method::getName)
            .filter(it -> !it.equals("recording"))
            .distinct()
            .sorted()
            .map(it -> "import function " + Vocabulary.class.getName() + "." + it + ";")
            .collect(Collectors.joining(" "));
    return "package " + Compiler.PACKAGE + "; " + imports + " " + functions;
  }
}
