package org.equipoise.constitution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a case brings that nothing in the constitution reads is told, and nothing else. */
class UnknownNamesPropertyTest {
  private static final List<String> NAMES =
      List.of("a", "b", "b.c", "b.c.d", "b.cd", "e.f", "ef", "g", "h.i");

  /** What rules read of cases, outputs and judgments. */
  private static final Map<String, Set<String>> READ =
      Map.of(
          "case", Set.of("a", "b.c"),
          "output", Set.of("a", "e.f", "g"),
          "judgment", Set.of("h.i", "ef"));

  private static final Set<String> HOLDERS = Set.of("board", "staff");

  private static boolean isRead(String name, Set<String> read) {
    return read.stream()
        .anyMatch(it -> it.equals(name) || it.startsWith(name + ".") || name.startsWith(it + "."));
  }

  private static Attributes attributes(Random random, String of, Set<String> expected) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (String name : NAMES) {
      boolean isWithin = all.keySet().stream().anyMatch(it -> name.startsWith(it + "."));
      if (random.nextInt(3) == 0 && !isWithin) {
        all.put(name, random.nextInt(3));
      }
    }
    all.keySet().stream()
        .filter(it -> !isRead(it, READ.get(of)))
        .forEach(it -> expected.add(of.toUpperCase(Locale.ROOT) + " " + it));
    return Attributes.of(all);
  }

  @Test
  void isToldAndNothingElse(@TempDir Path folder) throws IOException {
    StringBuilder drl = new StringBuilder("package some\n");
    int rules = 0;
    for (Map.Entry<String, String> type :
        Map.of("Case", "case", "Output", "output", "Judgment", "judgment").entrySet()) {
      for (String name : READ.get(type.getValue())) {
        drl.append("rule \"r" + rules++ + "\" @Principle when $o : Output() ")
            .append(type.getKey() + "( attr(\"" + name + "\") == 1 ) then permit( $o ); end\n");
      }
    }
    Files.writeString(folder.resolve("some.drl"), drl);
    Files.writeString(
        folder.resolve("constitution.json"),
        "{\"name\":\"n\",\"version\":\"1\",\"settings\":{\"stakeholders\":{\"board\":1,\"staff\":0.5}}}");
    KnownNames names = Constitution.load(folder).names();
    Random random = new Random(Long.getLong("equipoise.seed", 14));
    int told = 0;
    for (int i = 0; i < 500; i++) {
      Set<String> expected = new TreeSet<>();
      Attributes ofCase = attributes(random, "case", expected);
      Attributes ofOutput = attributes(random, "output", expected);
      Attributes circumstances = attributes(random, "judgment", expected);
      String holder = List.of("board", "staff", "baord", "Board").get(random.nextInt(4));
      if (!HOLDERS.contains(holder)) {
        expected.add("STAKEHOLDER " + holder);
      }
      Case given =
          new Case(
              "C", null, ofCase, List.of(Output.of("o", ofOutput)), List.of(), Attributes.none());
      Judgment judgment =
          new Judgment(
              "J",
              "C",
              new Judgment.OnOutput("o", DeonticStatus.PERMITTED),
              holder,
              0.5,
              Instant.EPOCH,
              circumstances,
              Attributes.none());
      Set<String> found = new TreeSet<>();
      names
          .unknown(given, List.of(judgment))
          .forEach(it -> found.add(it.subject() + " " + it.name()));
      assertEquals(expected, found);
      told += found.size();
    }
    assertTrue(told > 500, "only " + told + " names were told");
  }
}
