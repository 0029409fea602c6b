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
import org.equipoise.constitution.Constitution;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.jspecify.annotations.Nullable;

/** A ledger to read, also while it is written. Safe to share between threads. */
public final class Ledger {
  private final LedgerStore store;

  private Ledger(LedgerStore store) {
    this.store = store;
  }

  /**
   * The ledger in a folder.
   *
   * @throws InvalidInputException if there is none
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

  /** The ledger in a store. */
  public static Ledger of(LedgerStore store) {
    return new Ledger(store);
  }

  LedgerStore store() {
    return store;
  }

  /** What the ledger is called in messages. */
  public String name() {
    return store.name();
  }

  /** Every entry, in order. */
  public Entries entries() {
    return entries(0);
  }

  /** The entries from a sequence number on, in order. */
  public Entries entries(long from) {
    try {
      return new Entries(store.lines(from), from);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Sequence numbers from which reading begins without passing over other entries, so that several
   * threads may share the work; sorted.
   */
  public List<Long> starts() {
    try {
      return store.starts();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * One entry.
   *
   * @throws IllegalArgumentException if there is none with that number
   */
  public Entry entry(long sequence) {
    try (Entries entries = entries(Math.max(sequence, 0))) {
      if (sequence < 0 || !entries.hasNext()) {
        throw new IllegalArgumentException("`" + name() + "` has no entry " + sequence);
      }
      return entries.next();
    }
  }

  /** The digests of the constitutions that ever came into force. */
  public Set<String> constitutions() {
    try {
      return store.constitutions();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The files of a constitution, text by path; empty if the ledger does not keep it. */
  public SortedMap<String, String> files(String digest) {
    try {
      return store.constitution(digest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A constitution as it was in force.
   *
   * @throws IllegalArgumentException if the ledger does not keep it
   * @throws InvalidInputException if this engine does not accept it any more
   */
  public Constitution constitution(String digest) {
    SortedMap<String, String> files = files(digest);
    if (files.isEmpty()) {
      throw new IllegalArgumentException("`" + name() + "` keeps no constitution " + digest);
    }
    return Constitution.of(files);
  }

  /** What was acknowledged last, at least; empty if that is not known. */
  public Optional<TreeHead> acknowledged() {
    try {
      return store.acknowledged();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The signed checkpoints, by size, as notes. */
  public List<String> checkpoints() {
    try {
      return store.checkpoints();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The salt of an entry with masked facts; empty if it has none, or it was erased. */
  public Optional<byte[]> salt(long sequence) {
    try {
      return store.salt(sequence);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The proof that an entry is among the first of the ledger; all of them are read.
   *
   * @param size how many are the first
   */
  public InclusionProof inclusion(long sequence, long size) {
    try (Entries entries = entries()) {
      return InclusionProof.of(sequence, size, entries.hashes());
    }
  }

  /** The proof that the ledger of one size begins with that of another; all of it is read. */
  public ConsistencyProof consistency(long older, long newer) {
    try (Entries entries = entries()) {
      return ConsistencyProof.of(older, newer, entries.hashes());
    }
  }

  /**
   * Entries in order, one held at a time. What they throw: {@link DamagedLedgerException} if a line
   * holds no entry or another one; entries are {@linkplain Entry#skim skimmed}. Whether the ledger
   * is whole is for verification to say. Not safe for several threads.
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
     * Whether there is another entry.
     *
     * @throws DamagedLedgerException if what comes next cannot be read; asked again, this goes on
     *     with what follows
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

    /** The next entry as it stands in the ledger, not looked into; the caller's to keep. */
    public byte[] nextLine() {
      byte[] line = line();
      sequence++;
      return line;
    }

    /** The sequence number of the next entry by its place, if there is one. */
    public long nextSequence() {
      return sequence;
    }

    private byte[] line() {
      byte[] line = hasNext() ? ahead : null;
      if (line == null) {
        throw new NoSuchElementException();
      }
      ahead = null;
      return line;
    }

    /** The hashes of the entries left, which are not looked into. */
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
