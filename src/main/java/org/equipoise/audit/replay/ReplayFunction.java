package org.equipoise.audit.replay;

import com.google.common.collect.ImmutableSortedMap;
import java.io.Serializable;
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
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.vetting.Permissions;
import org.jspecify.annotations.Nullable;

/**
 * Replays entries that follow each other, wherever it runs: it carries the constitutions it needs
 * along, as text, and compiles them once for each process. Safe to share between threads.
 *
 * <p>Entries enter in order, one held at a time, and stretches leave as they are asked for, each of
 * at most {@value #MAX_ENTRIES} entries. The iterator throws {@link DamagedLedgerException} at an
 * entry that has another number than follows.
 */
public final class ReplayFunction
    implements Function<Iterator<Entry>, Iterator<ReplayedRange>>, Serializable {
  private static final long serialVersionUID = 1L;

  /** The most entries of a stretch. */
  public static final int MAX_ENTRIES = 4_096;

  private final TreeMap<String, TreeMap<String, String>> constitutions = new TreeMap<>();
  private final TreeSet<String> allowed;
  private final @Nullable ImmutableSortedMap<String, String> instead;
  private final @Nullable ImmutableSortedMap<String, String> against;
  private transient @Nullable Ledger ledger;
  private transient volatile @Nullable ConcurrentHashMap<String, ReplayTarget> courts;

  private ReplayFunction(
      Ledger ledger,
      Permissions permissions,
      @Nullable Constitution instead,
      @Nullable Constitution against) {
    this.ledger = ledger;
    this.allowed = new TreeSet<>(permissions.classes());
    this.instead = carried(instead);
    this.against = carried(against);
    if (instead == null) {
      for (String digest : ledger.constitutions()) {
        constitutions.put(digest, new TreeMap<>(ledger.files(digest)));
      }
    }
  }

  private @Nullable ImmutableSortedMap<String, String> carried(
      @Nullable Constitution constitution) {
    if (constitution == null) {
      return null;
    }
    ReplayTarget.remember(constitution, allowed);
    return ImmutableSortedMap.copyOf(constitution.files());
  }

  /**
   * Replays each decision under the constitution it was made under.
   *
   * @param permissions what the rules of those may use besides
   */
  public static ReplayFunction of(Ledger ledger, Permissions permissions) {
    return new ReplayFunction(ledger, permissions, null, null);
  }

  /**
   * Replays each decision under another constitution, and compares.
   *
   * @param permissions what the rules of all of them may use besides
   */
  public static ReplayFunction against(
      Constitution constitution, Ledger ledger, Permissions permissions) {
    return new ReplayFunction(ledger, permissions, null, constitution);
  }

  /**
   * Decides each recorded case under one constitution and under another, and compares the two;
   * under which it was decided, and how, does not matter.
   *
   * @param permissions what the rules of both may use besides
   */
  public static ReplayFunction between(
      Constitution before, Constitution after, Ledger ledger, Permissions permissions) {
    return new ReplayFunction(ledger, permissions, before, after);
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
        EntryReplayer hearing = new EntryReplayer(ReplayFunction.this);
        while (entries.hasNext() && hearing.size() < MAX_ENTRIES) {
          hearing.add(entries.next());
        }
        return hearing.stretch();
      }
    };
  }

  /**
   * Replays lines that follow each other, whatever they hold.
   *
   * @param first the sequence number of the first, by its place
   */
  ReplayedRange replay(long first, List<byte[]> lines) {
    EntryReplayer hearing = new EntryReplayer(this);
    for (int i = 0; i < lines.size(); i++) {
      Entry entry;
      try {
        entry = Entry.skim(lines.get(i), first + i);
      } catch (DamagedLedgerException e) {
        hearing.addDamaged(first + i, lines.get(i), e);
        continue;
      }
      hearing.add(entry);
    }
    return hearing.stretch();
  }

  boolean isComparison() {
    return against != null;
  }

  /** Whether another constitution takes the place of those recorded. */
  boolean isHypothetical() {
    return instead != null;
  }

  /** The salt of an entry; empty if it has none, it was erased, or the ledger is not at hand. */
  Optional<byte[]> salt(long entry) {
    return ledger == null ? Optional.empty() : ledger.salt(entry);
  }

  /** The constitution of a digest, or what takes its place; compiled when first asked for. */
  ReplayTarget court(String digest) {
    ConcurrentHashMap<String, ReplayTarget> known = courts;
    if (known == null) {
      synchronized (this) {
        known = Objects.requireNonNullElseGet(courts, ConcurrentHashMap::new);
        courts = known;
      }
    }
    return known.computeIfAbsent(isHypothetical() ? "" : digest, this::open);
  }

  private ReplayTarget open(String digest) {
    Constitution other = against == null ? null : ReplayTarget.compiled(against, allowed);
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
