package org.equipoise.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.equipoise.facts.DeonticStatus;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What labels of items say of outputs: {@code --as}, and items that are {@code CASE/OUTPUT}. */
final class LabelledOutputs {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--as",
      paramLabel = "LABEL=STATUS",
      description =
          "what a label means of an output: forbidden, permitted or obligatory; labels of these"
              + " names need it not")
  private Map<String, String> meanings = new LinkedHashMap<>();

  /** The output that an item is. */
  record OutputId(String caseId, String output) {}

  OutputId output(String item) {
    int slash = item.lastIndexOf('/');
    if (slash <= 0 || slash == item.length() - 1) {
      throw new ParameterException(
          spec.commandLine(),
          "item `" + item + "` names no output: items are written `CASE/OUTPUT` for this");
    }
    return new OutputId(item.substring(0, slash), item.substring(slash + 1));
  }

  DeonticStatus status(String label) {
    String word = meanings.getOrDefault(label, label);
    return DeonticStatus.of(word)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "`"
                        + word
                        + "` is no status: say what it means, as in `--as "
                        + label
                        + "=permitted`"));
  }
}
