package org.equipoise.constitution;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.equipoise.table.RuleTable;
import org.jspecify.annotations.Nullable;

/** Reads the files of a constitution, from a folder or from the class path. */
final class Folder {
  private static final int LARGEST_FILE = 16 << 20;
  private static final int MAX_BYTES_OF_ALL = 32 << 20;
  private static final int LONGEST_LINE = 10_000;

  private final List<SourceFile> files = new ArrayList<>();
  private final Problems problems;
  private int bytesOfAll;

  private Folder(Problems problems) {
    this.problems = problems;
  }

  /** The files under a folder, by path; what cannot be read is a problem. */
  static List<SourceFile> read(Path folder, Problems problems) {
    Folder reader = new Folder(problems);
    String shown = folder.toString();
    if (!Files.isDirectory(folder)) {
      problems.add(
          Problem.error(
              "no-constitution",
              shown,
              0,
              0,
              null,
              Files.exists(folder) ? "`" + shown + "` is not a folder" : "there is no such folder",
              "a constitution is a folder with `constitution.json` and `.drl` files"));
      return List.of();
    }
    try (Stream<Path> walk = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : walk.filter(it -> !Files.isDirectory(it)).toList()) {
        String path = folder.relativize(file).toString().replace('\\', '/');
        if (!isPart(path)) {
          continue;
        }
        if (Files.isRegularFile(file)) {
          reader.read(path, file.toString(), () -> file.toUri().toURL().openStream());
        } else {
          reader.unreadable(
              file.toString(),
              Files.isSymbolicLink(file) ? "the link leads nowhere" : "it is no file");
        }
      }
    } catch (IOException | UncheckedIOException e) {
      boolean isLoop = e.getCause() instanceof FileSystemLoopException;
      reader.unreadable(
          shown, isLoop ? "a link in it leads back to a folder it is in" : e.getMessage());
    }
    return reader.sorted();
  }

  /** Files that are at hand, by path. */
  static List<SourceFile> of(Map<String, String> files, Problems problems) {
    Folder reader = new Folder(problems);
    files.forEach(
        (path, text) -> {
          if (isPart(path)) {
            reader.add(path, path, kept(path, text));
          }
        });
    return reader.sorted();
  }

  /**
   * The files under a class-path folder, by path. Folders inside jars are listed through the URL's
   * own connection, so that jars within jars work where their class loader knows them.
   */
  static List<SourceFile> readResource(ClassLoader loader, String folder, Problems problems) {
    Folder reader = new Folder(problems);
    String prefix = folder.endsWith("/") ? folder : folder + "/";
    String shown = "classpath:" + prefix;
    try {
      URL url = resource(loader, prefix);
      if (url == null) {
        problems.add(
            Problem.error(
                "no-constitution",
                shown,
                0,
                0,
                null,
                "there is no such folder on the class path",
                "a class-path folder is named without a leading `/`"));
        return List.of();
      }
      if (url.openConnection() instanceof JarURLConnection jar) {
        reader.readJar(jar, shown);
      } else {
        Path directory = Path.of(asUri(url));
        Path root = Files.isDirectory(directory) ? directory : directory.getParent();
        read(root, problems).forEach(it -> reader.files.add(it.shownAs(shown + it.path())));
      }
    } catch (IOException e) {
      reader.unreadable(shown, e.getMessage());
    }
    return reader.sorted();
  }

  /** A folder on the class path, or its manifest where folders have no entries; null if neither. */
  private static @Nullable URL resource(ClassLoader loader, String prefix) {
    URL folder = loader.getResource(prefix);
    return folder != null ? folder : loader.getResource(prefix + "constitution.json");
  }

  private void readJar(JarURLConnection jar, String shown) throws IOException {
    jar.setUseCaches(false);
    try (JarFile entries = jar.getJarFile()) {
      String inJar = jar.getEntryName().replaceFirst("constitution\\.json$", "");
      for (JarEntry entry : Collections.list(entries.entries())) {
        String name = entry.getName();
        String path = name.startsWith(inJar) ? name.substring(inJar.length()) : "";
        if (isPart(path)) {
          read(path, shown + path, () -> entries.getInputStream(entry));
        }
      }
    }
  }

  /** The bytes of a file that a constitution keeps; a workbook is kept in Base64. */
  private static byte[] kept(String path, String text) {
    if (RuleTable.isWorkbook(path)) {
      try {
        return Base64.getDecoder().decode(text);
      } catch (IllegalArgumentException e) {
        return new byte[0]; // no workbook, and told as such
      }
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static URI asUri(URL url) throws IOException {
    try {
      return url.toURI();
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  /** Whether a path is one of a constitution's; Kubernetes keeps copies in folders like these. */
  static boolean isPart(String path) {
    if (path.startsWith("..") || path.contains("/..")) {
      return false;
    }
    return path.endsWith(".drl") || path.equals("constitution.json") || RuleTable.isTable(path);
  }

  private List<SourceFile> sorted() {
    return files.stream().sorted(Comparator.comparing(SourceFile::path)).toList();
  }

  /** Where the bytes of a file come from. */
  private interface Opening {
    InputStream open() throws IOException;
  }

  private void read(String path, String shown, Opening file) {
    try (InputStream in = file.open()) {
      byte[] bytes = in.readNBytes(LARGEST_FILE + 1);
      if (bytes.length > LARGEST_FILE) {
        problems.add(
            Problem.error(
                "file-too-large", shown, 0, 0, null, "the file is larger than 16 MiB", null));
      } else if ((bytesOfAll += bytes.length) > MAX_BYTES_OF_ALL) {
        problems.add(
            Problem.error(
                "file-too-large",
                shown,
                0,
                0,
                null,
                "the files up to this one are larger than 32 MiB together",
                "split the constitution, or remove what does not belong to it"));
        bytesOfAll = MAX_BYTES_OF_ALL;
      } else {
        add(path, shown, bytes);
      }
    } catch (IOException e) {
      unreadable(shown, e.getMessage());
    }
  }

  private void add(String path, String shown, byte[] bytes) {
    if (RuleTable.isWorkbook(path)) {
      table(
          path,
          shown,
          Base64.getEncoder().encodeToString(bytes),
          () -> RuleTable.ofWorkbook(shown, bytes));
    } else {
      addText(path, shown, bytes);
    }
  }

  private void table(String path, String shown, String kept, Supplier<RuleTable> read) {
    try {
      SourceFile file = SourceFile.ofTable(path, shown, kept, read.get());
      checkLines(file);
      files.add(file);
    } catch (InvalidInputException e) {
      e.problems().forEach(problems::add);
    }
  }

  private void checkLines(SourceFile file) {
    int tooLong = file.afterColumn(LONGEST_LINE);
    if (tooLong >= 0) {
      problems.error(
          "line-too-long",
          file,
          tooLong,
          null,
          "the line is longer than " + LONGEST_LINE + " characters",
          "break it up");
    }
  }

  private void addText(String path, String shown, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(in)
              .toString();
      String normal = text.replace("\r\n", "\n").replace('\r', '\n');
      SourceFile file =
          new SourceFile(path, shown, normal.startsWith("\uFEFF") ? normal.substring(1) : normal);
      checkLines(file);
      if (RuleTable.isTable(path)) {
        table(path, shown, file.text(), () -> RuleTable.ofCsv(shown, file.text()));
        return;
      }
      files.add(file);
    } catch (CharacterCodingException e) {
      SourceFile before =
          new SourceFile(path, shown, new String(bytes, 0, in.position(), StandardCharsets.UTF_8));
      problems.error(
          "invalid-utf-8",
          before,
          before.text().length(),
          null,
          "the file is not UTF-8 from here on",
          "save it as UTF-8");
    }
  }

  private void unreadable(String shown, @Nullable String why) {
    problems.add(Problem.error("unreadable", shown, 0, 0, null, "cannot be read: " + why, null));
  }
}
