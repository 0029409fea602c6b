package org.equipoise.constitution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.equipoise.constitution.vetting.Permissions;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.equipoise.inference.Inference;
import org.equipoise.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found by compiling only what changed is what is found by compiling all. */
class IncrementalCheckTest {
  private static final int EDITS = Integer.getInteger("equipoise.edits", 8);

  /** What a file may hold: rules that are fine, and rules wrong in every phase of a check. */
  private static final List<String> WORDINGS =
      List.of(
          rule("%s", "$o : Output( attr(\"a\") == true )", "forbid( $o, \"why\" );"),
          rule("%s", "$o : Output( attr(\"b\") > 3, attr(\"c\") != 1 )", "permit( $o, \"%s\" );"),
          rule("%s", "$o : Output( attr(\"a\") == true )", "forbid( $o, \"why\" );").strip(),
          rule("%s", "$s : Seen( n > 1 )\n    $o : Output()", "oblige( $o, named( $s.getN() ) );"),
          rule("%s", "$o : Output( attr(\"a\") == true )", "insert( new Seen( 2 ) );"),
          rule("%s", "$o : Output()\n    ?risky( $o; )", "forbid( $o, \"why\" );"),
          rule("%s", "$o : Output()\n    not Claim( status == \"forbidden\" )", "permit( $o );"),
          rule("%s", "$o : Output( atr(\"a\") == true )", "forbid( $o, \"why\" );"),
          rule("%s", "$o : Output( attr(\"a\") contains \"x\" )", "forbid( $o, \"why\" );"),
          rule("%s", "$o : Outpt()", "forbid( $o, \"why\" );"),
          rule("%s", "$o : Output( attr(\"a\" == true )", "forbid( $o, \"why\" );"),
          rule("%s", "$o : Output()", "forbid( $o, 3 );"),
          rule("%s", "$o : Output()", "forbid( $o, $o.getNothing() );"),
          rule("%s", "$o : Output()", "String s = 3; forbid( $o, s );"),
          rule("%s", "$o : Output()", "forbid( $o, \"\" + System.currentTimeMillis() );"),
          rule("%s", "$o : Output()", "System.exit( 1 );"),
          rule("%s", "$s : Seen( m == 2 )\n    $o : Output()", "forbid( $o, \"why\" );"),
          rule("twice", "$o : Output()", "forbid( $o, \"why\" );"),
          "package x\n// nothing yet\n",
          "");

  private static final List<String> SHARED =
      List.of(
          "declare Seen n : int end\n",
          "declare Seen n : int m : int end\n",
          "declare Seen n : String end\n",
          "declare Sen n : int end\n");
  private static final List<String> FUNCTIONS =
      List.of(
          "function String named( int n ) { return \"n\" + n; }\n",
          "function String named( String n ) { return n; }\n",
          "function String named( int n ) { return n; }\n",
          "function String named( int n ) { return \"\" + Math.random(); }\n");
  private static final List<String> QUERIES =
      List.of(
          "query risky( Output o ) o := Output( attr(\"risk\") == true ) end\n",
          "query risky( Output o ) o := Output( attr(\"risk\") == false ) end\n",
          "query riski( Output o ) o := Output( attr(\"risk\") == true ) end\n");

  @TempDir Path folder;

