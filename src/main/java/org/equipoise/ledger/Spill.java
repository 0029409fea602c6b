package org.equipoise.ledger;

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

/** A file beside the ledger that takes what the ledger cannot, a draft a line. */
final class Spill {
  private final Path file;

  Spill(Path file) {
    this.file = file;
  }

  /** Keeps drafts; when this returns, they survive a crash of the machine. */
  void add(List<Draft> drafts) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (Draft draft : drafts) {
      lines.writeBytes(draft.line());
      lines.write('\n');
    }
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      ByteBuffer bytes = ByteBuffer.wrap(lines.toByteArray());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  /** What was kept; the last line is left out if a crash cut it. */
  List<Draft> read() throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    List<Draft> drafts = new ArrayList<>();
    String text = Files.readString(file, StandardCharsets.UTF_8);
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      drafts.add(Draft.parse(text.substring(start, end)));
      start = end + 1;
    }
    return drafts;
  }

  /** Forgets what was kept, which stands in the ledger now. */
  void clear() throws IOException {
    Files.deleteIfExists(file);
  }
}
