package org.equipoise.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code annotate}: what the labels of several annotators are worth. */
@Command(
    name = "annotate",
    mixinStandardHelpOptions = true,
    description = "Says what the labels of several annotators are worth.",
    subcommands = {
      AnnotateAgreeCommand.class,
      AnnotateTruthCommand.class,
      AnnotateResidueCommand.class,
      AnnotateQualityCommand.class
    },
    footer = {"", "Example:", "  equipoise annotate agree labels.jsonl"})
final class AnnotateCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "say which of " + String.join(", ", spec.subcommands().keySet()) + " to do");
  }
}
