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

/** Where decisions are made again: under a constitution that a ledger keeps. Thread-safe. */
sealed interface ReplayTarget {
  /** Compiled once for all replays in this process, as long as there is memory. */
  Cache<Files, Constitution> COMPILED = CacheBuilder.newBuilder().softValues().build();

  /** What a constitution is compiled from. */
  record Files(SortedMap<String, String> texts, Set<String> allowed) {}

  /**
   * The constitution cannot be had.
   *
   * @param why it cannot
   */
  record Closed(String why) implements ReplayTarget {}

  /**
   * The constitution is there.
   *
   * @param decider decides under it
   * @param sight what its rules can look at
   * @param other what it is compared with, or null
   */
  record Open(Decider decider, ReadableFacts sight, @Nullable Other other) implements ReplayTarget {

    /** Which of some masked facts the rules in play can look at. */
    List<String> within(List<String> masked) {
      List<String> own = sight.within(masked);
      return own.isEmpty() && other != null ? other.sight().within(masked) : own;
    }
  }

  /**
   * The constitution that decisions are compared under.
   *
   * @param renamed what its rules are called by the id they have in the first
   */
  record Other(
      Decider decider, ReadableFacts sight, Map<String, String> renamed, Attribution attribution) {}

  /**
   * The constitution of a digest.
   *
   * @param files as the ledger keeps them
   * @param against another constitution, or null
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
   * A constitution that is at hand.
   *
   * @param against another constitution, or null
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
   * The constitution of some files.
   *
   * @param allowed what its rules may use besides
   * @throws InvalidInputException if they make none
   */
  static Constitution compiled(SortedMap<String, String> files, Set<String> allowed) {
    return cached(files, allowed, () -> Constitution.of(files, new Permissions(allowed)));
  }

  /** Remembers a constitution that was compiled already. */
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
