package org.equipoise.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.equipoise.inference.UndecidableException;
import org.equipoise.ledger.DamagedLedgerException;
import org.equipoise.ledger.LedgerException;
import org.equipoise.problem.InvalidInputException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. Without a command it decides the bundled fixtures and shows a page of them. */
@Command(
    name = "equipoise",
    mixinStandardHelpOptions = true,
    version = "equipoise " + Main.VERSION,
    description = "Governs automatic decisions by the method of wide reflective equilibrium.",
    subcommands = {
      InitCommand.class,
      CheckCommand.class,
      TestCommand.class,
      ExplainCommand.class,
      CoverCommand.class,
      DecideCommand.class,
      AdviseCommand.class,
      DiffCommand.class,
      VerifyCommand.class,
      ReplayCommand.class,
      WhyCommand.class,
      CommandLine.HelpCommand.class
    },
    footer = {
      "",
      "Without a command: decides the bundled fixtures and shows what came of it.",
      "",
      "Exit codes: 0 nothing found wrong, 1 findings, 2 wrong use or bad input, 3 internal error.",
      "",
      "Example:",
      "  equipoise check rules/common-morality"
    })
public final class Main implements Callable<Integer> {
  static final String VERSION = "0.1.0";

  private final PrintWriter out;

  private Main(PrintWriter out) {
    this.out = out;
  }

  /** Runs a command and exits with its code. */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = run(arguments, out, err);
    if (code != ExitCode.FINE) {
      System.exit(code);
    }
  }

  /** Runs a command and yields its exit code. */
  static int run(String[] arguments, PrintWriter out, PrintWriter err) {
    CommandLine commandLine =
        new CommandLine(new Main(out))
            .setOut(out)
            .setErr(err)
            .setUsageHelpAutoWidth(true)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler((fault, command, parsed) -> report(fault, err));
    try {
      return commandLine.execute(arguments);
    } finally {
      out.flush();
      err.flush();
    }
  }

  private static int report(Exception fault, PrintWriter err) {
    if (fault instanceof InvalidInputException invalid) {
      ProblemText.write(invalid.problems(), err);
      return ExitCode.BAD_INPUT;
    }
    if (fault instanceof LedgerException || fault instanceof DamagedLedgerException) {
      err.println("error: " + fault.getMessage());
      return ExitCode.BAD_INPUT;
    }
    if (fault instanceof UndecidableException) {
      err.println("error: " + fault.getMessage());
      return ExitCode.BAD_INPUT;
    }
    err.println("internal error: " + fault);
    fault.printStackTrace(err);
    return ExitCode.FAULT;
  }

  @Override
  public Integer call() {
    return Tour.run(out);
  }
}
