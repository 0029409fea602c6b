package org.equipoise.authoring.adoption;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.equipoise.constitution.Constitution;
import org.equipoise.problem.internal.OptionalLibrary;
import org.jspecify.annotations.Nullable;

/**
 * A unified diff of text files, as {@code git diff} and {@code diff -u} write it. It is applied as
 * it stands or not at all: no line is looked for elsewhere. The line ends of a file stay as they
 * are. Immutable.
 */
public final class TextPatch {
  private static final String FIXTURES = "fixtures/";
  private static final String LIBRARY = "io.github.java-diff-utils:java-diff-utils";

  private final List<FilePatch> files;

  /**
   * The changes of one file.
   *
   * @param isNew whether the file is not there before
   * @param isGone whether it is not there afterwards
   * @param ends whether the last line has no line end, before and afterwards; null if the patch
   *     does not say
   */
  private record FilePatch(
      String path, boolean isNew, boolean isGone, List<Hunk> hunks, @Nullable Ends ends) {

    /** Whether nothing need be there before. */
    boolean isOnlyAdded() {
      return hunks.size() == 1 && hunks.get(0).before().lines().isEmpty();
    }
  }

  /** Whether the last line of a file has no line end, before and after a patch. */
  private record Ends(boolean before, boolean after) {}

  private TextPatch(List<FilePatch> files) {
    this.files = files;
  }

  /**
   * Parses a patch.
   *
   * @throws IllegalArgumentException if it is none, changes nothing, renames or is binary, or names
   *     a file outside of the folder it is applied to
   * @throws IllegalStateException if the library that reads patches is not on the class path
   */
  public static TextPatch parse(String text) {
    OptionalLibrary.require("com.github.difflib.DiffUtils", LIBRARY, "patches");
    if (text.contains("\nGIT binary patch") || text.contains("\nBinary files ")) {
      throw new IllegalArgumentException("it changes a binary file, which no text can show");
    }
    List<@Nullable Ends> ends = ends(text);
    List<FilePatch> files = new ArrayList<>();
    TreeSet<String> paths = new TreeSet<>();
    for (Hunk.OfFile file : PatchReader.read(text)) {
      requireInside(file.path());
      if (!paths.add(file.path())) {
        throw new IllegalArgumentException("it changes `" + file.path() + "` twice");
      }
      files.add(
          new FilePatch(
              file.path(),
              file.isNew(),
              file.isGone(),
              file.hunks(),
              files.size() < ends.size() ? ends.get(files.size()) : null));
    }
    if (files.isEmpty()) {
      throw new IllegalArgumentException("it is no unified diff: no file is changed");
    }
    return new TextPatch(files);
  }

  private static void requireInside(String path) {
    boolean isOutside = path.isBlank() || path.startsWith("/") || path.contains("\\");
    for (String step : path.split("/", -1)) {
      isOutside |= step.isEmpty() || step.startsWith(".") || step.contains(":");
    }
    if (isOutside) {
      throw new IllegalArgumentException(
          "`" + path + "` is hidden, or outside of the folder of the constitution");
    }
    if (path.startsWith("amendments/")) {
      throw new IllegalArgumentException("`" + path + "` is written by `adopt` alone");
    }
  }

