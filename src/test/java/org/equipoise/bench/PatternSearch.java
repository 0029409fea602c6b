package org.equipoise.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.constitution.Attribute;
import org.equipoise.constitution.Constitution;
import org.equipoise.service.detection.Passage;
import org.equipoise.service.detection.Patterns;
import org.equipoise.service.detection.TextReader;

/**
 * Looking for declared patterns in texts on which engines that go back take forever. A figure is
 * the least CPU time of some turns, in milliseconds for a text.
 *
 * <p>Arguments: length of a text in characters, and turns; by default 1,000,000 and 5.
 */
final class PatternSearch {
  /** A pattern, and what a hostile text repeats. */
  private static final Map<String, String> HOSTILE =
      new TreeMap<>(
          Map.of(
              "(a+)+$", "a",
              "(a|aa)+b", "a",
              "(?i)all tests pass", "all tests pas ",
              "(?i)\\bguaranteed\\b", "guarantee ",
              "\\b\\d{4}[ -]?\\d{4}[ -]?\\d{4}[ -]?\\d{4}\\b", "1234 1234 1234 123x ",
              "(x+x+)+y", "x",
              "[\\w.]+@[\\w.]+\\.com", "a.b@c.d "));

  private PatternSearch() {}

  public static void main(String[] arguments) {
    int length = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    int turns = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    HOSTILE.forEach(
        (pattern, part) -> {
          String text = part.repeat(length / part.length() + 1).substring(0, length) + "!";
          List<Attribute> asked = asked(pattern);
          Passage passage = new Passage("reply", text, null, List.of());
          Patterns patterns = new Patterns();
          double best = Double.MAX_VALUE;
          for (int i = 0; i < turns; i++) {
            Stopwatch watch = new Stopwatch();
            patterns.read(passage, asked);
            best = Math.min(best, 1000 * watch.cpu());
          }
          System.out.printf(Locale.ROOT, "%8.1f ms  %s%n", best, pattern);
        });
  }

  private static List<Attribute> asked(String pattern) {
    Constitution constitution =
        Constitution.of(
            Map.of(
                "constitution.json",
                "{\"name\":\"bench\",\"version\":\"1\"}",
                "attributes.json",
                "{\"a\": {\"of\": \"output\", \"type\": \"boolean\", \"detect\": {\"patterns\": [\""
                    + pattern.replace("\\", "\\\\")
                    + "\"]}}}",
                "r.drl",
                "package r\nrule \"r\" @Principle when $o : Output( attr(\"a\") == true ) then"
                    + " forbid( $o, \"\" ); end"));
    return List.copyOf(TextReader.wanted(constitution).values());
  }
}
