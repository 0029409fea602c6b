package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import com.google.common.base.Splitter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a document shows of a terminal, typed in a folder. */
final class Transcript {
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  private final Path folder;
  private final String within;

  /**
   * @param within a pattern for the words of a command that are paths in the folder
   */
  Transcript(Path folder, String within) {
    this.folder = folder;
    this.within = within;
  }

  /** Types each command of a block, and compares what comes; {@code …} stands for anything. */
  List<String> type(String block) {
    List<String> commands = new ArrayList<>();
    for (String part : Splitter.on(Pattern.compile("(?m)^\\$ ")).omitEmptyStrings().split(block)) {
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
    return text.strip()
        .replace("\r\n", "\n")
        .replaceAll("(?<=\\S) {2,}", " ")
        .replaceAll("(?m) +$", "");
  }

  /** The words of a command, those that are paths within the folder. */
  List<String> words(String command) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(command);
    while (word.find()) {
      String each = word.group(1) != null ? word.group(1) : word.group(2);
      words.add(each.matches(within) ? folder.resolve(each).toString() : each);
    }
    assertEquals("equipoise", words.get(0));
    return words.subList(1, words.size());
  }

  private String run(String command) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Main.run(words(command).toArray(String[]::new), new PrintWriter(out), new PrintWriter(err));
    return (out.toString().isEmpty() ? Ran.withoutProgress(err.toString()) : out.toString())
        .replace(folder + "/", "");
  }
}
