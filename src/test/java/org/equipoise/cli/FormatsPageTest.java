package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.equipoise.audit.ledger.transparency.SigningKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code formats.md} names each field that a command prints or reads, and no other. */
class FormatsPageTest {
  private static final Path GUIDING = Path.of("test-fixtures", "guiding");
  private static final String MORALITY = "rules/common-morality";
  private static final Path MORALITY_DATA = Path.of("test-fixtures", "common-morality");
  private static final Path CASES = Path.of("test-fixtures", "common-morality", "cases.jsonl");
  private static final Path LEDGER = Path.of("test-fixtures", "ledgers", "small");
  private static final Path CHARTER = Path.of("test-fixtures", "charter");
  private static final Path CHARTERED = Path.of("test-fixtures", "ledgers", "charter");
  private static final Path YEAR = Path.of("test-fixtures", "ledgers", "year");

  private static final String FAILING =
      "{\"case\":\"a\",\"outputs\":[{\"output\":\"o\",\"attributes\":{\"fails\":true}}]}";

  @TempDir private Path folder;
  private int copies;
  private final FormatsPage page = FormatsPage.read();

  @Test
  void theFieldsOfDecideAreThoseOfThePage() throws IOException {
    Path cases =
        file(
            "cases.jsonl",
            FAILING,
            "{\"case\":\"b\",\"outputs\":[{\"output\":\"o\",\"attributes\":{\"deceives\":true,"
                + "\"discloses\":{\"private\":true},\"helps\":true}}]}");
    Path preferences =
        file(
            "preferences.jsonl",
            "{\"case\":\"c\",\"outputs\":[{\"output\":\"o\"},{\"output\":\"p\"}]}");
    Path preference =
        file(
            "preference.jsonl",
            "{\"judgment\":\"j\",\"case\":\"c\",\"prefer\":\"o\",\"over\":\"p\",\"confidence\":1}");
    page.holds(
        "decide",
        Ran.of("decide", init("rules"), "--cases", preferences, "--judgments", preference),
        Ran.of("decide", levelled("levelled"), "--cases", levelled("l").resolve("cases.jsonl")),
        Ran.of("decide", failing(), "--cases", cases, "--wording=hedge"),
        Ran.of("decide", limited(), "--cases", cases),
        Ran.of("decide", GUIDING, "--cases", GUIDING.resolve("cases.jsonl")),
        Ran.of("decide", CHARTER, "--cases", CHARTER.resolve("cases.jsonl")),
        Ran.of("decide", ended("ended"), "--cases", cases));
  }

  /** A constitution with a rule that has ended, and one that raises a name. */
  private Path ended(String name) throws IOException {
    Path ended = undeclared(name);
    Files.writeString(
        ended.resolve("ended.drl"),
        """
        package ended
        rule "ended" @Principle @From( "2025-01-01" ) @Until( "2025-12-31" ) @Owner( "legal" )
        when $o : Output( attr("helps") == true ) then permit( $o, "it helps" ); end
        rule "raises" @Principle
        when Output( attr("helps") == true ) then raise( "helped" ); end
        """);
    return ended;
  }

  @Test
  void theFieldsOfCheckAreThoseOfThePage() throws IOException {
    Path broken = Path.of("test-fixtures", "broken", "constitutions");
    Path rules = init("unread");
    Files.writeString(rules.resolve("principles.drl~"), "");
    Files.writeString(rules.resolve("notes.txt"), "");
    List<Object[]> runs = new ArrayList<>();
    runs.add(new Object[] {MORALITY});
    runs.add(new Object[] {rules});
    runs.add(new Object[] {CHARTER});
    runs.add(new Object[] {Path.of("test-fixtures", "doubtful", "suspect", "contradicts")});
    try (Stream<Path> all = Files.list(broken)) {
      all.sorted().limit(5).forEach(it -> runs.add(new Object[] {it}));
    }
    for (String format : List.of("json", "sarif")) {
      page.holds(
          format.equals("json") ? "check" : "check---format-sarif",
          runs.stream().map(it -> Ran.of("check", it[0], "--format", format)).toArray(Ran[]::new));
    }
  }

