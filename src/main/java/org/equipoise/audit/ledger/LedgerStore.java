package org.equipoise.audit.ledger;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.equipoise.audit.ledger.transparency.TreeHead;
import org.jspecify.annotations.Nullable;

/**
 * Where the bytes of a ledger are kept. What they mean is not known here. Reading is safe from
 * several threads, also while one appends.
 */
public interface LedgerStore {

  /** What the ledger is called in messages: its folder, say. */
  String name();

  /** Whether a ledger was begun here. */
  boolean exists() throws IOException;

  /**
   * What would keep the next entry from being written, as far as can be told without writing; null
   * if nothing is known to.
   */
  default @Nullable String obstacle() throws IOException {
    return exists() ? null : "the ledger has vanished";
  }

  /**
   * The entries from a sequence number on, as far as there are any; what follows the last whole
   * one, as a crash may leave it, is left out.
   */
  Lines lines(long from) throws IOException;

  /** Sequence numbers from which reading begins without passing over other entries; sorted. */
  List<Long> starts() throws IOException;

  /**
   * The text of the position noted for one of the {@link #starts}, which may be counted anew; empty
   * if none is.
   */
  Optional<String> position(long start) throws IOException;

  /** The digests of the constitutions kept. */
  Set<String> constitutions() throws IOException;

  /** The files of a constitution, text by path; empty if it is not kept. */
  SortedMap<String, String> constitution(String digest) throws IOException;

  /** The checkpoints, as signed notes, by size. */
  List<String> checkpoints() throws IOException;

  /** The text of the key that verifies the checkpoints, if any were signed. */
  Optional<String> key() throws IOException;

  /** What was acknowledged last, at least; empty if that is not known. */
  Optional<TreeHead> acknowledged() throws IOException;

  /** The salt of an entry; empty if it has none, or it was erased. */
  Optional<byte[]> salt(long sequence) throws IOException;

  /** Erases the salt of an entry beyond recovery, as far as the medium allows. */
  void eraseSalt(long sequence) throws IOException;

  /**
   * Opens the ledger to append to it, which nobody else can do meanwhile. What a crash left behind
   * the last whole entry is cut off.
   *
   * @param acknowledged where it must go on from, and what is beyond is cut off too; or null to
   *     begin it, or go on wherever it ends
   * @throws LedgerException if somebody else has it open
   * @throws DamagedLedgerException if an acknowledged entry is not as it was written
   */
  Appender open(@Nullable LedgerPosition acknowledged) throws IOException;

  /** What lies where the ledger is and is no part of it, a sentence each. */
  default List<String> strays() throws IOException {
    return List.of();
  }

  /** Lines of a ledger, one after the other. */
  interface Lines extends AutoCloseable {
    /**
     * The next line, without its end, for the caller to keep; null at the end.
     *
     * @throws DamagedLedgerException if what comes next cannot be read, though what follows it may
     *     be: whoever wants that asks again
     */
    byte @Nullable [] next() throws IOException;

    /** The sequence number of the line returned last, by the place where it stands. */
    long sequence();

    /** How many bytes follow the last whole line; known at the end. */
    long rest();

    @Override
    void close() throws IOException;
  }

  /** The one that may append. Not safe for several threads; of no use after a failure. */
  interface Appender extends AutoCloseable {
    /** Where the ledger goes on from. */
    LedgerPosition position();

    /** How many bytes were cut off when it was opened. */
    long cut();

    /** Keeps entries; when this returns, they survive a crash of the machine. */
    void append(EntryBatch batch) throws IOException;

    /** Keeps a constitution likewise; nothing is done if it is kept already. */
    void keepConstitution(String digest, SortedMap<String, String> files) throws IOException;

    /** Keeps a signed checkpoint likewise. */
    void keepCheckpoint(long size, String note) throws IOException;

    /** Keeps the key that verifies checkpoints, in place of the one before. */
    void keepKey(String key) throws IOException;

    @Override
    void close() throws IOException;
  }
}
