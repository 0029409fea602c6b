package org.equipoise.cli;

import com.google.common.base.Splitter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.equipoise.authoring.advice.Advisor;
import org.equipoise.authoring.equilibrium.FlatStructure;
import org.equipoise.authoring.equilibrium.RichStructure;
import org.equipoise.cli.Equilibration.Setting;
import org.equipoise.constitution.Constitution;
import org.equipoise.equilibrium.Equilibria;
import org.equipoise.equilibrium.Position;
import org.equipoise.equilibrium.Shape;
import org.equipoise.equilibrium.Variant;
import org.equipoise.equilibrium.Weights;
import org.equipoise.facts.Case;
import org.equipoise.formats.Corpus;
import org.equipoise.inference.Findings;
import org.equipoise.revision.CountedJudgments;
import org.equipoise.revision.solver.SolveLimits;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code equilibrate FILE}: the equilibria of a dialectical structure. */
@Command(
    name = "equilibrate",
    mixinStandardHelpOptions = true,
    description =
        "Finds the reflective equilibria of a structure of sentences and arguments: all global"
            + " optima, and all fixed points of the processes of Beisbart, Betz and Brun, for each"
            + " of the initial commitments, weights and shapes.",
    footer = {
      "",
      "Exits with 1 if somewhere no listed global optimum is a full equilibrium.",
      "",
      "Example:",
      "  equipoise equilibrate structure.json",
      "  equipoise equilibrate structure.json --shape linear --weights 0.5,0.1,0.4 --map 10",
      "  equipoise equilibrate --constitution my-rules --cases cases.jsonl --judgments"
          + " judgments.jsonl"
    })
final class EquilibrateCommand implements Callable<Integer> {
  /** Where the process begins. */
  private enum From {
    EACH,
    ALL
  }

  private static final long MILLION = 1_000_000;
  private static final int MAX_RESOLUTION = 100;
  private static final int LISTED_IN_JSON = 10_000;
  private static final int LISTED_IN_TEXT = 20;

  @Spec private CommandSpec spec;

  @Mixin private AllowOption allowed;

  @Mixin private AsOfOption asOf;

  @Parameters(paramLabel = "FILE", arity = "0..1", description = "a JSON file with the structure")
  private @Nullable Path file;

  @Option(
      names = "--constitution",
      paramLabel = "DIR",
      description =
          "makes the structure from the conflicts of a constitution instead, with --cases and"
              + " --judgments")
  private @Nullable Path constitution;

  @Option(names = "--cases", paramLabel = "F", description = "cases, one JSON object a line")
  private @Nullable Path cases;

  @Option(
      names = "--judgments",
      paramLabel = "F",
      description = "considered judgments, one JSON object a line")
  private @Nullable Path judgments;

  @Option(
      names = "--mapping",
      description =
          "how the structure is made: flat, where a sentence says that an element stands, or rich,"
              + " where rules imply what is forbidden (default: ${DEFAULT-VALUE})",
      defaultValue = "flat")
  private StructureFile.Mapping mapping;

  @Option(
      names = "--from",
      description =
          "with --mapping rich: begins from what each stakeholder holds, or from the weighted"
              + " majority of all (default: each)")
  private @Nullable From from;

  @Option(
      names = "--suspension-factor",
      paramLabel = "KAPPA",
      description =
          "with --mapping flat: how many overrides a suspension is worth, at least 1 or infinite"
              + " (default: that of the constitution)")
  private @Nullable String suspensionFactor;

  @Option(
      names = "--weights",
      paramLabel = "A,S,F",
      description =
          "weights of account, systematicity and faithfulness with the sum 1 (default: those of the"
              + " file, else 0.35,0.55,0.1)")
  private @Nullable String weights;

  @Option(
      names = "--shape",
      description = "quadratic or linear measures (default: those of the file, else quadratic)")
  private @Nullable Shape shape;

