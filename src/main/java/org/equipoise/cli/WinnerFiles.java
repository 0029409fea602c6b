package org.equipoise.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.equipoise.consultation.winner.Comparisons;
import org.equipoise.formats.internal.CsvRows.Value;

/** The files of rankings or pairs of {@code consult}. */
final class WinnerFiles {
  private static final String[] PARTICIPANT = {"participant", "participant-id", "voter-id"};
  private static final String[] ITEM = {"item", "comment-id", "statement", "statement-id"};

  /** Columns beside the places of the wide form. */
  private static final Set<String> OTHERS =
      Set.of("participant", "participant-id", "voter-id", "group-id", "group", "xid");

  /** More comparisons of one pair than that are taken for a mistake. */
  private static final long MOST = 1_000_000_000;

  private WinnerFiles() {}

  /** Reads who puts which item in which place: a row for each, or a row for each participant. */
  static Comparisons rankings(Path path) {
    CsvTable table = CsvTable.read(path);
    Comparisons.Collector collector = new Comparisons.Collector();
    int participant = table.need(PARTICIPANT);
    int item = table.find(ITEM);
    if (item >= 0) {
      int rank = table.need("rank", "place");
      for (List<Value> row : table.rows()) {
        String who = table.needed(row.get(participant), "participant");
        String what = table.needed(row.get(item), "item");
        long place =
            number(table, row.get(rank))
                .orElseThrow(
                    () -> table.wrong(row.get(rank), "the rank is empty", "leave the row out"));
        if (!collector.place(who, what, place)) {
          throw table.wrong(
              row.get(item),
              "`" + who + "` has ranked `" + what + "` already",
              "rank each item once");
        }
      }
      return collector.comparisons();
    }
    for (List<Value> row : table.rows()) {
      String who = table.needed(row.get(participant), "participant");
      for (int column = 0; column < row.size(); column++) {
        String what = table.columns().get(column);
        Value cell = row.get(column);
        if (!OTHERS.contains(what) && !what.isEmpty() && !cell.text().isBlank()) {
          long place = number(table, cell).orElseThrow();
          if (!collector.place(who, what, place)) {
            throw table.wrong(
                cell, "`" + who + "` has ranked `" + what + "` already", "rank each item once");
          }
        }
      }
    }
    return collector.comparisons();
  }

  /** Reads which item was preferred to which. */
  static Comparisons pairs(Path path) {
    CsvTable table = CsvTable.read(path);
    Comparisons.Collector collector = new Comparisons.Collector();
    int winner = table.need("winner");
    int loser = table.need("loser");
    int times = table.find("times");
    for (List<Value> row : table.rows()) {
      String one = table.needed(row.get(winner), "winner");
      String other = table.needed(row.get(loser), "loser");
      if (one.equals(other)) {
        throw table.wrong(
            row.get(loser), "`" + one + "` is compared with itself", "leave the row out");
      }
      long often = 1;
      if (times >= 0) {
        often = number(table, row.get(times)).orElse(1L);
      }
      collector.pair(one, other, often);
    }
    return collector.comparisons();
  }

  private static Optional<Long> number(CsvTable table, Value value) {
    String text = value.text().strip();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    long number = text.matches("[0-9]{1,10}") ? Long.parseLong(text) : 0;
    if (number < 1 || number > MOST) {
      throw table.wrong(
          value, "`" + value.text() + "` is no number from 1 on", "write 1 for the first place");
    }
    return Optional.of(number);
  }
}
