package org.equipoise.constitution;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.equipoise.constitution.internal.table.RuleTable;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.equipoise.problem.internal.OtherFormat;
import org.jspecify.annotations.Nullable;

/** Reads the files of a constitution, from a folder or from the class path. */
final class Folder {
  private static final int MAX_FILE_BYTES = 16 << 20;
  private static final int MAX_TOTAL_BYTES = 32 << 20;
  private static final int MAX_LINE_CHARS = 10_000;

  /** As much of a file as is looked at to tell whether it holds rules. */
  private static final int LOOKED_AT = 1 << 16;

  private static final List<Pattern> RULE =
      Stream.of("(?m)^\\s*rule\\b", "\\bwhen\\b", "\\bthen\\b", "\\bend\\b")
          .map(Pattern::compile)
          .toList();

  private final List<SourceFile> files = new ArrayList<>();
  private final List<UnreadFile> unread = new ArrayList<>();
  private final Problems problems;
  private int bytesOfAll;

  /**
   * What a folder holds.
   *
   * @param files those of the constitution, by path
   * @param unread the others, by path
   */
  record Contents(List<SourceFile> files, List<UnreadFile> unread) {}

  private Folder(Problems problems) {
    this.problems = problems;
  }

  /** The files under a folder, by path; what cannot be read is a problem. */
  static Contents read(Path folder, Problems problems) {
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
      return new Contents(List.of(), List.of());
    }
    boolean hasFixtures = Files.isDirectory(folder.resolve("fixtures"));
    for (FolderWalk.Found found : FolderWalk.of(folder)) {
      String path = found.path();
      FileKind kind = FileKind.of(path, hasFixtures);
      if (kind instanceof FileKind.Foreign) {
        continue;
      }
      Path file = folder.resolve(path);
      if (found.fault() != null) {
        reader.unreadable(file.toString(), found.fault());
      } else {
        reader.take(path, file.toString(), kind, () -> Files.newInputStream(file));
      }
    }
    return reader.contents();
  }

  /** One file with text; null, with a problem, if it cannot be read. */
  static @Nullable SourceFile readFile(Path folder, String name, Problems problems) {
    Folder reader = new Folder(problems);
    Path file = folder.resolve(name);
    reader.read(name, file.toString(), () -> Files.newInputStream(file));
    return reader.files.isEmpty() ? null : reader.files.get(0);
  }

  /** Files that are at hand, by path. */
  static Contents of(Map<String, String> files, Problems problems) {
    Folder reader = new Folder(problems);
    boolean hasFixtures = files.keySet().stream().anyMatch(it -> it.startsWith("fixtures/"));
    files.forEach(
        (path, text) -> {
          // what is handed over by name is not hidden
          FileKind kind = FileKind.isRules(path) ? FileKind.PART : FileKind.of(path, hasFixtures);
          byte[] bytes = kept(path, text);
          reader.take(path, path, kind, () -> new ByteArrayInputStream(bytes));
        });
    return reader.contents();
  }

  /**
   * The files under a class-path folder, by path. Folders inside jars are listed through the URL's
   * own connection, so that jars within jars work where their class loader knows them.
   */
  static Contents readResource(ClassLoader loader, String folder, Problems problems) {
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
        return new Contents(List.of(), List.of());
      }
      if (url.openConnection() instanceof JarURLConnection jar) {
        reader.readJar(jar, shown);
      } else {
        Path directory = Path.of(asUri(url));
        Path root =
            Files.isDirectory(directory)
                ? directory
                : Objects.requireNonNull(directory.getParent());
        Contents contents = read(root, problems);
        contents.files().forEach(it -> reader.files.add(it.shownAs(shown + it.path())));
        reader.unread.addAll(contents.unread());
      }
    } catch (IOException e) {
      reader.unreadable(shown, e);
    }
    return reader.contents();
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
        if (name.startsWith(inJar) && !entry.isDirectory()) {
          String path = name.substring(inJar.length());
          boolean hasFixtures = entries.getEntry(inJar + "fixtures/") != null;
          take(
              path,
              shown + path,
              FileKind.of(path, hasFixtures),
              () -> entries.getInputStream(entry));
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

  private Contents contents() {
    List<SourceFile> sorted =
        files.stream().sorted(Comparator.comparing(SourceFile::path)).toList();
    Map<String, SourceFile> byName = new HashMap<>();
    for (SourceFile file : sorted) {
      String name = Normalizer.normalize(file.path(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
      SourceFile other = byName.putIfAbsent(name, file);
      if (other != null) {
        problems.add(
            Problem.error(
                "same-name",
                file.shownAs(),
                0,
                0,
                null,
                "on some machines this file and `" + other.path() + "` are one and the same",
                "rename one of them: only one would be left of the two"));
      }
    }
    return new Contents(
        sorted, unread.stream().sorted(Comparator.comparing(UnreadFile::path)).toList());
  }

  /** Where the bytes of a file come from. */
  private interface Opening {
    InputStream open() throws IOException;
  }

  private void take(String path, String shown, FileKind kind, Opening file) {
    if (path.indexOf('\uFFFD') >= 0) {
      unreadable(shown, "its name is not in the character set of this machine");
    } else if (kind instanceof FileKind.Part) {
      read(FileKind.keptAs(path), shown, file);
    } else if (kind instanceof FileKind.Mistaken mistaken) {
      unreadRules(shown, mistaken.message(), mistaken.hint());
    } else if (kind instanceof FileKind.Unread other) {
      if (!other.isOfOtherUse() && holdsRules(shown, file)) {
        unreadRules(shown, "there are rules in it, and it is not read", other.hint());
      } else {
        unread.add(new UnreadFile(path, other.isDoubtful(), other.hint()));
      }
    }
  }

  private void unreadRules(String shown, String message, String hint) {
    problems.add(Problem.error("unread-rules", shown, 0, 0, null, message, hint));
  }

  private boolean holdsRules(String shown, Opening file) {
    try (InputStream in = file.open()) {
      String text = new String(in.readNBytes(LOOKED_AT), StandardCharsets.UTF_8);
      int at = 0;
      for (Pattern part : RULE) {
        Matcher found = part.matcher(text);
        if (!found.find(at)) {
          return false;
        }
        at = found.end();
      }
      return true;
    } catch (IOException e) {
      unreadable(shown, e);
      return false;
    }
  }

  private void read(String path, String shown, Opening file) {
    try (InputStream in = file.open()) {
      byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
      if (bytes.length > MAX_FILE_BYTES) {
        problems.add(
            Problem.error(
                "file-too-large", shown, 0, 0, null, "the file is larger than 16 MiB", null));
      } else if ((bytesOfAll += bytes.length) > MAX_TOTAL_BYTES) {
        problems.add(
            Problem.error(
                "file-too-large",
                shown,
                0,
                0,
                null,
                "the files up to this one are larger than 32 MiB together",
                "split the constitution, or remove what does not belong to it"));
        bytesOfAll = MAX_TOTAL_BYTES;
      } else {
        add(path, shown, bytes);
      }
    } catch (IOException e) {
      unreadable(shown, e);
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
      if (hasShortLines(file)) {
        files.add(file);
      }
    } catch (InvalidInputException e) {
      e.problems().forEach(problems::add);
    }
  }

  private boolean hasShortLines(SourceFile file) {
    int tooLong = file.afterColumn(MAX_LINE_CHARS);
    if (tooLong >= 0) {
      problems.error(
          "line-too-long",
          file,
          tooLong,
          null,
          "the line is longer than " + MAX_LINE_CHARS + " characters",
          "break it up");
    }
    return tooLong < 0;
  }

  private void addText(String path, String shown, byte[] bytes) {
    Optional<OtherFormat> other = OtherFormat.of(bytes, bytes.length);
    if (other.isPresent()) {
      problems.add(other.get().problem(shown));
      return;
    }
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
      if (!hasShortLines(file)) {
        return;
      }
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

  private void unreadable(String shown, IOException fault) {
    unreadable(
        shown,
        fault instanceof AccessDeniedException
            ? "access is denied: look at its permissions"
            : fault instanceof NoSuchFileException ? "it is gone" : fault.getMessage());
  }

  private void unreadable(String shown, @Nullable String why) {
    problems.add(Problem.error("unreadable", shown, 0, 0, null, "cannot be read: " + why, null));
  }
}