  @Option(
      names = "--map",
      paramLabel = "N",
      description =
          "also find the global optima for all positive weights that are multiples of 1/N")
  private @Nullable Integer resolution;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "how many optima are listed at most (default: 20 in text, 10000 in JSON)")
  private @Nullable Integer limit;

  @Option(
      names = "--paths",
      paramLabel = "N",
      defaultValue = "10",
      description = "how many branches of a process are listed at most (default: ${DEFAULT-VALUE})")
  private int paths;

  @Option(
      names = "--states",
      paramLabel = "N",
      defaultValue = "10000",
      description = "how many states a process visits at most (default: ${DEFAULT-VALUE})")
  private int states;

  @Option(
      names = "--effort",
      paramLabel = "N",
      defaultValue = "30",
      description =
          "how many millions of clauses a search or process looks at, at most (default:"
              + " ${DEFAULT-VALUE})")
  private int effort;

  @Mixin private FormatOption format;

  @Override
  public Integer call() {
    if (paths < 0 || states < 1 || effort < 1 || (limit != null && limit < 1)) {
      throw wrong("`--limit`, `--states` and `--effort` are 1 or more, and `--paths` is 0 or more");
    }
    if (resolution != null && (resolution < 3 || resolution > MAX_RESOLUTION)) {
      throw wrong("`--map` is from 3 to " + MAX_RESOLUTION);
    }
    StructureFile read = read();
    List<GivenWeights> used = weights == null ? read.weights() : List.of(given(weights));
    List<Shape> shapes =
        shape != null
            ? List.of(shape)
            : read.shapes().isEmpty() ? List.of(Shape.QUADRATIC) : read.shapes();
    PrintWriter out = spec.commandLine().getOut();
    if (!format.isJson() && !read.isOfConstitution()) {
      EquilibrationText.sentences(read, out);
    }
    boolean full = true;
    try {
      for (int i = 0; i < read.commitments().size(); i++) {
        Position initial = read.commitments().get(i);
        String holder = read.holders().isEmpty() ? null : read.holders().get(i);
        for (GivenWeights each : used) {
          Equilibria equilibria = equilibria(read, initial, each.weights());
          for (Shape form : shapes) {
            Equilibration found = find(new Setting(read, initial, holder, each, form), equilibria);
            full &= !found.full().isEmpty();
            if (format.isJson()) {
              PlainWriter.unescaped(out).println(EquilibrationJson.of(found));
            } else {
              if (read.isOfConstitution()) {
                ConstitutionEquilibriaText.write(found, out);
              } else {
                EquilibrationText.write(found, out);
              }
            }
          }
        }
      }
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
    return full ? ExitCode.FINE : ExitCode.FINDINGS;
  }

  private StructureFile read() {
    if (file != null && constitution == null && cases == null && judgments == null) {
      return StructureFile.read(file);
    }
    if (file != null || constitution == null || cases == null) {
      throw wrong(
          "give either FILE with a structure, or `--constitution` and `--cases` to make one from");
    }
    if (from != null && mapping == StructureFile.Mapping.FLAT) {
      throw wrong("`--from` needs `--mapping rich`, since the flat mapping begins from everything");
    }
    Constitution rules = asOf.load(allowed, constitution);
    UnknownNames unknown = new UnknownNames(rules);
    List<Findings> found = new ArrayList<>();
    Corpus.open(cases, judgments)
        .forEach(
            (given, judged) -> {
              Case open = rules.declarations().disputed(given);
              found.add(CountedJudgments.infer(rules, open, judged));
              unknown.see(given, judged);
            });
    unknown.tell(spec.commandLine().getErr());
    try {
      return switch (mapping) {
        case FLAT -> flat(rules, found);
        case RICH -> {
          RichStructure rich = RichStructure.of(rules, found);
          tellRounded(rich.isRounded());
          yield ConstitutionNames.structure(rich, from != From.ALL);
        }
      };
    } catch (IllegalArgumentException e) {
      throw wrong(constitution + ": " + e.getMessage());
    }
  }

  private StructureFile flat(Constitution rules, List<Findings> found) {
    double factor =
        suspensionFactor == null
            ? rules.settings().suspensionFactor()
            : SearchOptions.suspensionFactor(suspensionFactor);
    Advisor advisor = new Advisor(rules, new Advisor.Options(1, factor, SolveLimits.none()));
    found.forEach(advisor::add);
    FlatStructure flat =
        FlatStructure.of(advisor.advise(), FlatStructure.suspensions(rules, found, factor));
    tellRounded(flat.isRounded());
    return ConstitutionNames.structure(flat);
  }

  private void tellRounded(boolean isRounded) {
    if (isRounded) {
      spec.commandLine()
          .getErr()
          .println("warning: weights are rounded to millionths, since exact ones do not fit");
    }
  }

  private Equilibria equilibria(StructureFile read, Position initial, Weights at) {
    return read.equilibria(initial, at).within(effort * MILLION);
  }

  private Equilibration find(Setting setting, Equilibria equilibria) {
    int listed = limit != null ? limit : format.isJson() ? LISTED_IN_JSON : LISTED_IN_TEXT;
    Shape form = setting.shape();
    List<Equilibration.Run> runs = new ArrayList<>();
    for (Variant variant : Variant.values()) {
      if (variant.shape() == form) {
        runs.add(new Equilibration.Run(variant, equilibria.process(variant, states, paths)));
      }
    }
    List<Equilibration.Point> map = new ArrayList<>();
    int parts = resolution == null ? 0 : resolution;
    for (int account = 1; account < parts; account++) {
      for (int systematicity = 1; account + systematicity < parts; systematicity++) {
        Weights at = new Weights(account, systematicity, parts - account - systematicity);
        map.add(
            new Equilibration.Point(
                at, equilibria(setting.file(), setting.initial(), at).globalOptima(form, listed)));
      }
    }
    return new Equilibration(setting, equilibria, equilibria.globalOptima(form, listed), runs, map);
  }

  private GivenWeights given(String text) {
    List<String> parts = Splitter.on(',').trimResults().splitToList(text);
    if (parts.size() != GivenWeights.MEASURES.size()) {
      throw wrong("`--weights` needs three numbers, as in 0.35,0.55,0.1");
    }
    try {
      return GivenWeights.of(parts);
    } catch (IllegalArgumentException e) {
      throw wrong("`--weights`: " + e.getMessage());
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
