package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pages show of a terminal is what comes of typing it. */
class TranscriptTest {
  private static final Pattern BLOCK =
      Pattern.compile("```(console|diff)\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  /** The commands that were typed, and the number of files that were edited. */
  private record Followed(List<String> commands, int edits) {}

  private Followed follow(String page) throws IOException {
    Matcher block = BLOCK.matcher(Files.readString(Path.of("src/docs", page)));
    Transcript transcript = new Transcript(folder, "my-rules.*|ledger|entry.*proof");
    List<String> commands = new ArrayList<>();
    int edits = 0;
    while (block.find()) {
      if (block.group(1).equals("diff")) {
        edit(block.group(2));
        edits++;
      } else {
        commands.addAll(transcript.type(block.group(2)));
      }
    }
    return new Followed(commands, edits);
  }

  @Test
  void fiveCommandsLeadFromNothingToWhatAChangeWouldAlter() throws IOException {
    Followed followed = follow("tutorial.md");
    List<String> commands = followed.commands();
    assertEquals(5, commands.size(), commands.toString());
    assertTrue(followed.edits() >= 2, "a rule and a fixture are edited");
    assertTrue(commands.get(0).startsWith("equipoise init "), commands.toString());
    assertTrue(commands.get(4).startsWith("equipoise replay --ledger "), commands.toString());
  }

  @Test
  void thePageOnAttributesShowsWhatIsToldOfThem() throws IOException {
    Followed followed = follow("attributes.md");
    assertEquals(4, followed.commands().size(), followed.toString());
    assertEquals(2, followed.edits(), "a rule and a case are misspelt");
  }

  @Test
  void aFacilitatorComesFromAnExportToAConstitutionThatPasses() throws IOException {
    List<String> commands = follow("consulting.md").commands();
    assertEquals(5, commands.size(), commands.toString());
    assertEquals(
        List.of("equipoise check my-rules", "equipoise test my-rules"), commands.subList(3, 5));
  }

  @Test
  void thePageOnProofsShowsWhatIsTold() throws IOException {
    assertEquals(2, follow("proofs.md").commands().size());
  }

  @Test
  void thePageOnAuditingAnswersTwelveQuestions() throws IOException {
    Followed followed = follow("auditing.md");
    assertEquals(14, followed.commands().size(), followed.toString());
    String page = Files.readString(Path.of("src/docs/auditing.md"));
    assertEquals(12, page.lines().filter(it -> it.matches("## .*\\?")).count());
  }

  /** Puts the lines that a block adds in the place of those that it takes away. */
  private void edit(String block) throws IOException {
    List<String> lines = block.lines().toList();
    Path file = folder.resolve(lines.get(0).replaceFirst("^--- ", ""));
    String text = Files.readString(file);
    String before = side(lines, '-');
    assertEquals(2, Splitter.on(before).splitToList(text).size(), before + " in " + file);
    Files.writeString(file, text.replace(before, side(lines, '+')));
  }

  private static String side(List<String> lines, char sign) {
    return lines.stream()
        .skip(1)
        .filter(it -> it.charAt(0) == sign || it.charAt(0) == ' ')
        .map(it -> it.substring(1) + "\n")
        .collect(Collectors.joining());
  }
}
