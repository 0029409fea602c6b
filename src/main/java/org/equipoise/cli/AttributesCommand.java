package org.equipoise.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.equipoise.constitution.Attribute;
import org.equipoise.constitution.AttributesWriter;
import org.equipoise.constitution.Constitution;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code attributes DIR}: which attributes cases should have. */
@Command(
    name = "attributes",
    mixinStandardHelpOptions = true,
    description =
        "Lists the attributes that rules read or the constitution declares: for people, programs,"
            + " validators of cases, or a language model that fills them.",
    footer = {
      "",
      "Example:",
      "  equipoise attributes rules/common-morality",
      "  equipoise attributes rules/common-morality --format schema > case.schema.json"
    })
final class AttributesCommand implements Callable<Integer> {

  /** For whom attributes are written. */
  enum AttributesFormat {
    TEXT,
    JSON,
    SCHEMA,
    PROMPT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec private CommandSpec spec;

  @Mixin private AllowOption allowed;

  @Parameters(paramLabel = "DIR", description = "the constitution's folder")
  private Path folder;

  @Option(
      names = "--format",
      defaultValue = "text",
      description =
          "text, json, schema (JSON Schema 2020-12 of a case) or prompt (text for a language"
              + " model) (default: ${DEFAULT-VALUE})")
  private AttributesFormat format;

  @Override
  public Integer call() {
    Constitution constitution = allowed.load(folder);
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case JSON -> PlainWriter.unescaped(out).println(AttributesWriter.toJson(constitution));
      case SCHEMA -> PlainWriter.unescaped(out).println(AttributesWriter.toSchema(constitution));
      case PROMPT -> AttributesWriter.toPrompt(constitution).lines().forEach(out::println);
      case TEXT -> text(constitution, out);
    }
    return ExitCode.FINE;
  }

  private static void text(Constitution constitution, PrintWriter out) {
    List<Attribute> all = constitution.attributes();
    if (all.isEmpty()) {
      out.println("no rule reads an attribute");
    }
    int width = all.stream().mapToInt(it -> it.name().length()).max().orElse(0);
    for (Attribute each : all) {
      String what = each.inWords();
      out.printf(
          Locale.ROOT,
          "%-" + Math.max(1, width) + "s  %s%s%n",
          each.name(),
          what.isEmpty() ? "of anything" : what,
          each.isDeclared() || !constitution.declarations().isGiven() ? "" : " (not declared)");
      if (each.says() != null) {
        out.println("    " + each.says());
      }
      out.println(
          each.readBy().isEmpty()
              ? "    no rule reads it"
              : "    read by " + String.join(", ", each.readBy()));
    }
    if (!all.isEmpty() && !constitution.declarations().isGiven()) {
      out.println("no attributes.json declares them");
    }
    if (constitution.names().readsAny()) {
      out.println("rules may read others too: they work out names only when they run");
    }
  }
}
