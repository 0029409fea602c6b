package org.equipoise.cli;

import picocli.CommandLine.Command;

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
final class AnnotateCommand extends CommandGroup {}
