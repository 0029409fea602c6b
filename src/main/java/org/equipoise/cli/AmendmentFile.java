package org.equipoise.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.UnaryOperator;
import org.equipoise.audit.amendment.Refusal;
import org.equipoise.audit.amendment.SignedAmendment;
import org.equipoise.formats.internal.JsonText;
import picocli.CommandLine.Model.CommandSpec;

/** The file of an amendment that commands read and write, and how they tell what is refused. */
final class AmendmentFile {
  private AmendmentFile() {}

  static SignedAmendment read(CommandSpec spec, Path file) throws IOException {
    return KeptText.read(spec, file, "amendment", SignedAmendment::parse);
  }

  /** Writes the whole file or nothing. */
  static void write(Path file, SignedAmendment amendment) throws IOException {
    SignedAmendment unused = replace(file, () -> amendment);
  }

  /**
   * Adds something to the amendment in a file. Of several commands at a time one does; the others
   * fail, so that no note gets lost.
   *
   * @return the amendment as it is now
   * @throws IOException if the file cannot be read or written, or another command is changing it
   */
  static SignedAmendment change(
      CommandSpec spec, Path file, UnaryOperator<SignedAmendment> addition) throws IOException {
    SignedAmendment unused = read(spec, file); // what is no amendment is told before all else
    return replace(file, () -> addition.apply(read(spec, file)));
  }

  private interface Making {
    SignedAmendment make() throws IOException;
  }

  /** Replaces a file, while another one with a name of its own keeps other commands away. */
  private static SignedAmendment replace(Path file, Making making) throws IOException {
    Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
    create(fresh, file);
    try {
      SignedAmendment amendment = making.make();
      Files.writeString(fresh, amendment.text());
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
      return amendment;
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(fresh);
      throw e;
    }
  }

  private static void create(Path fresh, Path file) throws IOException {
    try {
      Files.createFile(fresh);
    } catch (FileAlreadyExistsException e) {
      throw new FileSystemException(
          file.toString(),
          null,
          "another command is changing it; try again, or delete `" + fresh + "` if none is");
    }
  }

  /** Tells what was done with an amendment, or every reason why it was not, and the exit code. */
  static int tell(
      SignedAmendment amendment,
      String done,
      List<Refusal> refusals,
      boolean isJson,
      PrintWriter out) {
    String id = amendment.amendment().id();
    if (isJson) {
      PlainWriter.unescaped(out)
          .println(
              JsonText.of(
                  json -> {
                    json.writeStartObject();
                    json.writeStringField("amendment", id);
                    json.writeStringField("digest", amendment.digest());
                    json.writeBooleanField(done, refusals.isEmpty());
                    json.writeArrayFieldStart("refusals");
                    for (Refusal refusal : refusals) {
                      json.writeStartObject();
                      json.writeStringField("ground", refusal.ground().word());
                      json.writeStringField("why", refusal.why());
                      json.writeEndObject();
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                  }));
    } else if (refusals.isEmpty()) {
      out.println(id + ": " + done);
    } else {
      refusals.forEach(it -> out.println(id + ": refused: " + it));
    }
    return refusals.isEmpty() ? ExitCode.FINE : ExitCode.FINDINGS;
  }
}
