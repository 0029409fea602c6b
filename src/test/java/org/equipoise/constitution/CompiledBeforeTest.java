package org.equipoise.constitution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.equipoise.constitution.vetting.Permissions;
import org.junit.jupiter.api.Test;

class CompiledBeforeTest {
  private static final String RULE =
      """
      package kept
      rule "no-deception"
          @Principle( weight = %s )
      when
          $o : Output( attr("deceives") == true )
      then
          forbid( $o, "%s" );
      end
      """;

  @Test
  void rulesOfTheSameConditionsAndConsequencesAreCompiledOnce() {
    assertSame(
        constitution("0.8", "a lie").ruleBase().kie(),
        constitution("0.8", "a lie").ruleBase().kie());
  }

  @Test
  void anotherWeightHoldsThoughTheRulesAreCompiledBefore() {
    Constitution light = constitution("0.2", "a lie");
    Constitution heavy = constitution("0.9", "a lie");
    assertSame(light.ruleBase().kie(), heavy.ruleBase().kie());
    assertEquals(0.2, weight(light));
    assertEquals(0.9, weight(heavy));
  }

  @Test
  void otherTextsPermissionsAndClassLoadersAreCompiledAnew() throws Exception {
    Constitution first = constitution("0.8", "a lie");
    assertNotSame(first.ruleBase().kie(), constitution("0.8", "a fib").ruleBase().kie());
    Constitution permitted =
        Constitution.of(files("0.8", "a lie"), new Permissions(Set.of("java.util.BitSet")));
    assertNotSame(first.ruleBase().kie(), permitted.ruleBase().kie());
    ClassLoader own = CompiledBeforeTest.class.getClassLoader();
    try (URLClassLoader other = new URLClassLoader(new URL[0], own)) {
      Constitution elsewhere = Constitution.of(files("0.8", "a lie"), Permissions.none(), other);
      assertNotSame(first.ruleBase().kie(), elsewhere.ruleBase().kie());
    }
  }

  private static double weight(Constitution constitution) {
    return Objects.requireNonNull(constitution.rules().get("no-deception")).rule().weight();
  }

  private static Constitution constitution(String weight, String why) {
    return Constitution.of(files(weight, why));
  }

  private static Map<String, String> files(String weight, String why) {
    return Map.of(
        "constitution.json",
        "{\"name\": \"kept\", \"version\": \"1.0.0\"}",
        "rules.drl",
        RULE.formatted(weight, why));
  }
}
