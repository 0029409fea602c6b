package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

/** The page on the command line has a row for every command. */
class CommandsPageTest {
  @Test
  void everyCommandHasItsRow() throws IOException {
    String page = Files.readString(Path.of("src/docs/commands.md"));
    List<String> names =
        Arrays.stream(Main.class.getAnnotation(Command.class).subcommands())
            .map(it -> it.getAnnotation(Command.class).name())
            .filter(it -> !it.equals("help"))
            .toList();
    assertTrue(names.contains("decide"), names.toString());
    List<String> missing =
        names.stream().filter(it -> !page.matches("(?s).*\n\\|[^|\n]*`" + it + " .*")).toList();
    assertEquals(List.of(), missing, "no row in src/docs/commands.md");
  }
}
