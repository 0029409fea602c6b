package org.equipoise.cli;

import static org.equipoise.cli.Counted.count;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.equipoise.constitution.Constitution;
import org.equipoise.formats.Corpus;
import org.equipoise.language.Principle;
import org.equipoise.problem.Problem;
import org.equipoise.problem.Suggestion;
import org.equipoise.warning.Seen;
import org.equipoise.warning.Warnings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code check DIR}: every problem in a constitution at once. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Compiles and vets a constitution; shows all problems at once.",
    footer = {
      "",
      "Exits with 2 if there is any error, with 1 if there are warnings only.",
      "",
      "Example:",
      "  equipoise check rules/common-morality",
      "  equipoise check my-rules --cases cases.jsonl --format sarif > check.sarif",
      "  equipoise check --explain never-fires"
    })
final class CheckCommand implements Callable<Integer> {

  /** How problems are written. */
  enum ProblemFormat {
    TEXT,
    JSON,
    SARIF;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec private CommandSpec spec;

  @Mixin private Allowed allowed;

  @Parameters(paramLabel = "DIR", arity = "0..1", description = "the constitution's folder")
  private @Nullable Path folder;

  @Option(
      names = "--cases",
      paramLabel = "F",
      description = "cases, one JSON object a line: warns of attributes that none of them has")
  private @Nullable Path cases;

  @Option(
      names = "--judgments",
      paramLabel = "F",
      description = "judgments on these cases, for their circumstances")
  private @Nullable Path judgments;

  @Option(
      names = "--explain",
      paramLabel = "CODE",
      description = "says what a problem of this code is, and what to do about it")
  private @Nullable String code;

  @Option(
      names = "--format",
      defaultValue = "text",
      description = "text, json or sarif (2.1.0) (default: ${DEFAULT-VALUE})")
  private ProblemFormat format;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (code != null) {
      out.println(page(code));
      return ExitCode.FINE;
    }
    if (folder == null) {
      throw misuse("name the constitution's folder: `check DIR`");
    }
    if (cases == null && judgments != null) {
      throw misuse("`--judgments` needs the `--cases` that they are on");
    }
    Constitution.Checked checked = Constitution.check(folder, allowed.permissions());
    Optional<Constitution> constitution = checked.constitution();
    List<Problem> warnings =
        constitution.isEmpty()
            ? List.of()
            : Warnings.of(folder, constitution.get().rules().values(), seen());
    List<Problem> problems =
        Stream.concat(checked.problems().stream(), warnings.stream()).sorted().toList();
    switch (format) {
      case TEXT -> text(problems, constitution, out);
      case JSON -> json(problems, constitution, out);
      case SARIF -> Sarif.write(problems, out);
    }
    if (constitution.isEmpty()) {
      return ExitCode.BAD_INPUT;
    }
    return problems.isEmpty() ? ExitCode.FINE : ExitCode.FINDINGS;
  }

  private String page(String code) {
    return ProblemPages.page(code)
        .map(it -> code + "\n\n" + it)
        .orElseThrow(
            () -> {
              String near = Suggestion.didYouMean(code, ProblemPages.all().keySet());
              return misuse(
                  "there is no problem `" + code + "`" + (near == null ? "" : "; " + near));
            });
  }

  private CommandLine.ParameterException misuse(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }

  private @Nullable Seen seen() {
    if (cases == null) {
      return null;
    }
    Seen seen = new Seen();
    Corpus.open(cases, judgments).forEach(seen::add);
    return seen;
  }

  private static void text(
      List<Problem> problems, Optional<Constitution> constitution, PrintWriter out) {
    ProblemText.write(problems, out);
    long errors = problems.stream().filter(it -> it.severity() == Problem.Severity.ERROR).count();
    long warnings = problems.size() - errors;
    String found =
        (errors == 0 ? "no errors" : count(errors, "error"))
            + (warnings == 0 ? "" : ", " + count(warnings, "warning"));
    if (constitution.isPresent()) {
      out.println(Summary.of(constitution.get()) + ": " + found);
      out.println(constitution.get().digest());
    } else {
      out.println(found);
    }
    if (!problems.isEmpty()) {
      out.println("`check --explain CODE` says more of each");
    }
  }

  private static void json(
      List<Problem> problems, Optional<Constitution> constitution, PrintWriter out)
      throws IOException {
    JsonGenerator json = new JsonFactory().createGenerator(out);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.writeStartObject();
    json.writeBooleanField("valid", constitution.isPresent());
    if (constitution.isPresent()) {
      Constitution it = constitution.get();
      json.writeStringField("name", it.name());
      json.writeStringField("version", it.version());
      json.writeNumberField("principles", Summary.principles(it));
      json.writeNumberField("theories", it.rules().size() - Summary.principles(it));
      json.writeStringField("constitution", it.digest());
    }
    json.writeArrayFieldStart("problems");
    write(problems, json);
    json.writeEndArray();
    json.writeEndObject();
    json.close();
    out.println();
  }

  private static void write(List<Problem> problems, JsonGenerator json) throws IOException {
    for (Problem problem : problems) {
      json.writeStartObject();
      json.writeStringField("code", problem.code());
      json.writeStringField("severity", problem.severity().name().toLowerCase(Locale.ROOT));
      json.writeStringField("file", problem.file());
      json.writeNumberField("line", problem.line());
      json.writeNumberField("column", problem.column());
      json.writeStringField("rule", problem.subject());
      json.writeStringField("message", problem.message());
      json.writeStringField("hint", problem.hint());
      json.writeEndObject();
    }
  }

  /** A constitution in a line. */
  static final class Summary {
    private Summary() {}

    static String of(Constitution constitution) {
      int principles = principles(constitution);
      int theories = constitution.rules().size() - principles;
      return constitution.name()
          + " "
          + constitution.version()
          + ": "
          + principles
          + (principles == 1 ? " principle, " : " principles, ")
          + theories
          + (theories == 1 ? " theory" : " theories");
    }

    static int principles(Constitution constitution) {
      return (int)
          constitution.rules().values().stream()
              .filter(it -> it.rule() instanceof Principle)
              .count();
    }
  }
}
