package org.equipoise.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.equipoise.audit.ledger.DamagedLedgerException;
import org.equipoise.audit.ledger.LedgerException;
import org.equipoise.inference.UndecidableException;
import org.equipoise.problem.InvalidInputException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;

/** The command line. Without a command it runs the demo. */
@Command(
    name = "equipoise",
    mixinStandardHelpOptions = true,
    description = "Governs automatic decisions by the method of wide reflective equilibrium.",
    subcommands = {
      InitCommand.class,
      CheckCommand.class,
      TestCommand.class,
      ExplainCommand.class,
      AttributesCommand.class,
      CoverCommand.class,
      CoherenceCommand.class,
      ConfirmCommand.class,
      ConsultCommand.class,
      AnnotateCommand.class,
      CalibrateCommand.class,
      LabelCommand.class,
      AuditCommand.class,
      EquilibrateCommand.class,
      DecideCommand.class,
      AdviseCommand.class,
      EquilibriaCommand.class,
      AmendCommand.class,
      DiffCommand.class,
      PluralCommand.class,
      RatchetCommand.class,
      KeyCommand.class,
      ProposeCommand.class,
      SignCommand.class,
      DissentCommand.class,
      AdoptCommand.class,
      RejectCommand.class,
      HistoryCommand.class,
      TriggersCommand.class,
      MonitorCommand.class,
      CardCommand.class,
      LogCommand.class,
      ProveCommand.class,
      WitnessCommand.class,
      RevealCommand.class,
      VerifyCommand.class,
      ReplayCommand.class,
      WhyCommand.class,
      DecisiveCommand.class,
      DeskCommand.class,
      CommandLine.HelpCommand.class
    },
    footer = {
      "",
      "Without a command: a demo that decides the bundled fixtures.",
      "",
      "Exit codes: 0 nothing found wrong, 1 findings, 2 wrong use or bad input, 3 internal error or"
          + " results that could not be written.",
      "",
      "Example:",
      "  equipoise check rules/common-morality"
    })
public final class Main implements Callable<Integer> {
  /** The library's, as its build writes it. */
  static final String VERSION = version();

  private final PrintWriter out;

  private Main(PrintWriter out) {
    this.out = out;
  }

  /** Runs a command and exits with its code. */
  public static void main(String[] arguments) {
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    RuleCache.turnOn(System.getenv());
    int code = run(arguments, new FileOutputStream(FileDescriptor.out), err);
    if (code != ExitCode.FINE) {
      System.exit(code);
    }
  }

  /** Runs a command and yields its exit code, which tells also whether its results were written. */
  static int run(String[] arguments, OutputStream results, PrintWriter err) {
    ResultStream delivery = new ResultStream(results);
    PrintWriter out = new PrintWriter(delivery, false, StandardCharsets.UTF_8);
    return delivery.exit(run(arguments, out, err), err);
  }

  /** Runs a command and yields its exit code. */
  static int run(String[] arguments, PrintWriter out, PrintWriter err) {
    return runPlainly(arguments, new PlainWriter(out, false), new PlainWriter(err, true));
  }

  private static int runPlainly(String[] arguments, PlainWriter out, PlainWriter err) {
    CommandLine commandLine =
        commandLine(new Main(out), arguments)
            .setOut(out)
            .setErr(err)
            .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
            .setUsageHelpAutoWidth(true)
            .setHelpFactory(HelpInOneOrder::new)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler((fault, command, parsed) -> report(fault, err));
    setVersion(commandLine);
    try {
      int code = execute(commandLine, arguments, err);
      out.flush();
      return code;
    } catch (Error fault) { // picocli hands on exceptions alone
      err.println("internal error: " + words(fault));
      return ExitCode.FAULT;
    } finally {
      err.flush();
    }
  }

  private static int execute(CommandLine commandLine, String[] arguments, PrintWriter err) {
    Progress progress = Progress.of(arguments.length > 0 ? arguments[0] : "demo", err);
    try {
      return commandLine.execute(arguments);
    } finally {
      progress.end();
    }
  }

  /** With the one command that is asked for, or with all: making all takes a while. */
  private static CommandLine commandLine(Main main, String[] arguments) {
    Command all = Objects.requireNonNull(Main.class.getAnnotation(Command.class));
    for (Class<?> each : all.subcommands()) {
      Command command = each.getAnnotation(Command.class);
      boolean isAsked =
          arguments.length > 0
              && command != null
              && command.name().equals(arguments[0])
              && each != CommandLine.HelpCommand.class;
      if (isAsked) {
        return new CommandLine(CommandSpec.create().name(all.name())).addSubcommand(each);
      }
    }
    return new CommandLine(main);
  }

  private static void setVersion(CommandLine commandLine) {
    commandLine.getCommandSpec().version("equipoise " + VERSION);
    commandLine.getSubcommands().values().forEach(Main::setVersion);
  }

  private static String words(Error fault) {
    if (fault instanceof OutOfMemoryError) {
      return "Java ran out of memory ("
          + fault.getMessage()
          + "); give it more, as in `java -Xmx8g -jar equipoise-cli.jar`";
    }
    return Stream.of(fault.getStackTrace())
        .filter(it -> it.getClassName().startsWith("org.equipoise."))
        .findFirst()
        .map(it -> fault + " in " + it)
        .orElseGet(fault::toString);
  }

  private static String version() {
    try (InputStream in = Main.class.getResourceAsStream("/org/equipoise/version")) {
      if (in == null) {
        throw new IllegalStateException("`/org/equipoise/version` is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
    if (fault instanceof IOException cause) {
      return report(cause, err);
    }
    if (fault instanceof UncheckedIOException it) {
      return report(Objects.requireNonNull(it.getCause()), err);
    }
    err.println("internal error: " + fault);
    fault.printStackTrace(err);
    return ExitCode.FAULT;
  }

  /** A file that cannot be read or written, which is for its owner to mend. */
  private static int report(IOException fault, PrintWriter err) {
    String message = String.valueOf(fault.getMessage());
    if (fault instanceof NoSuchFileException) {
      message = "there is no file `" + message + "`";
    } else if (fault instanceof AccessDeniedException) {
      message = "`" + message + "` may not be read or written";
    }
    err.println("error: " + message);
    return ExitCode.BAD_INPUT;
  }

  @Override
  public Integer call() {
    return Demo.run(out);
  }
}
