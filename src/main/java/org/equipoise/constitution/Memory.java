package org.equipoise.constitution;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.equipoise.problem.Problem;

/**
 * What checks of a constitution found out about its files, for the next check of it. A rule
 * compiles or not by its own text and what all files share: declarations, imports, functions and
 * queries. Not safe for several threads.
 */
final class Memory {
  private Map<Text, Parsed> parsed = new HashMap<>();
  private Map<Text, Parsed> parsedBefore = new HashMap<>();
  private Set<Text> proven = new HashSet<>();
  private String shared = "";
  private Runnable later = () -> {};

  private record Text(String shownAs, String text) {
    static Text of(SourceFile file) {
      return new Text(file.shownAs(), file.kept());
    }
  }

  private record Parsed(DrlFile file, List<Problem> problems) {}

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
      known = new Parsed(DrlFile.parse(source, found), found.sorted());
    }
    parsed.put(text, known);
    known.problems().forEach(problems::add);
    return known.file();
  }

  /** The files whose rules are not known to compile. */
  List<DrlFile> unproven(List<DrlFile> authored) {
    String now = shared(authored);
    if (!now.equals(shared)) {
      shared = now;
      proven.clear();
    }
    return authored.stream().filter(it -> !proven.contains(Text.of(it.source()))).toList();
  }

  /** Some files were compiled, with these problems or none. */
  void compiled(Compiler compiler, List<DrlFile> authored, Problems problems) {
    Set<String> wrong = problems.sorted().stream().map(Problem::file).collect(Collectors.toSet());
    List<DrlFile> rest =
        unproven(authored).stream()
            .filter(it -> wrong.stream().noneMatch(it.source()::isNamedBy))
            .toList();
    if (wrong.isEmpty()) {
      prove(authored);
    } else if (!rest.isEmpty()) {
      later =
          () -> {
            if (compiler.wouldCompile(rest)) {
              proven.addAll(texts(rest));
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

  private void prove(List<DrlFile> all) {
    proven = new HashSet<>(texts(all));
  }

  private static List<Text> texts(Collection<DrlFile> files) {
    return files.stream().map(it -> Text.of(it.source())).toList();
  }

  private static String shared(List<DrlFile> authored) {
    List<String> parts = new ArrayList<>();
    for (DrlFile file : authored) {
      String text = file.source().text();
      file.partsBesideRules().forEach(it -> parts.add(text.substring(it[0], it[1])));
    }
    return String.join("\n", parts);
  }
}
