package org.equipoise.constitution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.equipoise.constitution.internal.cache.ClassCache;
import org.equipoise.constitution.vetting.Permissions;
import org.equipoise.decision.Decider;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.equipoise.problem.InvalidInputException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class KeptRulesTest {
  private static final String MANIFEST = "{\"name\": \"kept\", \"version\": \"1.0.0\"}";
  private static final String RULES =
      """
      package kept;

      declare Harm
        kind : String
        degree : double
      end

      function String why(String what) {
        return "it " + what;
      }

      rule "harm"
          @Theory( weight = 0.3 )
      when
          $o : Output( attr("harm") == true )
      then
          insert( new Harm("bodily", 0.9) );
      end

      rule "no-harm"
          @Principle( weight = 0.8 )
      when
          $o : Output( attr("harm") == true )
          Harm( kind == "bodily", degree > 0.5 )
          not Harm( kind == "none" )
      then
          forbid( $o, why("harms") );
      end
      """;

  @TempDir private Path temporary;

  private Path folder;

  @BeforeEach
  void make() throws IOException {
    folder = temporary.toRealPath().resolve("equipoise");
    Files.createDirectory(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    another();
  }

  @AfterEach
  void none() {
    ClassCache.use(null);
  }

  /** As another process would use it: it has compiled nothing yet. */
  private void another() {
    ClassCache.use(new ClassCache(folder, () -> Optional.of("this"), InstantSource.system()));
  }

  private int kept() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return (int) files.count();
    }
  }

  private static Constitution load(String rules) {
    return Constitution.of(Map.of("constitution.json", MANIFEST, "rules.drl", rules));
  }

  private static String decided(Constitution constitution) {
    Case given = Case.of("C-1", Output.of("a", Attributes.of(Map.of("harm", true))));
    return new Decider(constitution).decide(given, List.of()).toString();
  }

  @Test
  void keptRulesDecideAsCompiledOnesDo() throws IOException {
    String compiled = decided(load(RULES));
    assertEquals(1, kept());
    another();
    Constitution found = load(RULES);
    assertEquals(compiled, decided(found));
    assertTrue(compiled.contains("it harms"), compiled);
    assertTrue(
        found.ruleBase().compiled().names().contains("no-harm"),
        found.ruleBase().compiled().names().toString());
    assertEquals(1, kept());
  }

  @Test
  void theEngineHoldsTheSameRulesAndTypesOfBoth() {
    Constitution compiled = load(RULES);
    another();
    Constitution found = load(RULES);
    assertEquals(engine(compiled), engine(found));
    assertEquals(
        compiled.ruleBase().kie().getFactType(Compiler.PACKAGE, "Harm").getFields().size(),
        found.ruleBase().kie().getFactType(Compiler.PACKAGE, "Harm").getFields().size());
  }

  private static String engine(Constitution constitution) {
    return constitution.ruleBase().kie().getKiePackages().stream()
        .flatMap(it -> it.getRules().stream())
        .map(it -> it.getName() + " " + it.getLoadOrder())
        .sorted()
        .toList()
        .toString();
  }

  @Test
  void anotherRuleIsCompiled() throws IOException {
    load(RULES);
    another();
    assertFalse(
        decided(load(RULES.replace("why(\"harms\")", "why(\"hurts\")"))).contains("it harms"));
    assertEquals(2, kept());
  }

  @Test
  void nothingIsKeptOfRulesThatAreRefused() throws IOException {
    assertThrows(
        InvalidInputException.class,
        () -> load(RULES.replace("return \"it", "System.exit(1); return \"it")));
    assertThrows(
        InvalidInputException.class, () -> load(RULES.replace("return \"it", "return wha + \"it")));
    assertEquals(0, kept());
  }

  @Test
  void nothingIsKeptOrFoundUnderPermissions() throws IOException {
    load(RULES);
    another();
    Constitution.of(
        Map.of("constitution.json", MANIFEST, "rules.drl", RULES),
        new Permissions(Set.of("java.util.BitSet")));
    assertEquals(1, kept());
  }

  @Test
  void aLibraryKeepsNothing() throws IOException {
    ClassCache.use(null);
    load(RULES);
    assertEquals(0, kept());
  }
}
