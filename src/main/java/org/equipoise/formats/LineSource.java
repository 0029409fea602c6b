package org.equipoise.formats;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.equipoise.problem.internal.OtherFormat;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file as characters, strictly decoded, one at a time in one buffer. Neither the end
 * of a line nor a byte order mark at the start of the file belongs to a line.
 */
final class LineSource implements AutoCloseable {
  private static final int CHUNK = 64 * 1024;

  private final String file;
  private final int limit;
  private final InputStream in;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);

  private byte[] bytes = new byte[CHUNK];
  private int start;
  private int end;
  private boolean exhausted;
  private int number;
  private CharBuffer chars = CharBuffer.allocate(CHUNK);

  /**
   * Opens a file.
   *
   * @param limit the most bytes that a line may have, its end not counted
   * @throws InvalidInputException if there is no such file, or it cannot be opened
   */
  LineSource(Path path, int limit) {
    this.file = path.toString();
    this.limit = limit;
    if (Files.isDirectory(path)) {
      throw refused("not-a-file", "is a folder, not a file", "name the file in it");
    }
    if (!Files.exists(path)) {
      throw refused("no-such-file", "there is no such file", null);
    }
    if (!Files.isRegularFile(path)) {
      throw refused(
          "not-a-file", "is not a plain file", "save the data to a file first: it is read twice");
    }
    try {
      in = Files.newInputStream(path);
    } catch (IOException e) {
      throw unreadable(e);
    }
    fill();
    InvalidInputException other = otherFormat();
    if (other != null) {
      close();
      throw other;
    }
  }

  /** That the file begins as one of another format does; null if it does not. */
  private @Nullable InvalidInputException otherFormat() {
    return OtherFormat.of(bytes, end)
        .map(it -> refused("invalid-utf-8", it.message(), it.hint()))
        .orElse(null);
  }

  /** The number of the line read last, 1-based; 0 before the first. */
  int number() {
    return number;
  }

  /** The characters of the line read last, from 0 on; they change with the next line. */
  char[] chars() {
    return chars.array();
  }

  /** How many characters the line read last has. */
  int length() {
    return chars.position();
  }

  /**
   * Reads the next line.
   *
   * @return false if there is none
   * @throws RefusedLineException if it is too long or no UTF-8; the line after it can be read
   */
  boolean next() throws RefusedLineException {
    int scanned = start;
    while (true) {
      for (int i = scanned; i < end; i++) {
        if (bytes[i] == '\n') {
          int from = start;
          start = i + 1;
          return decode(from, i);
        }
      }
      scanned = end;
      if (exhausted) {
        int from = start;
        start = end;
        return from < end && decode(from, end);
      }
      if (end - start > limit + 1) {
        skipLine();
        number++;
        throw tooLong();
      }
      scanned -= start;
      makeRoom();
      fill();
    }
  }

  private boolean decode(int from, int to) throws RefusedLineException {
    number++;
    int first = from;
    if (number == 1
        && to - from >= 3
        && bytes[from] == (byte) 0xEF
        && bytes[from + 1] == (byte) 0xBB
        && bytes[from + 2] == (byte) 0xBF) {
      first += 3;
    }
    int last = to > first && bytes[to - 1] == '\r' ? to - 1 : to;
    if (last - first > limit) {
      throw tooLong();
    }
    if (chars.capacity() < last - first) {
      chars = CharBuffer.allocate(Math.max(last - first, 2 * chars.capacity()));
    }
    chars.clear();
    ByteBuffer line = ByteBuffer.wrap(bytes, first, last - first);
    CoderResult result = decoder.reset().decode(line, chars, true);
    if (result.isError()) {
      StringBuilder bad = new StringBuilder();
      for (int i = 0; i < result.length(); i++) {
        bad.append(i == 0 ? "0x" : " 0x")
            .append(String.format(Locale.ROOT, "%02X", line.get() & 0xFF));
      }
      throw new RefusedLineException(
          Problem.error(
              "invalid-utf-8",
              file,
              number,
              1 + Character.codePointCount(chars.array(), 0, chars.position()),
              null,
              "`" + bad + "` is not UTF-8",
              "save the file as UTF-8"));
    }
    return true;
  }

  private RefusedLineException tooLong() {
    return new RefusedLineException(
        Problem.error(
            "line-too-long",
            file,
            number,
            0,
            null,
            "the line has more than " + limit + " bytes",
            "give each case or judgment a line of its own"));
  }

  private void skipLine() {
    while (true) {
      for (int i = start; i < end; i++) {
        if (bytes[i] == '\n') {
          start = i + 1;
          return;
        }
      }
      start = 0;
      end = 0;
      if (exhausted) {
        return;
      }
      fill();
    }
  }

  private void makeRoom() {
    if (start > 0) {
      System.arraycopy(bytes, start, bytes, 0, end - start);
      end -= start;
      start = 0;
    }
    if (end == bytes.length) {
      // Two more bytes than a line may have tell a line end from a line too long.
      bytes = Arrays.copyOf(bytes, (int) Math.min(2L * bytes.length, Math.max(CHUNK, limit + 2L)));
    }
  }

  private void fill() {
    try {
      int read = in.read(bytes, end, bytes.length - end);
      if (read < 0) {
        exhausted = true;
      } else {
        end += read;
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private InvalidInputException unreadable(IOException cause) {
    return cause instanceof AccessDeniedException
        ? refused("unreadable", "may not be read", "look at the file's permissions")
        : refused("unreadable", "cannot be read to its end", null);
  }

  private InvalidInputException refused(String code, String message, @Nullable String hint) {
    return new InvalidInputException(Problem.error(code, file, 0, 0, null, message, hint));
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }
}
