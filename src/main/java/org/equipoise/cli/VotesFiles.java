package org.equipoise.cli;

import static org.equipoise.cli.Plural.count;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.equipoise.consultation.Grouping;
import org.equipoise.consultation.Vote;
import org.equipoise.consultation.Votes;
import org.equipoise.formats.internal.CsvRows.Value;
import org.jspecify.annotations.Nullable;

/**
 * The files of {@code consult}.
 *
 * @param votes all votes
 * @param groups by participant, as the files name them; empty if they name none
 * @param moderated the statements that moderators took out
 * @param texts of statements, by id
 * @param warnings what is to be told of the files
 */
record VotesFiles(
    Votes votes,
    Map<String, String> groups,
    Set<String> moderated,
    Map<String, String> texts,
    List<String> warnings) {
  private static final String[] PARTICIPANT = {"participant", "participant-id", "voter-id"};
  private static final String[] STATEMENT = {"comment-id", "statement", "statement-id"};
  private static final String[] GROUP = {"group-id", "group"};

  /** Columns beside the votes of the wide form. */
  private static final Set<String> OTHERS =
      Set.of("participant", "participant-id", "voter-id", "group-id", "group", "xid");

  static VotesFiles read(Path votes, @Nullable Path statements, @Nullable Path groups) {
    CsvTable table = CsvTable.read(votes);
    Votes.Collector collector = new Votes.Collector();
    Map<String, String> byParticipant = new HashMap<>();
    List<String> warnings =
        table.find(STATEMENT) >= 0
            ? addLong(table, collector)
            : addWide(table, collector, byParticipant);
    Set<String> moderated = new HashSet<>();
    Map<String, String> texts = new LinkedHashMap<>();
    if (statements != null) {
      read(CsvTable.read(statements), collector, moderated, texts);
    }
    if (groups != null) {
      byParticipant.clear();
      readGroups(CsvTable.read(groups), collector, byParticipant);
    }
    return new VotesFiles(collector.votes(), byParticipant, moderated, texts, warnings);
  }

  /** A row for each vote. */
  private static List<String> addLong(CsvTable table, Votes.Collector collector) {
    int participant = table.need(PARTICIPANT);
    int statement = table.need(STATEMENT);
    int vote = table.need("vote");
    int replaced = 0;
    for (List<Value> row : table.rows()) {
      Value value = row.get(vote);
      Vote cast =
          vote(table, value)
              .orElseThrow(() -> table.wrong(value, "the vote is empty", "leave the row out"));
      String who = table.needed(row.get(participant), "participant");
      String what = table.needed(row.get(statement), "statement");
      replaced += collector.vote(who, what, cast) == null ? 0 : 1;
    }
    return replaced == 0
        ? List.of()
        : List.of(
            count(replaced, "vote")
                + (replaced == 1 ? " is" : " are")
                + " replaced by a later one of the same participant on the same statement");
  }

  /** A row for each participant, with a column for each statement. */
  private static List<String> addWide(
      CsvTable table, Votes.Collector collector, Map<String, String> groups) {
    int participant = table.need(PARTICIPANT);
    int group = table.find(GROUP);
    for (int column = 0; column < table.columns().size(); column++) {
      if (isStatement(table.columns().get(column))) {
        collector.statement(table.columns().get(column));
      }
    }
    for (List<Value> row : table.rows()) {
      String who = table.needed(row.get(participant), "participant");
      collector.participant(who);
      if (group >= 0 && !row.get(group).text().isBlank()) {
        groups.put(who, row.get(group).text().strip());
      }
      for (int column = 0; column < row.size(); column++) {
        String what = table.columns().get(column);
        if (isStatement(what)) {
          vote(table, row.get(column)).ifPresent(it -> collector.vote(who, what, it));
        }
      }
    }
    return List.of();
  }

  private static boolean isStatement(String column) {
    return !OTHERS.contains(column) && !column.startsWith("n-") && !column.isEmpty();
  }

  private static Optional<Vote> vote(CsvTable table, Value value) {
    return switch (value.text().strip()) {
      case "1", "1.0" -> Optional.of(Vote.AGREE);
      case "0", "0.0" -> Optional.of(Vote.PASS);
      case "-1", "-1.0" -> Optional.of(Vote.DISAGREE);
      case "" -> Optional.empty();
      default ->
          throw table.wrong(
              value,
              "`" + value.text() + "` is no vote",
              "write 1 for agree, -1 for disagree, 0 for pass");
    };
  }

  private static void read(
      CsvTable table, Votes.Collector collector, Set<String> moderated, Map<String, String> texts) {
    int statement = table.need(STATEMENT);
    int state = table.find("moderated");
    int text = table.find("comment-body", "text");
    for (List<Value> row : table.rows()) {
      String what = table.needed(row.get(statement), "statement");
      collector.statement(what);
      if (state >= 0 && row.get(state).text().strip().equals("-1")) {
        moderated.add(what);
      }
      if (text >= 0) {
        texts.put(what, row.get(text).text().strip());
      }
    }
  }

  private static void readGroups(
      CsvTable table, Votes.Collector collector, Map<String, String> groups) {
    int participant = table.need(PARTICIPANT);
    int group = table.need(GROUP);
    for (List<Value> row : table.rows()) {
      String who = table.needed(row.get(participant), "participant");
      collector.participant(who);
      String named = row.get(group).text().strip();
      if (!named.isEmpty() && groups.put(who, named) != null) {
        throw table.wrong(
            row.get(group), "`" + who + "` is in a group already", "name each participant once");
      }
    }
  }

  /** Returns the groups that the files name. */
  Grouping grouping() {
    return Grouping.of(votes, groups);
  }
}
