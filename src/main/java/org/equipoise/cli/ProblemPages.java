package org.equipoise.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page on each kind of problem, by its code: a section of {@code problems.md}. */
final class ProblemPages {
  private static final String FILE = "/org/equipoise/docs/problems.md";

  private static final Pattern SECTION = Pattern.compile("(?ms)^### (\\S+)$(.*?)(?=^##|\\z)");

  private ProblemPages() {}

  /** All pages, by code: what stands below each heading. */
  static SortedMap<String, String> all() {
    String text;
    try (InputStream in = ProblemPages.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is not on the class path");
      }
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    SortedMap<String, String> pages = new TreeMap<>();
    Matcher section = SECTION.matcher(text);
    while (section.find()) {
      pages.put(section.group(1), section.group(2).strip());
    }
    return Collections.unmodifiableSortedMap(pages);
  }

  static Optional<String> page(String code) {
    return Optional.ofNullable(all().get(code));
  }
}
