package org.equipoise;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rooms of the house: who may know whom, and which libraries are let in where. */
class ArchitectureTest {
  private static final Path SOURCES = Path.of("src", "main", "java");
  private static final String ROOT = "org.equipoise.";

  /** For each room the rooms it may know; a new room must be entered here. */
  private static final Map<String, List<String>> KNOWS =
      Map.ofEntries(
          Map.entry("problem", List.of()),
          Map.entry("facts", List.of("problem")),
          Map.entry("formats", List.of("facts", "problem")),
          Map.entry("language", List.of("facts", "problem")),
          Map.entry("metering", List.of()),
          Map.entry("vetting", List.of("metering", "language", "facts")),
          Map.entry("matching", List.of("metering", "language", "facts")),
          Map.entry("table", List.of("problem")),
          Map.entry(
              "constitution",
              List.of("table", "matching", "vetting", "metering", "language", "facts", "problem")),
          Map.entry("anatomy", List.of("constitution", "language", "facts", "problem")),
          Map.entry("warning", List.of("anatomy", "constitution", "language", "facts", "problem")),
          Map.entry(
              "inference",
              List.of("metering", "constitution", "matching", "language", "facts", "problem")),
          Map.entry("weight", List.of("metering")),
          Map.entry("revision.solver", List.of()),
          Map.entry(
              "revision",
              List.of(
                  "revision.solver",
                  "metering",
                  "weight",
                  "inference",
                  "constitution",
                  "language",
                  "facts",
                  "problem")),
          Map.entry(
              "decision",
              List.of(
                  "metering",
                  "revision",
                  "inference",
                  "constitution",
                  "language",
                  "facts",
                  "formats",
                  "problem")),
          Map.entry(
              "fixture",
              List.of(
                  "decision",
                  "revision",
                  "inference",
                  "anatomy",
                  "constitution",
                  "language",
                  "formats",
                  "facts",
                  "problem")),
          Map.entry(
              "mutation",
              List.of(
                  "fixture",
                  "anatomy",
                  "constitution",
                  "vetting",
                  "language",
                  "facts",
                  "formats",
                  "problem")),
          Map.entry("integration.junit", List.of("fixture", "constitution", "language", "problem")),
          Map.entry(
              "governor", List.of("metering", "decision", "constitution", "facts", "problem")),
          Map.entry("ledger.transparency", List.of()),
          Map.entry(
              "ledger",
              List.of(
                  "ledger.transparency",
                  "metering",
                  "governor",
                  "decision",
                  "revision",
                  "inference",
                  "constitution",
                  "language",
                  "formats",
                  "facts",
                  "problem")),
          Map.entry(
              "guard",
              List.of("governor", "decision", "inference", "constitution", "language", "facts")),
          Map.entry(
              "integration.langchain4j",
              List.of("guard", "governor", "decision", "constitution", "facts")),
          Map.entry(
              "integration.micrometer", List.of("governor", "decision", "constitution", "facts")),
          Map.entry("integration.springai", List.of("guard", "facts")),
          Map.entry(
              "integration.spring",
              List.of(
                  "ledger",
                  "integration.micrometer",
                  "integration.opentelemetry",
                  "guard",
                  "governor",
                  "decision",
                  "inference",
                  "constitution",
                  "language",
                  "facts",
                  "formats",
                  "problem")),
          Map.entry(
              "integration.opentelemetry",
              List.of("governor", "decision", "inference", "constitution", "language", "facts")),
          Map.entry(
              "comparison",
              List.of(
                  "anatomy",
                  "decision",
                  "revision",
                  "inference",
                  "constitution",
                  "language",
                  "facts",
                  "formats",
                  "problem")),
          Map.entry(
              "coverage",
              List.of(
                  "anatomy",
                  "decision",
                  "revision",
                  "weight",
                  "inference",
                  "constitution",
                  "language",
                  "facts",
                  "formats",
                  "metering",
                  "problem")),
          Map.entry(
              "advice",
              List.of(
                  "metering",
                  "coverage",
                  "decision",
                  "revision.solver",
                  "revision",
                  "weight",
                  "inference",
                  "constitution",
                  "language",
                  "facts",
                  "formats",
                  "problem")),
          Map.entry(
              "page",
              List.of(
                  "replay",
                  "advice",
                  "coverage",
                  "revision",
                  "weight",
                  "inference",
                  "constitution",
                  "language",
                  "facts",
                  "formats",
                  "problem")),
          Map.entry(
              "explanation",
              List.of(
                  "replay",
                  "ledger",
                  "ledger.transparency",
                  "coverage",
                  "anatomy",
                  "decision",
                  "revision",
                  "inference",
                  "constitution",
                  "vetting",
                  "language",
                  "facts",
                  "formats",
                  "problem")),
          Map.entry("ledger.sql", List.of("ledger", "ledger.transparency")),
          Map.entry(
              "replay",
              List.of(
                  "ledger",
                  "ledger.transparency",
                  "comparison",
                  "anatomy",
                  "metering",
                  "decision",
                  "inference",
                  "constitution",
                  "vetting",
                  "formats",
                  "facts",
                  "problem")),
          Map.entry(
              "cli",
              List.of(
                  "replay",
                  "page",
                  "explanation",
                  "ledger",
                  "ledger.transparency",
                  "warning",
                  "mutation",
                  "fixture",
                  "comparison",
                  "coverage",
                  "anatomy",
                  "metering",
                  "advice",
                  "decision",
                  "revision",
                  "revision.solver",
                  "weight",
                  "inference",
                  "constitution",
                  "table",
                  "vetting",
                  "language",
                  "facts",
                  "formats",
                  "problem")));

