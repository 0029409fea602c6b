package org.equipoise.audit.replay;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import org.equipoise.audit.ledger.Entry;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.ledger.transparency.Hash;
import org.equipoise.constitution.Semantics;
import org.equipoise.formats.internal.JsonText;
import org.equipoise.formats.internal.Unwritable;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Stores the progress of a replay, so that it can be resumed. The file is replaced atomically.
 *
 * @param file the file; it need not exist
 * @param what what is replayed; a resumed replay must be the same
 */
record SavedReplay(Path file, What what) {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  /**
   * Identifies a replay.
   *
   * @param instead the digest of a constitution that replaces the recorded ones; null if there is
   *     none
   * @param against the digest of the constitution to compare with; null if there is none
   * @param to the sequence number of the end, exclusive
   * @param asOf as of when it is decided; null for the recorded times
   */
  record What(
      String semantics,
      long from,
      long to,
      @Nullable String instead,
      @Nullable String against,
      @Nullable String asOf) {
    What(
        long from,
        long to,
        @Nullable String instead,
        @Nullable String against,
        @Nullable Instant asOf) {
      this(Semantics.VERSION, from, to, instead, against, asOf == null ? null : asOf.toString());
    }
  }

  private record Saved(String equipoise, What what, ReplayedRanges.Place place) {}

  /**
   * Checks that the file can be written, before any work could be lost.
   *
   * @throws InvalidInputException if the file cannot be written
   */
  void prepare() {
    try {
      Files.writeString(part(), "");
      Files.delete(part());
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /**
   * Saves the progress.
   *
   * @throws InvalidInputException if the file cannot be written
   */
  void save(ReplayedRanges.Place place) {
    try {
      Files.writeString(
          part(), JsonText.of(json -> JSON.writeValue(json, new Saved("replay", what, place))));
      Files.move(
          part(),
          file.toAbsolutePath(),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private Path part() {
    Path whole = file.toAbsolutePath();
    return whole.resolveSibling(whole.getFileName() + ".part");
  }

  private InvalidInputException unwritable(IOException cause) {
    return Unwritable.of(file, cause, "name another file to go on from");
  }

  /**
   * Loads the progress; empty if there is no file.
   *
   * @throws InvalidInputException if the file belongs to another replay or another ledger, or holds
   *     no progress
   */
  Optional<ReplayedRanges.Place> load(Ledger ledger) {
    Saved saved;
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      saved = JSON.readValue(Files.readString(file), Saved.class);
      if (saved == null || saved.what() == null || !isWhole(saved.place())) {
        throw refused("the file holds no replay to go on with");
      }
    } catch (IOException | IllegalArgumentException e) {
      throw refused("the file holds no replay to go on with");
    }
    if (!saved.what().equals(what)) {
      throw refused(
          "the file is of another replay: " + words(saved.what()) + ", not " + words(what));
    }
    ReplayedRanges.Place place = saved.place();
    if (place.next() > place.from() && !isPrefix(ledger, place)) {
      throw refused(
          "the file is of another ledger than `"
              + ledger.name()
              + "`, or that was altered since: entry "
              + (place.next() - 1)
              + " is another");
    }
    return Optional.of(place);
  }

  /** Returns whether a place is complete and consistent. */
  private static boolean isWhole(ReplayedRanges.@Nullable Place place) {
    if (place == null || place.summary() == null || place.peaks() == null) {
      return false;
    }
    if (place.last() != null) {
      Hash.parseHex(place.last());
    }
    place.peaks().forEach(Hash::parseHex);
    return place.summary().entries() == place.next() - place.from()
        && (place.peaks().isEmpty()
            || (place.from() == 0 && place.peaks().size() == Long.bitCount(place.next())));
  }

  private static boolean isPrefix(Ledger ledger, ReplayedRanges.Place place) {
    try (Ledger.Entries entries = ledger.entries(place.next() - 1)) {
      return entries.hasNext()
          && Entry.parse(entries.nextLine(), place.next() - 1).hash().hex().equals(place.last());
    }
  }

  private static String words(What what) {
    return (what.instead() == null ? "under their own constitutions" : "under " + what.instead())
        + (what.against() == null ? "" : " against " + what.against())
        + (what.asOf() == null ? "" : " as of " + what.asOf())
        + ", entries "
        + what.from()
        + (what.to() == Long.MAX_VALUE ? " to the end" : " to " + what.to())
        + ", semantics version "
        + what.semantics();
  }

  private InvalidInputException refused(String message) {
    return new InvalidInputException(
        Problem.error(
            "stale-replay",
            file.toString(),
            0,
            0,
            null,
            message,
            "delete it to begin anew, or name another file"));
  }
}
