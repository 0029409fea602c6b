package org.equipoise.constitution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.equipoise.constitution.CharterFile.Concession;
import org.equipoise.language.Element;
import org.equipoise.problem.Problem;
import org.jspecify.annotations.Nullable;

/** A charter that is being read. */
final class CharterReading {
  final @Nullable SourceFile source;
  final @Nullable CharterFile file;
  final Problems problems;
  final Map<String, Path> folders = new LinkedHashMap<>();

  CharterReading(@Nullable SourceFile source, @Nullable CharterFile file, Problems problems) {
    this.source = source;
    this.file = file;
    this.problems = problems;
  }

  /** The charter in a folder, with the folders of its constitutions. */
  static CharterReading in(Path folder) {
    Problems problems = new Problems();
    if (!Charter.isIn(folder)) {
      problems.add(
          Problem.error(
              "no-charter",
              folder.toString(),
              0,
              0,
              null,
              "there is no `charter.json` in this folder",
              "a charter is a folder with one, which names constitutions"));
      return new CharterReading(null, null, problems);
    }
    SourceFile source = Folder.readFile(folder, Charter.FILE, problems);
    CharterFile file = source == null ? null : CharterFile.read(source, problems);
    CharterReading reading = new CharterReading(source, file, problems);
    if (Files.isRegularFile(folder.resolve(FileKind.MANIFEST))) {
      problems.add(
          Problem.error(
              "charter-in-charter",
              folder.resolve(FileKind.MANIFEST).toString(),
              0,
              0,
              null,
              "the folder holds a charter and a constitution",
              "move the constitution into a folder of its own"));
    }
    if (source != null && file != null && !problems.anyError()) {
      reading.find(folder, source, file);
    }
    return reading;
  }

  private void find(Path folder, SourceFile source, CharterFile file) {
    Map<Path, String> names = new HashMap<>();
    Path own = real(folder);
    file.folders()
        .forEach(
            (name, place) -> {
              Path named = folder.resolve(place.path()).normalize();
              Path kept = folder.resolve(Charter.CONSTITUTIONS + name); // where ledgers keep it
              Path of = Files.isDirectory(named) || !Files.isDirectory(kept) ? named : kept;
              String field = "constitutions." + name;
              String shown = "`" + place.path() + "`";
              String other = names.putIfAbsent(real(of), name);
              if (!Files.isDirectory(of)) {
                problems.error(
                    "no-constitution",
                    source,
                    place.offset(),
                    field,
                    "there is no folder " + shown,
                    "paths are relative to the charter, and name the folder of a constitution");
              } else if (real(of).equals(own) || Charter.isIn(of)) {
                problems.error(
                    "charter-in-charter",
                    source,
                    place.offset(),
                    field,
                    shown + " is the folder of a charter",
                    "name constitutions only: a charter does not apply another one");
              } else if (other != null) {
                problems.error(
                    "wrong-value",
                    source,
                    place.offset(),
                    field,
                    shown + " is also the folder of `" + other + "`",
                    "name each constitution once, so that it is heard once");
              } else {
                folders.put(name, of);
              }
            });
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath().normalize();
    }
  }

  /**
   * The charter; empty if there is an error.
   *
   * @param load returns a constitution by its name; null, with a problem, if it has an error
   */
  Optional<Charter> charter(BiFunction<String, Problems, @Nullable Constitution> load) {
    if (source == null || file == null || problems.anyError()) {
      return Optional.empty();
    }
    Map<String, Constitution> loaded = new LinkedHashMap<>();
    SortedMap<String, String> files = new TreeMap<>();
    files.put(Charter.FILE, source.text());
    for (String name : file.folders().keySet()) {
      Constitution constitution = load.apply(name, problems);
      if (constitution != null) {
        loaded.put(name, constitution);
        constitution
            .files()
            .forEach((path, text) -> files.put(Charter.CONSTITUTIONS + name + "/" + path, text));
      }
    }
    if (problems.anyError()) {
      return Optional.empty();
    }
    Map<String, SortedMap<String, Element>> conceded = conceded(source, file, loaded);
    return problems.anyError()
        ? Optional.empty()
        : Optional.of(
            new Charter(file, loaded, conceded, Collections.unmodifiableSortedMap(files)));
  }

  /** The rules that constitutions concede, by their ids. */
  private Map<String, SortedMap<String, Element>> conceded(
      SourceFile source, CharterFile file, Map<String, Constitution> loaded) {
    Map<String, SortedMap<String, Element>> all = new HashMap<>();
    for (Concession each : file.concessions()) {
      Constitution of = Objects.requireNonNull(loaded.get(each.constitution()));
      DefinedRule rule =
          of.rules().values().stream()
              .filter(it -> it.rule().element().toString().equals(each.element()))
              .findFirst()
              .orElse(null);
      SortedMap<String, Element> own =
          all.computeIfAbsent(each.constitution(), it -> new TreeMap<>());
      String fault =
          rule == null
              ? "`" + each.constitution() + "` has no `" + each.element() + "`"
              : rule.rule().entrenched()
                  ? "`" + each.element() + "` is entrenched, so it cannot be conceded"
                  : own.containsKey(rule.rule().id())
                      ? "`" + each.element() + "` is conceded twice"
                      : null;
      if (fault != null || rule == null) {
        problems.error(
            "wrong-value",
            source,
            each.offset(),
            "concessions.element",
            String.valueOf(fault),
            "name a rule as decisions do: `principle:ID` or `theory:ID`");
      } else {
        own.put(rule.rule().id(), rule.rule().element());
      }
    }
    return all;
  }
}