  @Test
  void theFieldsOfAdviseAreThoseOfThePage() throws IOException {
    Path rules = init("rules");
    Object[] command = {
      "advise",
      rules,
      "--cases",
      rules.resolve("cases.jsonl"),
      "--judgments",
      rules.resolve("judgments.jsonl"),
      "--format=json",
      "--seconds=1000"
    };
    Object[] hurried = command.clone();
    hurried[7] = "--seconds=0.0001";
    Object[] onLevels = command.clone();
    onLevels[1] = levelled("levelled");
    page.holds("advise", Ran.of(command), Ran.of(hurried), Ran.of(onLevels));
    Object[] all = command.clone();
    all[0] = "equilibria";
    Object[] allOnLevels = onLevels.clone();
    allOnLevels[0] = "equilibria";
    Object[] hurriedToAll = hurried.clone();
    hurriedToAll[0] = "equilibria";
    Object[] started = Arrays.copyOf(allOnLevels, all.length + 1);
    started[all.length] = "--starts=2";
    page.holds(
        "equilibria",
        Ran.of(all),
        Ran.of(hurriedToAll),
        Ran.of(started),
        Ran.of(
            "equilibria",
            MORALITY,
            "--cases",
            CASES,
            "--judgments",
            CASES.resolveSibling("judgments.jsonl"),
            "--starts=20",
            "--format=json"));
  }

  @Test
  void theFieldsOfTestAndInitAreThoseOfThePage() throws IOException {
    Path rules = folder.resolve("rules");
    page.holds("init", Ran.of("init", rules, "--format", "json"));
    Path failed =
        file(
            "failed.yaml",
            "- given: {outputs: [{output: a, attributes: {helps: true}}]}",
            "  expect: {a: block, by: no-deception}");
    Path weak =
        file(
            "weak.yaml",
            "- given: {outputs: [{output: a, attributes: {helps: true}}]}",
            "  expect: {a: allow}");
    page.holds(
        "test",
        Ran.of("test", rules, "--fixtures", failed, "--format=json"),
        Ran.of("test", rules, "--fixtures", weak, "--mutate", "--format=json"));
  }

  @Test
  void theFieldsOfCoverAndExplainAreThoseOfThePage() throws IOException {
    Path rules = init("rules");
    Path some =
        file(
            "some.jsonl",
            FAILING,
            "{\"case\":\"b\",\"attributes\":{\"topic\":\"tea\",\"language\":\"en\"},\"outputs\":[{\"output\":\"o\"}]}",
            "{\"case\":\"c\",\"attributes\":{\"topic\":\"tea\",\"language\":\"en\"},\"outputs\":[{\"output\":\"o\"}]}",
            "{\"case\":\"d\",\"attributes\":{\"topic\":\"tax\",\"language\":\"en\"},\"outputs\":[{\"output\":\"o\","
                + "\"attributes\":{\"helps\":true}}]}");
    page.holds(
        "cover",
        Ran.of("cover", rules, "--cases", rules.resolve("cases.jsonl"), "--format=json"),
        Ran.of("cover", failing(), "--cases", some, "--format=json"));
    Path cases = rules.resolve("cases.jsonl");
    page.holds(
        "explain",
        Ran.of("explain", rules, "keep-confidences", "--cases", cases, "--format=json"),
        Ran.of("explain", ended("owned"), "ended", "--format=json"),
        Ran.of("explain", levelled("explained"), "keep-confidences", "--format=json"),
        Ran.of("explain", "test-fixtures/doubtful/kinds", "letters", "--format=json"));
  }

  @Test
  void theFieldsOfEquilibrateAreThoseOfThePage() throws IOException {
    String text =
        "{\"sentences\":[\"a\",\"b\",\"c\"],\"arguments\":[[1,2,3]],\"commitments\":[[1,2,-3]],"
            + "\"weights\":[[\"0.4\",\"0.5\",\"0.1\"]],\"shapes\":[\"linear\"]}";
    Path structure = file("structure.json", text);
    page.compare("structure", List.of(FormatsPage.json(text)));
    page.holds(
        "equilibrate",
        Ran.of("equilibrate", structure, "--map=4", "--format=json"),
        Ran.of(
            "equilibrate",
            "--constitution=" + init("rich"),
            "--cases=" + folder.resolve("rich/cases.jsonl"),
            "--judgments=" + folder.resolve("rich/judgments.jsonl"),
            "--mapping=rich",
            "--states=10",
            "--format=json"),
        Ran.of(
            "equilibrate",
            "--constitution=" + MORALITY,
            "--cases=" + MORALITY_DATA.resolve("cases.jsonl"),
            "--judgments=" + MORALITY_DATA.resolve("judgments.jsonl"),
            "--states=10",
            "--format=json"));
  }

  @Test
  void theFieldsOfDiffAreThoseOfThePage() throws IOException {
    Path before = init("before");
    Path after = init("after");
    Path principles = after.resolve("principles.drl");
    Files.writeString(
        principles,
        Files.readString(principles)
            .replace("weight = 0.6", "weight = 0.75")
            .replace("\"no-deception\"", "\"no-lies\""));
    Path cases = before.resolve("cases.jsonl");
    Path ledger = folder.resolve("ledger");
    Ran.of("decide", before, "--cases", cases, "--ledger", ledger);
    page.holds(
        "diff",
        Ran.of("diff", before, after, "--cases", cases, "--format=json"),
        Ran.of("diff", before, after, "--ledger", damaged(ledger), "--format=json"),
        Ran.of("diff", readingAMaskedName(), after, "--ledger", LEDGER, "--format=json"));
    page.holds(
        "ratchet",
        Ran.of("ratchet", before, after, "--no-mutants", "--cases", cases, "--format=json"));
  }

