package org.equipoise.audit.replay;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.util.concurrent.UncheckedExecutionException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.equipoise.audit.replay.internal.ReadableFacts;
import org.equipoise.authoring.comparison.Attribution;
import org.equipoise.authoring.comparison.ConstitutionDifference;
import org.equipoise.constitution.Authority;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.Semantics;
import org.equipoise.constitution.vetting.Permissions;
import org.equipoise.decision.Deciding;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.jspecify.annotations.Nullable;

/** Decides again under a constitution from a ledger. Thread-safe. */
sealed interface ReplayTarget {
  /**
   * The compiled constitutions and charters of this process. The cache may drop them when memory is
   * short.
   */
  Cache<Files, Authority> COMPILED = CacheBuilder.newBuilder().softValues().build();

  /** The input from which a constitution or a charter is compiled. */
  record Files(SortedMap<String, String> texts, Set<String> allowed) {}

  /**
   * A constitution that is not available.
   *
   * @param why the reason
   */
  record Closed(String why) implements ReplayTarget {}

  /**
   * An available constitution.
   *
   * @param decider decides under it
   * @param readable the facts that its rules can read
   * @param other the constitution to compare with; null if there is none
   */
  record Open(Deciding decider, ReadableFacts readable, @Nullable Other other)
      implements ReplayTarget {

    /** Returns those of the masked facts that the active rules can read. */
    List<String> within(List<String> masked) {
      List<String> own = readable.within(masked);
      return own.isEmpty() && other != null ? other.readable().within(masked) : own;
    }
  }

  /**
   * The constitution or charter to compare with.
   *
   * @param renamed the names of its rules by their ids in the first constitution; none where one of
   *     the two is a charter
   * @param attribution what each difference alone changes; null where one of the two is a charter
   */
  record Other(
      Deciding decider,
      ReadableFacts readable,
      Map<String, String> renamed,
      @Nullable Attribution attribution) {}

  /**
   * Returns the target for a digest.
   *
   * @param files the files as the ledger holds them
   * @param against the constitution to compare with; null if there is none
   */
  static ReplayTarget of(
      String digest,
      SortedMap<String, String> files,
      Set<String> allowed,
      @Nullable Authority against) {
    if (files.isEmpty()) {
      return new Closed("the ledger does not keep the constitution " + digest);
    }
    if (Semantics.replayed().stream()
        .noneMatch(it -> Constitution.digestOf(files, it).equals(digest))) {
      return new Closed(
          "the constitution "
              + digest
              + " was altered: its files have the digest "
              + Constitution.digestOf(files, Semantics.VERSION));
    }
    Authority own;
    try {
      own = compiled(files, allowed);
    } catch (InvalidInputException e) {
      Problem first = e.problems().get(0);
      return new Closed(
          "this engine does not accept the constitution " + digest + ": " + first.message());
    }
    return of(own, against);
  }

  /**
   * Returns the target for a loaded constitution.
   *
   * @param against the constitution to compare with; null if there is none
   */
  static Open of(Authority own, @Nullable Authority against) {
    return new Open(
        Deciding.of(own), ReadableFacts.of(own), against == null ? null : other(own, against));
  }

  private static Other other(Authority own, Authority against) {
    Deciding decider = Deciding.of(against);
    ReadableFacts readable = ReadableFacts.of(against);
    if (own instanceof Constitution before && against instanceof Constitution after) {
      ConstitutionDifference difference = ConstitutionDifference.between(before, after);
      return new Other(
          decider, readable, difference.renamed(), new Attribution(before, after, difference));
    }
    return new Other(decider, readable, Map.of(), null);
  }

  /**
   * Compiles a constitution or a charter from files.
   *
   * @param allowed the host classes that its rules may use
   * @throws InvalidInputException if the files are not a valid constitution
   */
  static Authority compiled(SortedMap<String, String> files, Set<String> allowed) {
    return cached(files, allowed, () -> Authority.of(files, new Permissions(allowed)));
  }

  /** Adds what is compiled to the cache. */
  static void remember(Authority authority, Set<String> allowed) {
    cached(authority.files(), allowed, () -> authority);
  }

  private static Authority cached(
      SortedMap<String, String> files, Set<String> allowed, Callable<Authority> loader) {
    try {
      return COMPILED.get(new Files(files, allowed), loader);
    } catch (ExecutionException | UncheckedExecutionException e) {
      if (e.getCause() instanceof InvalidInputException invalid) {
        throw invalid;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
