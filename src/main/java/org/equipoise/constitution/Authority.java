package org.equipoise.constitution;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.equipoise.constitution.vetting.Permissions;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.problem.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * What cases are decided under: a constitution, or a charter that chooses among several and
 * combines what they say. Immutable and safe to share between threads. No argument and no result is
 * null unless it says so.
 */
public sealed interface Authority permits Constitution, Charter {

  /**
   * Loads what is in a folder: a charter if it holds {@code charter.json}, a constitution
   * otherwise.
   *
   * @param permissions the classes of the host that rules may use
   * @throws InvalidInputException if there is an error; it holds every problem
   */
  static Authority load(Path folder, Permissions permissions) {
    return Charter.isIn(folder)
        ? Charter.load(folder, permissions)
        : Constitution.load(folder, permissions);
  }

  /**
   * Creates a charter or a constitution from the text of its files, as {@link #files} returns it.
   *
   * @param permissions the classes of the host that rules may use
   * @throws InvalidInputException if there is an error; it holds every problem
   */
  static Authority of(Map<String, String> files, Permissions permissions) {
    return files.containsKey(Charter.FILE)
        ? Charter.of(files, permissions)
        : Constitution.of(files, permissions);
  }

  /**
   * Returns the digest of what a folder holds now, which is not checked. Empty if it cannot be
   * read.
   */
  static Optional<String> digestOf(Path folder) {
    return Charter.isIn(folder) ? Charter.digestOf(folder) : Constitution.digestOf(folder);
  }

  /**
   * Returns the folders whose files decide: the folder itself, and those of the constitutions that
   * a charter in it names now, if it can be read.
   */
  static List<Path> folders(Path folder) {
    return Files.isRegularFile(folder.resolve(Charter.FILE))
        ? Charter.folders(folder)
        : List.of(folder);
  }

  /** Returns the name that its author gave. */
  String name();

  /** Returns the version that its author gave. */
  String version();

  /** Returns {@code sha256:} and the digest of the files and the semantics version, in hex. */
  String digest();

  /**
   * Returns the text of all files that decide, by path. {@link #of} makes the same of them.
   * Unmodifiable.
   */
  SortedMap<String, String> files();

  /** Returns the constitutions: one, or those of a charter in its order. */
  List<Constitution> constitutions();

  /** Returns whether what rules say depends on the time. */
  boolean isTimeBound();

  /** Returns the same with the time as of which cases without one are decided. */
  Authority asOf(Instant time);

  /** Returns a case with the time as of which it is decided; see {@link Constitution#dated}. */
  Case dated(Case given, InstantSource clock);

  /**
   * Returns the names in a case, and in the judgments on it, that are not known; see {@link
   * KnownNames#unknown}. Under a charter, a name is known if one of its constitutions knows it.
   */
  List<KnownNames.Unknown> unknown(Case given, List<Judgment> judgments);

  /**
   * Returns the attributes of a case, and circumstances of the judgments on it, whose values are of
   * a kind that no rule compares them with; see {@link KnownNames#unlike}. Under a charter, those
   * that this is so of under one of its constitutions.
   */
  List<KnownNames.Unknown> unlike(Case given, List<Judgment> judgments);

  /** Returns what {@link #unknown} or {@link #unlike} found, in words. */
  String inWords(KnownNames.Unknown unknown);

  /**
   * Returns what an unknown name may have been meant to be, as a hint; null if nothing is like it.
   *
   * @param beside names that stand in one fact with it, and so are not what it was meant to be
   */
  @Nullable String hint(KnownNames.Unknown unknown, Set<String> beside);

  /** Returns whether a case has none of the attributes that rules read, although they read some. */
  boolean readsNothingOf(Case given);
}
