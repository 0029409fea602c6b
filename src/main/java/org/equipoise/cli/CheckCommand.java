package org.equipoise.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.equipoise.constitution.Constitution;
import org.equipoise.language.Principle;
import org.equipoise.problem.Problem;
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
    footer = {"", "Example:", "  equipoise check rules/common-morality"})
final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private Allowed allowed;

  @Parameters(paramLabel = "DIR", description = "the constitution's folder")
  private Path folder;

  @Option(
      names = "--format",
      defaultValue = "text",
      description = "text or json (default: ${DEFAULT-VALUE})")
  private Format format;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Constitution.Checked checked = Constitution.check(folder, allowed.permissions());
    if (format == Format.JSON) {
      json(checked, out);
    } else {
      text(checked, out);
    }
    if (checked.constitution().isEmpty()) {
      return ExitCode.BAD_INPUT;
    }
    return checked.problems().isEmpty() ? ExitCode.FINE : ExitCode.FINDINGS;
  }

  private static void text(Constitution.Checked checked, PrintWriter out) {
    for (Problem problem : checked.problems()) {
      out.println(problem);
    }
    Optional<Constitution> constitution = checked.constitution();
    if (constitution.isPresent()) {
      out.println(Summary.of(constitution.get()) + ": no errors");
      out.println(constitution.get().digest());
    } else {
      long errors =
          checked.problems().stream().filter(it -> it.severity() == Problem.Severity.ERROR).count();
      out.println(errors + (errors == 1 ? " error" : " errors"));
    }
  }

  private static void json(Constitution.Checked checked, PrintWriter out) throws IOException {
    JsonGenerator json = new JsonFactory().createGenerator(out);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.writeStartObject();
    Optional<Constitution> constitution = checked.constitution();
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
    write(checked.problems(), json);
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
