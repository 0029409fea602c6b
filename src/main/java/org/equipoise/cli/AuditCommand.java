package org.equipoise.cli;

import picocli.CommandLine.Command;

/** {@code audit}: blind audits of annotators. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description =
        "Audits annotators blindly: a sample and all labels are committed to in a ledger before"
            + " any of them is shown.",
    subcommands = {
      AuditPlanCommand.class,
      AuditCommitCommand.class,
      AuditRevealCommand.class,
      AuditReportCommand.class
    },
    footer = {"", "Example:", "  equipoise audit plan --gain 1 --penalty 9 --items 200"})
final class AuditCommand extends CommandGroup {}
