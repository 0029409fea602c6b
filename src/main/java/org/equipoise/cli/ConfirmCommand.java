package org.equipoise.cli;

import static org.equipoise.cli.Plural.count;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.equipoise.authoring.coherence.Confirmation;
import org.equipoise.facts.Case;
import org.equipoise.formats.CaseWriter;
import org.equipoise.formats.Corpus;
import org.equipoise.formats.internal.TextFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code confirm F --cases F --out DIR}: what people answered about candidates. */
@Command(
    name = "confirm",
    mixinStandardHelpOptions = true,
    description =
        "Makes of candidates that a person answered: cases with disputed attributes, judgments,"
            + " settled fixtures, and labels for `calibrate`.",
    footer = {
      "",
      "In each line of the file `confirmed` is true, false, or null for what is still open.",
      "",
      "Example:",
      "  equipoise confirm candidates.jsonl --cases replies.jsonl --by 'Ada' --out confirmed"
    })
final class ConfirmCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "F", description = "the file that `coherence --candidates` wrote")
  private Path candidates;

  @Option(
      names = "--cases",
      paramLabel = "F",
      required = true,
      description = "the cases, one JSON object a line")
  private Path cases;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "who answered, where the file does not say it")
  private @Nullable String by;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "a new folder for what is made")
  private Path out;

  @Mixin private AsOfOption asOf;

  @Override
  public Integer call() throws IOException {
    if (Files.exists(out)) {
      throw new ParameterException(
          spec.commandLine(), "`" + out + "` is there already: choose a new folder for `--out`");
    }
    List<Confirmation> answers =
        Confirmation.read(candidates.toString(), TextFile.read(candidates).lines().toList(), by);
    Map<String, Case> byId = new HashMap<>();
    StringBuilder answered = new StringBuilder();
    Corpus.open(cases, null)
        .forEach(
            (given, judged) -> {
              byId.put(given.id(), given);
              answered
                  .append(CaseWriter.toJson(Confirmation.answered(given, answers)))
                  .append('\n');
            });
    for (Confirmation each : answers) {
      if (!byId.containsKey(each.caseId())) {
        throw new ParameterException(
            spec.commandLine(),
            "`" + cases + "` has no case `" + each.caseId() + "` of candidate " + each.id());
      }
    }
    String day = asOf.time().atZone(ZoneOffset.UTC).toLocalDate().toString();
    Map<String, String> fixtures = Confirmation.fixtures(answers, byId, day);
    Files.createDirectories(out.resolve("settled"));
    Files.writeString(out.resolve("cases.jsonl"), answered);
    Files.writeString(out.resolve("judgments.jsonl"), Confirmation.judgments(answers, day));
    Files.writeString(out.resolve("labels.jsonl"), Confirmation.labels(answers));
    for (Map.Entry<String, String> each : fixtures.entrySet()) {
      Files.writeString(out.resolve("settled").resolve(each.getKey()), each.getValue() + "\n");
    }
    long confirmed = answers.stream().filter(Confirmation::isConfirmed).count();
    spec.commandLine()
        .getOut()
        .println(
            count(answers.size(), "answer")
                + ", of which "
                + confirmed
                + " confirm; wrote "
                + count(fixtures.size(), "settled fixture")
                + " and "
                + count(answers.size(), "label")
                + " to "
                + out);
    return ExitCode.FINE;
  }
}
