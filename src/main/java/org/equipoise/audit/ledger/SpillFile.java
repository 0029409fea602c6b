package org.equipoise.audit.ledger;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A file beside the ledger for entries that the ledger cannot take, one draft per line. Before
 * drafts are recorded, the first line states the number of the first entry. After a crash, this
 * shows which drafts the ledger already holds.
 */
final class SpillFile {
  private static final String FROM = "from ";

  private final Path file;

  SpillFile(Path file) {
    this.file = file;
  }

  /**
   * The contents of the file.
   *
   * @param from the number of the entry that records the first draft, if it was recorded; −1 if no
   *     draft can be recorded
   */
  record Kept(long from, List<UnchainedEntry> drafts) {}

  /** Writes drafts. On return they survive a crash of the machine. */
  void add(List<UnchainedEntry> drafts) throws IOException {
    boolean isNew = !Files.exists(file);
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long whole = wholeLength(channel);
      channel.truncate(whole);
      try {
        write(lines(drafts), channel);
        channel.force(true);
      } catch (IOException e) {
        channel.truncate(whole); // nobody was told that they are kept
        throw e;
      }
    }
    if (isNew) {
      FileAppender.synchronise(Objects.requireNonNull(file.toAbsolutePath().getParent()));
    }
  }

  /** Returns the number of bytes up to the last line end. A crash may have cut what follows. */
  private static long wholeLength(FileChannel channel) throws IOException {
    ByteBuffer one = ByteBuffer.allocate(1);
    for (long length = channel.size(); length > 0; length--) {
      one.clear();
      channel.read(one, length - 1);
      if (one.get(0) == '\n') {
        return length;
      }
    }
    return 0;
  }

  /**
   * Records in the file that exactly these drafts are about to be recorded, starting at an entry.
   */
  void begin(long from, List<UnchainedEntry> drafts) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    lines.writeBytes((FROM + from + "\n").getBytes(StandardCharsets.US_ASCII));
    lines.writeBytes(lines(drafts));
    FileAppender.write(file, lines.toByteArray());
    FileAppender.synchronise(Objects.requireNonNull(file.toAbsolutePath().getParent()));
  }

  private static byte[] lines(List<UnchainedEntry> drafts) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (UnchainedEntry draft : drafts) {
      lines.writeBytes(draft.line());
      lines.write('\n');
    }
    return lines.toByteArray();
  }

  private static void write(byte[] lines, FileChannel channel) throws IOException {
    long at = channel.size();
    ByteBuffer bytes = ByteBuffer.wrap(lines);
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }

  /** Reads the drafts. Skips the last line if a crash cut it. */
  Kept read() throws IOException {
    long from = -1;
    List<UnchainedEntry> drafts = new ArrayList<>();
    String text = Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      String line = text.substring(start, end);
      if (line.startsWith(FROM)) {
        from = Long.parseLong(line.substring(FROM.length()));
      } else {
        drafts.add(UnchainedEntry.parse(line));
      }
      start = end + 1;
    }
    return new Kept(from, drafts);
  }

  /** Clears the file after the ledger has recorded the drafts. */
  void clear() throws IOException {
    Files.deleteIfExists(file);
  }
}
