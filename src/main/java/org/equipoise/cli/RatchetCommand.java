package org.equipoise.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.equipoise.authoring.ratchet.Criterion;
import org.equipoise.authoring.ratchet.Ratchet;
import org.equipoise.authoring.ratchet.RatchetInput;
import org.equipoise.authoring.ratchet.RatchetReport;
import org.equipoise.authoring.ratchet.RatchetWriter;
import org.equipoise.authoring.ratchet.Signed;
import org.equipoise.authoring.ratchet.TriedFolders;
import org.equipoise.constitution.Constitution;
import org.equipoise.formats.Corpus.JudgedCase;
import org.equipoise.problem.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ratchet OLD NEW}: whether one constitution may follow another. */
@Command(
    name = "ratchet",
    mixinStandardHelpOptions = true,
    description =
        "Answers whether a constitution may follow another: nothing settled is lost, entrenched"
            + " rules mean the same, and nothing changes that nobody sought or signed for.",
    footer = {
      "",
      "Exits with 1 if a criterion does not pass.",
      "",
      "Example:",
      "  equipoise ratchet rules/common-morality my-rules"
          + " --cases test-fixtures/common-morality/cases.jsonl"
    })
final class RatchetCommand implements Callable<Integer> {
  /** How a report of the ratchet is written. */
  enum ReportForm {
    TEXT,
    JSON,
    SARIF,
    JUNIT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec private CommandSpec spec;

  @Mixin private AllowOption allowed;

  @Mixin private AsOfOption asOf;

  @Parameters(index = "0", paramLabel = "OLD", description = "the folder of the one in force")
  private Path old;

  @Parameters(index = "1", paramLabel = "NEW", description = "the folder of the one to follow")
  private Path fresh;

  @Mixin private EvidenceOptions evidence;

  @Mixin private HeldOutFiles heldOut;

  @Option(
      names = "--level",
      paramLabel = "P",
      defaultValue = "0.05",
      description = "the level of the test on held-out cases (default: ${DEFAULT-VALUE})")
  private double level;

  @Option(
      names = "--fall",
      paramLabel = "SHARE",
      defaultValue = "0",
      description = "by how much coverage may fall (default: ${DEFAULT-VALUE})")
  private double fall;

  @Option(
      names = "--no-mutants",
      description = "does not count the small changes to rules that fixtures notice; faster")
  private boolean isWithoutMutants;

  @Option(
      names = "--format",
      defaultValue = "text",
      description = "text, json, sarif, or junit (default: ${DEFAULT-VALUE})")
  private ReportForm format;

  @Override
  public Integer call() throws IOException {
    evidence.requireCasesForJudgments();
    heldOut.requireCasesForJudgments();
    Constitution before = asOf.load(allowed, old);
    Constitution after = asOf.load(allowed, fresh);
    RatchetReport report =
        new Ratchet(before, after, input(new UnknownNames(after)), Signed.NOTHING).report();
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case TEXT -> RatchetText.write(report, out);
      case JSON -> PlainWriter.unescaped(out).println(RatchetWriter.toJson(report));
      case SARIF -> PlainWriter.unescaped(out).println(Sarif.of(problems(report)));
      case JUNIT -> {
        StringWriter xml = new StringWriter();
        JUnitXml.write(fresh.toString(), report, xml);
        PlainWriter.unescaped(out).println(xml);
      }
    }
    return report.passes() ? ExitCode.FINE : ExitCode.FINDINGS;
  }

  private RatchetInput input(UnknownNames unknown) {
    List<JudgedCase> cases = evidence.all();
    cases.forEach(it -> unknown.see(it.situation(), it.judgments()));
    List<JudgedCase> held = new ArrayList<>();
    heldOut.forEach(
        (given, judged) -> {
          held.add(new JudgedCase(given, judged, 0));
          unknown.see(given, judged);
        });
    unknown.tell(spec.commandLine().getErr());
    try {
      return new TriedFolders(old, fresh, allowed.permissions(), asOf.time())
          .input(
              cases,
              held,
              isWithoutMutants ? TriedFolders.Mutants.NONE : TriedFolders.Mutants.ALL,
              level,
              fall);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private List<Problem> problems(RatchetReport report) {
    List<Problem> problems = new ArrayList<>();
    for (Criterion failed : report.failed()) {
      String name = failed.name().word();
      if (failed.items().isEmpty()) {
        problems.add(problem(fresh.toString(), 0, name, failed.why()));
      }
      for (Criterion.Item item : failed.items()) {
        String file =
            item.file() == null ? fresh.toString() : fresh.resolve(item.file()).toString();
        problems.add(problem(file, item.line(), name, item.text()));
      }
    }
    return problems;
  }

  private static Problem problem(String file, int line, String criterion, String what) {
    return Problem.error("must-not-follow", file, line, 0, criterion, what, null);
  }
}
