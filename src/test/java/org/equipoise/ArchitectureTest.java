package org.equipoise;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.Iterables;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which package may depend on which, and on which libraries. */
class ArchitectureTest {
  private static final Path SOURCES = Path.of("src", "main", "java");

  /** The wings, lowest first: a wing knows itself and the wings before it, none after it. */
  private static final List<Set<String>> WINGS =
      List.of(
          Set.of("equilibrium", "problem", "statistics"),
          Set.of("annotation", "calibration", "consultation", "facts"),
          Set.of("coherence"),
          Set.of("formats", "language"),
          Set.of("constitution"),
          Set.of("inference"),
          Set.of("revision"),
          Set.of("decision"),
          Set.of("authoring", "service"),
          Set.of("audit"),
          Set.of("page"),
          Set.of("desk"),
          Set.of("integration"),
          Set.of("cli"));

  private static final List<String> LIBRARIES =
      List.of(
          "java.",
          "com.fasterxml.jackson.",
          "com.google.common.",
          "org.slf4j.",
          "org.jspecify.annotations.");

  /** What a package, and those below it, may use besides. */
  private static final Map<String, List<String>> MORE_LIBRARIES =
      Map.ofEntries(
          Map.entry("consultation", List.of("org.ejml.")),
          Map.entry("language", List.of("org.kie.api.runtime.rule.", "org.drools.")),
          Map.entry(
              "constitution",
              List.of(
                  "org.kie.",
                  "org.drools.",
                  "com.github.javaparser.",
                  "com.google.re2j.",
                  "org.objectweb.asm.",
                  "javax.xml.stream.")),
          Map.entry("service.detection", List.of("com.google.re2j.")),
          Map.entry("authoring.adoption", List.of("com.github.difflib.")),
          Map.entry("authoring.amendment", List.of("com.github.difflib.")),
          Map.entry("desk", List.of("j2html.", "com.sun.net.httpserver.")),
          Map.entry("integration.junit", List.of("org.junit.jupiter.api.", "org.opentest4j.")),
          Map.entry("integration.langchain4j", List.of("dev.langchain4j.")),
          Map.entry("integration.micrometer", List.of("io.micrometer.core.")),
          Map.entry("integration.onnx", List.of("ai.onnxruntime.", "ai.djl.huggingface.")),
          Map.entry("integration.opentelemetry", List.of("io.opentelemetry.api.")),
          Map.entry("integration.reactor", List.of("reactor.")),
          Map.entry("integration.springai", List.of("org.springframework.", "reactor.")),
          Map.entry(
              "integration.spring",
              List.of(
                  "org.springframework.",
                  "io.opentelemetry.api.",
                  "jakarta.servlet.",
                  "javax.sql.")),
          Map.entry("audit.ledger", List.of("javax.crypto.", "javax.sql.")),
          Map.entry("cli", List.of("picocli.", "javax.xml.stream.")));

  private static final JavaClasses MAIN = MainClasses.ALL;

  /** The name of the package below {@code org.equipoise}. */
  private static String room(JavaClass it) {
    return it.getPackageName().replaceFirst("^org\\.equipoise\\.?", "");
  }

  private static String wing(JavaClass it) {
    return room(it).replaceFirst("\\..*", "");
  }

  private static int height(String wing) {
    return Iterables.indexOf(WINGS, it -> it.contains(wing));
  }

  private static boolean isOurs(JavaClass it) {
    return it.getPackageName().startsWith("org.equipoise");
  }

  @Test
  void theWingsAreThoseOfTheTree() {
    assertEquals(
        new TreeSet<>(WINGS.stream().flatMap(Set::stream).toList()),
        MAIN.stream().map(ArchitectureTest::wing).collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void eachWingKnowsOnlyWingsBelowIt() {
    for (String wing : WINGS.stream().flatMap(Set::stream).toList()) {
      noClasses()
          .that(describe("in " + wing, it -> wing(it).equals(wing)))
          .should()
          .dependOnClassesThat(
              describe(
                  "are of a wing beside or above it",
                  it -> isOurs(it) && !wing(it).equals(wing) && height(wing(it)) >= height(wing)))
          .check(MAIN);
    }
  }

  @Test
  void packagesFormNoCycle() {
    slices().assignedFrom(new PackageOrItsInternal()).should().beFreeOfCycles().check(MAIN);
  }

  /** A package and the one named {@code internal} in it count as one. */
  private static final class PackageOrItsInternal implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass it) {
      return isOurs(it)
          ? SliceIdentifier.of(room(it).replaceFirst("\\.internal$", ""))
          : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "packages";
    }
  }

  @Test
  void rulesReachNothingInternal() throws IOException {
    Path allowed =
        Path.of("src/main/resources/org/equipoise/constitution/vetting/internal/allowed.txt");
    assertEquals(
        List.of(),
        Files.readAllLines(allowed).stream().filter(it -> it.contains(".internal")).toList());
  }

  @Test
  void eachPackageUsesOnlyItsLibraries() {
    for (String room : MAIN.stream().map(ArchitectureTest::room).collect(Collectors.toSet())) {
      List<String> allowed = new ArrayList<>(LIBRARIES);
      allowed.add("org.equipoise.");
      MORE_LIBRARIES.forEach(
          (of, more) -> {
            if ((room + ".").startsWith(of + ".")) {
              allowed.addAll(more);
            }
          });
      classes()
          .that(describe("in " + room, it -> room(it).equals(room)))
          .should()
          .onlyDependOnClassesThat(
              describe(
                  "are of " + allowed,
                  it ->
                      it.getBaseComponentType().isPrimitive()
                          || allowed.stream()
                              .anyMatch(it.getBaseComponentType().getName()::startsWith)))
          .check(MAIN);
    }
  }

  @Test
  void noClassIsNamedAfterWhatItHasNoNameFor() {
    noClasses()
        .should()
        .haveNameMatching(".*(Util|Utils|Manager|Impl|Helper|Common)(\\$.*)?")
        .check(MAIN);
  }

  @Test
  void everyPackageSaysWhatItIsFor() throws IOException {
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