  private static String rule(String name, String when, String then) {
    return "package x\n\nrule \""
        + name
        + "\" @Principle( weight = 0.5 )\nwhen\n    "
        + when
        + "\nthen\n    "
        + then
        + "\nend\n";
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private static String shown(Constitution.Checked checked) {
    return checked.problems().stream().map(Problem::toString).collect(Collectors.joining("\n"))
        + checked.constitution().map(it -> it + " " + it.rules()).orElse("");
  }

  private static <T> T any(List<T> all, Random random) {
    return all.get(random.nextInt(all.size()));
  }

  /** Makes one edit and says what it was. */
  private String edit(Random random, int files) throws IOException {
    int kind = random.nextInt(12);
    if (kind == 0) {
      write("shared.drl", any(SHARED, random));
      return "shared";
    } else if (kind == 1) {
      write("functions.drl", any(FUNCTIONS, random));
      return "functions";
    } else if (kind == 2) {
      write("queries.drl", any(QUERIES, random));
      return "queries";
    } else if (kind == 3) {
      write(
          "constitution.json", random.nextInt(3) == 0 ? "{" : "{\"name\":\"x\",\"version\":\"1\"}");
      return "manifest";
    } else if (kind == 4) {
      Path gone = folder.resolve("r" + random.nextInt(files) + ".drl");
      Files.deleteIfExists(gone);
      return "delete " + gone.getFileName();
    }
    int wording = random.nextInt(3) > 0 ? random.nextInt(7) : random.nextInt(WORDINGS.size());
    int file = random.nextInt(files);
    String text = WORDINGS.get(wording).replace("%s", "r" + file);
    if (random.nextInt(3) > 0) {
      write("r" + file + ".drl", text);
      return "r" + file + " = " + wording;
    }
    int second = random.nextInt(7);
    String more = WORDINGS.get(second).replace("%s", "s" + file).replace("package x", "");
    write("r" + file + ".drl", text + more);
    return "r" + file + " = " + wording + " and " + second;
  }

  @Test
  void everyEditIsCheckedAsIfAllWereNew() throws IOException {
    long seed = Long.getLong("equipoise.seed", 20261123L);
    Random random = new Random(seed);
    write("constitution.json", "{\"name\":\"x\",\"version\":\"1\"}");
    write("shared.drl", SHARED.get(0));
    write("functions.drl", FUNCTIONS.get(0));
    write("queries.drl", QUERIES.get(0));
    for (int i = 0; i < 8; i++) {
      write("r" + i + ".drl", WORDINGS.get(i % 7).replace("%s", "r" + i));
    }
    IncrementalCheck recheck = new IncrementalCheck(folder, Permissions.none());
    List<String> edits = new ArrayList<>();
    int wrong = 0;
    for (int i = 0; i < EDITS; i++) {
      Constitution.Checked again = recheck.check();
      Constitution.Checked fresh = Constitution.check(folder);
      assertEquals(shown(fresh), shown(again), "seed " + seed + ", edits " + edits);
      wrong += fresh.constitution().isEmpty() ? 1 : 0;
      if (random.nextBoolean()) {
        recheck.settle();
      }
      for (int n = random.nextInt(3); n >= 0; n--) {
        edits.add(edit(random, 8));
      }
    }
    assertTrue(wrong > 0 && wrong < EDITS, wrong + " of " + EDITS + " were wrong");
  }

  @Test
  void aConstitutionCheckedAgainInfersAsOneLoaded() throws IOException {
    write("constitution.json", "{\"name\":\"x\",\"version\":\"1\"}");
    write("shared.drl", SHARED.get(0));
    for (int i : List.of(0, 1, 4)) {
      write("r" + i + ".drl", WORDINGS.get(i).replace("%s", "r" + i));
    }
    IncrementalCheck recheck = new IncrementalCheck(folder, Permissions.none());
    recheck.check();
    write("r1.drl", WORDINGS.get(6).replace("%s", "r1"));
    Constitution again = recheck.check().constitution().orElseThrow();
    Case given = Case.of("C", Output.of("o", Attributes.of(java.util.Map.of("a", true))));
    assertEquals(
        Inference.infer(Constitution.load(folder), given, List.of()).claims(),
        Inference.infer(again, given, List.of()).claims());
  }

  @Test
  void aFolderThatVanishesAndComesBackIsChecked() throws IOException {
    write("constitution.json", "{\"name\":\"x\",\"version\":\"1\"}");
    write("r.drl", WORDINGS.get(0).replace("%s", "r"));
    IncrementalCheck recheck = new IncrementalCheck(folder, Permissions.none());
    String before = shown(recheck.check());
    Path away = folder.resolveSibling(folder.getFileName() + "-away");
    Files.move(folder, away);
    assertEquals(shown(Constitution.check(folder)), shown(recheck.check()));
    Files.move(away, folder);
    assertEquals(before, shown(recheck.check()));
    try (Stream<Path> files = Files.walk(folder)) {
      assertEquals(3, new TreeSet<>(files.sorted(Comparator.reverseOrder()).toList()).size());
    }
  }
}
