package org.equipoise.authoring.adoption;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A change of files of a folder that is made as a whole or not at all, even if the process is
 * killed in the middle: what the files held before is kept in {@code .adopting} until the change is
 * confirmed, and whoever opens the folder next takes back what was not. Two are never open at a
 * time. Not thread-safe.
 */
public final class FolderChange implements AutoCloseable {
  private static final String NAME = ".adopting";
  private static final char NEW = '+';
  private static final char KEPT = '=';
  private static final char DIRECTORY = '/';

  private final Path folder;
  private final Path own;
  private final Path index;
  private final FileChannel channel;

  private FolderChange(Path folder, FileChannel channel) {
    this.folder = folder;
    this.own = folder.resolve(NAME);
    this.index = own.resolve("index");
    this.channel = channel;
  }

  /**
   * Opens a folder for one change, and takes back an earlier one that was neither confirmed nor
   * taken back.
   *
   * @param isConfirmed whether an earlier change, by its name, stands nevertheless
   * @throws IOException if another change is open, or the folder cannot be written
   */
  public static FolderChange open(Path folder, Predicate<String> isConfirmed) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new NoSuchFileException(folder.toString());
    }
    Path own = Files.createDirectories(folder.resolve(NAME));
    FolderChange change =
        new FolderChange(
            folder,
            FileChannel.open(
                own.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE));
    try {
      change.lock();
      if (Files.exists(change.index)
          && !isConfirmed.test(Files.readAllLines(change.index).get(0))) {
        change.undo();
      }
      change.confirm();
      return change;
    } catch (IOException | RuntimeException e) {
      change.channel.close();
      throw e;
    }
  }

  private void lock() throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null || !Files.exists(own.resolve("lock"))) {
      throw new FileSystemException(
          folder.toString(), null, "another amendment is being adopted; try again afterwards");
    }
  }

  /**
   * Writes and deletes files. If one cannot be, closing takes all of it back.
   *
   * @param name what the change is known by; one line
   * @param texts the text of each file by its path in the folder; null to delete it
   * @throws IOException if a file cannot be written or deleted
   */
  void write(String name, Map<String, @Nullable String> texts) throws IOException {
    List<String> lines = new ArrayList<>(List.of(name));
    int number = 0;
    for (Map.Entry<String, @Nullable String> each : texts.entrySet()) {
      Path file = folder.resolve(each.getKey());
      String text = each.getValue();
      if (text != null) {
        Files.writeString(own.resolve("after-" + number), text);
      }
      if (Files.exists(file)) {
        Files.copy(file, own.resolve("before-" + number), StandardCopyOption.COPY_ATTRIBUTES);
      }
      lines.add((Files.exists(file) ? KEPT : NEW) + each.getKey());
      number++;
    }
    for (String path : texts.keySet()) {
      Path directory = Objects.requireNonNull(folder.resolve(path).getParent());
      for (; !Files.exists(directory); directory = Objects.requireNonNull(directory.getParent())) {
        lines.add(DIRECTORY + folder.relativize(directory).toString());
      }
    }
    Path fresh = own.resolve("index-new");
    Files.write(fresh, lines);
    Files.move(fresh, index, StandardCopyOption.ATOMIC_MOVE);
    number = 0;
    for (Map.Entry<String, @Nullable String> each : texts.entrySet()) {
      Path file = folder.resolve(each.getKey());
      if (each.getValue() == null) {
        Files.delete(file);
      } else {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.move(own.resolve("after-" + number), file, StandardCopyOption.ATOMIC_MOVE);
      }
      number++;
    }
  }

  /**
   * Lets what was written stand.
   *
   * @throws IOException if that cannot be noted
   */
  public void confirm() throws IOException {
    Files.deleteIfExists(index);
    clear();
  }

  private void undo() throws IOException {
    List<String> lines = Files.readAllLines(index);
    List<Path> directories = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      Path path = folder.resolve(lines.get(i).substring(1));
      Path before = own.resolve("before-" + (i - 1));
      switch (lines.get(i).charAt(0)) {
        case DIRECTORY -> directories.add(path);
        case NEW -> {
          if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            Files.delete(path);
          }
        }
        default -> {
          if (Files.exists(before)) { // otherwise it was put back before
            Files.move(before, path, StandardCopyOption.REPLACE_EXISTING);
          }
        }
      }
    }
    directories.sort(Comparator.reverseOrder());
    for (Path directory : directories) {
      try {
        if (Files.isDirectory(directory)) {
          Files.delete(directory);
        }
      } catch (DirectoryNotEmptyException e) {
        // Somebody else has put a file there.
      }
    }
    confirm();
  }

  private void clear() throws IOException {
    try (Stream<Path> all = Files.list(own)) {
      for (Path each : all.filter(it -> !it.endsWith("lock")).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }

  /** Takes back what was not confirmed. */
  @Override
  public void close() throws IOException {
    try (channel) {
      if (Files.exists(index)) {
        undo();
      }
      clear();
      Files.deleteIfExists(own.resolve("lock"));
      Files.deleteIfExists(own);
    } catch (DirectoryNotEmptyException e) {
      return; // another change has begun, or waits for this one to end
    }
  }
}
