package org.equipoise.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.equipoise.authoring.fixture.Fixture;
import org.equipoise.authoring.fixture.FixtureResult;
import org.equipoise.authoring.fixture.FixtureRunner;
import org.equipoise.authoring.fixture.Fixtures;
import org.equipoise.authoring.mutation.Mutant;
import org.equipoise.authoring.mutation.MutationRunner;
import org.equipoise.constitution.Constitution;
import org.equipoise.formats.internal.JsonText;
import org.equipoise.formats.internal.Unwritable;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code test DIR}: runs fixtures. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = "Runs rule fixtures: cases, judgments, and what should come of them.",
    footer = {
      "",
      "Exits with 1 if a fixture fails or a change goes unnoticed, with 2 if there is no fixture.",
      "Attributes that no rule reads or that are not declared are told on stderr, once for each name.",
      "",
      "Example:",
      "  equipoise test rules/common-morality",
      "  equipoise test rules/common-morality --mutate",
      "  equipoise test my-rules --fixtures more-fixtures --only deceive --junit-xml report.xml"
    })
final class TestCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private AllowOption allowed;

  @Mixin private AsOfOption asOf;

  @Parameters(paramLabel = "DIR", description = "the constitution's folder")
  private Path folder;

  @Option(
      names = "--fixtures",
      paramLabel = "F",
      description =
          "a file of fixtures, YAML or JSON, or a folder of them (default: DIR/fixtures, or DIR)")
  private @Nullable Path fixtures;

  @Option(
      names = "--only",
      paramLabel = "TEXT",
      description = "only fixtures whose name or file holds this text")
  private @Nullable String only;

  @Option(
      names = "--junit-xml",
      paramLabel = "FILE",
      description = "also writes a report in JUnit's format")
  private @Nullable Path report;

  @Option(
      names = "--mutate",
      description =
          "also changes the rules, one small change at a time, and tells which changes no fixture"
              + " notices")
  private boolean isMutating;

  @Option(
      names = "--weights",
      description = "with --mutate: also makes weights and strengths a tenth of what they are")
  private boolean isWeighing;

  @Option(
      names = "--sample",
      paramLabel = "N",
      description = "with --mutate: only so many changes, drawn by --seed")
  private @Nullable Integer sample;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "for --sample (default: ${DEFAULT-VALUE})")
  private long seed;

  @Mixin private FormatOption form;

  @Override
  public Integer call() throws IOException {
    OptionDependency.require(spec, "--mutate", "--weights", "--sample", "--seed");
    OptionDependency.require(spec, "--sample", "--seed");
    PrintWriter out = spec.commandLine().getOut();
    if (sample != null && sample < 1) {
      throw new ParameterException(spec.commandLine(), "`--sample` is at least 1, not " + sample);
    }
    Constitution constitution = asOf.load(allowed, folder);
    List<Fixture> chosen = fixtures();
    UnknownNames unknown = new UnknownNames(constitution);
    chosen.forEach(it -> it.cases().forEach(given -> unknown.see(given, it.judgments())));
    unknown.tell(spec.commandLine().getErr());
    FixtureRunner trial = new FixtureRunner(constitution);
    List<FixtureResult> outcomes = new ArrayList<>();
    List<Double> seconds = new ArrayList<>();
    Progress.Count progress = Progress.counting("ran fixture", chosen.size());
    for (Fixture fixture : chosen) {
      progress.step();
      long started = System.nanoTime();
      outcomes.add(trial.run(fixture));
      seconds.add((System.nanoTime() - started) / 1e9);
    }
    if (report != null) {
      StringWriter xml = new StringWriter();
      JUnitXml.write(folder.toString(), outcomes, seconds, xml);
      try {
        Files.writeString(report, xml.toString());
      } catch (IOException e) {
        throw Unwritable.of(report, e, "choose another file for `--junit-xml`");
      }
    }
    boolean passed = outcomes.stream().allMatch(FixtureResult::passed);
    MutationRunner.Result mutation = isMutating && passed ? mutation(constitution, chosen) : null;
    if (form.isJson()) {
      PlainWriter.unescaped(out).println(JsonText.of(json -> json(outcomes, mutation, json)));
    } else {
      text(outcomes, out);
      if (mutation != null) {
        text(mutation, out);
      } else if (isMutating) {
        out.println("no rule was changed: the fixtures must pass first");
      }
    }
    return passed && (mutation == null || mutation.survived().isEmpty())
        ? ExitCode.FINE
        : ExitCode.FINDINGS;
  }

  private MutationRunner.Result mutation(Constitution constitution, List<Fixture> fixtures) {
    List<Mutant> mutants = new ArrayList<>(MutationRunner.mutants(constitution));
    if (isWeighing) {
      mutants.addAll(MutationRunner.ofWeights(constitution));
      Collections.sort(mutants);
    }
    Integer most = sample;
    List<Mutant> drawn = most == null ? mutants : MutationRunner.sample(mutants, most, seed);
    spec.commandLine().getErr().println("changing rules in " + drawn.size() + " ways");
    Progress.at("running fixtures with changed rules");
    return MutationRunner.run(
        folder, allowed.permissions(), constitution.asOf().orElse(null), drawn, fixtures);
  }

  private void text(MutationRunner.Result mutation, PrintWriter out) {
    List<Problem> unnoticed = mutation.survived().stream().map(this::problem).toList();
    ProblemText.write(unnoticed, out);
    int noticed = mutation.killed().size();
    int tried = noticed + unnoticed.size();
    out.println(
        tried
            + (tried == 1 ? " change to a rule: " : " changes to rules: ")
            + noticed
            + " noticed by a fixture, "
            + unnoticed.size()
            + " by none"
            + (mutation.stillborn().isEmpty()
                ? ""
                : "; " + mutation.stillborn().size() + " more do not compile"));
  }

  private Problem problem(Mutant mutant) {
    return Problem.warning(
        "unnoticed-change",
        folder.resolve(mutant.file()).toString(),
        mutant.line(),
        mutant.column(),
        mutant.rule(),
        mutant.change() + ", and every fixture passes",
        null);
  }

  private List<Fixture> fixtures() {
    Path beside = folder.resolve("fixtures");
    Path from = fixtures != null ? fixtures : Files.isDirectory(beside) ? beside : folder;
    List<Fixture> all = new ArrayList<>(Fixtures.read(from));
    Path settled = beside.resolve("settled");
    if (Files.isDirectory(settled) && !isUnder(settled, from)) {
      all.addAll(Fixtures.read(settled));
    }
    String text = only;
    if (text == null) {
      return all;
    }
    List<Fixture> chosen =
        all.stream().filter(it -> it.name().contains(text) || it.file().contains(text)).toList();
    if (chosen.isEmpty()) {
      throw new InvalidInputException(
          Problem.error(
              "no-fixture",
              from.toString(),
              0,
              0,
              null,
              "none of the " + all.size() + " fixtures has `" + text + "` in its name or file",
              "leave out `--only` to run all"));
    }
    return chosen;
  }

  private static boolean isUnder(Path path, Path folder) {
    return path.toAbsolutePath().normalize().startsWith(folder.toAbsolutePath().normalize());
  }

  private static void text(List<FixtureResult> outcomes, PrintWriter out) {
    for (FixtureResult outcome : outcomes) {
      if (!outcome.passed()) {
        failure(outcome, out);
      }
    }
    long failed = outcomes.stream().filter(it -> !it.passed()).count();
    out.println(
        outcomes.size()
            + (outcomes.size() == 1 ? " fixture: " : " fixtures: ")
            + (outcomes.size() - failed)
            + " passed, "
            + failed
            + " failed");
  }

  private static void failure(FixtureResult outcome, PrintWriter out) {
    Fixture fixture = outcome.fixture();
    out.println(fixture.file() + ":" + fixture.line() + ": failed: " + fixture.name());
    details(outcome).forEach(it -> out.println("    " + it));
  }

  /** What a person needs to know of a failure, line by line. */
  static List<String> details(FixtureResult outcome) {
    List<String> lines = new ArrayList<>();
    boolean several = outcome.fixture().cases().size() > 1;
    outcome.mismatches().forEach(it -> lines.add((several ? it.caseId() + ": " : "") + it));
    if (!outcome.firings().isEmpty()) {
      lines.add("what fired:");
      outcome.firings().forEach(it -> lines.add("  " + it));
    }
    if (!outcome.silent().isEmpty()) {
      lines.add("what did not fire:");
      outcome.silent().forEach(it -> lines.add("  " + it));
    }
    return lines;
  }

  private static void json(
      List<FixtureResult> outcomes, MutationRunner.@Nullable Result mutation, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    json.writeNumberField("fixtures", outcomes.size());
    json.writeNumberField("failed", outcomes.stream().filter(it -> !it.passed()).count());
    json.writeArrayFieldStart("outcomes");
    for (FixtureResult outcome : outcomes) {
      json(outcome, json);
    }
    json.writeEndArray();
    if (mutation != null) {
      json.writeObjectFieldStart("mutation");
      json.writeNumberField("noticed", mutation.killed().size());
      json.writeNumberField("stillborn", mutation.stillborn().size());
      json.writeArrayFieldStart("unnoticed");
      for (Mutant mutant : mutation.survived()) {
        json(mutant, json);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void json(FixtureResult outcome, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", outcome.fixture().name());
    json.writeStringField("file", outcome.fixture().file());
    json.writeNumberField("line", outcome.fixture().line());
    json.writeBooleanField("passed", outcome.passed());
    json.writeArrayFieldStart("misses");
    for (FixtureResult.Mismatch miss : outcome.mismatches()) {
      json.writeStartObject();
      json.writeStringField("case", miss.caseId());
      json.writeStringField("about", miss.about());
      json.writeStringField("expected", miss.expected());
      json.writeStringField("came", miss.actual());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("fired");
    for (FixtureResult.Firing firing : outcome.firings()) {
      json.writeStartObject();
      json.writeStringField("by", firing.by().toString());
      json.writeStringField("file", firing.file());
      json.writeNumberField("line", firing.line());
      json.writeStringField("says", firing.says());
      json.writeStringField("why", firing.why());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("silent");
    for (FixtureResult.Silent silent : outcome.silent()) {
      json.writeStartObject();
      json.writeStringField("name", silent.name());
      json.writeStringField("file", silent.file());
      json.writeNumberField("line", silent.line());
      json.writeStringField("why", silent.why());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void json(Mutant mutant, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("rule", mutant.rule());
    json.writeStringField("kind", mutant.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    json.writeStringField("change", mutant.change());
    json.writeStringField("file", mutant.file());
    json.writeNumberField("line", mutant.line());
    json.writeNumberField("column", mutant.column());
    json.writeEndObject();
  }

  /** Seconds as reports write them. */
  static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.3f", seconds);
  }
}
