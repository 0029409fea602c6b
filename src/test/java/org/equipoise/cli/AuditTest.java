package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code audit}, from the plan to the report of a round. */
class AuditTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private Path ledger;
  private Path rubric;

  @BeforeEach
  void prepare() throws IOException {
    ledger = folder.resolve("ledger");
    rubric = Files.writeString(folder.resolve("rubric.md"), "say yes or no\n");
    StringBuilder items = new StringBuilder();
    StringBuilder labels = new StringBuilder("item,ann,ben\n");
    StringBuilder gold = new StringBuilder("item,label\n");
    for (int i = 1; i <= 6; i++) {
      items.append(i).append("\n");
      labels.append(i).append(",yes,").append(i == 3 ? "no" : "yes").append("\n");
      gold.append(i).append(",yes\n");
    }
    Files.writeString(folder.resolve("items.txt"), items);
    Files.writeString(folder.resolve("labels.csv"), labels);
    Files.writeString(folder.resolve("gold.csv"), gold);
  }

  private Ran commit(String by, Object... more) {
    List<Object> all =
        new ArrayList<>(
            List.of("audit", "commit", "--ledger", ledger, "--round", "may", "--by", by));
    all.addAll(List.of("--rubric", rubric, "--secret", folder.resolve(by + ".secret")));
    all.addAll(List.of(more));
    return Ran.of(all.toArray());
  }

  private Ran open() {
    return commit(
        "cleo", "--items", folder.resolve("items.txt"), "--annotators=ann,ben", "--sample=6");
  }

  private Ran reveal(String by) {
    return Ran.of(
        "audit", "reveal", "--ledger", ledger, "--secret", folder.resolve(by + ".secret"));
  }

  private Ran report(Object... more) {
    List<Object> all =
        new ArrayList<>(List.of("audit", "report", "--ledger", ledger, "--round", "may"));
    all.addAll(List.of(more));
    return Ran.of(all.toArray());
  }

  @Test
  void aRoundGoesFromThePlanToTheReport() throws IOException {
    Ran plan = Ran.of("audit", "plan", "--gain=1", "--penalty=9", "--items=200", "--format=json");
    assertEquals(20, JSON.readTree(plan.out()).path("sample").asInt(), plan.toString());
    FormatsPage.read().holds("audit-plan", plan);
    assertEquals(0, open().code());
    assertEquals(2, open().code(), "the secret is there already");
    Path labels = folder.resolve("labels.csv");
    assertEquals(0, commit("ann", "--labels", labels).code());
    Ran early = reveal("ann");
    assertEquals(1, early.code(), early.toString());
    assertTrue(early.out().contains("not yet committed are ben"), early.out());
    assertEquals(0, commit("ben", "--labels", labels).code());
    for (String by : List.of("cleo", "ann", "ben")) {
      assertEquals(0, reveal(by).code(), by);
    }
    Ran clean = report("--format=json");
    assertEquals(0, clean.code(), clean.toString());
    Ran report = report("--gold", folder.resolve("gold.csv"), "--format=json");
    assertEquals(1, report.code(), report.toString());
    JsonNode ben = JSON.readTree(report.out()).path("results").get(1);
    assertEquals(1, ben.path("wrong").asInt(), report.out());
    assertEquals(6, ben.path("looked").asInt(), report.out());
    Ran late = report("--as-of=2999-01-01", "--format=json");
    assertEquals(clean.out().replace("\"closed\":false", "\"closed\":true"), late.out());
    assertTrue(report("--gold", folder.resolve("gold.csv")).out().contains("ben: 1 of 6 wrong"));

    // The same reveal again is no breach; whoever alters the secret is found.
    Path secret = folder.resolve("ann.secret");
    Files.writeString(secret, Files.readString(secret).replaceFirst("\"yes\"", "\"no\""));
    assertEquals(0, reveal("ann").code());
    Ran altered = report("--format=json");
    assertEquals(1, altered.code(), altered.toString());
    JsonNode breach = JSON.readTree(altered.out()).path("breaches").get(0);
    assertEquals("altered", breach.path("kind").asText(), altered.out());
    assertEquals("ann", breach.path("by").asText());
    FormatsPage.read().holds("audit-report", altered);

    Ran verified = Ran.of("verify", "--ledger", ledger);
    assertEquals(0, verified.code(), verified.toString());
    Ran replayed = Ran.of("replay", "--ledger", ledger);
    assertTrue(replayed.out().contains("7 audits"), replayed.toString());
    Ran logged = Ran.of("log", "--ledger", ledger, "--kind=audit");
    assertEquals(0, logged.code(), logged.toString());
    assertTrue(logged.out().contains("open may"), logged.out());
  }

  @Test
  void wrongUseIsRefused() throws IOException {
    Path labels = folder.resolve("labels.csv");
    assertEquals(2, commit("ann", "--labels", labels).code(), "there is no ledger");
    assertEquals(0, open().code());
    assertEquals(2, commit("eve", "--labels", labels).code(), "eve is no annotator");
    Files.writeString(rubric, "say no\n");
    Ran other = commit("ann", "--labels", labels);
    assertTrue(other.code() == 2 && other.err().contains("not the rubric"), other.toString());
    assertFalse(Files.exists(folder.resolve("ann.secret")));
    Ran none = Ran.of("audit", "report", "--ledger", ledger, "--round", "june");
    assertTrue(none.code() == 2 && none.err().contains("holds no round `june`"), none.toString());
    assertEquals(2, Ran.of("audit", "plan", "--gain=0", "--penalty=1").code());
    assertEquals(1, Ran.of("audit", "plan", "--gain=9", "--penalty=1", "--power=0.5").code());
  }
}
