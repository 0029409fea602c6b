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

/** What {@code tutorial.md} shows of a terminal is what comes of typing it. */
class TranscriptTest {
  private static final Pattern BLOCK =
      Pattern.compile("```(console|diff)\n(.*?)```", Pattern.DOTALL);
  private static final Path DOCUMENT = Path.of("src/docs/tutorial.md");

  @TempDir Path folder;

  @Test
  void fiveCommandsLeadFromNothingToWhatAChangeWouldAlter() throws IOException {
    Matcher block = BLOCK.matcher(Files.readString(DOCUMENT));
    Transcript transcript = new Transcript(folder, "my-rules.*|ledger");
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
    assertEquals(5, commands.size(), commands.toString());
    assertTrue(edits >= 2, "a rule and a fixture are edited");
    assertTrue(commands.get(0).startsWith("equipoise init "), commands.toString());
    assertTrue(commands.get(4).startsWith("equipoise replay --ledger "), commands.toString());
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
