package org.equipoise.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.equipoise.consultation.AdoptionRule;
import org.equipoise.consultation.Consultation;
import org.equipoise.consultation.GroupFinder;
import org.equipoise.consultation.Grouping;
import org.equipoise.consultation.RobustConsensus;
import org.equipoise.page.Page;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code consult}: what all groups of people who voted on statements agree with. */
@Command(
    name = "consult",
    mixinStandardHelpOptions = true,
    description =
        "Finds the statements that every group of voters agrees with, and which of them stay"
            + " agreed on however the groups are made, whatever the formula, and whoever of the"
            + " voters happened to come.",
    footer = {
      "",
      "With --rankings or --pairs it finds winners instead: by Schulze's method, maximal lotteries,",
      "and Bradley and Terry's model.",
      "",
      "Exits with 1 if on no statement enough people voted in every group, or if a rule for winners",
      "has no answer.",
      "",
      "Example:",
      "  equipoise consult --votes votes.csv --statements comments.csv --groups participants.csv",
      "  equipoise consult --votes votes.csv --k 2..5 --seeds 12 --to constitution",
      "  equipoise consult --votes votes.csv --format html > consultation.html",
      "  equipoise consult --rankings rankings.csv"
    })
final class ConsultCommand implements Callable<Integer> {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,3})(?:\\.\\.(\\d{1,3}))?");

  @Spec private CommandSpec spec;

  @Option(
      names = "--votes",
      paramLabel = "F",
      description =
          "CSV with a vote in each row (participant, comment-id, vote), or with a participant in"
              + " each row and a column for each statement; 1 agrees, -1 disagrees, 0 passes")
  private @Nullable Path votes;

  @Option(
      names = "--rankings",
      paramLabel = "F",
      description =
          "CSV with a place in each row (participant, item, rank), or with a participant in each"
              + " row and a column for each item; 1 is the first place")
  private @Nullable Path rankings;

  @Option(
      names = "--pairs",
      paramLabel = "F",
      description = "CSV with a comparison in each row (winner, loser; times if more than one)")
  private @Nullable Path pairs;

  @Option(
      names = "--statements",
      paramLabel = "F",
      description =
          "CSV with a statement in each row (comment-id; comment-body and moderated if known)")
  private @Nullable Path statements;

  @Option(
      names = "--groups",
      paramLabel = "F",
      description = "CSV with the group of each participant (participant, group-id)")
  private @Nullable Path groups;

  @Option(
      names = "--k",
      paramLabel = "N..M",
      description =
          "finds groups of participants who vote alike: so many, or each number from N to M"
              + " (default: 2..5 where no groups are named)")
  private @Nullable String numbers;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "12",
      description = "how often groups are found anew for each number (default: ${DEFAULT-VALUE})")
  private int seeds;

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "20",
      description =
          "how many samples of the participants are tried besides (default: ${DEFAULT-VALUE})")
  private int samples;

  @Option(
      names = "--quorum",
      paramLabel = "N",
      defaultValue = "5",
      description =
          "how many votes each group needs on a statement, passes included (default:"
              + " ${DEFAULT-VALUE})")
  private int quorum;

  @Option(
      names = "--majority",
      paramLabel = "SHARE",
      defaultValue = "0.6",
      description =
          "the share of each group's votes that must be exceeded (default: ${DEFAULT-VALUE})")
  private BigDecimal majority;

  @Option(
      names = "--block",
      paramLabel = "N",
      defaultValue = "10",
      description =
          "says what so many made-up participants could change (default: ${DEFAULT-VALUE})")
  private int block;

  @Option(
      names = "--slate",
      paramLabel = "N",
      description =
          "finds slates of N statements that stand for all participants together (1 to 30)")
  private @Nullable Integer seats;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "writes what is adopted as a constitution to begin with, into a new folder")
  private @Nullable Path folder;

  @Mixin private ReportFormatOption format;

  @Override
  public Integer call() {
    if (Stream.of(votes, rankings, pairs).filter(Objects::nonNull).count() != 1) {
      throw wrong("give one of `--votes`, `--rankings` and `--pairs`");
    }
    return votes == null ? winners() : statements(votes);
  }

  private int winners() {
    if (format.chosen() == ReportFormat.HTML) {
      throw wrong("`--format html` shows votes, not rankings or pairs");
    }
    Winners winners =
        Winners.of(
            rankings != null
                ? WinnerFiles.rankings(rankings)
                : WinnerFiles.pairs(Objects.requireNonNull(pairs)));
    PrintWriter out = spec.commandLine().getOut();
    if (format.chosen() == ReportFormat.JSON) {
      PlainWriter.unescaped(out).println(winners.toJson());
    } else {
      winners.write(out);
    }
    return winners.isAnswered() ? ExitCode.FINE : ExitCode.FINDINGS;
  }

  private int statements(Path votes) {
    AdoptionRule rule = rule();
    VotesFiles files = VotesFiles.read(votes, statements, groups);
    files.warnings().forEach(it -> spec.commandLine().getErr().println("warning: " + it));
    Map<String, Grouping> groupings = new LinkedHashMap<>();
    Grouping base = files.grouping();
    if (!base.names().isEmpty()) {
      groupings.put("given", base);
    }
    if (base.names().isEmpty() || numbers != null) {
      base = find(files, base, groupings);
    }
    Consultation counted = Consultation.of(files.votes(), base, rule, files.moderated());
    RobustConsensus robust =
        RobustConsensus.of(files.votes(), groupings, rule, files.moderated(), samples);
    ConsultResult result =
        new ConsultResult(files, rule, counted, robust, block, slates(files, counted));
    List<String> written = folder == null ? List.of() : AdoptedStatements.write(folder, result);
    PrintWriter out = spec.commandLine().getOut();
    switch (format.chosen()) {
      case TEXT -> {
        new ConsultText(result, out).write();
        written.forEach(it -> out.println("wrote " + it));
      }
      case JSON -> PlainWriter.unescaped(out).println(ConsultJson.of(result));
      case HTML ->
          PlainWriter.unescaped(out)
              .print(
                  Page.of(
                      ConsultJson.of(result),
                      GroupFinder.of(files.votes(), files.moderated()).positions(),
                      base));
    }
    return counted.isQuorum() ? ExitCode.FINE : ExitCode.FINDINGS;
  }

  private @Nullable SlateResult slates(VotesFiles files, Consultation counted) {
    if (seats == null) {
      return null;
    }
    try {
      return SlateResult.of(files.votes(), counted, seats);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private AdoptionRule rule() {
    if (seeds < 1 || samples < 0 || block < 0) {
      throw wrong("`--seeds` is 1 or more, `--samples` and `--block` 0 or more");
    }
    try {
      return new AdoptionRule(quorum, majority);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  /** Adds the groups that are found; returns those to count by: the given, else the best apart. */
  private Grouping find(VotesFiles files, Grouping given, Map<String, Grouping> groupings) {
    Matcher range = RANGE.matcher(numbers == null ? "2..5" : numbers);
    if (!range.matches()) {
      throw wrong("`--k` is a number such as 3, or a range such as 2..5, not `" + numbers + "`");
    }
    int least = Integer.parseInt(range.group(1));
    int most = range.group(2) == null ? least : Integer.parseInt(range.group(2));
    if (least < 2 || most < least) {
      throw wrong("`--k` begins at 2 or more, and does not end before it begins");
    }
    GroupFinder finder = GroupFinder.of(files.votes(), files.moderated());
    if (finder.placed() < most) {
      throw wrong("there are not " + most + " participants with enough votes to make groups of");
    }
    Grouping best = given;
    double widest = Double.NEGATIVE_INFINITY;
    for (int k = least; k <= most; k++) {
      for (int seed = 1; seed <= seeds; seed++) {
        Grouping found = finder.groups(k, seed);
        groupings.put("k=" + k + ", seed " + seed, found);
        double apart =
            given.names().isEmpty() && seed == 1
                ? finder.silhouette(found)
                : Double.NEGATIVE_INFINITY;
        if (apart > widest) {
          widest = apart;
          best = found;
        }
      }
    }
    return best;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
