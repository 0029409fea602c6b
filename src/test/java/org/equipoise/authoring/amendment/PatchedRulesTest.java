package org.equipoise.authoring.amendment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.equipoise.authoring.fixture.Fixture;
import org.equipoise.authoring.fixture.FixtureRunner;
import org.equipoise.authoring.fixture.Fixtures;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rules as people format them: a patch adds lines and takes none away, the amended rules are a
 * constitution, and {@code git apply} makes of the files what was checked.
 */
class PatchedRulesTest {
  private static final int SEEDS = Math.max(6, Integer.getInteger("equipoise.seeds", 200) / 20);

  @TempDir private Path folder;

  private static String rules(Random random) {
    String tab = random.nextBoolean() ? "\t" : "    ";
    String name = random.nextBoolean() ? "\"no dose at all\"" : "NoDose";
    List<String> conditions = new ArrayList<>();
    String own =
        "$out : Output( attr(\"dose\") == true" + (random.nextBoolean() ? " /* then */ " : "");
    conditions.add(own + " )" + (random.nextBoolean() ? " // when, then, end" : ""));
    switch (random.nextInt(4)) {
      case 0 -> conditions.add("Case( attr(\"ward\") != \"none\" )");
      case 1 ->
          conditions.add(
              "( Case( attr(\"ward\") == \"icu\" ) or Case( attr(\"ward\") != \"icu\" ) )");
      case 2 -> conditions.add("Case() and Output( id == $out.id )");
      default -> conditions.add("not Output( id == $out.id, attr(\"dose\") == false )");
    }
    String head =
        "rule " + name + (random.nextBoolean() ? " " : "\n" + tab) + "@Principle( weight = 0.8 )\n";
    boolean isOnOneLine = random.nextInt(3) == 0 && !conditions.get(0).contains("//");
    String body =
        isOnOneLine
            ? "when " + String.join(" ", conditions) + " then forbid( $out, \"then\" ); end"
            : "when\n"
                + tab
                + String.join("\n" + tab, conditions)
                + "\n"
                + (random.nextBoolean() ? tab + "/* a\n" + tab + "block */\n" : "")
                + "then   // so\n"
                + tab
                + "forbid( $out, \"it names a dose\" );\n"
                + "end";
    String all =
        "package odd\n\n// above\n"
            + head
            + body
            + (random.nextBoolean() ? " // after\n" : "\n")
            + "\n\nrule \"other\" @Principle( weight = 0.5 ) when $o : Output( attr(\"other\") == true )"
            + " then permit( $o, \"other\" ); end"
            + (random.nextBoolean() ? "\n" : "");
    return random.nextInt(3) == 0 ? all.replace("\n", "\r\n") : all;
  }

  private static Amender amender(Constitution constitution, Random random) {
    Amender amender = new Amender(constitution, Amender.Options.DEFAULT);
    int kind = random.nextInt(4);
    for (int i = 0; i < 20; i++) {
      boolean isOverridden = i % 2 == 0;
      Map<String, Object> attributes = new HashMap<>(Map.of("dose", true));
      Map<String, Object> around = new HashMap<>();
      switch (kind) {
        case 0 -> attributes.put("clinician", isOverridden);
        case 1 -> attributes.put("note", isOverridden ? "say \"ah\" \\ $x" : "no");
        case 2 -> around.put("beds", isOverridden ? 3.5 : 7);
        default -> {
          attributes.put("tags", isOverridden ? List.of("a", "b") : List.of("b"));
          around.put("open", true);
        }
      }
      Case given =
          new Case(
              "C" + i,
              null,
              Attributes.of(around),
              List.of(Output.of("o", Attributes.of(attributes))),
              List.of(),
              Attributes.none());
      Judgment.Verdict permitted = new Judgment.OnOutput("o", DeonticStatus.PERMITTED);
      amender.add(
          given, isOverridden ? List.of(Judgment.of("J" + i, "C" + i, permitted, 1)) : List.of());
    }
    return amender;
  }

  @Test
  void aPatchKeepsWhatTheAuthorWroteAndDecidesAsPredicted() throws Exception {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      Map<String, String> sources = new TreeMap<>();
      sources.put("constitution.json", "{\"name\": \"odd\",\n  \"version\": \"1.4.2\"}");
      sources.put("my rules.drl", rules(random));
      Constitution constitution = Constitution.of(sources);
      ProposedChanges proposal = amender(constitution, random).propose(sources);
      String where = "seed " + seed + "\n" + sources.get("my rules.drl") + "\n" + proposal.doubts();
      assertTrue(proposal.certified() && proposal.verified(), where);
      assertEquals(
          List.of(ProposedChange.Kind.EXCEPT),
          proposal.changes().stream().map(ProposedChange::kind).toList(),
          where);
      String patched = proposal.files().get("my rules.drl");
      assertTrue(keeps(sources.get("my rules.drl"), patched), where + patched);
      assertEquals(
          patched.contains("\r\n"), sources.get("my rules.drl").contains("\r\n"), where + patched);
      assertEquals(
          sources.get("my rules.drl").contains("\r\n")
              ? 0
              : patched.chars().filter(it -> it == '\r').count(),
          patched.replace("\r\n", "").chars().filter(it -> it == '\r').count(),
          where);
      assertTrue(proposal.files().get("constitution.json").contains("\"1.5.0\""), where);
      applied(seed, sources, proposal);
    }
  }

  /** Whether all characters of a text stand in another, in order. */
  private static boolean keeps(String text, String in) {
    int at = 0;
    for (int i = 0; i < in.length() && at < text.length(); i++) {
      at += in.charAt(i) == text.charAt(at) ? 1 : 0;
    }
    return at == text.length();
  }

  /** Applies the patch with Git, where there is one, and runs the new fixtures. */
  private void applied(int seed, Map<String, String> sources, ProposedChanges proposal)
      throws IOException, InterruptedException {
    Path own = Files.createDirectories(folder.resolve("s" + seed));
    for (Map.Entry<String, String> each : sources.entrySet()) {
      Files.writeString(own.resolve(each.getKey()), each.getValue(), StandardCharsets.UTF_8);
    }
    Path patch = Files.writeString(folder.resolve("p" + seed), proposal.patch());
    Process git =
        new ProcessBuilder("git", "apply", "--whitespace=nowarn", patch.toString())
            .directory(own.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(git.waitFor(60, TimeUnit.SECONDS) && git.exitValue() == 0, said + proposal.patch());
    for (Map.Entry<String, String> each : proposal.files().entrySet()) {
      assertEquals(each.getValue(), Files.readString(own.resolve(each.getKey())));
    }
    FixtureRunner runner = new FixtureRunner(Constitution.load(own));
    List<Fixture> fixtures = Fixtures.read(own.resolve("fixtures"));
    assertEquals(10, fixtures.size());
    assertTrue(fixtures.stream().allMatch(runner::passes), "seed " + seed);
  }
}
