package org.equipoise.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** A short text that somebody keeps in a file and names to a command: a key or a checkpoint. */
final class KeptText {
  private static final int MAX_BYTES = 1 << 20;

  private KeptText() {}

  /**
   * What a file says.
   *
   * @param file which may also be a pipe
   * @param what it should hold, as in {@code signing key}
   * @param parse throws {@code IllegalArgumentException} if it does not
   * @throws IOException if it cannot be read
   * @throws ParameterException if it holds something else
   */
  static <T> T read(CommandSpec spec, Path file, String what, Function<String, T> parse)
      throws IOException {
    try {
      return parse.apply(text(file));
    } catch (CharacterCodingException e) {
      throw wrong(spec, file, what, "it is not UTF-8");
    } catch (IllegalArgumentException e) {
      throw wrong(spec, file, what, String.valueOf(e.getMessage()));
    }
  }

  private static ParameterException wrong(CommandSpec spec, Path file, String what, String why) {
    return new ParameterException(
        spec.commandLine(), "`" + file + "` holds no " + what + ": " + why);
  }

  private static String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IllegalArgumentException("it is far too long");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }
  }
}
