package org.equipoise.audit.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.equipoise.audit.ledger.transparency.ConsistencyProof;
import org.equipoise.audit.ledger.transparency.Hash;
import org.equipoise.audit.ledger.transparency.InclusionProof;
import org.equipoise.audit.ledger.transparency.TreeHead;
import org.equipoise.constitution.Authority;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.vetting.Permissions;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.jspecify.annotations.Nullable;

/** Reads a ledger, also while it is written. Thread-safe. */
public final class Ledger {
  private final LedgerStore store;

  private Ledger(LedgerStore store) {
    this.store = store;
  }

  /**
   * Opens the ledger in a folder.
   *
   * @throws InvalidInputException if the folder holds no ledger
   */
  public static Ledger in(Path folder) {
    FileStore store = new FileStore(folder);
    if (!store.exists()) {
      throw new InvalidInputException(
          Problem.error(
              "no-ledger",
              folder.toString(),
              0,
              0,
              null,
              "there is no ledger here",
              "a ledger is a folder that `decide --ledger` or a host has written"));
    }
    return of(store);
  }

  /** Returns the ledger in a store. */
  public static Ledger of(LedgerStore store) {
    return new Ledger(store);
  }

  LedgerStore store() {
    return store;
  }

  /** Returns the name of the ledger in messages. */
  public String name() {
    return store.name();
  }

  /** Returns all entries in order. The caller must close the result. */
  public Entries entries() {
    return entries(0);
  }

  /**
   * Returns the entries in order, starting at a sequence number. The caller must close the result.
   */
  public Entries entries(long from) {
    try {
      return new Entries(store.lines(from), from);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the sequence numbers at which reading can start without reading earlier entries, in
   * ascending order. Several threads can share the work at these numbers.
   */
  public List<Long> starts() {
    try {
      return store.starts();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the entry with a sequence number.
   *
   * @throws IllegalArgumentException if there is no such entry
   * @throws DamagedLedgerException if the entry cannot be read
   */
  public Entry entry(long sequence) {
    try (Entries entries = entries(Math.max(sequence, 0))) {
      if (sequence < 0 || !entries.hasNext()) {
        throw new IllegalArgumentException("`" + name() + "` has no entry " + sequence);
      }
      Entry entry = entries.next();
      if (entry.sequence() != sequence) {
        throw new DamagedLedgerException(
            sequence, "it is missing: the next entry is number " + entry.sequence());
      }
      return entry;
    }
  }

  /**
   * Returns the entry with a sequence number that a person gave.
   *
   * @throws InvalidInputException if there is no such entry
   * @throws DamagedLedgerException if the entry cannot be read
   */
  public Entry entryGiven(long sequence) {
    try {
      return entry(sequence);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(
          Problem.error(
              "no-entry",
              name(),
              0,
              0,
              null,
              "there is no entry " + sequence,
              "entries are numbered from 0; `verify` says how many there are"));
    }
  }

  /** Returns the digests of all constitutions that have been in force. */
  public Set<String> constitutions() {
    try {
      return store.constitutions();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the files of a constitution, text by path in ascending order. The map is empty if the
   * ledger does not hold the constitution.
   */
  public SortedMap<String, String> files(String digest) {
    try {
      return store.constitution(digest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Loads a constitution or a charter from the ledger.
   *
   * @param permissions the host classes that rules may use
   * @throws IllegalArgumentException if the ledger does not hold it
   * @throws InvalidInputException if this engine rejects it
   */
  public Authority authority(String digest, Permissions permissions) {
    return Authority.of(kept(digest), permissions);
  }

  private SortedMap<String, String> kept(String digest) {
    SortedMap<String, String> files = files(digest);
    if (files.isEmpty()) {
      throw new IllegalArgumentException("`" + name() + "` keeps no constitution " + digest);
    }
    return files;
  }

  /**
   * Loads a constitution from the ledger.
   *
   * @throws IllegalArgumentException if the ledger does not hold it
   * @throws InvalidInputException if this engine rejects it
   */
  public Constitution constitution(String digest) {
    return Constitution.of(kept(digest));
  }

  /**
   * Returns the last known acknowledged head. The ledger may have acknowledged later entries. Empty
   * if no head is known.
   */
  public Optional<TreeHead> acknowledged() {
    try {
      return store.acknowledged();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the text of the key in the ledger that verifies its checkpoints; empty if none were
   * signed.
   */
  public Optional<String> key() {
    try {
      return store.key();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the signed checkpoints as notes, in ascending order of size. */
  public List<String> checkpoints() {
    try {
      return store.checkpoints();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the salt of an entry with masked facts. Empty if the entry has none or it was erased.
   */
  public Optional<byte[]> salt(long sequence) {
    try {
      return store.salt(sequence);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Computes the proof that an entry is among the first entries. Reads all of these entries.
   *
   * @param size the number of first entries
   */
  public InclusionProof inclusion(long sequence, long size) {
    try (Entries entries = entries()) {
      return InclusionProof.of(sequence, size, entries.hashes());
    }
  }

  /**
   * Computes the proof that the ledger of one size begins with the ledger of a smaller size. Reads
   * all entries up to the larger size.
   */
  public ConsistencyProof consistency(long older, long newer) {
    try (Entries entries = entries()) {
      return ConsistencyProof.of(older, newer, entries.hashes());
    }
  }

  /**
   * Iterates over the entries in order and holds one at a time. The entries are {@linkplain
   * Entry#skim skimmed}. The iterator throws {@link DamagedLedgerException} if a line holds no
   * entry or an entry with another number; it does not verify the ledger. Not thread-safe.
   */
  public static final class Entries implements Iterator<Entry>, AutoCloseable {
    private final LedgerStore.Lines lines;
    private long sequence;
    private byte @Nullable [] ahead;

    private Entries(LedgerStore.Lines lines, long from) {
      this.lines = lines;
      this.sequence = from;
    }

    /**
     * Returns whether there is another entry.
     *
     * @throws DamagedLedgerException if the next line cannot be read; the next call continues with
     *     the line that follows it
     */
    @Override
    public boolean hasNext() {
      if (ahead == null) {
        try {
          ahead = lines.next();
          sequence = ahead == null ? sequence : lines.sequence();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      return ahead != null;
    }

    @Override
    public Entry next() {
      byte[] line = line();
      return Entry.skim(line, sequence++);
    }

    /** Returns the next line without parsing it. The caller owns the array. */
    public byte[] nextLine() {
      byte[] line = line();
      sequence++;
      return line;
    }

    /** Returns the sequence number that the next entry should have by its place. */
    public long nextSequence() {
      return sequence;
    }

    /** Returns the number of bytes after the last complete entry. Known only at the end. */
    public long rest() {
      return lines.rest();
    }

    private byte[] line() {
      byte[] line = hasNext() ? ahead : null;
      if (line == null) {
        throw new NoSuchElementException();
      }
      ahead = null;
      return line;
    }

    /** Returns the hashes of the remaining entries without parsing them. */
    Iterator<Hash> hashes() {
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return Entries.this.hasNext();
        }

        @Override
        public Hash next() {
          return Hash.leaf(line());
        }
      };
    }

    @Override
    public void close() {
      try {
        lines.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
