package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code formats.md} names each field of what commands about amendments write, and no other. */
class AmendmentFormatsTest {
  private static final Path CLINIC = Path.of("test-fixtures/clinic");

  @TempDir private Path folder;
  private final FormatsPage page = FormatsPage.read();
  private Path rules;
  private Path ledger;

  @BeforeEach
  void copy() throws IOException {
    try (Stream<Path> all = Files.walk(CLINIC)) {
      for (Path from : all.filter(Files::isRegularFile).toList()) {
        Path to = folder.resolve(CLINIC.relativize(from).toString());
        Files.createDirectories(Objects.requireNonNull(to.getParent()));
        Files.copy(from, to);
      }
    }
    rules = folder.resolve("rules");
    ledger = folder.resolve("ledger");
  }

  private Path propose(String name, Path patch, Object... more) {
    Path file = folder.resolve(name + ".json");
    List<Object> command =
        new ArrayList<>(
            List.of("propose", rules, "--patch", patch, "--reason", name, "--by", "ann"));
    command.addAll(List.of(more));
    command.addAll(List.of("--out", file));
    Ran ran = Ran.of(command.toArray());
    assertEquals(0, ran.code(), ran.toString());
    return file;
  }

  private Ran done(String what, Path amendment, Object... more) {
    List<Object> command = new ArrayList<>(List.of(what));
    if (!what.equals("sign") && !what.equals("dissent")) {
      command.addAll(List.of(rules, amendment, "--ledger", ledger, "--format=json"));
    } else {
      command.add(amendment);
    }
    command.addAll(List.of(more));
    return Ran.of(command.toArray());
  }

  private List<JsonNode> entries() throws IOException {
    List<JsonNode> entries = new ArrayList<>();
    try (Stream<Path> segments = Files.list(ledger.resolve("segments"))) {
      for (Path segment : segments.filter(it -> it.toString().endsWith(".jsonl")).toList()) {
        Files.readAllLines(segment).forEach(it -> entries.add(FormatsPage.json(it)));
      }
    }
    entries.removeIf(it -> !it.path("body").has("digest"));
    return entries;
  }

  @Test
  void theFieldsOfAmendmentsAreThoseOfThePage() throws IOException {
    Path other = folder.resolve("other.jsonl");
    Files.writeString(other, "{\"case\":\"o\",\"outputs\":[{\"output\":\"a\"}]}\n");
    Ran.of("decide", rules, "--cases", other, "--ledger", ledger);
    Path renaming =
        Files.writeString(
            folder.resolve("renaming.patch"),
            """
            --- a/rules.drl
            +++ b/rules.drl
            @@ -4 +4 @@
            -rule "no-dose" @Principle( weight = 0.8 )
            +rule "no-doses" @Principle( weight = 0.8 )
            """);
    Path unsettling =
        Files.writeString(
            folder.resolve("unsettling.patch"), removing("fixtures/settled/lay.yaml"));
    Path ann = folder.resolve("ann.key");
    Path cleo = folder.resolve("cleo.key");
    Path lapsing = propose("lapsing", unsettling, "--until", "2020-01-01");
    List<Ran> ends = new ArrayList<>(List.of(done("adopt", lapsing)));
    Path renamed = propose("renaming", renaming, "--until", "2999-12-31");
    ends.add(done("reject", renamed, "--key", cleo, "--because", "the name is known"));
    Path clinicians = folder.resolve("clinicians.patch");
    Ran.of(
        "amend",
        rules,
        "--cases",
        folder.resolve("cases.jsonl"),
        "--judgments",
        folder.resolve("overrides.jsonl"),
        "--patch",
        clinicians);
    Path adopted =
        propose(
            "adopting",
            clinicians,
            "--cases",
            folder.resolve("cases.jsonl"),
            "--judgments",
            folder.resolve("overrides.jsonl"),
            "--ledger",
            ledger);
    assertEquals(
        0,
        done("dissent", adopted, "--key", cleo, "--because", "too wide", "--interest", "a friend")
            .code());
    assertEquals(0, done("sign", adopted, "--key", ann, "--interest", "my ward").code());
    assertEquals(0, done("sign", adopted, "--key", cleo).code());
    Ran end = done("adopt", adopted);
    assertEquals(0, end.code(), end.toString());
    ends.add(end);
    page.holds("adopt-and-reject", ends.toArray(Ran[]::new));

    Ran history = Ran.of("history", rules, "--ledger", ledger, "--format=json");
    page.holds("history", history);
    String shown = Ran.of("history", rules, "--ledger", ledger).out();
    assertTrue(shown.contains(", who declares an interest (a friend): too wide"), shown);
    assertTrue(shown.contains(", who declares an interest (my ward)\n"), shown);
    JsonNode told = FormatsPage.json(history.out()).path("amendments");
    ObjectNode file = (ObjectNode) FormatsPage.json(Files.readString(adopted));
    ObjectNode until = (ObjectNode) FormatsPage.json(Files.readString(renamed));
    for (JsonNode each : told) {
      if (each.path("id").equals(file.at("/amendment/id"))) {
        assertEquals(each.path("changes"), file.at("/amendment/changes"));
      }
    }
    List<JsonNode> files = List.of(withoutChanges(file), withoutChanges(until));
    page.compare("amendment", files);

    List<JsonNode> bodies = new ArrayList<>();
    Set<String> kinds = new TreeSet<>();
    for (JsonNode entry : entries()) {
      kinds.add(entry.path("kind").asText());
      ObjectNode body = entry.path("body").deepCopy();
      if (entry.path("kind").asText().equals("proposed")) {
        assertEquals(fields(file), fields(body));
        body.putNull("amendment").putNull("effects");
      }
      bodies.add(body);
    }
    assertEquals(Set.of("proposed", "signed", "dissented", "adopted", "rejected", "lapsed"), kinds);
    page.compare("entries-on-amendments", bodies);

    String read = Ran.of("history", rules, "no-dose", "--ledger", ledger).out();
    for (String line :
        List.of(
            "0001-adopting: adopted: adopting\n",
            "  changed principle no-dose (condition)\n",
            "  +     not Case( attr(\"clinician\") == true )\n",
            "  signed by ann at ",
            "  dissent by cleo at ",
            ": too wide\n",
            "  adopted at ",
            "0001-renaming: rejected: renaming\n",
            ": by cleo: the name is known\n",
            "2 amendments\n")) {
      assertTrue(read.contains(line), line + read);
    }
    Ran none = Ran.of("why", "--ledger", ledger, "--entry", 2);
    assertEquals(2, none.code(), none.toString());
    assertTrue(none.err().contains("about the amendment `0001-lapsing`"), none.err());
    assertTrue(none.err().contains("history"), none.err());
  }