  @Test
  void theFieldsOfReplayVerifyAndWhyAreThoseOfThePage() throws IOException {
    Path rules = init("rules");
    Path ledger = folder.resolve("ledger");
    Path cases = rules.resolve("cases.jsonl");
    Ran.of(
        "decide",
        rules,
        "--cases",
        cases,
        "--judgments",
        rules.resolve("judgments.jsonl"),
        "--ledger",
        ledger);
    page.holds(
        "replay",
        Ran.of("replay", "--ledger", LEDGER, "--format=json"),
        Ran.of("replay", "--ledger", damaged(ledger), "--format=json"),
        Ran.of("replay", "--ledger", YEAR, "--format=json"),
        Ran.of("replay", "--ledger", withoutConstitutions(), "--format=json"),
        Ran.of("replay", "--ledger", ledger, "--against", MORALITY, "--format=json"),
        Ran.of("replay", "--ledger", LEDGER, "--as-of", "2027-01-01", "--format=json"));
    page.holds(
        "decisive",
        Ran.of("decisive", "--ledger", LEDGER, "--format=json"),
        Ran.of("decisive", "--ledger", LEDGER.resolveSibling("charter"), "--format=json"));
    page.holds(
        "reveal",
        Ran.of("reveal", "--ledger", YEAR, "--entry=7", "--value=x", "--salt", "--format=json"),
        Ran.of("reveal", "--ledger", YEAR, "--entry=7", "--value=Åsa 5 👤", "--format=json"));
    Path proof = folder.resolve("proof");
    page.holds(
        "prove", Ran.of("prove", "--ledger", YEAR, "--entry=7", "--out", proof, "--format=json"));
    Path other = folder.resolve("other.key");
    Files.writeString(other, SigningKey.generate("other").verifier() + "\n");
    page.holds(
        "verify---proof",
        Ran.of("verify", "--proof", proof, "--key", YEAR.resolve("key"), "--format=json"),
        Ran.of("verify", "--proof", proof, "--key", other, "--format=json"));
    Path detected = folder.resolve("detected");
    Path read =
        file(
            "read.jsonl",
            "{\"case\":\"a\",\"x-conversation\":\"talk-1\",\"x-detectors\":[{\"detector\":\"tone\",\"version\":\"2\"}],"
                + "\"outputs\":[{\"output\":\"o\"}]}");
    Ran.of("decide", MORALITY, "--cases", read, "--ledger", detected);
    page.holds(
        "log",
        Ran.of("log", "--ledger", YEAR, "--format=json"),
        Ran.of("log", "--ledger", detected, "--format=json"));
    Path inForce = onlyConstitution(YEAR, "2.0.0");
    page.holds(
        "monitor",
        Ran.of(
            "monitor",
            inForce,
            "--ledger",
            YEAR,
            "--fixtures",
            file(
                "unmet.yaml",
                "- given: {outputs: [{output: a, attributes: {hides: {fees: true}}}]}",
                "  expect: {a: allow}"),
            "--format=json"));
    page.holds("card", Ran.of("card", inForce, "--ledger", YEAR, "--format=json"), card());
    page.holds("log---by", Ran.of("log", "--ledger", YEAR, "--by=outcome,day", "--format=json"));
    page.holds(
        "verify",
        Ran.of("verify", "--ledger", LEDGER, "--format=json"),
        Ran.of("verify", "--ledger", damaged(ledger), "--format=json"));
    List<Ran> why = new ArrayList<>();
    for (int entry = 1; entry < 6; entry++) {
      why.add(Ran.of("why", "--ledger", ledger, "--entry", entry, "--not", "--format=json"));
    }
    why.add(Ran.of("why", "--ledger", LEDGER, "--entry", 2, "--format=json"));
    why.add(
        Ran.of(
            "why",
            "--ledger",
            ledger,
            "--entry",
            1,
            "--not",
            "--as-of=2027-01-01",
            "--format=json"));
    why.add(Ran.of("why", "--ledger", damaged(ledger), "--entry", 1, "--format=json"));
    Path onLevels = ledgerOnLevels();
    for (int entry = 1; entry < 6; entry++) {
      why.add(Ran.of("why", "--ledger", onLevels, "--entry", entry, "--not", "--format=json"));
    }
    page.holds("why", why.toArray(Ran[]::new));
  }

  private static Ran card() {
    return Ran.of("card", "rules/assistant-conduct", "--format=json");
  }

