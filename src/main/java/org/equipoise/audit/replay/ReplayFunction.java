package org.equipoise.audit.replay;

import com.google.common.collect.ImmutableSortedMap;
import java.io.Serializable;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.equipoise.audit.ledger.DamagedLedgerException;
import org.equipoise.audit.ledger.Entry;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.constitution.Authority;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.vetting.Permissions;
import org.jspecify.annotations.Nullable;

/**
 * Replays consecutive entries, on any machine. It carries the text of the constitutions that it
 * needs and compiles each once per process. Serializable and thread-safe.
 *
 * <p>It reads entries in order, holds one at a time, and returns ranges lazily, each of at most
 * {@value #MAX_ENTRIES} entries. The iterator throws {@link DamagedLedgerException} at an entry
 * whose number does not follow the one before.
 */
public final class ReplayFunction
    implements Function<Iterator<Entry>, Iterator<ReplayedRange>>, Serializable {
  private static final long serialVersionUID = 1L;

  /** The largest number of entries in a range. */
  public static final int MAX_ENTRIES = 4_096;

  private final TreeMap<String, TreeMap<String, String>> constitutions = new TreeMap<>();
  private final TreeSet<String> allowed;
  private final @Nullable ImmutableSortedMap<String, String> instead;
  private final @Nullable ImmutableSortedMap<String, String> against;
  private final @Nullable Instant asOf;
  private transient @Nullable Ledger ledger;
  private transient volatile @Nullable ConcurrentHashMap<String, ReplayTarget> targets;

  private ReplayFunction(
      Ledger ledger,
      Permissions permissions,
      @Nullable Authority instead,
      @Nullable Authority against,
      @Nullable Instant asOf) {
    this.ledger = ledger;
    this.allowed = new TreeSet<>(permissions.classes());
    this.instead = carried(instead);
    this.against = carried(against);
    this.asOf = asOf;
    if (instead == null) {
      for (String digest : ledger.constitutions()) {
        constitutions.put(digest, new TreeMap<>(ledger.files(digest)));
      }
    }
  }

  private @Nullable ImmutableSortedMap<String, String> carried(@Nullable Authority authority) {
    if (authority == null) {
      return null;
    }
    ReplayTarget.remember(authority, allowed);
    return ImmutableSortedMap.copyOf(authority.files());
  }

  /**
   * Returns a function that replays each decision under its own constitution.
   *
   * @param permissions the host classes that rules may use
   */
  public static ReplayFunction of(Ledger ledger, Permissions permissions) {
    return of(ledger, permissions, null);
  }

  /**
   * Returns a function that replays each decision under its own constitution.
   *
   * @param permissions the host classes that rules may use
   * @param asOf as of when to decide, instead of the recorded times; null for these
   */
  public static ReplayFunction of(Ledger ledger, Permissions permissions, @Nullable Instant asOf) {
    return new ReplayFunction(ledger, permissions, null, null, asOf);
  }

  /**
   * Returns a function that replays each decision under another constitution or charter and
   * compares.
   *
   * @param permissions the host classes that rules of all constitutions may use
   */
  public static ReplayFunction against(
      Authority authority, Ledger ledger, Permissions permissions) {
    return against(authority, ledger, permissions, null);
  }

  /**
   * Returns a function that replays each decision under another constitution or charter and
   * compares.
   *
   * @param permissions the host classes that rules of all constitutions may use
   * @param asOf as of when to decide under the other one, instead of the recorded times; null for
   *     these
   */
  public static ReplayFunction against(
      Authority authority, Ledger ledger, Permissions permissions, @Nullable Instant asOf) {
    return new ReplayFunction(ledger, permissions, null, authority, asOf);
  }

  /**
   * Returns a function that decides each recorded case under two constitutions and compares the
   * results. The recorded decision and its constitution do not facts.
   *
   * @param permissions the host classes that rules of both constitutions may use
   */
  public static ReplayFunction between(
      Constitution before, Constitution after, Ledger ledger, Permissions permissions) {
    return new ReplayFunction(ledger, permissions, before, after, null);
  }

  @Override
  public Iterator<ReplayedRange> apply(Iterator<Entry> entries) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return entries.hasNext();
      }

      @Override
      public ReplayedRange next() {
        if (!entries.hasNext()) {
          throw new NoSuchElementException();
        }
        EntryReplayer replayer = new EntryReplayer(ReplayFunction.this);
        while (entries.hasNext() && replayer.size() < MAX_ENTRIES) {
          replayer.add(entries.next());
        }
        return replayer.range();
      }
    };
  }

  /**
   * Replays consecutive lines. A line may hold no valid entry.
   *
   * @param first the sequence number of the first line, by its place
   */
  ReplayedRange replay(long first, List<byte[]> lines) {
    EntryReplayer replayer = new EntryReplayer(this);
    for (int i = 0; i < lines.size(); i++) {
      Entry entry;
      try {
        entry = Entry.skim(lines.get(i), first + i);
      } catch (DamagedLedgerException e) {
        replayer.addDamaged(first + i, lines.get(i), e);
        continue;
      }
      replayer.add(entry);
    }
    return replayer.range();
  }

  boolean isComparison() {
    return against != null;
  }

  /** Returns as of when to decide, instead of the recorded times; null for these. */
  @Nullable Instant asOf() {
    return asOf;
  }

  /** Returns whether another constitution replaces the recorded ones. */
  boolean isHypothetical() {
    return instead != null;
  }

  /**
   * Returns the salt of an entry; empty if it has none, it was erased, or the ledger is not
   * available here.
   */
  Optional<byte[]> salt(long entry) {
    return ledger == null ? Optional.empty() : ledger.salt(entry);
  }

  /** Returns the target for the digest of a constitution. Compiles it on the first call. */
  ReplayTarget target(String digest) {
    ConcurrentHashMap<String, ReplayTarget> known = targets;
    if (known == null) {
      synchronized (this) {
        known = Objects.requireNonNullElseGet(targets, ConcurrentHashMap::new);
        targets = known;
      }
    }
    return known.computeIfAbsent(isHypothetical() ? "" : digest, this::open);
  }

  private ReplayTarget open(String digest) {
    Authority other = against == null ? null : ReplayTarget.compiled(against, allowed);
    return instead == null
        ? ReplayTarget.of(digest, files(digest), allowed, other)
        : ReplayTarget.of(ReplayTarget.compiled(instead, allowed), other);
  }

  private SortedMap<String, String> files(String digest) {
    SortedMap<String, String> files = constitutions.get(digest);
    if (files == null && ledger != null) {
      files = ledger.files(digest); // adopted since this function was made
    }
    return files == null ? new TreeMap<>() : files;
  }
}
