package org.equipoise.constitution.internal.cache;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** What tells this engine and the Java that runs it from all others. */
public final class RunningEngine {
  private static final int END = 22;
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int DIRECTORY_SIZE_AT = 12;
  private static final int MAX_DIRECTORY = 64 << 20;

  private RunningEngine() {}

  /**
   * The jar that all classes come from, with its size, its time and a checksum over the checksums
   * of all that it holds, and what Java says of itself. A digest of the jar would take longer than
   * what it saves. Empty if classes come from several places, as when the sources are being worked
   * on: nothing tells cheaply whether one of them has changed.
   */
  public static Optional<String> identity() {
    String jar = System.getProperty("java.class.path", "");
    if (jar.isEmpty() || jar.contains(File.pathSeparator)) {
      return Optional.empty();
    }
    try {
      Path file = Path.of(jar).toRealPath();
      return Optional.of(
          String.join(
              "\n",
              file.toString(),
              Files.getLastModifiedTime(file).toString(),
              contents(file),
              java()));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String java() throws IOException {
    String home = System.getProperty("java.home", "");
    Path library = Path.of(home, "lib", "modules");
    return Stream.concat(
            Stream.of(
                    "java.vendor",
                    "java.vm.name",
                    "java.vm.version",
                    "java.runtime.version",
                    "os.name",
                    "os.arch",
                    "java.home")
                .map(it -> System.getProperty(it, "")),
            Stream.of(Files.size(library), Files.getLastModifiedTime(library)).map(String::valueOf))
        .collect(Collectors.joining("\n"));
  }

  /**
   * The size of a jar, and a checksum of the names, sizes and checksums of all that it holds.
   *
   * @throws IOException if it is not a jar, or one with a comment or in the format for large ones
   */
  static String contents(Path jar) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(jar.toFile(), "r")) {
      byte[] end = new byte[END];
      long at = in.length() - END;
      if (at < 0) {
        throw new IOException("too short for a jar");
      }
      in.seek(at);
      in.readFully(end);
      ByteBuffer read = ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN);
      int size = read.getInt(DIRECTORY_SIZE_AT);
      if (read.getInt(0) != END_SIGNATURE || size <= 0 || size > Math.min(at, MAX_DIRECTORY)) {
        throw new IOException("no directory of a jar");
      }
      byte[] directory = new byte[size];
      in.seek(at - size);
      in.readFully(directory);
      CRC32 checksum = new CRC32();
      checksum.update(directory);
      return in.length() + " " + checksum.getValue();
    }
  }
}
