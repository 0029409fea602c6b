package org.equipoise.cli;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --isolated}: runs a command in a process of its own that has no rights. */
final class Isolated {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--isolated",
      description =
          "runs the rules that the ledger keeps in a process of its own, without network, without"
              + " the right to write, and seeing no files but the ledger's (Linux)")
  private boolean wanted;

  @Option(
      names = "--isolated-memory",
      paramLabel = "MB",
      defaultValue = "1024",
      description = "with --isolated: the most memory for objects (default: ${DEFAULT-VALUE})")
  private int memory;

  @Option(
      names = "--isolated-seconds",
      paramLabel = "N",
      defaultValue = "3600",
      description = "with --isolated: ends the process after so long (default: ${DEFAULT-VALUE})")
  private int seconds;

  @Option(
      names = "--unconfined",
      description =
          "with --isolated: accepts a process of its own with bounds of memory and time alone,"
              + " where the system cannot take its rights away")
  private boolean unconfined;

  boolean isWanted() {
    OptionDependency.require(
        spec, "--isolated", "--isolated-memory", "--isolated-seconds", "--unconfined");
    if (wanted && (memory < 64 || seconds < 1)) {
      throw new ParameterException(
          spec.commandLine(), "--isolated-memory must be at least 64 and --isolated-seconds 1");
    }
    return wanted;
  }

  /**
   * Runs this command again in a process of its own and tells what it told.
   *
   * @param readable what it must be able to read besides Java and this program
   * @param isText whether its results are for a terminal
   */
  int run(List<Path> readable, boolean isText) throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    List<Path> files = new ArrayList<>(readable);
    List<String> command = java(files);
    Confinement confinement = unconfined ? null : Confinement.found();
    if (confinement == null && !unconfined) {
      err.println(
          "error: this system cannot confine a process: neither `bwrap` (bubblewrap) nor"
              + " `unshare` with `setpriv` works here; install bubblewrap, or accept a process"
              + " that is bounded in memory and time alone with `--unconfined`");
      return ExitCode.BAD_INPUT;
    }
    err.println(
        "isolated: "
            + (confinement == null
                ? "NOT confined, as `--unconfined` says: its rules may read, write and connect"
                : confinement.words())
            + "; at most "
            + memory
            + " MB for objects and "
            + seconds
            + " s");
    err.flush();
    ConfinedProcess cell = new ConfinedProcess(seconds, err);
    Path root = Files.createTempDirectory("equipoise-isolated");
    try {
      ConfinedProcess.Outcome outcome =
          cell.run(
              confinement == null
                  ? command
                  : confinement.around(command, files, root, workingDirectory(), addressSpace()));
      PrintWriter out = spec.commandLine().getOut();
      (isText ? out : PlainWriter.unescaped(out)).print(outcome.results());
      return outcome.code();
    } catch (ConfinedProcess.StoppedException e) {
      err.println("error: " + e.getMessage());
      return ExitCode.BAD_INPUT;
    } finally {
      Files.deleteIfExists(root);
    }
  }

  private static Path workingDirectory() {
    return Path.of("").toAbsolutePath();
  }

  /** In kilobytes: the heap, and room for what Java needs besides. */
  private long addressSpace() {
    return (memory + 2_560L) * 1_024;
  }

  private List<String> java(List<Path> files) throws IOException {
    Path home = Path.of(System.getProperty("java.home")).toRealPath();
    files.add(home);
    List<String> classPath = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry).toAbsolutePath();
      if (!entry.isEmpty() && Files.exists(path)) {
        classPath.add(path.toString());
        files.add(path);
      }
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                home.resolve("bin/java").toString(),
                "-Xmx" + memory + "m",
                "-XX:+UseSerialGC",
                "-XX:MaxMetaspaceSize=384m",
                "-XX:CompressedClassSpaceSize=128m",
                "-XX:ReservedCodeCacheSize=128m",
                "-XX:MaxDirectMemorySize=64m",
                "-XX:-UsePerfData",
                "-XX:+DisableAttachMechanism",
                "-XX:-CreateCoredumpOnCrash",
                "-Djava.awt.headless=true",
                "-cp",
                String.join(File.pathSeparator, classPath),
                IsolatedMain.class.getName()));
    command.addAll(arguments());
    return command;
  }

  /** The arguments of this command, without those that are for here. */
  private List<String> arguments() {
    List<String> given = spec.root().commandLine().getParseResult().expandedArgs();
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      String argument = given.get(i);
      if (argument.equals("--isolated-memory") || argument.equals("--isolated-seconds")) {
        i++; // its value
      } else if (!argument.matches("--isolated(-memory=.*|-seconds=.*)?|--unconfined")) {
        kept.add(argument);
      }
    }
    return kept;
  }

  /** Refuses an option that needs a right which an isolated process has not. */
  void refuse(String option, @Nullable Object value) {
    if (value != null) {
      throw new ParameterException(
          spec.commandLine(), "`" + option + "` writes a file, which `--isolated` does not allow");
    }
  }
}
