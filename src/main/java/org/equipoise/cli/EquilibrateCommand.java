package org.equipoise.cli;

import com.google.common.base.Splitter;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.equipoise.equilibrium.Equilibria;
import org.equipoise.equilibrium.Shape;
import org.equipoise.equilibrium.Variant;
import org.equipoise.equilibrium.Weights;
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
            + " optima, and all fixed points of the four processes of Beisbart, Betz and Brun.",
    footer = {
      "",
      "Exits with 1 if no global optimum is a full equilibrium.",
      "",
      "Example:",
      "  equipoise equilibrate structure.json",
      "  equipoise equilibrate structure.json --shape linear --weights 0.5,0.1,0.4 --map 10"
    })
final class EquilibrateCommand implements Callable<Integer> {
  private static final int MAX_RESOLUTION = 100;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "a JSON file with the structure")
  private Path file;

  @Option(
      names = "--weights",
      paramLabel = "A,S,F",
      description =
          "weights of account, systematicity and faithfulness with the sum 1 (default: those of the"
              + " file, else 0.35,0.55,0.1)")
  private @Nullable String weights;

  @Option(
      names = "--shape",
      defaultValue = "quadratic",
      description =
          "quadratic or linear measures for global optima and the map (default: ${DEFAULT-VALUE})")
  private Shape shape;

  @Option(
      names = "--map",
      paramLabel = "N",
      description =
          "also find the global optima for all positive weights that are multiples of 1/N")
  private @Nullable Integer resolution;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "how many optima and paths are listed at most (default: ${DEFAULT-VALUE})")
  private int limit;

  @Option(
      names = "--states",
      paramLabel = "N",
      defaultValue = "10000",
      description = "how many states a process visits at most (default: ${DEFAULT-VALUE})")
  private int states;

  @Mixin private FormatOption format;

  @Override
  public Integer call() {
    if (limit < 1 || states < 1) {
      throw wrong("`--limit` and `--states` are 1 or more");
    }
    if (resolution != null && (resolution < 3 || resolution > MAX_RESOLUTION)) {
      throw wrong("`--map` is from 3 to " + MAX_RESOLUTION);
    }
    StructureFile read = StructureFile.read(file);
    Weights used = weights == null ? read.weights() : given(weights);
    try {
      Equilibration found = find(read, used);
      PrintWriter out = spec.commandLine().getOut();
      if (format.isJson()) {
        PlainWriter.unescaped(out).println(EquilibrationJson.of(found));
      } else {
        EquilibrationText.write(found, out);
      }
      return found.full().isEmpty() ? ExitCode.FINDINGS : ExitCode.FINE;
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private Equilibration find(StructureFile read, Weights used) {
    Equilibria equilibria = Equilibria.of(read.structure(), read.commitments(), used);
    List<Equilibration.Run> runs = new ArrayList<>();
    for (Variant variant : Variant.values()) {
      runs.add(new Equilibration.Run(variant, equilibria.process(variant, states, limit)));
    }
    List<Equilibration.Point> map = new ArrayList<>();
    int parts = resolution == null ? 0 : resolution;
    for (int account = 1; account < parts; account++) {
      for (int systematicity = 1; account + systematicity < parts; systematicity++) {
        Weights at = new Weights(account, systematicity, parts - account - systematicity);
        map.add(
            new Equilibration.Point(
                at,
                Equilibria.of(read.structure(), read.commitments(), at)
                    .globalOptima(shape, limit)));
      }
    }
    return new Equilibration(
        read, used, shape, equilibria, equilibria.globalOptima(shape, limit), runs, map);
  }

  private Weights given(String text) {
    List<String> parts = Splitter.on(',').trimResults().splitToList(text);
    if (parts.size() != 3) {
      throw wrong("`--weights` needs three numbers, as in 0.35,0.55,0.1");
    }
    try {
      return Weights.of(
          new BigDecimal(parts.get(0)), new BigDecimal(parts.get(1)), new BigDecimal(parts.get(2)));
    } catch (NumberFormatException e) {
      throw wrong("`--weights` needs three numbers, as in 0.35,0.55,0.1");
    } catch (IllegalArgumentException e) {
      throw wrong("`--weights`: " + e.getMessage());
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