  private static final List<String> LIBRARIES =
      List.of(
          "java.",
          "com.fasterxml.jackson.",
          "com.google.common.",
          "org.slf4j.",
          "org.jspecify.annotations.");

  private static final Map<String, List<String>> LIBRARIES_OF_A_ROOM =
      Map.ofEntries(
          Map.entry("language", List.of("org.kie.api.runtime.rule.", "org.drools.")),
          Map.entry("metering", List.of("org.drools.model.")),
          Map.entry("vetting", List.of("org.objectweb.asm.")),
          Map.entry("constitution", List.of("org.kie.", "org.drools.", "com.github.javaparser.")),
          Map.entry("matching", List.of("org.kie.", "org.drools.")),
          Map.entry("table", List.of("javax.xml.stream.")),
          Map.entry("integration.junit", List.of("org.junit.jupiter.api.", "org.opentest4j.")),
          Map.entry("integration.langchain4j", List.of("dev.langchain4j.")),
          Map.entry("integration.micrometer", List.of("io.micrometer.core.")),
          Map.entry("integration.opentelemetry", List.of("io.opentelemetry.api.")),
          Map.entry("integration.springai", List.of("org.springframework.", "reactor.")),
          Map.entry("integration.spring", List.of("org.springframework.", "io.opentelemetry.api.")),
          Map.entry("ledger", List.of("javax.crypto.")),
          Map.entry("ledger.sql", List.of("javax.sql.")),
          Map.entry("cli", List.of("picocli.", "javax.xml.stream.")));

  private static JavaClasses main;

  @BeforeAll
  static void read() {
    main =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.equipoise");
    assertTrue(main.size() > 50, "only " + main.size() + " classes were read");
  }

  private static String room(JavaClass it) {
    String name = it.getPackageName();
    return name.startsWith(ROOT) ? name.substring(ROOT.length()) : name;
  }

  private static DescribedPredicate<JavaClass> in(String room) {
    return describe("in " + room, it -> room(it).equals(room));
  }

  @Test
  void everyRoomIsOnTheMap() {
    Set<String> rooms = main.stream().map(ArchitectureTest::room).collect(Collectors.toSet());
    assertEquals(new TreeSet<>(KNOWS.keySet()), new TreeSet<>(rooms));
  }

  @Test
  void theReadmeNamesEachRoomAfterThoseItKnows() throws IOException {
    List<String> order =
        Pattern.compile("(?m)^\\| `([a-z0-9.*]+)` \\| [^|]*\\? \\|$")
            .matcher(Files.readString(Path.of("README.md")))
            .results()
            .map(it -> it.group(1))
            .toList();
    Set<String> groups =
        KNOWS.keySet().stream()
            .map(ArchitectureTest::asInReadme)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(groups, new TreeSet<>(order));
    assertEquals(groups.size(), order.size(), "named once");
    Set<String> late = new TreeSet<>();
    KNOWS.forEach(
        (room, known) ->
            known.stream()
                .filter(it -> order.indexOf(asInReadme(it)) > order.indexOf(asInReadme(room)))
                .forEach(it -> late.add(room + " knows " + it + ", which comes after it")));
    assertEquals(Set.of(), late);
  }

  private static String asInReadme(String room) {
    return room.startsWith("integration.") ? "integration.*" : room;
  }

  @Test
  void eachRoomKnowsOnlyRoomsBelowIt() {
    new TreeMap<>(KNOWS)
        .forEach(
            (room, known) ->
                noClasses()
                    .that(in(room))
                    .should()
                    .dependOnClassesThat(
                        describe(
                            "are ours, and in none of " + known,
                            it ->
                                it.getPackageName().startsWith("org.equipoise")
                                    && !room(it).equals(room)
                                    && !known.contains(room(it))))
                    .check(main));
  }

  @Test
  void roomsFormNoCycle() {
    slices().matching("org.equipoise.(**)").should().beFreeOfCycles().check(main);
  }

  @Test
  void eachRoomUsesOnlyItsLibraries() {
    for (String room : new TreeSet<>(KNOWS.keySet())) {
      List<String> more = LIBRARIES_OF_A_ROOM.getOrDefault(room, List.of());
      classes()
          .that(in(room))
          .should()
          .onlyDependOnClassesThat(
              describe(
                  "are ours, or of " + LIBRARIES + " or " + more,
                  it ->
                      it.getBaseComponentType().isPrimitive()
                          || Stream.of(List.of("org.equipoise."), LIBRARIES, more)
                              .flatMap(List::stream)
                              .anyMatch(it.getBaseComponentType().getName()::startsWith)))
          .check(main);
    }
  }

  @Test
  void noClassIsNamedAfterWhatItHasNoNameFor() {
    noClasses()
        .should()
        .haveNameMatching(".*(Util|Utils|Manager|Impl|Helper|Common)(\\$.*)?")
        .check(main);
  }

  @Test
  void everyRoomSaysAtItsDoorWhatItIsFor() throws IOException {
    Set<Path> silent = new TreeSet<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
        Path door = file.resolveSibling("package-info.java");
        if (!Files.exists(door) || !Files.readString(door).startsWith("/**")) {
          silent.add(file.getParent());
        }
      }
    }
    assertEquals(Set.of(), silent, "packages without a package-info that says something");
  }
}
