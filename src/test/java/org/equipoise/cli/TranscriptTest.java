package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
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
    List<String> commands = new ArrayList<>();
    int edits = 0;
    while (block.find()) {
      if (block.group(1).equals("diff")) {
        edit(block.group(2));
        edits++;
      } else {
        commands.addAll(type(block.group(2)));
      }
    }
    assertEquals(5, commands.size(), commands.toString());
    assertTrue(edits >= 2, "a rule and a fixture are edited");
    assertTrue(commands.get(0).startsWith("equipoise init "), commands.toString());
    assertTrue(commands.get(4).startsWith("equipoise replay --ledger "), commands.toString());
  }

  /** Types each command of a block, and compares what comes; {@code …} stands for anything. */
  private List<String> type(String block) {
    List<String> commands = new ArrayList<>();
    for (String part : Splitter.on("$ ").omitEmptyStrings().split(block)) {
      String command = part.lines().findFirst().orElseThrow();
      String expected = evenly(part.substring(command.length()));
      String came = evenly(run(command));
      String pattern =
          Splitter.on('…')
              .splitToStream(expected)
              .map(Pattern::quote)
              .collect(Collectors.joining(".*?"));
      if (!Pattern.compile(pattern, Pattern.DOTALL).matcher(came).matches()) {
        assertEquals(expected, came, command);
        fail(command);
      }
      commands.add(command);
    }
    return commands;
  }

  /** The text without what only aligns it: that depends on how long paths are. */
  private static String evenly(String text) {
    return text.strip().replaceAll("(?<=\\S) {2,}", " ").replaceAll("(?m) +$", "");
  }

  private String run(String command) {
    StringWriter out = new StringWriter();
    List<String> words = Splitter.on(' ').splitToList(command);
    assertEquals("equipoise", words.get(0));
    String[] arguments =
        words.stream()
            .skip(1)
            .map(it -> it.matches("my-rules.*|ledger") ? folder.resolve(it).toString() : it)
            .toArray(String[]::new);
    StringWriter err = new StringWriter();
    Main.run(arguments, new PrintWriter(out), new PrintWriter(err));
    return (out.toString().isEmpty() ? err : out).toString().replace(folder + "/", "");
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
