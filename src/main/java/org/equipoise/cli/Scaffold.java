package org.equipoise.cli;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.equipoise.formats.internal.Unwritable;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;

/** A small constitution to begin with, and what its author's tools need. */
final class Scaffold {
  private static final String FOLDER = "/org/equipoise/starter/";

  /** Where each file goes, by the resource that holds it. */
  private static final Map<String, String> FILES = new LinkedHashMap<>();

  static {
    for (String same :
        List.of(
            "README.md",
            "attributes.json",
            "cases.jsonl",
            "constitution.json",
            "fixtures/first.yaml",
            "judgments.jsonl",
            "principles.drl",
            "theories.drl")) {
      FILES.put(same, same);
    }
    for (String hidden :
        List.of(
            "vscode/attributes.schema.json",
            "vscode/constitution.schema.json",
            "vscode/extensions.json",
            "vscode/fixture.schema.json",
            "vscode/rules.code-snippets",
            "vscode/settings.json",
            "vscode/tasks.json",
            "editorconfig")) {
      FILES.put(hidden, "." + hidden);
    }
    FILES.put("workflow.yml", ".github/workflows/rules.yml");
  }

  private final Path folder;
  private final Deque<Path> made = new ArrayDeque<>();

  private Scaffold(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes all of it into a folder, which is made if it is not there; nothing is left of it if that
   * fails.
   *
   * @return the files written, relative to the folder
   * @throws InvalidInputException if the folder holds anything but {@code .git}, or cannot be
   *     written
   */
  static List<String> write(Path folder) {
    Scaffold starter = new Scaffold(folder);
    refuseIfTaken(folder);
    try {
      starter.writeAll();
    } catch (IOException e) {
      starter.undo(e);
      throw Unwritable.of(folder, e, "choose another folder");
    }
    return List.copyOf(FILES.values());
  }

  static void refuseIfTaken(Path folder) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw refused(folder, "folder-taken", "it is a file", "choose a folder that is not there");
    }
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> inside = Files.list(folder)) {
      if (inside.anyMatch(it -> !it.getFileName().toString().equals(".git"))) {
        throw refused(
            folder,
            "folder-taken",
            "the folder is not empty, and nothing in it is overwritten",
            "choose a folder that is empty, or not there");
      }
    } catch (IOException | UncheckedIOException e) {
      throw refused(folder, "unreadable", "cannot be read: " + e, "choose another folder");
    }
  }

  private static InvalidInputException refused(
      Path folder, String code, String message, String hint) {
    return new InvalidInputException(
        Problem.error(code, folder.toString(), 0, 0, null, message, hint));
  }

  private void writeAll() throws IOException {
    Path named = folder.toAbsolutePath().normalize().getFileName();
    String name = named == null ? "rules" : named.toString();
    makeFolder(folder.toAbsolutePath());
    for (Map.Entry<String, String> each : FILES.entrySet()) {
      Path file = folder.toAbsolutePath().resolve(each.getValue());
      makeFolder(Objects.requireNonNull(file.getParent()));
      String text =
          resource(each.getKey())
              .replace("{{name}}", quoted(name))
              .replace("{{title}}", name.replaceAll("\\p{Cc}", " "))
              .replace("{{version}}", Main.VERSION);
      Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
      made.push(file);
    }
  }

  private void makeFolder(Path wanted) throws IOException {
    if (!Files.isDirectory(wanted)) {
      if (wanted.getParent() != null) {
        makeFolder(wanted.getParent());
      }
      Files.createDirectory(wanted);
      made.push(wanted);
    }
  }

  /** Takes back what was made; what cannot be, such as a folder of somebody else's files, stays. */
  private void undo(IOException cause) {
    for (Path each : made) {
      try {
        Files.deleteIfExists(each);
      } catch (IOException e) {
        cause.addSuppressed(e);
      }
    }
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    JsonStringEncoder.getInstance().quoteAsString(text, quoted);
    return quoted.append('"').toString();
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Scaffold.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException(FOLDER + name + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
