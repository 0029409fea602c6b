package org.equipoise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links, class names, packages and Java in the documents are those that there are. */
class DocumentsTest {
  private static final Path DOCS = Path.of("src", "docs");
  private static final Path SOURCES = Path.of("src");

  /** A word that can only be the name of a class, and what may stand after its point. */
  private static final Pattern CLASS_NAME =
      Pattern.compile(
          "`(?:org\\.[a-z.]+\\.)?((?:[A-Z][a-z0-9]+){2,})(?:[.#](\\w+))?(?:\\([^`]*)?`");

  /** Types of Java and of other tools that the documents name. */
  private static final Set<String> FOREIGN =
      Set.of(
          "StrictMath",
          "ArrayList",
          "DateTimeFormatter",
          "ZoneId",
          "InputGuardrail",
          "KieSession",
          "LocalDate",
          "LocalDateTime",
          "OutputGuardrail",
          "RuleTable",
          "RuleSet",
          "SkipOnFirstAppliedRule");

  @TempDir private Path folder;

  private static List<Path> documents() throws IOException {
    List<Path> all = new ArrayList<>(List.of(Path.of("README.md"), Path.of("CHANGELOG.md")));
    try (Stream<Path> docs = Files.list(DOCS)) {
      docs.filter(it -> it.toString().endsWith(".md")).sorted().forEach(all::add);
    }
    assertTrue(all.size() > 20, all.toString());
    return all;
  }

  @Test
  void theReadmeHasAtMost150Lines() throws IOException {
    assertTrue(Files.readAllLines(Path.of("README.md")).size() <= 150);
  }

  @Test
  void everyRelativeLinkLeadsToAFileAndAHeading() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path document : documents()) {
      for (MatchResult link :
          Pattern.compile("]\\(([^)#\\s]*)(?:#([^)\\s]+))?\\)")
              .matcher(withoutCode(Files.readString(document)))
              .results()
              .toList()) {
        if (link.group(1).matches("[a-z]+:.*")) {
          continue;
        }
        Path target =
            link.group(1).isEmpty() ? document : document.resolveSibling(link.group(1)).normalize();
        if (!Files.exists(target)
            || (link.group(2) != null && !anchors(target).contains(link.group(2)))) {
          broken.add(document + ": " + link.group());
        }
      }
    }
    assertEquals(List.of(), broken);
  }

  @Test
  void everyPageIsInTheIndex() throws IOException {
    String index = Files.readString(DOCS.resolve("index.md"));
    for (Path document : documents()) {
      String name = document.getFileName().toString();
      if (document.startsWith(DOCS) && !name.equals("index.md")) {
        assertTrue(index.contains("(" + name + ")"), name);
      }
    }
  }

  /** The anchors of a document's headings, as GitHub makes them. */
  private static Set<String> anchors(Path document) throws IOException {
    return withoutCode(Files.readString(document))
        .lines()
        .filter(it -> it.matches("#+ .*"))
        .map(it -> it.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
        .map(it -> it.replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  private static String withoutCode(String text) {
    return text.replaceAll("(?s)```.*?```", "");
  }

  @Test
  void everyClassThatADocumentNamesIsThere() throws IOException {
    Map<String, String> sources = new HashMap<>();
    try (Stream<Path> all = Files.walk(SOURCES)) {
      for (Path file : all.filter(it -> it.toString().endsWith(".java")).toList()) {
        sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
      }
    }
    Set<String> nested = new TreeSet<>();
    Pattern type = Pattern.compile("(?:class|interface|record|enum) (\\w+)");
    sources.values().forEach(it -> type.matcher(it).results().forEach(t -> nested.add(t.group(1))));
    List<String> missing = new ArrayList<>();
    for (Path document : documents()) {
      for (MatchResult name :
          CLASS_NAME.matcher(withoutCode(Files.readString(document))).results().toList()) {
        String simple = name.group(1);
        boolean isThere = sources.containsKey(simple) || nested.contains(simple);
        String member = name.group(2);
        if (isThere && member != null && sources.containsKey(simple)) {
          isThere = Pattern.compile("\\b" + member + "\\b").matcher(sources.get(simple)).find();
        }
        if (!isThere && !FOREIGN.contains(simple)) {
          missing.add(document + ": " + name.group());
        }
      }
    }
    assertEquals(List.of(), missing);
  }

  @Test
  void theArchitectureNamesEveryPackageForUsersAndNoneThatIsNotThere() throws IOException {
    Path root = Path.of("src", "main", "java", "org", "equipoise");
    Set<String> packages;
    try (Stream<Path> all = Files.walk(root)) {
      packages =
          all.filter(it -> it.endsWith("package-info.java"))
              .map(it -> root.relativize(it.getParent()).toString().replace('/', '.'))
              .filter(it -> !it.isEmpty())
              .collect(Collectors.toCollection(TreeSet::new));
    }
    String table = Files.readString(DOCS.resolve("architecture.md")).split("## Packages", -1)[1];
    Set<String> named =
        table
            .lines()
            .filter(it -> it.startsWith("| `"))
            .flatMap(
                it -> Pattern.compile("`([a-z0-9.]+)`").matcher(it.split("\\|", -1)[1]).results())
            .map(it -> it.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> missing = new TreeSet<>(packages);
    missing.removeIf(it -> named.contains(it) || it.matches(".*\\binternal\\b.*"));
    assertEquals(Set.of(), missing, "packages that the page lacks");
    Set<String> gone = new TreeSet<>(named);
    gone.removeAll(packages);
    assertEquals(Set.of(), gone, "packages that are not there");
  }

  @Test
  void theJavaInTheDocumentsCompiles() throws IOException {
    List<Snippet> snippets = new ArrayList<>();
    for (Path document : documents()) {
      if (!document.startsWith(DOCS)) {
        continue;
      }
      Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
          .matcher(Files.readString(document))
          .results()
          .forEach(it -> snippets.add(new Snippet(document, it.group(1))));
    }
    assertTrue(snippets.size() > 10, snippets.toString());
    Snippet.compile(snippets, folder);
  }

  @Test
  void theRulesInTheDocumentsLoad() throws IOException {
    for (String page : List.of("rules.md", "coming-from.md")) {
      for (String part :
          Splitter.on("```drl\n").splitToList(Files.readString(DOCS.resolve(page)))) {
        if (part.startsWith("package")) {
          Snippet.constitution(part.split("```", -1)[0]);
        }
      }
    }
  }
}
