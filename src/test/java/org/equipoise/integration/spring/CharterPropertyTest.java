package org.equipoise.integration.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.equipoise.audit.ledger.EntryKind;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Charter;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.service.governor.Governor;
import org.equipoise.service.governor.NotAdoptedException;
import org.equipoise.service.guard.Guard;
import org.equipoise.service.guard.Ruling;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

class CharterPropertyTest {
  private static final Path FIXTURE = Path.of("test-fixtures", "charter");
  private static final Case GIVEN =
      Case.of("c", Output.of("o", Attributes.of(Map.of("profiles", true))));

  @TempDir private Path folder;
  private Path charter;

  @BeforeEach
  void copy() throws IOException {
    charter = folder.resolve("charter");
    try (Stream<Path> all = Files.walk(FIXTURE)) {
      for (Path from : all.filter(Files::isRegularFile).toList()) {
        Path to = charter.resolve(FIXTURE.relativize(from).toString());
        Files.createDirectories(to.getParent());
        Files.copy(from, to);
      }
    }
    Files.writeString(
        charter.resolve("canary.jsonl"),
        "{\"case\":\"canary\",\"outputs\":[{\"output\":\"o\",\"attributes\":{\"profiles\":true}}]}");
  }

  @Test
  void anApplicationIsGovernedByACharterAndReloadsItAsAWhole() throws IOException {
    Path ledger = folder.resolve("ledger");
    try (ConfigurableApplicationContext service =
        Started.with(
            "equipoise.charter=" + charter,
            "equipoise.mode=enforce",
            "equipoise.ledger=" + ledger)) {
      Ruling ruling = service.getBean(Guard.class).review(GIVEN);
      assertEquals(Action.BLOCK, ruling.action());
      assertEquals("otherwise", Objects.requireNonNull(ruling.decision().combined()).clause());
      CanaryStatus status = service.getBean(CanaryStatus.class);
      Charter inForce = (Charter) service.getBean(Governor.class).inForce();
      String line = status.startLine();
      assertTrue(line.startsWith("Equipoise: assistant-abroad 1.0.0, " + inForce.digest()), line);
      String eu = Objects.requireNonNull(inForce.byName().get("eu")).digest();
      assertTrue(line.contains("a charter of eu (eu 1.0.0, " + eu + ", 2 rules), us ("), line);
      Map<?, ?> shown = (Map<?, ?>) status.report().details().get("charter");
      assertEquals(inForce.digest(), shown.get("digest"));
      Map<?, ?> each = (Map<?, ?>) shown.get("constitutions");
      assertEquals(eu, ((Map<?, ?>) Objects.requireNonNull(each.get("eu"))).get("digest"));
      assertEquals("UP", status.report().health());

      Path rules = charter.resolve("eu/eu.drl");
      String sound = Files.readString(rules);
      Files.writeString(rules, sound.replace("forbid", "forbit"));
      assertThrows(InvalidInputException.class, status::reload);
      assertEquals("DOWN", status.report().health());
      Files.writeString(rules, sound.replace("0.8", "0.7"));
      status.reload();
      assertEquals("UP", status.report().health());
      assertEquals(Action.BLOCK, service.getBean(Guard.class).review(GIVEN).action());
    }
    try (Ledger.Entries entries = Ledger.in(ledger).entries()) {
      assertEquals(EntryKind.ADOPTION, entries.next().kind());
      assertEquals(EntryKind.DECISION, entries.next().kind());
      assertEquals(EntryKind.REFUSAL, entries.next().kind());
      assertEquals(EntryKind.ADOPTION, entries.next().kind());
      assertEquals(EntryKind.DECISION, entries.next().kind());
    }
  }

  @Test
  void aCharterAndAConstitutionExcludeEachOther() {
    InvalidInputException both =
        Started.refused(
            InvalidInputException.class,
            "equipoise.charter=" + charter,
            "equipoise.constitution=" + charter.resolve("eu"));
    assertEquals("equipoise.charter", both.problems().get(0).file());
    InvalidInputException none =
        Started.refused(InvalidInputException.class, "equipoise.charter=" + charter.resolve("eu"));
    assertEquals("no-charter", none.problems().get(0).code());
    InvalidInputException other =
        Started.refused(InvalidInputException.class, "equipoise.constitution=" + charter);
    assertEquals("one-constitution", other.problems().get(0).code());
    InvalidInputException onClassPath =
        Started.refused(InvalidInputException.class, "equipoise.charter=classpath:charter");
    assertEquals("unknown-location", onClassPath.problems().get(0).code());
  }

  @Test
  void whoeverRequiresSignOffIsNotGovernedByACharter() {
    NotAdoptedException refused =
        Started.refused(
            NotAdoptedException.class,
            "equipoise.charter=" + charter,
            "equipoise.require-sign-off=true");
    assertTrue(String.valueOf(refused.getMessage()).startsWith("the charter "), "" + refused);
  }
}