  @Test
  void theFieldsOfAmendAreThoseOfThePage() throws IOException {
    List<Ran> runs = new ArrayList<>();
    for (int kind = 0; kind < 9; kind++) {
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
      if (kind == 0) {
        runs.add(
            Ran.of(
                "amend",
                rules,
                "--cases",
                given,
                "--judgments",
                held,
                "--seconds=0.000000001",
                "--format=json"));
        assertEquals(1, runs.get(1).code());
      }
    }
    page.holds("amend", runs.toArray(Ran[]::new));
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
      case 7 -> "\"x\":" + isJudged + ",\"z\":" + (isJudged || i == 1);
      default -> isJudged ? "\"x\":true" : no + "\"x\":false";
    };
  }

  private String removing(String path) throws IOException {
    List<String> lines = Files.readAllLines(rules.resolve(path));
    StringBuilder patch = new StringBuilder("--- a/" + path + "\n+++ /dev/null\n");
    patch.append("@@ -1,").append(lines.size()).append(" +0,0 @@\n");
    lines.forEach(it -> patch.append('-').append(it).append('\n'));
    return patch.toString();
  }

  /** An amendment as its section shows it: its changes are in that of {@code history}. */
  private static JsonNode withoutChanges(ObjectNode amendment) {
    ObjectNode copy = amendment.deepCopy();
    ((ObjectNode) copy.path("amendment")).putArray("changes");
    return copy;
  }

  /** The fields of what is signed that every amendment has. */
  private static Set<String> fields(JsonNode node) {
    TreeMap<String, JsonNode> fields = new TreeMap<>();
    node.path("amendment").properties().forEach(it -> fields.put(it.getKey(), it.getValue()));
    fields.remove("until");
    return fields.keySet();
  }

  @Test
  void theFieldsOfTriggersAreThoseOfThePage() throws IOException {
    Path triggering = Files.createDirectories(folder.resolve("triggers"));
    Files.copy(CLINIC.resolve("rules/rules.drl"), triggering.resolve("rules.drl"));
    Files.writeString(
        triggering.resolve("constitution.json"),
        "{\"name\": \"a\", \"version\": \"1\", \"revision\": {\"index\": 0.1, \"overrides\": 1,"
            + " \"coherence\": 0.1}}");
    Path decided = folder.resolve("triggers-ledger");
    Path cases = CLINIC.resolve("cases.jsonl");
    Path judgments = CLINIC.resolve("overrides.jsonl");
    Ran.of("decide", triggering, "--cases", cases, "--judgments", judgments, "--ledger", decided);
    StringBuilder contradicting = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      contradicting
          .append("{\"case\":\"T-")
          .append(i)
          .append("\",\"outputs\":[{\"output\":\"a\",\"attributes\":{\"coherence\":{\"no-dose\":")
          .append("{\"contradicts\":{\"value\":true,\"credence\":0.9}}}}}]}\n");
    }
    Path texts = Files.writeString(folder.resolve("texts.jsonl"), contradicting);
    Ran.of("decide", triggering, "--cases", texts, "--ledger", decided);
    page.holds(
        "triggers",
        Ran.of("triggers", triggering, "--ledger", decided, "--dry-run", "--format=json"),
        Ran.of("triggers", triggering, "--ledger", decided, "--format=json"));
    List<JsonNode> bodies = new ArrayList<>();
    try (Stream<Path> segments = Files.list(decided.resolve("segments"))) {
      for (Path segment : segments.filter(it -> it.toString().endsWith(".jsonl")).toList()) {
        Files.readAllLines(segment).stream()
            .map(FormatsPage::json)
            .filter(it -> it.path("kind").asText().equals("trigger"))
            .forEach(it -> bodies.add(it.path("body")));
      }
    }
    page.compare("entries-on-triggers", bodies);
  }
}