  /** The folder in a ledger of the constitution with this version. */
  private static Path onlyConstitution(Path ledger, String version) throws IOException {
    try (Stream<Path> all = Files.list(ledger.resolve("constitutions"))) {
      return all.filter(it -> hasVersion(it, version)).findFirst().orElseThrow();
    }
  }

  private static boolean hasVersion(Path constitution, String version) {
    try {
      return Files.readString(constitution.resolve("constitution.json"))
          .contains("\"" + version + "\"");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The constitution that {@code init} writes, with levels. */
  private Path levelled(String name) throws IOException {
    Path rules = init(name);
    Path manifest = rules.resolve("constitution.json");
    Files.writeString(
        manifest,
        Files.readString(manifest).replaceFirst("\\{", "{\"levels\": [\"root\", \"user\"],"));
    return rules;
  }

  private Path ledgerOnLevels() throws IOException {
    Path rules = levelled("recorded");
    Path ledger = folder.resolve("levelled-ledger");
    Ran.of(
        "decide",
        rules,
        "--cases",
        rules.resolve("cases.jsonl"),
        "--judgments",
        rules.resolve("judgments.jsonl"),
        "--ledger",
        ledger);
    return ledger;
  }

  /** A constitution whose labels are cut, and with a rule that fails on {@link #FAILING}. */
  private Path failing() throws IOException {
    Path failing = undeclared("failing");
    Files.writeString(
        failing.resolve("failing.drl"),
        """
        package failing
        rule "failing" @Principle
        when $o : Output( attr("fails") == true )
        then if ( $o.attr( "fails" ).equals( true ) ) throw new IllegalStateException( "no" ); end
        """);
    Files.writeString(
        failing.resolve("constitution.json"),
        """
        {"name": "n", "version": "1", "settings": {"limits": {"labelSize": 1}}}
        """);
    return failing;
  }

  @Test
  void theFieldsOfEntriesOfTheLedgerAreThoseOfThePage() throws IOException {
    List<JsonNode> entries = new ArrayList<>();
    for (Path ledger : List.of(YEAR, CHARTERED, ledgerOnLevels())) {
      try (Stream<Path> segments = Files.list(ledger.resolve("segments"))) {
        for (Path segment : segments.filter(it -> it.toString().endsWith(".jsonl")).toList()) {
          Files.readAllLines(segment).forEach(it -> entries.add(FormatsPage.json(it)));
        }
      }
    }
    page.compare("ledger-entry", entries);
  }

  private Path init(String name) {
    Path made = folder.resolve(name);
    assertEquals(0, Ran.of("init", made).code());
    return made;
  }

  /** A constitution whose rules may read attributes of any name. */
  private Path undeclared(String name) throws IOException {
    Path made = init(name);
    Files.delete(made.resolve("attributes.json"));
    return made;
  }

  private Path file(String name, String... lines) {
    try {
      return Files.write(folder.resolve(name), List.of(lines));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path limited() throws IOException {
    Path limited = init("limited");
    Files.writeString(
        limited.resolve("constitution.json"),
        """
        {"name": "n", "version": "1", "settings": {"limits": {"input": 1}}}
        """);
    return limited;
  }

  private Path readingAMaskedName() throws IOException {
    Path rules = undeclared("reading");
    Files.writeString(
        rules.resolve("reading.drl"),
        """
        package reading
        rule "reading" @Principle
        when Case( attr("client.name") == "A" ) $o : Output() then forbid( $o, "no" ); end
        """);
    return rules;
  }

  private Path copy(Path ledger, String name) throws IOException {
    Path copy = folder.resolve(name);
    try (Stream<Path> all = Files.walk(ledger)) {
      for (Path each : all.toList()) {
        Path to = copy.resolve(ledger.relativize(each).toString());
        if (Files.isDirectory(each)) {
          Files.createDirectories(to);
        } else {
          Files.copy(each, to);
        }
      }
    }
    return copy;
  }

  private Path withoutConstitutions() throws IOException {
    Path copy = copy(LEDGER, "without");
    Files.move(copy.resolve("constitutions"), folder.resolve("moved"));
    return copy;
  }

  /** A copy of a ledger in which one decision is altered and one entry is cut. */
  private Path damaged(Path ledger) throws IOException {
    Path copy = copy(ledger, "damaged-" + copies++);
    Path segment = copy.resolve("segments/00000000000000000000.jsonl");
    List<String> lines = new ArrayList<>(Files.readAllLines(segment));
    assertTrue(lines.size() > 4, lines.toString());
    lines.set(3, lines.get(3).replaceFirst("\"margin\":[-0-9.]+", "\"margin\":0.5"));
    lines.set(4, "{");
    Files.write(segment, lines);
    return copy;
  }
}
