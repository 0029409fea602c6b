package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code amending.md} shows: from forty overrides to an adopted exception in six commands. */
class AmendingTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path DOCUMENT = Path.of("src/docs/amending.md");
  private static final Path CLINIC = Path.of("test-fixtures/clinic");
  private static final Pattern BLOCK = Pattern.compile("```console\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path folder;

  @BeforeEach
  void copy() throws IOException {
    try (Stream<Path> all = Files.walk(CLINIC)) {
      for (Path from : all.filter(Files::isRegularFile).toList()) {
        Path to = folder.resolve("clinic").resolve(CLINIC.relativize(from).toString());
        Files.createDirectories(to.getParent());
        Files.copy(from, to);
      }
    }
  }

  private Transcript transcript() {
    return new Transcript(folder, "clinic/.*");
  }

  /** The blocks of the document that show a terminal. */
  private static List<String> blocks() throws IOException {
    return BLOCK.matcher(Files.readString(DOCUMENT)).results().map(it -> it.group(1)).toList();
  }

  private List<List<String>> commands() throws IOException {
    return blocks().stream()
        .flatMap(String::lines)
        .filter(it -> it.startsWith("$ "))
        .map(it -> transcript().words(it.substring(2)))
        .toList();
  }

  private Path in(String path) {
    return folder.resolve("clinic").resolve(path);
  }

  @Test
  void sixCommandsLeadFromFortyOverridesToAnAdoptedException() throws IOException {
    List<String> commands = new ArrayList<>();
    for (String block : blocks()) {
      commands.addAll(transcript().type(block));
    }
    assertEquals(6, commands.size(), commands.toString());
    assertEquals(0, Ran.of("verify", "--ledger", in("ledger")).code());
    assertEquals(0, Ran.of("test", in("rules")).code());
    assertEquals(0, Ran.of("replay", "--ledger", in("ledger")).code());
    Ran decided =
        Ran.of(
            "decide",
            in("rules"),
            "--cases",
            in("cases.jsonl"),
            "--judgments",
            in("overrides.jsonl"));
    assertEquals(0, decided.code(), decided.err());
    for (String line : decided.lines()) {
      JsonNode decision = JSON.readTree(line);
      assertEquals(
          decision.path("case").asText().startsWith("ward") ? "allow" : "block",
          decision.path("outputs").get(0).path("decision").asText(),
          line);
    }
    JsonNode history =
        JSON.readTree(
            Ran.of("history", in("rules"), "--ledger", in("ledger"), "--format=json").out());
    assertEquals("adopted", history.path("amendments").get(0).path("outcome").asText());
  }

  @Test
  void whatIsRefusedHasItsReasonAndItsExitCode() throws IOException {
    List<List<String>> commands = commands();
    assertEquals(1, Ran.of(commands.get(0).toArray()).code());
    assertEquals(2, Ran.of(commands.get(0).toArray()).code()); // the patch is there already
    assertEquals(0, Ran.of(commands.get(1).toArray()).code());
    Ran refused = Ran.of(commands.get(4).toArray());
    assertEquals(1, refused.code());
    assertTrue(refused.out().contains("refused: quorum: of `editor` 1 must sign"), refused.out());
    Object[] json = Stream.concat(commands.get(4).stream(), Stream.of("--format=json")).toArray();
    JsonNode said = JSON.readTree(Ran.of(json).out());
    assertEquals("quorum", said.path("refusals").get(0).path("ground").asText());
    assertEquals(2, Ran.of(commands.get(1).toArray()).code()); // the file is there already
    assertEquals(2, Ran.of("sign", in("cases.jsonl"), "--key", in("ann.key")).code());
    assertEquals(2, Ran.of("sign", in("clinicians.json"), "--key", in("cases.jsonl")).code());
    Path changing = Files.createFile(in(".clinicians.json.new")); // as another command makes it
    Ran waits = Ran.of("sign", in("clinicians.json"), "--key", in("ann.key"));
    assertEquals(2, waits.code());
    assertTrue(waits.err().contains("another command is changing it"), waits.err());
    Files.delete(changing);
    Ran rejected =
        Ran.of(
            "reject",
            in("rules"),
            in("clinicians.json"),
            "--ledger",
            in("ledger"),
            "--key",
            in("cleo.key"),
            "--because",
            "too wide");
    assertEquals(0, rejected.code(), rejected.toString());
    assertEquals(0, Ran.of("sign", in("clinicians.json"), "--key", in("ann.key")).code());
    assertEquals(0, Ran.of("sign", in("clinicians.json"), "--key", in("cleo.key")).code());
    refused = Ran.of(commands.get(4).toArray());
    assertEquals(1, refused.code());
    assertTrue(refused.out().contains("gate: the ledger says that it was rejected"), refused.out());
  }
}
