package org.equipoise.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.equipoise.authoring.amendment.Amender;
import org.equipoise.authoring.amendment.ProposedChange;
import org.equipoise.authoring.amendment.ProposedChanges;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;

/**
 * What exceptions learn of tables with a label. A rule permits every row; people forbid those with
 * the rarer label. A row is predicted to have that label where an exception holds.
 *
 * <p>A folder holds tables as {@code NAME.csv} with a header, a column {@code label} and perhaps a
 * column {@code id}, of which eight tenths are learned from, drawn anew in each trial; or as {@code
 * NAME.train} and {@code NAME.test} without a header, where the first column is the label and lines
 * that begin with {@code @} are skipped.
 *
 * <p>Arguments: the folder, the number of trials, the seconds of a search; by default 5 trials of
 * 20 seconds.
 */
final class LearnedTables {
  private static final int LARGEST = 4_000;

  private LearnedTables() {}

  public static void main(String[] arguments) throws IOException {
    int trials = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    int seconds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 20;
    int tests = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 3;
    List<Path> files;
    try (Stream<Path> found = Files.list(Path.of(arguments[0]))) {
      files = found.filter(it -> it.toString().matches(".*\\.(csv|train)")).sorted().toList();
    }
    System.out.println("table          rows  accuracy %  exceptions  tests  certified  median s");
    for (Path file : files) {
      Table learned = Table.read(file);
      if (learned.rows().size() > LARGEST) {
        continue;
      }
      List<Trial> all = new ArrayList<>();
      if (file.toString().endsWith(".train")) {
        Path test = Path.of(file.toString().replaceFirst("\\.train$", ".test"));
        all.add(trial(learned.rows(), Table.read(test).rows(), learned.rarer(), tests, seconds));
      } else {
        for (int i = 0; i < trials; i++) {
          List<Row> drawn = new ArrayList<>(learned.rows());
          Collections.shuffle(drawn, new Random(i));
          int most = drawn.size() * 8 / 10;
          List<Row> rest = drawn.subList(most, drawn.size());
          all.add(trial(drawn.subList(0, most), rest, learned.rarer(), tests, seconds));
        }
      }
      System.out.printf(
          Locale.ROOT,
          "%-14s %4d %11.1f %11.1f %6.1f %6d/%-3d %9.2f%n",
          file.getFileName().toString().replaceFirst("\\.[a-z]+$", ""),
          learned.rows().size(),
          100 * all.stream().mapToDouble(Trial::accuracy).average().orElse(0),
          all.stream().mapToInt(Trial::exceptions).average().orElse(0),
          all.stream().mapToInt(Trial::tests).average().orElse(0),
          all.stream().filter(Trial::isCertified).count(),
          all.size(),
          all.stream().mapToDouble(Trial::seconds).sorted().toArray()[all.size() / 2]);
    }
  }

  private record Trial(
      double accuracy, int exceptions, int tests, boolean isCertified, double seconds) {}

  private static Trial trial(
      List<Row> learned, List<Row> rest, String rarer, int tests, int seconds) {
    Constitution constitution =
        Constitution.of(
            Map.of(
                "constitution.json",
                "{\"name\": \"table\", \"version\": \"1.0.0\", \"revision\": {\"spoiling\": 1}}",
                "rules.drl",
                """
                package table
                rule "fine" @Principle( weight = 0.8 )
                when
                    $o : Output()
                then
                    permit( $o, "nobody objects" );
                end
                """));
    long start = cpu();
    Amender amender =
        new Amender(constitution, new Amender.Options(tests, 1, 0, Duration.ofSeconds(seconds)));
    for (int i = 0; i < learned.size(); i++) {
      String id = "C" + i;
      Judgment.Verdict forbidden = new Judgment.OnOutput("o", DeonticStatus.FORBIDDEN);
      amender.add(
          learned.get(i).given(id),
          learned.get(i).label().equals(rarer)
              ? List.of(Judgment.of("J" + i, id, forbidden, 1))
              : List.of());
    }
    ProposedChanges proposal = amender.propose();
    double taken = (cpu() - start) / 1e9;
    List<ProposedChange> rules =
        proposal.changes().stream().filter(ProposedChange::isOfRules).toList();
    long right =
        rest.stream()
            .filter(it -> it.label().equals(rarer) == isCovered(rules, it.given("C")))
            .count();
    return new Trial(
        (double) right / rest.size(),
        rules.size(),
        rules.stream().mapToInt(it -> it.where().size()).sum(),
        proposal.certified(),
        taken);
  }

  private static boolean isCovered(List<ProposedChange> rules, Case given) {
    return rules.stream()
        .anyMatch(
            rule -> rule.where().stream().allMatch(it -> it.holds(given, given.outputs().get(0))));
  }

  private static long cpu() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private record Row(String label, Map<String, Object> values) {
    Case given(String id) {
      return Case.of(id, Output.of("o", Attributes.of(values)));
    }
  }

  private record Table(List<Row> rows, String rarer) {
    static Table read(Path file) throws IOException {
      List<String> lines =
          Files.readAllLines(file).stream()
              .map(String::strip)
              .filter(it -> !it.isEmpty() && !it.startsWith("@"))
              .toList();
      boolean hasHeader = file.toString().endsWith(".csv");
      List<String> names = List.of(lines.get(0).split(",", -1));
      List<Row> rows = new ArrayList<>();
      List<List<String>> cells =
          lines.stream().skip(hasHeader ? 1 : 0).map(it -> List.of(it.split(",", -1))).toList();
      for (List<String> line : cells) {
        String label = "";
        Map<String, Object> values = new HashMap<>();
        for (int i = 0; i < line.size(); i++) {
          String name = hasHeader ? names.get(i) : i == 0 ? "label" : "a" + i;
          String cell = line.get(i).strip();
          if (name.equals("label")) {
            label = cell;
          } else if (!name.equals("id") && !isMissing(cell)) {
            values.put(name, hasHeader && isNumeric(cells, i) ? number(cell) : "v" + cell);
          }
        }
        rows.add(new Row(label, values));
      }
      Map<String, Long> counts = new HashMap<>();
      rows.forEach(it -> counts.merge(it.label(), 1L, Long::sum));
      String frequent = Collections.max(counts.entrySet(), Map.Entry.comparingByValue()).getKey();
      boolean isBinary = counts.size() == 2;
      String rarer =
          isBinary
              ? counts.keySet().stream().filter(it -> !it.equals(frequent)).findFirst().orElse("")
              : frequent;
      return new Table(rows, rarer);
    }

    private static boolean isMissing(String cell) {
      return cell.equals("?") || cell.isEmpty();
    }

    private static boolean isNumeric(List<List<String>> cells, int column) {
      return cells.stream()
          .map(it -> it.get(column).strip())
          .allMatch(it -> isMissing(it) || it.matches("-?[0-9.]+(e-?[0-9]+)?"));
    }

    private static Object number(String cell) {
      return Double.valueOf(cell);
    }
  }
}
