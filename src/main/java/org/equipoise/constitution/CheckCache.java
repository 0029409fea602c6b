package org.equipoise.constitution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.equipoise.constitution.DrlFile.ParsedRule;
import org.equipoise.language.Levels;
import org.equipoise.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What checks of a constitution found out about its files, for the next check of it. A rule
 * compiles or not by its own text and what all files share: declarations, imports, functions and
 * queries. Not safe for several threads.
 */
final class CheckCache {
  private Map<Text, Parsed> parsed = new HashMap<>();
  private Map<Text, Parsed> parsedBefore = new HashMap<>();
  private Set<String> proven = new HashSet<>();
  private String shared = "";
  private Runnable later = () -> {};

  private record Text(String shownAs, String text) {
    static Text of(SourceFile file) {
      return new Text(file.shownAs(), file.kept());
    }
  }

  private record Parsed(DrlFile file, List<Problem> problems, Map<ParsedRule, Reading> readings) {}

  /**
   * What a rule says.
   *
   * @param defined null for a rule of the kernel
   * @param problems with it alone
   */
  record Reading(@Nullable DefinedRule defined, Dependence dependence, List<Problem> problems) {}

  /** Another check begins: what the last one did not ask for is forgotten. */
  void begin() {
    parsedBefore = parsed;
    parsed = new HashMap<>();
    later = () -> {};
  }

  DrlFile parse(SourceFile source, Problems problems) {
    Text text = Text.of(source);
    Parsed known = parsedBefore.get(text);
    if (known == null) {
      Problems found = new Problems();
      known = new Parsed(DrlFile.parse(source, found), found.sorted(), new IdentityHashMap<>());
    }
    parsed.put(text, known);
    known.problems().forEach(problems::add);
    return known.file();
  }

  /** What all files share stands in these: where it is otherwise, all is to be found out anew. */
  void share(
      List<DrlFile> authored, @Nullable Levels levels, @Nullable PropertyWords stakeholders) {
    String now = levels + " " + stakeholders + shared(authored);
    if (!now.equals(shared)) {
      shared = now;
      proven.clear();
      parsed.values().forEach(it -> it.readings().clear());
    }
  }

  /** What a rule of a file that was parsed says. */
  Reading read(ParsedRule rule, Function<ParsedRule, Reading> reader) {
    return Objects.requireNonNull(parsed.get(Text.of(rule.file())))
        .readings()
        .computeIfAbsent(rule, reader);
  }

  /** The rules that are not known to compile. */
  List<ParsedRule> unproven(List<DrlFile> authored) {
    return rules(authored).filter(it -> !proven.contains(words(it))).toList();
  }

  /** Rules were compiled, with these problems or none. */
  void compiled(Compiler compiler, List<DrlFile> authored, Problems problems) {
    Set<String> wrong = problems.sorted().stream().map(Problem::file).collect(Collectors.toSet());
    List<ParsedRule> rest =
        unproven(authored).stream()
            .filter(it -> wrong.stream().noneMatch(it.file()::isNamedBy))
            .toList();
    if (wrong.isEmpty()) {
      proven = words(rules(authored));
    } else if (!rest.isEmpty()) {
      later =
          () -> {
            if (compiler.wouldCompile(rest)) {
              proven.addAll(words(rest.stream()));
            }
          };
    }
  }

  /** Finds out what the last check left open. */
  void settle() {
    Runnable open = later;
    later = () -> {};
    open.run();
  }

  private static Stream<ParsedRule> rules(List<DrlFile> files) {
    return files.stream().flatMap(it -> it.rules().stream());
  }

  private static Set<String> words(Stream<ParsedRule> rules) {
    return rules.map(CheckCache::words).collect(Collectors.toCollection(HashSet::new));
  }

  private static String words(ParsedRule rule) {
    return rule.file().text().substring(rule.text().start(), rule.text().end());
  }

  private static String shared(List<DrlFile> authored) {
    List<String> parts = new ArrayList<>();
    for (DrlFile file : authored) {
      String text = file.source().text();
      file.partsBesideRules().forEach(it -> parts.add(text.substring(it.start(), it.end())));
    }
    return String.join("\n", parts);
  }
}