  /**
   * For each file of a patch whether its last line has no line end afterwards; null if the patch
   * says nothing of it. A mark says so of the line before it.
   */
  private static List<@Nullable Ends> ends(String text) {
    List<@Nullable Ends> ends = new ArrayList<>();
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      boolean isHeader =
          lines[i].startsWith("--- ")
              && i + 2 < lines.length
              && lines[i + 1].startsWith("+++ ")
              && lines[i + 2].startsWith("@@ ");
      if (isHeader) {
        ends.add(null);
      } else if (lines[i].startsWith("\\ ") && i > 0 && !ends.isEmpty()) {
        int last = ends.size() - 1;
        Ends known = ends.get(last) == null ? new Ends(false, false) : ends.get(last);
        boolean isBefore = !lines[i - 1].startsWith("+");
        boolean isAfter = !lines[i - 1].startsWith("-");
        ends.set(last, new Ends(known.before() || isBefore, known.after() || isAfter));
      }
    }
    return ends;
  }

  /** Returns the paths of the files that it changes, sorted. */
  public List<String> paths() {
    return files.stream().map(FilePatch::path).sorted().toList();
  }

  /**
   * Returns the patch with paths relative to a folder, if they are relative to one that it lies in.
   *
   * @param known the paths of the files of the folder, relative to it
   */
  public TextPatch relativeTo(Set<String> known) {
    TextPatch tried = this;
    while (tried != null) {
      if (tried.files.stream().anyMatch(it -> !it.isNew() && known.contains(it.path()))) {
        return tried;
      }
      tried = tried.withoutFirstStep();
    }
    return this;
  }

  /**
   * Returns the patch with paths relative to the folder of a constitution.
   *
   * @param known the paths of its files, relative to it
   * @throws IllegalArgumentException if it changes a file that is no part of the constitution and
   *     no fixture
   */
  public TextPatch ofConstitution(Set<String> known) {
    TextPatch own = relativeTo(known);
    for (String path : own.paths()) {
      if (!Constitution.isPart(path) && !path.startsWith(FIXTURES)) {
        throw new IllegalArgumentException(
            "`" + path + "` is no part of the constitution and no fixture: leave it out");
      }
    }
    return own;
  }

  private @Nullable TextPatch withoutFirstStep() {
    String path = files.get(0).path();
    String step = path.substring(0, path.indexOf('/') + 1);
    if (step.isEmpty() || !files.stream().allMatch(it -> it.path().startsWith(step))) {
      return null;
    }
    return new TextPatch(
        files.stream()
            .map(
                it ->
                    new FilePatch(
                        it.path().substring(step.length()),
                        it.isNew(),
                        it.isGone(),
                        it.hunks(),
                        it.ends()))
            .toList());
  }

  /** Returns the part of the patch that changes some files. */
  public TextPatch onlyOn(Predicate<String> paths) {
    return new TextPatch(files.stream().filter(it -> paths.test(it.path())).toList());
  }

  /** Returns the patch that takes this one back. */
  public TextPatch reversed() {
    return new TextPatch(
        files.stream()
            .map(
                it ->
                    new FilePatch(
                        it.path(),
                        it.isGone(),
                        it.isNew(),
                        it.hunks().stream().map(Hunk::reversed).toList(),
                        it.ends() == null ? null : new Ends(it.ends().after(), it.ends().before())))
            .toList());
  }

  /**
   * Applies the patch.
   *
   * @param before the text of a file by its path; null if there is no such file
   * @return the texts afterwards, by path; null for a file that is removed
   * @throws IllegalArgumentException if it does not fit; the message names the file and line
   */
  public Map<String, @Nullable String> apply(Function<String, @Nullable String> before) {
    Map<String, @Nullable String> after = new LinkedHashMap<>();
    for (FilePatch file : files) {
      String text = before.apply(file.path());
      if (file.isNew() && text != null) {
        throw new IllegalArgumentException("`" + file.path() + "` is there already");
      }
      if (text == null && !file.isOnlyAdded()) {
        throw new IllegalArgumentException("`" + file.path() + "` is not there");
      }
      after.put(file.path(), apply(file, text == null ? "" : text));
    }
    return after;
  }

  /**
   * Applies the patch to all files of a folder.
   *
   * @param before their texts by path
   * @return the texts of all files afterwards, by path: a new map, sorted
   * @throws IllegalArgumentException if it does not fit; the message names the file and line
   */
  public SortedMap<String, String> applyTo(Map<String, String> before) {
    SortedMap<String, String> after = new TreeMap<>(before);
    apply(before::get)
        .forEach(
            (path, text) -> {
              if (text == null) {
                after.remove(path);
              } else {
                after.put(path, text);
              }
            });
    return after;
  }

  private static @Nullable String apply(FilePatch file, String text) {
    List<String> lines = lines(text);
    String end = text.contains("\r\n") ? "\r\n" : "\n";
    List<String> result = new ArrayList<>();
    int at = 0;
    for (Hunk hunk : file.hunks()) {
      Hunk.Side source = hunk.before();
      int from = source.at();
      int until = from + source.lines().size();
      if (from < at || until > lines.size()) {
        throw misfit(file, from);
      }
      result.addAll(lines.subList(at, from));
      for (int i = 0; i < source.lines().size(); i++) {
        if (!bare(lines.get(from + i)).equals(bare(source.lines().get(i)))) {
          throw misfit(file, from + i);
        }
      }
      merge(lines.subList(from, until), hunk, end, result);
      at = until;
    }
    result.addAll(lines.subList(at, lines.size()));
    if (file.isGone()) {
      if (!result.isEmpty()) {
        throw misfit(file, 0);
      }
      return null;
    }
    return joined(result, end, file.ends(), text);
  }

  /** A hunk's new lines: those that stay are taken from the file, with its own line ends. */
  private static void merge(List<String> own, Hunk hunk, String end, List<String> result) {
    Set<Integer> removed = Set.copyOf(hunk.before().changed());
    Set<Integer> added = Set.copyOf(hunk.after().changed());
    List<String> target = hunk.after().lines();
    int next = 0;
    for (int i = 0; i < target.size(); i++) {
      if (added.contains(i)) {
        result.add(bare(target.get(i)) + end);
      } else {
        while (removed.contains(next)) {
          next++;
        }
        result.add(own.get(next++));
      }
    }
  }

  private static String joined(List<String> lines, String end, @Nullable Ends ends, String before) {
    for (int i = 0; i < lines.size() - 1; i++) {
      if (bare(lines.get(i)).equals(lines.get(i))) {
        lines.set(i, lines.get(i) + end);
      }
    }
    if (!lines.isEmpty()) {
      int last = lines.size() - 1;
      boolean wasInside = !before.isEmpty() && !before.endsWith("\n");
      boolean isInside = ends == null ? wasInside : ends.after();
      String bare = bare(lines.get(last));
      lines.set(
          last, isInside ? bare : bare.equals(lines.get(last)) ? bare + end : lines.get(last));
    }
    return String.join("", lines);
  }

  private static IllegalArgumentException misfit(FilePatch file, int line) {
    return new IllegalArgumentException(
        "it does not fit `" + file.path() + "` at line " + (line + 1));
  }

  /** The lines with their ends. */
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int from = 0;
    for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', from)) {
      lines.add(text.substring(from, i + 1));
      from = i + 1;
    }
    if (from < text.length()) {
      lines.add(text.substring(from));
    }
    return lines;
  }

  private static String bare(String line) {
    int end = line.endsWith("\n") ? line.length() - 1 : line.length();
    return line.substring(0, end > 0 && line.charAt(end - 1) == '\r' ? end - 1 : end);
  }
}
