package org.equipoise.cli;

import static org.equipoise.cli.Plural.count;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.equipoise.annotation.Annotation;
import org.equipoise.audit.blind.AuditProgress;
import org.equipoise.audit.blind.AuditRound;
import org.equipoise.audit.blind.AuditRound.Secret;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.ledger.LedgerEvent.AuditEvent;
import org.equipoise.audit.ledger.LedgerOptions;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.formats.internal.TextFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code audit commit}: opens a round, or commits an annotator to its labels. */
@Command(
    name = "commit",
    mixinStandardHelpOptions = true,
    description = {
      "Whoever audits opens a round with a commitment to the seed of the sample (--items,",
      "--annotators, --sample). Then each annotator commits to its labels (--labels). What was",
      "committed to goes into the file --secret, which is kept until `audit reveal`."
    },
    footer = {
      "",
      "Example:",
      "  equipoise audit commit --ledger audits --round may --by cleo --rubric rubric.md --items"
          + " items.txt --annotators ann,ben --sample 20 --secret cleo.secret",
      "  equipoise audit commit --ledger audits --round may --by ann --rubric rubric.md --labels"
          + " ann.jsonl --secret ann.secret"
    })
final class AuditCommitCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private WrittenLedgerFolder ledger;

  @Option(names = "--round", paramLabel = "R", required = true, description = "the round's name")
  private String round;

  @Option(names = "--by", paramLabel = "NAME", required = true, description = "who commits")
  private String by;

  @Option(
      names = "--rubric",
      paramLabel = "F",
      required = true,
      description = "the instructions for annotators, whose digest commitments are bound to")
  private Path rubric;

  @Option(
      names = "--secret",
      paramLabel = "F",
      required = true,
      description = "a new file for what is revealed later")
  private Path secret;

  @Option(
      names = "--labels",
      paramLabel = "F",
      description = "the labels, as `annotate agree` reads them; those of others are left out")
  private @Nullable Path labels;

  @Option(
      names = "--items",
      paramLabel = "F",
      description = "what is to be labelled: an item in each line")
  private @Nullable Path items;

  @Option(
      names = "--annotators",
      paramLabel = "NAMES",
      split = ",",
      description = "who is to label, separated by commas")
  private List<String> annotators = List.of();

  @Option(
      names = "--sample",
      paramLabel = "N",
      description = "how many items to look at again (see `audit plan`)")
  private int sample;

  @Option(
      names = "--due",
      paramLabel = "TIME",
      description = "until when labels must be revealed (default: a week from now)")
  private @Nullable String due;

  @Override
  public Integer call() throws IOException {
    if ((labels == null) == (items == null)) {
      throw wrong("give `--labels` to commit to labels, or `--items` to open a round");
    }
    NewFile.require(spec, "--secret", secret);
    if (by.isBlank() || round.isBlank()) {
      throw wrong("`--by` and `--round` are not blank");
    }
    AuditRound named = new AuditRound(round, AuditRound.digest(Files.readAllBytes(rubric)));
    Instant now = Clock.systemUTC().instant();
    if (labels == null) {
      open(named, now, items(items));
    } else {
      commit(named, now, labels);
    }
    return ExitCode.FINE;
  }

  private void open(AuditRound named, Instant now, List<String> toLabel) throws IOException {
    if (annotators.isEmpty() || sample < 1 || sample > toLabel.size()) {
      throw wrong(
          "a round needs `--annotators`, and a `--sample` from 1 to the number of its items");
    }
    Instant until = due == null ? now.plus(Duration.ofDays(7)) : UtcTime.of(spec, "--due", due);
    if (!until.isAfter(now)) {
      throw wrong("`--due` is over already");
    }
    if (Files.exists(ledger.folder())) {
      try {
        AuditProgress.of(Ledger.in(ledger.folder()), round);
        throw wrong("the ledger holds a round `" + round + "` already: choose another name");
      } catch (IllegalArgumentException e) {
        // there is none, as it should be
      }
    }
    Secret seed = AuditRound.newSeed();
    AuditEvent event = named.open(now, by, annotators, toLabel, sample, until, seed);
    record(event, new AuditSecret(named, by, true, new TreeMap<>(Map.of("seed", seed))));
    spec.commandLine()
        .getOut()
        .println(
            round
                + ": "
                + count(toLabel.size(), "item")
                + " for "
                + count(annotators.size(), "annotator")
                + ", to be revealed by "
                + until);
  }

  private void commit(AuditRound named, Instant now, Path given) throws IOException {
    AuditProgress progress = progress();
    if (!progress.round().equals(named)) {
      throw wrong("`" + rubric + "` is not the rubric of this round");
    }
    if (!progress.uncommitted().contains(by)) {
      throw wrong("`" + by + "` has committed already, or is no annotator of this round");
    }
    SortedMap<String, Secret> secrets = new TreeMap<>();
    for (Annotation each : LabelFiles.read(given)) {
      if (each.annotator().equals(by)) {
        secrets.put(each.item(), AuditRound.salted(each.label()));
      }
    }
    List<String> missing = new ArrayList<>(progress.items());
    missing.removeAll(secrets.keySet());
    if (!missing.isEmpty()) {
      throw wrong(
          "`"
              + by
              + "` has no label for "
              + count(missing.size(), "item")
              + ", such as `"
              + missing.get(0)
              + "`");
    }
    secrets.keySet().retainAll(progress.items());
    record(named.commit(now, by, secrets), new AuditSecret(named, by, false, secrets));
    spec.commandLine()
        .getOut()
        .println(round + ": " + by + " is committed to " + count(secrets.size(), "label"));
  }

  private AuditProgress progress() {
    try {
      return AuditProgress.of(Ledger.in(ledger.folder()), round);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  /** The secret comes first, since a commitment that nobody can reveal is a breach. */
  private void record(AuditEvent event, AuditSecret kept) throws IOException {
    kept.write(secret);
    try (LedgerRecorder recorder = ledger.open(LedgerOptions.DEFAULT)) {
      recorder.appendAndWait(event);
    }
  }

  private List<String> items(@Nullable Path file) throws IOException {
    LinkedHashSet<String> found = new LinkedHashSet<>();
    for (String line : TextFile.read(Objects.requireNonNull(file)).lines().toList()) {
      if (!line.isBlank() && !found.add(line.strip())) {
        throw wrong("`" + file + "` names `" + line.strip() + "` twice");
      }
    }
    return List.copyOf(found);
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
