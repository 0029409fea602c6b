package org.equipoise.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.equipoise.formats.internal.JsonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code init DIR}: a small constitution to begin with. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    description =
        "Writes a small constitution with fixtures, settings for editors and a job for build"
            + " servers; overwrites nothing.",
    footer = {"", "Example:", "  equipoise init my-rules"})
final class InitCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "a folder that is empty, or not there yet")
  private Path folder;

  @Mixin private FormatOption form;

  @Override
  public Integer call() {
    List<String> written = Scaffold.write(folder);
    PrintWriter out = spec.commandLine().getOut();
    if (form.isJson()) {
      PlainWriter.unescaped(out)
          .println(
              JsonText.of(
                  json -> {
                    json.writeStartObject();
                    json.writeStringField("folder", folder.toString());
                    JsonText.strings(json, "files", written);
                    json.writeEndObject();
                  }));
    } else {
      text(written, out);
    }
    return ExitCode.FINE;
  }

  private void text(List<String> written, PrintWriter out) {
    out.println("wrote " + folder + ":");
    written.forEach(it -> out.println("  " + it));
    out.println("next:");
    String dir = folder.toString().contains(" ") ? "'" + folder + "'" : folder.toString();
    next(out, "check " + dir, "every problem, with its place and what to do");
    next(out, "test " + dir, "do the fixtures pass?");
    next(out, "check " + dir + " --watch", "and then edit " + folder.resolve("principles.drl"));
    out.println("where `equipoise` stands for `java -jar equipoise-cli.jar`");
  }

  private static void next(PrintWriter out, String command, String why) {
    out.printf(Locale.ROOT, "  equipoise %-32s %s%n", command, why);
  }
}
