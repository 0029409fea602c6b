package org.equipoise.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
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
    Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
    try {
      Files.writeString(fresh, amendment.text());
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
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
