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
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.Semantics;
import org.equipoise.constitution.vetting.Permissions;
import org.equipoise.decision.Decider;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.jspecify.annotations.Nullable;

/** Decides again under a constitution from a ledger. Thread-safe. */
sealed interface ReplayTarget {
  /** The compiled constitutions of this process. The cache may drop them when memory is short. */
  Cache<Files, Constitution> COMPILED = CacheBuilder.newBuilder().softValues().build();

  /** The input from which a constitution is compiled. */
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
   * @param sight the facts that its rules can read
   * @param other the constitution to compare with; null if there is none
   */
  record Open(Decider decider, ReadableFacts sight, @Nullable Other other) implements ReplayTarget {

    /** Returns those of the masked facts that the active rules can read. */
    List<String> within(List<String> masked) {
      List<String> own = sight.within(masked);
      return own.isEmpty() && other != null ? other.sight().within(masked) : own;
    }
  }

  /**
   * The constitution to compare with.
   *
   * @param renamed the names of its rules by their ids in the first constitution
   */
  record Other(
      Decider decider, ReadableFacts sight, Map<String, String> renamed, Attribution attribution) {}

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
      @Nullable Constitution against) {
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
    Constitution own;
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
  static Open of(Constitution own, @Nullable Constitution against) {
    return new Open(
        new Decider(own), ReadableFacts.of(own), against == null ? null : other(own, against));
  }

  private static Other other(Constitution own, Constitution against) {
    ConstitutionDifference difference = ConstitutionDifference.between(own, against);
    return new Other(
        new Decider(against),
        ReadableFacts.of(against),
        difference.renamed(),
        new Attribution(own, against, difference));
  }

  /**
   * Compiles a constitution from files.
   *
   * @param allowed the host classes that its rules may use
   * @throws InvalidInputException if the files are not a valid constitution
   */
  static Constitution compiled(SortedMap<String, String> files, Set<String> allowed) {
    return cached(files, allowed, () -> Constitution.of(files, new Permissions(allowed)));
  }

  /** Adds a compiled constitution to the cache. */
  static void remember(Constitution constitution, Set<String> allowed) {
    cached(constitution.files(), allowed, () -> constitution);
  }

  private static Constitution cached(
      SortedMap<String, String> files, Set<String> allowed, Callable<Constitution> loader) {
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
