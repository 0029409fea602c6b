package org.equipoise.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.equipoise.audit.card.Card;
import org.equipoise.audit.card.CardMarkdown;
import org.equipoise.audit.card.PolicyCard;
import org.equipoise.audit.ledger.Entry;
import org.equipoise.audit.ledger.EntryKind;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.constitution.Constitution;
import org.equipoise.page.CardPage;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code card DIR}: one document for people who judge how decisions are governed. */
@Command(
    name = "card",
    mixinStandardHelpOptions = true,
    description =
        "Writes a card: what is in force, what it was tested on, what it decided, who signed and who"
            + " dissented, how it judges, and which alarms are raised. Beside each number stands the"
            + " command that prints it again.",
    footer = {
      "",
      "A card is evidence for those who judge; it certifies nothing. Made again from the same files,",
      "it is the same to the byte. `--format json` is a Policy Card (arXiv 2510.24383).",
      "Runs the rules in the ledger.",
      "",
      "Example:",
      "  equipoise card my-rules --ledger ledger --format html > card.html"
    })
final class CardCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private AllowOption allowed;

  @Mixin private AsOfOption asOf;

  @Parameters(paramLabel = "DIR", description = "the constitution's folder")
  private Path folder;

  @Option(names = "--ledger", paramLabel = "DIR", description = "the ledger's folder")
  private @Nullable Path ledger;

  @Mixin private CorpusIfGiven corpus;

  @Option(
      names = "--fixtures",
      paramLabel = "F",
      description = "a file of fixtures, or a folder of them (default: as for `test`)")
  private @Nullable Path fixtures;

  @Option(
      names = "--calibration",
      paramLabel = "F",
      description = "what `calibrate` wrote about a detector")
  private @Nullable Path calibration;

  @Option(
      names = "--mutate",
      description = "also counts the small changes to rules that fixtures notice; slower")
  private boolean isMutating;

  @Option(
      names = "--format",
      defaultValue = "md",
      description = "md, html, or json (default: ${DEFAULT-VALUE})")
  private CardFormat format;

  /** How a card is written. */
  enum CardFormat {
    MD,
    HTML,
    JSON
  }

  @Override
  public Integer call() {
    corpus.requireCasesForJudgments();
    Constitution loaded = allowed.load(folder);
    Path recorded = ledger;
    Course course =
        recorded == null
            ? new Course(null, null)
            : LedgerFolder.reading(recorded, () -> course(Ledger.in(recorded), loaded.digest()));
    Optional<Instant> time = asOf.given().or(() -> Optional.ofNullable(course.last()));
    if (time.isEmpty() && loaded.isTimeBound()) {
      throw new ParameterException(
          spec.commandLine(),
          "rules in `"
              + folder
              + "` depend on the time: say as of when with `--as-of`, so that the card can be made"
              + " again");
    }
    if (recorded != null && asOf.given().isEmpty()) {
      AheadOfTime.warn(recorded, "what the card shows", spec.commandLine().getErr());
    }
    List<String> loading = new ArrayList<>(allowed.arguments());
    if (loaded.isTimeBound() || asOf.given().isPresent()) {
      loading.addAll(List.of("--as-of", time.orElseThrow().toString()));
    }
    Constitution constitution = time.map(loaded::asOf).orElse(loaded);
    Card card =
        new CardBuilder(
                constitution,
                new CardBuilder.Sources(
                    folder,
                    recorded,
                    corpusOptions(),
                    corpus.judgments() != null,
                    tests(),
                    calibration,
                    loading))
            .card();
    PrintWriter text = spec.commandLine().getOut();
    PrintWriter out = PlainWriter.unescaped(text);
    switch (format) {
      case MD -> text.print(CardMarkdown.of(card));
      case HTML -> out.print(CardPage.of(card));
      case JSON -> out.println(PolicyCard.toJson(card, constitution, course.adopted()));
    }
    return ExitCode.FINE;
  }

  private List<String> corpusOptions() {
    List<String> options = new ArrayList<>();
    if (corpus.cases() != null) {
      options.addAll(List.of("--cases", corpus.cases().toString()));
    }
    if (corpus.judgments() != null) {
      options.addAll(List.of("--judgments", corpus.judgments().toString()));
    }
    return options;
  }

  private List<String> tests() {
    List<String> options = new ArrayList<>();
    if (fixtures != null) {
      options.addAll(List.of("--fixtures", fixtures.toString()));
    }
    if (isMutating) {
      options.add("--mutate");
    }
    return options;
  }

  /** When the constitution came into force last, and the time of the last entry. */
  private record Course(@Nullable Instant adopted, @Nullable Instant last) {}

  private static Course course(Ledger ledger, String digest) {
    Instant adopted = null;
    Instant last = null;
    try (Ledger.Entries entries = ledger.entries()) {
      while (entries.hasNext()) {
        long sequence = entries.nextSequence();
        Entry entry = Entry.skim(entries.nextLine(), sequence);
        last = last == null || entry.time().isAfter(last) ? entry.time() : last;
        if (entry.kind() == EntryKind.ADOPTION && digest.equals(entry.constitution())) {
          adopted = entry.time();
        }
      }
    }
    return new Course(adopted, last);
  }
}
