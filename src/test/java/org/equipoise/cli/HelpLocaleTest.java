package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What commands say of themselves is the same to the byte wherever the machine stands. */
class HelpLocaleTest {
  /** The words of each command, of those within commands too. */
  private static List<List<String>> commands() {
    List<List<String>> all = new ArrayList<>();
    add(List.of(), Main.class, all);
    return all;
  }

  private static void add(List<String> words, Class<?> of, List<List<String>> all) {
    all.add(words);
    for (Class<?> each : of.getAnnotation(Command.class).subcommands()) {
      if (each != CommandLine.HelpCommand.class) {
        List<String> inner = new ArrayList<>(words);
        inner.add(each.getAnnotation(Command.class).name());
        add(inner, each, all);
      }
    }
  }

  /** What each command prints if it is asked for help, and if an option of it is misspelt. */
  private static Map<List<String>, String> said(String locale) {
    Locale before = Locale.getDefault();
    Map<List<String>, String> said = new LinkedHashMap<>();
    try {
      Locale.setDefault(Locale.forLanguageTag(locale));
      for (List<String> words : commands()) {
        for (String option : List.of("--help", "--HLEP", "--lidger")) {
          List<String> all = new ArrayList<>(words);
          all.add(option);
          said.put(all, Ran.of(all.toArray()).toString());
        }
      }
    } finally {
      Locale.setDefault(before);
    }
    return said;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tr-TR",
        "az-AZ",
        "lt-LT",
        "ar-EG-u-nu-arab",
        "th-TH-u-ca-buddhist-nu-thai",
        "de-DE"
      })
  void everyHelpIsTheSameUnderEveryLocale(String locale) {
    Map<List<String>, String> expected = said("en-US");
    said(locale).forEach((words, text) -> assertEquals(expected.get(words), text));
  }

  @Test
  void optionsComeInTheOrderOfTheirNames() {
    String help = said("tr-TR").get(List.of("replay", "--help"));
    List<String> names =
        help.lines()
            .map(String::strip)
            .filter(it -> it.matches("(-[a-zA-Z], )?--[a-z].*"))
            .map(it -> it.replaceAll("^(-., )?--([a-z-]+).*", "$2"))
            .filter(it -> !it.equals("help") && !it.equals("version"))
            .toList();
    assertTrue(names.size() > 5, help);
    assertEquals(names.stream().sorted().toList(), names);
    assertTrue(commands().size() > 45, () -> commands().toString());
  }
}
