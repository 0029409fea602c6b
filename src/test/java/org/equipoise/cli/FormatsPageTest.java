package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.base.Splitter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code formats.md} names each field that a command prints or reads, and no other. A field of a
 * list's objects is written {@code list[].field}; {@code <name>} stands for names that users
 * choose. A row with a link to another section has the fields of that section below it.
 */
class FormatsPageTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path PAGE = Path.of("src", "docs", "formats.md");
  private static final Path GUIDING = Path.of("test-fixtures", "guiding");
  private static final String MORALITY = "rules/common-morality";
  private static final Path LEDGER = Path.of("test-fixtures", "ledgers", "small");
  private static final Path YEAR = Path.of("test-fixtures", "ledgers", "year");

  private static final String FAILING =
      "{\"case\":\"a\",\"outputs\":[{\"output\":\"o\",\"attributes\":{\"fails\":true}}]}";

  /**
   * A row of a table: the field, the section that says more of it, or an empty text, and whether it
   * holds any JSON.
   */
  private record Row(String path, String link, boolean isOpen) {}

  @TempDir private Path folder;
  private int copies;
  private Map<String, List<Row>> sections;

  @BeforeEach
  void readThePage() throws IOException {
    sections = new TreeMap<>();
    for (String section : Splitter.on("\n### ").splitToList(Files.readString(PAGE))) {
      String title = section.lines().findFirst().orElseThrow();
      List<Row> rows =
          Pattern.compile("(?m)^\\| `([^`]+)` \\|(.*)$")
              .matcher(section)
              .results()
              .map(it -> new Row(it.group(1), link(it.group(2)), it.group(2).contains("any JSON")))
              .toList();
      sections.put(anchor(title), rows);
    }
  }

  private static String link(String cell) {
    Matcher link = Pattern.compile("\\[[^]]*]\\(#([^)]+)\\)").matcher(cell);
    return link.find() ? link.group(1) : "";
  }

  private static String anchor(String title) {
    return title.replaceAll("[^\\w -]", "").replace(' ', '-').toLowerCase(Locale.ROOT);
  }

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
    holds(
        "decide",
        Ran.of("decide", init("rules"), "--cases", preferences, "--judgments", preference),
        Ran.of("decide", levelled("levelled"), "--cases", levelled("l").resolve("cases.jsonl")),
        Ran.of("decide", failing(), "--cases", cases),
        Ran.of("decide", limited(), "--cases", cases),
        Ran.of("decide", GUIDING, "--cases", GUIDING.resolve("cases.jsonl")),
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
    runs.add(new Object[] {Path.of("test-fixtures", "doubtful", "suspect", "contradicts")});
    try (Stream<Path> all = Files.list(broken)) {
      all.sorted().limit(5).forEach(it -> runs.add(new Object[] {it}));
    }
    for (String format : List.of("json", "sarif")) {
      holds(
          format.equals("json") ? "check" : "check---format-sarif",
          runs.stream().map(it -> Ran.of("check", it[0], "--format", format)).toArray(Ran[]::new));
    }
  }

  @Test
  void theFieldsOfAmendAreThoseOfThePage() throws IOException {
    List<Ran> runs = new ArrayList<>();
    for (int kind = 0; kind < 8; kind++) {
      Path rules = Files.createDirectories(folder.resolve("amend" + kind));
      Files.writeString(
          rules.resolve("constitution.json"),
          "{\"name\": \"a\", \"version\": \"1.0.0\","
              + " \"revision\": {\"notGrounds\": [\"no\", \"yes\"]}}");
      Files.writeString(
          rules.resolve("rules.drl"),
          """
          package a
          rule "no" @Principle( weight = 0.8 )
          when $o : Output( attr("no") == true ) then forbid( $o, "no" ); end
          rule "yes" @Principle( weight = 0.7 )
          when $o : Output( attr("yes") == true ) then permit( $o, "yes" ); end
          """);
      StringBuilder cases = new StringBuilder();
      StringBuilder judgments = new StringBuilder();
      for (int i = 0; i < 24; i++) {
        String value = amendable(kind, i);
        cases.append(
            "{\"case\":\"c%02d\",\"outputs\":[{\"output\":\"o\",\"attributes\":{%s}}]}\n"
                .formatted(i, value));
        if (i % 2 == 0 || (kind == 0 && i == 1)) {
          judgments.append(
              "{\"judgment\":\"j%02d\",\"case\":\"c%02d\",\"output\":\"o\",\"status\":\"permitted\",\"confidence\":1}\n"
                  .formatted(i, i));
        }
      }
      Path given = Files.writeString(folder.resolve("cases" + kind), cases);
      Path held = Files.writeString(folder.resolve("judgments" + kind), judgments);
      runs.add(
          Ran.of(
              "amend",
              rules,
              "--cases",
              given,
              "--judgments",
              held,
              "--held-out",
              given,
              "--held-out-judgments",
              held,
              "--format=json"));
    }
    holds("amend", runs.toArray(Ran[]::new));
  }

  /** Attributes of an output, told apart by another kind of test for each kind. */
  private static String amendable(int kind, int i) {
    boolean isJudged = i % 2 == 0;
    String no = "\"no\":true,";
    return switch (kind) {
      case 0 -> no + "\"x\":" + isJudged;
      case 1 -> no + "\"x\":" + (isJudged ? "1" : "5");
      case 2 -> no + "\"x\":" + (isJudged ? "5" : "1");
      case 3 -> no + "\"x\":" + (isJudged ? "[\"a\",\"b\"]" : "[\"b\"]");
      case 4 ->
          no + "\"x\":\"" + (isJudged ? "ab".charAt(i / 2 % 2) : "cd".charAt(i / 2 % 2)) + "\"";
      case 5 -> no + (isJudged ? "\"y\":1" : "\"x\":{\"z\":[1]},\"y\":1");
      case 6 -> isJudged ? no + "\"yes\":true" : "\"yes\":false";
      default -> "\"x\":" + isJudged + ",\"z\":" + (isJudged || i == 1);
    };
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
    holds("advise", Ran.of(command), Ran.of(hurried), Ran.of(onLevels));
  }

  @Test
  void theFieldsOfTestAndInitAreThoseOfThePage() throws IOException {
    Path rules = folder.resolve("rules");
    holds("init", Ran.of("init", rules, "--format", "json"));
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
    holds(
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
    holds(
        "cover",
        Ran.of("cover", rules, "--cases", rules.resolve("cases.jsonl"), "--format=json"),
        Ran.of("cover", failing(), "--cases", some, "--format=json"));
    Path cases = rules.resolve("cases.jsonl");
    holds(
        "explain",
        Ran.of("explain", rules, "keep-confidences", "--cases", cases, "--format=json"),
        Ran.of("explain", ended("owned"), "ended", "--format=json"));
  }

  @Test
  void theFieldsOfEquilibrateAreThoseOfThePage() throws IOException {
    String text =
        "{\"sentences\":[\"a\",\"b\",\"c\"],\"arguments\":[[1,2,3]],\"commitments\":[1,2,-3],"
            + "\"weights\":{\"account\":0.4,\"systematicity\":0.5,\"faithfulness\":0.1}}";
    Path structure = file("structure.json", text);
    compare("structure", List.of(json(text)));
    holds("equilibrate", Ran.of("equilibrate", structure, "--map=4", "--format=json"));
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
    holds(
        "diff",
        Ran.of("diff", before, after, "--cases", cases, "--format=json"),
        Ran.of("diff", before, after, "--ledger", damaged(ledger), "--format=json"),
        Ran.of("diff", readingAMaskedName(), after, "--ledger", LEDGER, "--format=json"));
    holds(
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
    holds(
        "replay",
        Ran.of("replay", "--ledger", LEDGER, "--format=json"),
        Ran.of("replay", "--ledger", damaged(ledger), "--format=json"),
        Ran.of("replay", "--ledger", YEAR, "--format=json"),
        Ran.of("replay", "--ledger", withoutConstitutions(), "--format=json"),
        Ran.of("replay", "--ledger", ledger, "--against", MORALITY, "--format=json"));
    holds(
        "verify",
        Ran.of("verify", "--ledger", LEDGER, "--format=json"),
        Ran.of("verify", "--ledger", damaged(ledger), "--format=json"));
    List<Ran> why = new ArrayList<>();
    for (int entry = 1; entry < 6; entry++) {
      why.add(Ran.of("why", "--ledger", ledger, "--entry", entry, "--not", "--format=json"));
    }
    why.add(Ran.of("why", "--ledger", LEDGER, "--entry", 2, "--format=json"));
    why.add(Ran.of("why", "--ledger", damaged(ledger), "--entry", 1, "--format=json"));
    Path onLevels = ledgerOnLevels();
    for (int entry = 1; entry < 6; entry++) {
      why.add(Ran.of("why", "--ledger", onLevels, "--entry", entry, "--not", "--format=json"));
    }
    holds("why", why.toArray(Ran[]::new));
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
    for (Path ledger : List.of(YEAR, ledgerOnLevels())) {
      try (Stream<Path> segments = Files.list(ledger.resolve("segments"))) {
        for (Path segment : segments.filter(it -> it.toString().endsWith(".jsonl")).toList()) {
          Files.readAllLines(segment).forEach(it -> entries.add(json(it)));
        }
      }
    }
    compare("ledger-entry", entries);
  }

  @Test
  void theFieldsOfACaseAndAJudgmentAreThoseThatAreRead() {
    Path cases =
        file("cases.jsonl", "{\"case\":\"a\",\"?\":1,\"outputs\":[{\"output\":\"o\",\"?\":1}]}");
    List<List<String>> known = known(Ran.of("decide", MORALITY, "--cases", cases).err());
    assertEquals(named("case", ""), known.get(0));
    Path outputs =
        file("outputs.jsonl", "{\"case\":\"a\",\"outputs\":[{\"output\":\"o\",\"?\":1}]}");
    known = known(Ran.of("decide", MORALITY, "--cases", outputs).err());
    assertEquals(named("case", "outputs[]."), known.get(0));
    Path good = file("good.jsonl", "{\"case\":\"a\",\"outputs\":[{\"output\":\"o\"}]}");
    Path judgments = file("judgments.jsonl", "{\"judgment\":\"j\",\"?\":1}");
    known = known(Ran.of("decide", MORALITY, "--cases", good, "--judgments", judgments).err());
    assertEquals(named("judgment", ""), known.get(0));
  }

  @Test
  void theFieldsOfAConstitutionAndAFixtureAreThoseThatAreRead() throws IOException {
    Path rules = init("rules");
    Files.writeString(
        rules.resolve("constitution.json"),
        "{\"name\":\"n\",\"version\":\"1\",\"?\":1,"
            + "\"settings\":{\"?\":1,\"limits\":{\"?\":1}}}");
    List<List<String>> known = known(Ran.of("check", rules).out());
    assertEquals(named("constitutionjson", ""), known.get(0));
    assertEquals(named("constitutionjson", "settings."), known.get(1));
    assertEquals(named("constitutionjson", "settings.limits."), known.get(2));
    Path fixture =
        file(
            "fixture.yaml",
            "- given: {outputs: [{output: o}]}",
            "  expect: {conflicts: [{kind: clash, '?': 1}], claims: [{'?': 1}]}",
            "- {given: {outputs: [{output: o}]}, expect: {o: allow}, '?': 1}");
    known = known(Ran.of("test", MORALITY, "--fixtures", fixture).err());
    assertEquals(
        Set.of(
            named("fixture", "expect.conflicts[]."),
            named("fixture", "expect.claims[]."),
            named("fixture", "")),
        Set.copyOf(known));
    JsonNode schema =
        json(
            Files.readString(
                Path.of("src/main/resources/org/equipoise/starter/vscode/fixture.schema.json")));
    List<String> expected = new ArrayList<>();
    schema.findParent("silence").fieldNames().forEachRemaining(expected::add);
    assertEquals(Set.copyOf(expected), Set.copyOf(named("fixture", "expect.")));
  }

  @Test
  void theFieldsOfAttributesAreThoseOfThePage() throws IOException {
    Path rules = init("rules");
    String declared =
        """
        {"deceives": {"of": "output", "type": "number", "min": 0, "max": 1, "values": [0, 1],
                      "says": "It lies.", "missing": "unknown", "level": "root"}}
        """;
    Path undeclared = undeclared("undeclared");
    Files.writeString(
        Files.createDirectory(folder.resolve("one")).resolve("attributes.json"), declared);
    Files.writeString(
        folder.resolve("one/constitution.json"),
        "{\"name\":\"n\",\"version\":\"1\",\"levels\":[\"root\"]}");
    Files.writeString(
        folder.resolve("one/rules.drl"),
        "rule \"r\" @Principle when $o : Output( attr(\"deceives\") == 1 ) then forbid( $o, \"\" ); end");
    holds(
        "attributes",
        Ran.of("attributes", folder.resolve("one"), "--format=json"),
        Ran.of("attributes", undeclared, "--format=json"));
    compare("attributesjson", List.of(json(declared)));
    Files.writeString(rules.resolve("attributes.json"), "{\"a\":{\"?\":1}}");
    assertEquals(named("attributesjson", "<name>."), known(Ran.of("check", rules).out()).get(0));
  }

  /** The fields that each error about an unknown field lists. */
  private static List<List<String>> known(String problems) {
    List<List<String>> known =
        Pattern.compile("known are ([^\n]+)|fields here are ([^;\n]+)")
            .matcher(problems)
            .results()
            .map(it -> it.group(1) == null ? it.group(2) : it.group(1))
            .map(it -> Splitter.on(", ").splitToStream(it.replace("`", "")).sorted().toList())
            .toList();
    assertFalse(known.isEmpty(), problems);
    return known;
  }

  /** The fields right below a path that the page names, but for those with names of users. */
  private List<String> named(String section, String below) {
    return sections.get(section).stream()
        .map(Row::path)
        .filter(it -> it.startsWith(below) && it.indexOf('.', below.length()) < 0)
        .map(it -> it.substring(below.length()))
        .filter(it -> !it.contains("<"))
        .sorted()
        .toList();
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

  /** Compares what commands print with a section of the page. */
  private void holds(String section, Ran... runs) {
    List<JsonNode> printed = new ArrayList<>();
    for (Ran run : runs) {
      assertFalse(run.out().isBlank(), run.toString());
      run.lines().forEach(it -> printed.add(json(it)));
    }
    compare(section, printed);
    if (section.equals("replay")) {
      compare("comparison-of-decisions", values(printed, "comparison"));
    } else if (section.equals("cover")) {
      compare("group-of-cases", values(printed, "groups"));
    } else if (section.equals("why")) {
      List<JsonNode> changes = new ArrayList<>();
      for (JsonNode way : values(printed, "ways")) {
        way.get("changes").forEach(changes::add);
        way.get("nearly").forEach(changes::add);
      }
      compare("other-decision", changes);
    }
  }

  /** The values of all fields of a name, or the elements of those that are lists. */
  private static List<JsonNode> values(List<JsonNode> nodes, String name) {
    List<JsonNode> values = new ArrayList<>();
    for (JsonNode node : nodes) {
      for (JsonNode value : node.findValues(name)) {
        (value.isArray() ? value : List.of(value)).forEach(values::add);
      }
    }
    return values;
  }

  private void compare(String section, List<JsonNode> printed) {
    Set<String> found = new TreeSet<>();
    List<Row> rows = sections.getOrDefault(section, List.of());
    printed.forEach(it -> collect(it, "", rows, found));
    Set<String> named = rows.stream().map(Row::path).collect(Collectors.toCollection(TreeSet::new));
    assertEquals(String.join("\n", named), String.join("\n", found), "### " + section);
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(line, e);
    }
  }

  private void collect(JsonNode node, String path, List<Row> rows, Set<String> found) {
    if (node.isArray()) {
      node.forEach(it -> collect(it, path + "[]", rows, found));
      return;
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String below = path.isEmpty() ? "" : path + ".";
      Row row = row(rows, below, field.getKey());
      String name = row == null ? below + field.getKey() : row.path();
      found.add(name);
      if (row != null && row.isOpen()) {
        continue;
      }
      if (row == null || row.link().isEmpty()) {
        collect(field.getValue(), name, rows, found);
        continue;
      }
      Set<String> linked = new TreeSet<>();
      List<Row> of = sections.get(row.link());
      assertTrue(of != null && !of.isEmpty(), "there is no section #" + row.link());
      JsonNode value = field.getValue();
      Iterable<JsonNode> values = value.isArray() ? value : List.of(value);
      values.forEach(it -> collect(it, "", of, linked));
      linked.removeAll(of.stream().map(Row::path).toList());
      linked.forEach(it -> found.add(name + (value.isArray() ? "[]." : ".") + it));
    }
  }

  /** The row of a field, or of those whose names users choose, or null. */
  private static @Nullable Row row(List<Row> rows, String below, String name) {
    Row chosen = null;
    for (Row row : rows) {
      if (row.path().equals(below + name)) {
        return row;
      }
      int open = row.path().lastIndexOf('<');
      if (row.path().endsWith(">") && (below + name).startsWith(row.path().substring(0, open))) {
        chosen = open > below.length() - 1 && row.path().startsWith(below) ? row : chosen;
      }
    }
    return chosen;
  }
}
