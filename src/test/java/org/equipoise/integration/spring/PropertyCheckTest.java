package org.equipoise.integration.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Properties that cannot be meant stop the application. */
class PropertyCheckTest {
  private static final String RULES = "equipoise.constitution=rules/common-morality";

  @TempDir private Path folder;

  private static List<String> refused(String... properties) {
    return Started.refused(InvalidInputException.class, properties).problems().stream()
        .map(Problem::file)
        .toList();
  }

  @Test
  void aValueThatCannotBeMeantStopsTheApplicationAndNamesItsProperty() {
    assertEquals(List.of("equipoise.constitution"), refused("equipoise.constitution="));
    assertEquals(List.of("equipoise.charter"), refused("equipoise.charter= "));
    assertEquals(List.of("equipoise.ledger"), refused(RULES, "equipoise.ledger="));
    assertEquals(
        List.of("equipoise.canary"), refused(RULES, "equipoise.canary=" + folder.resolve("none")));
    assertEquals(
        List.of(
            "equipoise.alarm-interval",
            "equipoise.alarm-window",
            "equipoise.recent",
            "equipoise.trigger-interval"),
        refused(
            RULES,
            "equipoise.trigger-interval=0s",
            "equipoise.alarm-interval=-1d",
            "equipoise.alarm-window=0",
            "equipoise.recent=-1"));
  }

  private static List<String> withoutEffect(Map<String, String> properties) {
    return PropertyCheck.withoutEffect(
            new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("equipoise", EquipoiseProperties.class))
        .stream()
        .map(it -> it.substring(1, it.indexOf('`', 1)))
        .toList();
  }

  @Test
  void aPropertyWithoutEffectIsTold() {
    assertEquals(
        List.of("equipoise.ledger-key", "equipoise.mask", "equipoise.spill", "equipoise.desk"),
        withoutEffect(
            Map.of(
                "equipoise.ledger-key", "k",
                "equipoise.mask", "name",
                "equipoise.spill", "s",
                "equipoise.desk", "true")));
    assertEquals(
        List.of("equipoise.spill", "equipoise.desk-planted"),
        withoutEffect(
            Map.of(
                "equipoise.ledger", "l",
                "equipoise.spill", "s",
                "equipoise.mask", "name",
                "equipoise.desk-planted", "p")));
    assertEquals(
        List.of(),
        withoutEffect(
            Map.of(
                "equipoise.ledger", "l",
                "equipoise.spill", "s",
                "equipoise.on-ledger-failure", "spill",
                "equipoise.desk", "true",
                "equipoise.desk-planted", "p")));
  }
}
