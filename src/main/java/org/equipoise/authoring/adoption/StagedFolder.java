package org.equipoise.authoring.adoption;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A copy of the folder of a constitution with a patch applied, to be looked at before the folder
 * itself is touched. Closing it deletes the copy. Not thread-safe.
 */
public final class StagedFolder implements AutoCloseable {
  private final Path folder;
  private final Path copy;
  private final Map<String, @Nullable String> texts;

  private StagedFolder(Path folder, Path copy, Map<String, @Nullable String> texts) {
    this.folder = folder;
    this.copy = copy;
    this.texts = texts;
  }

  /**
   * Copies a folder and applies a patch to the copy. The paths of the patch are relative to the
   * folder, or to a folder that it lies in.
   *
   * @throws IllegalArgumentException if the patch does not fit
   * @throws IOException if a file cannot be read or written
   */
  public static StagedFolder of(Path folder, TextPatch patch) throws IOException {
    Map<String, @Nullable String> texts =
        patch.relativeTo(files(folder)).apply(it -> text(folder.resolve(it)));
    Path copy = Files.createTempDirectory("equipoise-");
    StagedFolder staged = new StagedFolder(folder, copy, texts);
    try {
      staged.fill();
    } catch (IOException | RuntimeException e) {
      staged.close();
      throw e;
    }
    return staged;
  }

  private static Set<String> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return all.filter(Files::isRegularFile)
          .map(it -> folder.relativize(it).toString().replace('\\', '/'))
          .collect(Collectors.toSet());
    }
  }

  private static @Nullable String text(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      return null;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("`" + file + "` is no text in UTF-8", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void fill() throws IOException {
    try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      for (Path from : all.filter(it -> !isHidden(folder.relativize(it))).toList()) {
        Path to = copy.resolve(folder.relativize(from).toString());
        if (Files.isDirectory(from)) {
          Files.createDirectories(to);
        } else {
          Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    for (Map.Entry<String, @Nullable String> each : texts.entrySet()) {
      Path file = copy.resolve(each.getKey());
      String text = each.getValue();
      if (text == null) {
        Files.delete(file);
      } else {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
      }
    }
  }

  private static boolean isHidden(Path path) {
    for (Path step : path) {
      if (step.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  /** Returns the copy. */
  public Path path() {
    return copy;
  }

  /**
   * Puts the patched files into the folder itself, with another file. Either all of them are put
   * there or, if one cannot be, none.
   *
   * @param path the path of the other file, relative to the folder
   * @param text its text
   * @return what takes all of that back
   * @throws IOException if a file cannot be written; the folder is then as it was
   */
  public Undo install(String path, String text) throws IOException {
    Map<String, @Nullable String> all = new LinkedHashMap<>(texts);
    all.put(path, text);
    Undo undo = new Undo(folder);
    List<Path> written = new ArrayList<>();
    try {
      Map<Path, Path> moves = new LinkedHashMap<>();
      for (Map.Entry<String, @Nullable String> each : all.entrySet()) {
        Path file = folder.resolve(each.getKey());
        undo.keep(file);
        String patched = each.getValue();
        if (patched != null) {
          undo.create(Objects.requireNonNull(file.getParent()));
          Path fresh = file.resolveSibling(".adopting-" + file.getFileName());
          written.add(fresh);
          Files.writeString(fresh, patched);
          moves.put(fresh, file);
        }
      }
      for (Map.Entry<Path, Path> move : moves.entrySet()) {
        Files.move(move.getKey(), move.getValue(), StandardCopyOption.ATOMIC_MOVE);
      }
      for (Map.Entry<String, @Nullable String> each : all.entrySet()) {
        if (each.getValue() == null) {
          Files.delete(folder.resolve(each.getKey()));
        }
      }
      return undo;
    } catch (IOException | RuntimeException e) {
      for (Path fresh : written) {
        Files.deleteIfExists(fresh);
      }
      undo.run();
      throw e;
    }
  }

  /** What a folder held before files were put into it. */
  public static final class Undo {
    private final Path folder;
    private final Map<Path, byte @Nullable []> kept = new LinkedHashMap<>();
    private final List<Path> created = new ArrayList<>();

    private Undo(Path folder) {
      this.folder = folder;
    }

    private void keep(Path file) throws IOException {
      kept.put(file, Files.exists(file) ? Files.readAllBytes(file) : null);
    }

    private void create(Path directory) throws IOException {
      for (Path each = directory;
          !Files.exists(each);
          each = Objects.requireNonNull(each.getParent())) {
        created.add(each);
      }
      Files.createDirectories(directory);
    }

    /**
     * Makes the folder what it was.
     *
     * @throws IOException if that fails, too
     */
    public void run() throws IOException {
      for (Map.Entry<Path, byte @Nullable []> each : kept.entrySet()) {
        byte[] bytes = each.getValue();
        if (bytes == null) {
          if (Files.exists(each.getKey())) {
            Files.delete(each.getKey());
          }
        } else if (!Files.exists(each.getKey())
            || !Arrays.equals(bytes, Files.readAllBytes(each.getKey()))) {
          Files.write(each.getKey(), bytes);
        }
      }
      for (Path each : created) {
        if (each.startsWith(folder)) {
          Files.deleteIfExists(each);
        }
      }
    }
  }

  /** Deletes the copy. */
  @Override
  public void close() throws IOException {
    try (Stream<Path> all = Files.walk(copy)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }
}
