package org.equipoise.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.equipoise.authoring.plurality.Bridge;
import org.equipoise.authoring.plurality.NamedConstitution;
import org.equipoise.authoring.plurality.Plurality;
import org.equipoise.authoring.plurality.PluralityWriter;
import org.equipoise.authoring.plurality.SideBySide;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Case;
import org.equipoise.formats.Corpus;
import org.equipoise.page.Page;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code plural A B … --cases F}: several constitutions side by side. */
@Command(
    name = "plural",
    mixinStandardHelpOptions = true,
    description = {
      "Decides the same cases under several constitutions: how far apart they are, what they",
      "decide alike and why, what divides them, and the cheapest concessions after which they",
      "agree."
    },
    footer = {
      "",
      "Exits with 1 if they are divided on any case, or if some case cannot be decided.",
      "",
      "Example:",
      "  equipoise plural rules/common-morality my-rules"
          + " --cases test-fixtures/common-morality/cases.jsonl",
      "  equipoise plural A B C --cases cases.jsonl --share 0.9 --format html > plural.html"
    })
final class PluralCommand implements Callable<Integer> {
  private static final int MAX_DOUBTS = 5;

  @Spec private CommandSpec spec;

  @Mixin private AllowOption allowed;

  @Mixin private AsOfOption asOf;

  @Parameters(
      arity = "2..*",
      paramLabel = "DIR",
      description = "the folders of the constitutions, at least two")
  private List<Path> folders;

  @Mixin private CorpusFiles corpusFiles;

  @Option(
      names = "--share",
      paramLabel = "S",
      defaultValue = "1",
      description =
          "the share of cases on which they must agree after the concessions, more than 0 and at"
              + " most 1 (default: ${DEFAULT-VALUE})")
  private double share;

  @Option(
      names = "--scale",
      paramLabel = "SCALE",
      defaultValue = "weights",
      description =
          "how costs of different constitutions are compared: weights, as they are, or shares, of"
              + " all that the constitution asserts (default: ${DEFAULT-VALUE})")
  private Bridge.Scale scale;

  @Option(
      names = "--suspension-factor",
      paramLabel = "KAPPA",
      description =
          "how many overrides a suspension is worth: a number of at least 1, or infinite (default:"
              + " what each constitution sets)")
  private @Nullable String suspensionFactor;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description =
          "how long to search for the concessions once the cases are decided; the best found by"
              + " then are shown with what is proven of them")
  private @Nullable Double seconds;

  @Mixin private ReportFormatOption format;

  @Override
  public Integer call() throws IOException {
    SideBySide.Options options = options();
    requireDifferent();
    List<Constitution> loaded = new ArrayList<>();
    for (Path folder : folders) {
      loaded.add(asOf.load(allowed, folder));
    }
    List<NamedConstitution> constitutions = named(loaded);
    Corpus corpus = corpusFiles.open();
    SideBySide sideBySide = new SideBySide(constitutions, options);
    List<Case> cases = new ArrayList<>();
    List<UnknownNames> unknown = loaded.stream().map(UnknownNames::new).toList();
    Progress.Count progress = Progress.counting("compared", corpus.size());
    corpus.forEach(
        (given, judged) -> {
          sideBySide.add(given, judged);
          unknown.forEach(it -> it.see(given, judged));
          cases.add(given);
          progress.step();
        });
    for (int i = 0; i < constitutions.size(); i++) {
      tell(constitutions.get(i).name(), unknown.get(i));
    }
    Progress.at("finding what divides them, and concessions");
    Plurality plurality = sideBySide.compare();
    PrintWriter out = spec.commandLine().getOut();
    switch (format.chosen()) {
      case TEXT -> PluralityText.write(plurality, out);
      case JSON -> PlainWriter.unescaped(out).println(PluralityWriter.toJson(plurality));
      case HTML ->
          PlainWriter.unescaped(out)
              .print(Page.of(constitutions, plurality, cases, corpus.judgments()));
    }
    return plurality.isOfOneMind() ? ExitCode.FINE : ExitCode.FINDINGS;
  }

  /** Tells of a constitution that reads nothing the cases have, and of names that look misspelt. */
  private void tell(String constitution, UnknownNames unknown) {
    PrintWriter err = spec.commandLine().getErr();
    if (unknown.isNothingRead()) {
      err.println(
          "warning: no case has any of the attributes that the rules of `"
              + constitution
              + "` read; `equipoise attributes` lists them");
    }
    for (UnknownNames.Met met : unknown.doubtful().stream().limit(MAX_DOUBTS).toList()) {
      String hint = met.hint() == null ? "" : "; " + met.hint();
      err.println("warning: `" + constitution + "`: " + met.inWords() + hint);
    }
    err.flush();
  }

  private void requireDifferent() throws IOException {
    Set<Path> seen = new HashSet<>();
    for (Path folder : folders) {
      if (Files.exists(folder) && !seen.add(folder.toRealPath())) {
        throw new ParameterException(
            spec.commandLine(),
            "`" + folder + "` is given twice: a constitution agrees with itself in every case");
      }
    }
  }

  /** Each by its name; where two have the same name with the version, else by the folder. */
  private List<NamedConstitution> named(List<Constitution> loaded) {
    List<Function<Integer, String>> ways =
        List.of(
            i -> loaded.get(i).name(),
            i -> loaded.get(i).name() + " " + loaded.get(i).version(),
            i -> folders.get(i).toString());
    for (Function<Integer, String> way : ways) {
      List<NamedConstitution> named = new ArrayList<>();
      Set<String> names = new HashSet<>();
      for (int i = 0; i < loaded.size(); i++) {
        names.add(way.apply(i));
        named.add(new NamedConstitution(way.apply(i), loaded.get(i)));
      }
      if (names.size() == loaded.size()) {
        return named;
      }
    }
    throw new ParameterException(spec.commandLine(), "two folders have the same path");
  }

  private SideBySide.Options options() {
    try {
      Duration time = SearchOptions.time(seconds);
      OptionalDouble factor =
          suspensionFactor == null
              ? OptionalDouble.empty()
              : OptionalDouble.of(SearchOptions.suspensionFactor(suspensionFactor));
      return new SideBySide.Options(share, scale, factor, time);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
