package org.equipoise.authoring.adoption;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
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
   * @throws IllegalArgumentException if the patch does not fit, or changes a file that is no part
   *     of the constitution and no fixture, or that lies behind a symbolic link
   * @throws IOException if a file cannot be read or written
   */
  public static StagedFolder of(Path folder, TextPatch patch) throws IOException {
    TextPatch own = patch.ofConstitution(files(folder));
    own.paths().forEach(it -> requireNoLink(folder, it));
    Map<String, @Nullable String> texts = own.apply(it -> text(folder.resolve(it)));
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
   * Puts the patched files into the folder itself, with another file.
   *
   * @param change takes it back unless it is confirmed
   * @param name what the change is known by
   * @param path the path of the other file, relative to the folder
   * @param text its text
   * @throws IOException if a file cannot be written
   * @throws IllegalArgumentException if the other file lies behind a symbolic link
   */
  public void install(FolderChange change, String name, String path, String text)
      throws IOException {
    requireNoLink(folder, path);
    Map<String, @Nullable String> all = new LinkedHashMap<>(texts);
    all.put(path, text);
    change.write(name, all);
  }

  /** A file behind a link is not in the folder, whatever its path says. */
  private static void requireNoLink(Path folder, String path) {
    Path at = folder;
    for (Path step : Path.of(path)) {
      at = at.resolve(step);
      if (Files.isSymbolicLink(at)) {
        throw new IllegalArgumentException(
            "`" + path + "` is, or lies behind, a symbolic link: put a file there instead");
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
