package org.equipoise.formats.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.equipoise.problem.internal.OtherFormat;
import org.jspecify.annotations.Nullable;

/** A file of text that is read whole. */
public final class TextFile {
  private static final int MAX_BYTES = 64 << 20;

  private TextFile() {}

  /**
   * The text of a file of up to 64 MiB, without a byte order mark.
   *
   * @throws InvalidInputException if it cannot be read, is larger, or is no text in UTF-8
   */
  public static String read(Path path) {
    return read(path, MAX_BYTES);
  }

  /**
   * The text of a file, without a byte order mark.
   *
   * @param maxBytes the most bytes that it may have, up to 64 MiB
   * @throws InvalidInputException if it cannot be read, has more bytes, or is no text in UTF-8
   */
  public static String read(Path path, int maxBytes) {
    if (Files.isDirectory(path)) {
      throw refused(path, "not-a-file", "this is a folder, not a file", "name the file in it");
    }
    if (!Files.exists(path)) {
      throw refused(path, "no-such-file", "there is no such file", null);
    }
    return of(path.toString(), bytes(path, maxBytes));
  }

  /**
   * The text that a file holds, without a byte order mark.
   *
   * @param file its name, for problems
   * @throws InvalidInputException if it is no text in UTF-8
   */
  public static String of(String file, byte[] bytes) {
    Optional<OtherFormat> other = OtherFormat.of(bytes, bytes.length);
    if (other.isPresent()) {
      throw new InvalidInputException(other.get().problem(file));
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(in).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      String before = new String(bytes, 0, in.position(), StandardCharsets.UTF_8);
      int line = (int) before.chars().filter(it -> it == '\n').count() + 1;
      String last = before.substring(before.lastIndexOf('\n') + 1);
      throw new InvalidInputException(
          Problem.error(
              "invalid-utf-8",
              file,
              line,
              last.codePointCount(0, last.length()) + 1,
              null,
              "the file is not UTF-8 from here on",
              "save it as UTF-8"
                  + (file.endsWith(".csv") ? " (in a spreadsheet: `CSV UTF-8`)" : "")));
    }
  }

  private static byte[] bytes(Path path, int maxBytes) {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(maxBytes + 1);
      if (bytes.length > maxBytes) {
        throw refused(
            path, "file-too-large", "the file has more than " + maxBytes + " bytes", null);
      }
      return bytes;
    } catch (AccessDeniedException e) {
      throw refused(path, "unreadable", "the file may not be read", "look at its permissions");
    } catch (IOException e) {
      throw refused(path, "unreadable", "the file cannot be read to its end", null);
    }
  }

  private static InvalidInputException refused(
      Path path, String code, String message, @Nullable String hint) {
    return new InvalidInputException(
        Problem.error(code, path.toString(), 0, 0, null, message, hint));
  }
}
