package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code log}: which entries match, and how many. */
class LogTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path SMALL = Path.of("test-fixtures", "ledgers", "small");
  private static final Path YEAR = Path.of("test-fixtures", "ledgers", "year");
  private static final Path GUIDING = Path.of("test-fixtures", "guiding");

  @TempDir private Path folder;

  // ---- against a plain reading of all entries

  /** What a plain reading of an entry gives. */
  private record Plain(
      long entry,
      String time,
      String kind,
      @Nullable String caseId,
      @Nullable String outcome,
      Set<String> rules,
      Set<String> stakeholders,
      boolean isOverridden) {}

  private static List<Plain> plain(Path ledger) throws IOException {
    List<JsonNode> entries = new ArrayList<>();
    try (Stream<Path> files = Files.list(ledger.resolve("segments"))) {
      for (Path file : files.filter(it -> it.toString().endsWith(".jsonl")).sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          entries.add(JSON.readTree(line));
        }
      }
    }
    Set<Long> overridden = new HashSet<>();
    for (JsonNode each : entries) {
      if (each.path("kind").asText().equals("override")) {
        overridden.add(each.path("body").path("entry").asLong());
      }
    }
    return entries.stream().map(it -> plain(it, entries, overridden)).toList();
  }

  private static Plain plain(JsonNode entry, List<JsonNode> all, Set<Long> overridden) {
    JsonNode body = entry.path("body");
    JsonNode decision = body.path("decision");
    JsonNode about = body.has("entry") ? all.get(body.path("entry").asInt()).path("body") : body;
    String caseId = about.path("facts").path("case").path("case").textValue();
    Set<String> rules = new TreeSet<>();
    List<JsonNode> elements = new ArrayList<>(decision.findValues("by"));
    decision.findValues("environments").forEach(it -> it.forEach(e -> e.forEach(elements::add)));
    for (JsonNode element : elements) {
      if (element.asText().matches("(principle|theory):.*")) {
        rules.add(element.asText().replaceFirst("^[a-z]+:", ""));
      }
    }
    long sequence = entry.path("sequence").asLong();
    return new Plain(
        sequence,
        entry.path("time").asText(),
        entry.path("kind").asText(),
        caseId != null ? caseId : body.path("case").textValue(),
        outcome(decision),
        rules,
        new TreeSet<>(body.path("facts").findValuesAsText("stakeholder")),
        overridden.contains(sequence));
  }

  private static @Nullable String outcome(JsonNode decision) {
    if (decision.isMissingNode() || decision.path("state").asText().equals("error")) {
      return decision.isMissingNode() ? null : "error";
    }
    if (decision.path("outputs").size() == 1) {
      return decision.path("outputs").path(0).path("decision").asText();
    }
    String state = decision.path("state").asText();
    return !state.equals("decided") ? state : decision.path("choice").isNull() ? "block" : "allow";
  }

  @Test
  void everyQueryGivesTheEntriesThatAPlainReadingGives() throws IOException {
    List<Plain> all = plain(YEAR);
    Random random = new Random(4711);
    Set<Integer> sizes = new HashSet<>();
    for (int seed = 0; seed < 25; seed++) {
      List<Object> command = new ArrayList<>(List.of("log", "--ledger", YEAR, "--format", "json"));
      Predicate<Plain> query = it -> true;
      for (int i = random.nextInt(3); i >= 0; i--) {
        Plain like = all.get(random.nextInt(all.size()));
        query = query.and(condition(random.nextInt(7), like, command));
      }
      Ran ran = Ran.of(command.toArray());
      assertEquals(0, ran.code(), ran.toString());
      assertEquals(
          all.stream().filter(query).map(Plain::entry).toList(),
          ran.lines().stream().map(it -> FormatsPage.json(it).path("entry").asLong()).toList(),
          command.toString());
      sizes.add(ran.lines().size());
    }
    assertTrue(sizes.size() > 8, "the queries differ: " + sizes);
  }

  /** Adds an option to a command, and returns what it asks for. */
  private static Predicate<Plain> condition(int which, Plain like, List<Object> command) {
    if (like.rules().isEmpty() || command.size() > 5) {
      return overridden(command);
    }
    String rule = like.rules().iterator().next();
    String outcome = Objects.requireNonNull(like.outcome());
    return switch (which) {
      case 0 -> {
        command.addAll(List.of("--case", Objects.requireNonNull(like.caseId())));
        yield it -> Objects.equals(it.caseId(), like.caseId());
      }
      case 1 -> {
        command.addAll(List.of("--rule", rule));
        yield it -> it.rules().contains(rule);
      }
      case 2 -> {
        command.addAll(List.of("--stakeholder", "clerk"));
        yield it -> it.stakeholders().contains("clerk");
      }
      case 3 -> {
        command.addAll(List.of("--outcome", outcome));
        yield it -> outcome.equals(it.outcome());
      }
      case 4 -> {
        command.addAll(List.of("--from", like.time()));
        yield it -> it.time().compareTo(like.time()) >= 0;
      }
      case 5 -> {
        command.addAll(List.of("--to", like.time()));
        yield it -> it.time().compareTo(like.time()) < 0;
      }
      default -> {
        command.addAll(List.of("--kind", "override"));
        yield it -> it.kind().equals("override");
      }
    };
  }

  private static Predicate<Plain> overridden(List<Object> command) {
    if (command.contains("--overridden")) {
      return it -> true;
    }
    command.add("--overridden");
    return Plain::isOverridden;
  }

  @Test
  void countsAreThoseOfAPlainReading() throws IOException {
    Map<String, Long> counts =
        plain(YEAR).stream()
            .filter(it -> it.kind().equals("decision"))
            .flatMap(
                it ->
                    (it.rules().isEmpty() ? Set.of("null") : it.rules())
                        .stream()
                            .map(
                                rule ->
                                    it.outcome() + "," + rule + "," + it.time().substring(0, 10)))
            .collect(Collectors.groupingBy(it -> it, TreeMap::new, Collectors.counting()));
    Ran ran =
        Ran.of(
            "log", "--ledger", YEAR, "--kind=decision", "--by=outcome,rule,day", "--format=json");
    Map<String, Long> printed = new TreeMap<>();
    for (String line : ran.lines()) {
      JsonNode by = FormatsPage.json(line).path("by");
      String key = by.path("outcome").asText() + "," + by.path("rule").asText();
      printed.put(
          key + "," + by.path("day").asText(), FormatsPage.json(line).path("count").asLong());
    }
    assertEquals(counts, printed);
  }

  // ---- what is asked

  @Test
  void aTimeIsPartOfWhatBeginsThereAndNotOfWhatEndsThere() {
    String at = "2026-01-01T22:24:00Z";
    assertEquals(
        List.of("7", "8"), entries("--from", at, "--to", "2026-01-02T02:28:00Z"), "half-open");
    assertEquals(List.of("7"), entries("--from", at, "--to", "2026-01-01T22:24:30Z"));
    assertEquals(7, entries("--from", "2026-01-01", "--to", at).size());
    Ran none = Ran.of("log", "--ledger", YEAR, "--from", "2026-01-02", "--to", "2026-01-02");
    assertEquals(2, none.code(), none.toString());
    assertTrue(none.err().contains("for one day"), none.err());
  }

  private static List<String> entries(Object... options) {
    List<Object> command = new ArrayList<>(List.of("log", "--ledger", YEAR, "--format", "json"));
    command.addAll(List.of(options));
    Ran ran = Ran.of(command.toArray());
    assertEquals(0, ran.code(), ran.toString());
    return ran.lines().stream()
        .map(it -> FormatsPage.json(it).path("entry").asText())
        .filter(it -> Long.parseLong(it) < 100)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "--kind, overide, there is no kind of entry `overide`; known are adopted",
    "--outcome, blocked, there is no outcome `blocked`; known are abstain",
    "--by, 'day,weekday', there is no column `weekday`; known are by",
    "--by, 'day,day', twice",
    "--from, yesterday, takes a day or a time in UTC",
    "--format, xml, Invalid value for option '--format'"
  })
  void aValueThatIsNotKnownIsAnErrorThatNamesTheKnownOnes(
      String option, String value, String said) {
    Ran ran = Ran.of("log", "--ledger", YEAR, option, value);
    assertEquals(2, ran.code(), ran.toString());
    assertTrue(ran.err().contains(said), ran.err());
  }

  @Test
  void whetherTheHostActedIsAskedForOrTold() throws IOException {
    Path ledger = copy(YEAR);
    Path last = segments(ledger).get(5);
    String text = Files.readString(last);
    Files.writeString(
        last, text.replaceFirst("}},\"constitution\"", "},\"mode\":\"shadow\"},\"constitution\""));
    Ran shadow = Ran.of("log", "--ledger", ledger, "--shadow", "--format=json");
    assertEquals(1, shadow.lines().size(), shadow.toString());
    assertTrue(shadow.out().contains("\"enforced\":false"), shadow.out());
    assertEquals("", Ran.of("log", "--ledger", ledger, "--enforced", "--format=json").out());
    assertEquals(2, Ran.of("log", "--ledger", ledger, "--enforced", "--shadow").code());
  }

  // ---- how it is written

  @Test
  void aCellThatASpreadsheetTakesForAFormulaIsMadeHarmless() throws IOException {
    List<String> ids = List.of("=1+1", "+1", "-1", "@SUM(A1)", "a,\"b\"", "plain");
    Path cases = folder.resolve("cases.jsonl");
    StringBuilder text = new StringBuilder();
    for (String id : ids) {
      text.append("{\"case\":")
          .append(JSON.writeValueAsString(id))
          .append(",\"outputs\":[{\"output\":\"o\"}]}")
          .append("\n");
    }
    Files.writeString(cases, text);
    Path ledger = folder.resolve("ledger");
    assertEquals(0, Ran.of("decide", GUIDING, "--cases", cases, "--ledger", ledger).code());
    Ran ran = Ran.of("log", "--ledger", ledger, "--kind=decision", "--format=csv");
    List<String> cells =
        Splitter.on("\r\n")
            .splitToStream(ran.out())
            .skip(1)
            .filter(it -> !it.isEmpty())
            .map(it -> it.split(",decision,", 2)[1].replaceFirst(",abstain,.*", ""))
            .toList();
    assertEquals(List.of("'=1+1", "'+1", "'-1", "'@SUM(A1)", "\"a,\"\"b\"\"\"", "plain"), cells);
  }

  // ---- damaged ledgers

  private Path copy(Path from) throws IOException {
    Path to = folder.resolve("copy");
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
    return to;
  }

  private static List<Path> segments(Path ledger) throws IOException {
    try (Stream<Path> files = Files.list(ledger.resolve("segments"))) {
      return files.filter(it -> it.toString().endsWith(".jsonl")).sorted().toList();
    }
  }

  private static Path last(Path ledger) throws IOException {
    List<Path> segments = segments(ledger);
    return segments.get(segments.size() - 1);
  }

  @Test
  void anEntryThatWasAlteredIsToldAlsoWhereItMatchesNoMore() throws IOException {
    Path ledger = copy(SMALL);
    Path file = segments(ledger).get(0);
    String text = Files.readString(file);
    Files.writeString(file, text.replace("\"case\":\"C-2\"", "\"case\":\"C-9\""));
    Ran ran = Ran.of("log", "--ledger", ledger, "--case", "C-2");
    assertEquals(1, ran.code(), ran.toString());
    assertTrue(ran.err().contains("entry 4: it does not follow the entry before it"), ran.err());
    assertTrue(ran.err().contains("equipoise verify --ledger"), ran.err());
  }

  @Test
  void whatIsReadableOfADamagedLedgerIsStillListed() throws IOException {
    Path ledger = copy(SMALL);
    Path file = segments(ledger).get(0);
    byte[] bytes = Files.readAllBytes(file);
    bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\n") + 1] = '!';
    Files.write(file, bytes);
    Ran ran = Ran.of("log", "--ledger", ledger, "--format=json");
    assertEquals(1, ran.code(), ran.toString());
    assertEquals(9, ran.lines().size(), ran.out());
    assertTrue(ran.err().contains("entry 1: the line is not JSON"), ran.err());
  }

  @Test
  void entriesThatWereCutOffAreToldAsMissing() throws IOException {
    Path ledger = copy(SMALL);
    Path file = last(ledger);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 20));
    Ran ran = Ran.of("log", "--ledger", ledger, "--by=kind");
    assertEquals(1, ran.code(), ran.toString());
    assertTrue(ran.err().contains("entry 9: it is missing, as the head"), ran.err());
    assertTrue(ran.err().contains("bytes after the last entry, never acknowledged"), ran.err());
    Files.delete(ledger.resolve("head"));
    assertTrue(
        Ran.of("log", "--ledger", ledger)
            .err()
            .contains("entry 9: it is missing, as a checkpoint"));
  }

  @Test
  void aMissingSegmentIsTold() throws IOException {
    Path ledger = copy(YEAR);
    Files.delete(segments(ledger).get(2));
    Ran ran = Ran.of("log", "--ledger", ledger, "--by=kind", "--format=csv");
    assertEquals(1, ran.code(), ran.toString());
    assertTrue(ran.err().contains("entry 799: it is missing"), ran.err());
    assertTrue(ran.out().startsWith("kind,count\r\n"), ran.out());
  }
}
