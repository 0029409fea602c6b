package org.equipoise.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.equipoise.audit.ledger.EntryProof;
import org.equipoise.audit.ledger.transparency.TreeHead;
import org.equipoise.audit.ledger.transparency.VerifierKey;
import org.equipoise.audit.log.LogEntry;
import org.equipoise.audit.log.LogWriter;
import org.equipoise.formats.internal.JsonText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Checks the proof of an entry and tells what came of it. */
final class ProofCheck {
  /** The longest entry in Base64, and more. */
  private static final int MAX_BYTES = 1 << 28;

  private final CommandSpec spec;
  private final Path file;
  private final VerifierKey key;

  ProofCheck(CommandSpec spec, Path file, VerifierKey key) {
    this.spec = spec;
    this.file = file;
    this.key = key;
  }

  /** Returns the exit code. */
  int tell(boolean isJson) throws IOException {
    EntryProof proof = read();
    String fault = proof.fault(key);
    PrintWriter out = spec.commandLine().getOut();
    if (isJson) {
      PlainWriter.unescaped(out).println(json(proof, fault));
    } else if (fault == null) {
      TreeHead head = proof.head(key);
      out.println(
          file
              + ": holds: entry "
              + proof.index()
              + " is among the first "
              + head.size()
              + " entries that the owner of the key `"
              + key.name()
              + "` signed");
      out.println(LogText.line(LogEntry.of(proof.record())));
      out.println(head);
      out.println(
          "not proven: what other entries say, also later ones about this one; whether what this"
              + " one says is true");
    } else {
      out.println(file + ": does not hold: " + fault);
    }
    return fault == null ? ExitCode.FINE : ExitCode.FINDINGS;
  }

  private String json(EntryProof proof, @Nullable String fault) {
    return JsonText.of(
        json -> {
          json.writeStartObject();
          json.writeBooleanField("holds", fault == null);
          json.writeNumberField("entry", proof.index());
          json.writeStringField("key", key.name());
          if (fault == null) {
            json.writeStringField("head", proof.head(key).toString());
            json.writeFieldName("says");
            json.writeRawValue(LogWriter.toJson(LogEntry.of(proof.record())));
          } else {
            json.writeStringField("why", fault);
          }
          json.writeEndObject();
        });
  }

  private EntryProof read() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IllegalArgumentException("it is far too long");
      }
      return EntryProof.parse(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      throw wrong("it is not UTF-8");
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private ParameterException wrong(String why) {
    return new ParameterException(
        spec.commandLine(), "`" + file + "` holds no proof of an entry: " + why);
  }
}
