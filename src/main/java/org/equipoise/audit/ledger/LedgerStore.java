package org.equipoise.audit.ledger;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.equipoise.audit.ledger.transparency.TreeHead;
import org.jspecify.annotations.Nullable;

/**
 * Stores the bytes of a ledger and does not interpret them. Reading is thread-safe, also while an
 * appender writes.
 */
public interface LedgerStore {

  /** Returns the name of the ledger in messages, for example its folder. */
  String name();

  /** Returns whether a ledger exists here. */
  boolean exists() throws IOException;

  /**
   * Returns why the next entry could not be written, as far as this is known without writing; null
   * if there is no known reason.
   */
  default @Nullable String obstacle() throws IOException {
    return exists() ? null : "the ledger has vanished";
  }

  /**
   * Returns the complete entries from a sequence number on. An incomplete entry at the end, as a
   * crash may leave it, is skipped.
   */
  Lines lines(long from) throws IOException;

  /**
   * Returns the sequence numbers at which reading can start without reading earlier entries, in
   * ascending order.
   */
  List<Long> starts() throws IOException;

  /**
   * Returns the text of the position at one of the {@link #starts}; empty if none is stored. The
   * store may compute it anew.
   */
  Optional<String> position(long start) throws IOException;

  /** Returns the digests of the stored constitutions. */
  Set<String> constitutions() throws IOException;

  /**
   * Returns the files of a constitution, text by path in ascending order; empty if it is not
   * stored.
   */
  SortedMap<String, String> constitution(String digest) throws IOException;

  /** Returns the checkpoints as signed notes, in ascending order of size. */
  List<String> checkpoints() throws IOException;

  /** Returns the text of the key that verifies the checkpoints; empty if none were signed. */
  Optional<String> key() throws IOException;

  /**
   * Returns the last known acknowledged position. The ledger may have acknowledged later entries.
   * Empty if no position is known.
   */
  Optional<TreeHead> acknowledged() throws IOException;

  /** Returns the salt of an entry; empty if it has none or it was erased. */
  Optional<byte[]> salt(long sequence) throws IOException;

  /** Erases the salt of an entry beyond recovery, as far as the medium allows. */
  void eraseSalt(long sequence) throws IOException;

  /**
   * Opens the ledger for appending and excludes other writers. Removes bytes after the last
   * complete entry, as a crash may leave them.
   *
   * @param acknowledged the position at which to continue; later entries are removed too. Null to
   *     continue at the end or to create the ledger
   * @throws LedgerException if another writer has the ledger open
   * @throws DamagedLedgerException if an acknowledged entry is damaged
   */
  Appender open(@Nullable LedgerPosition acknowledged) throws IOException;

  /**
   * Returns a sentence about each thing that is stored with the ledger and does not belong to it.
   */
  default List<String> strays() throws IOException {
    return List.of();
  }

  /** The lines of a ledger in order. Not thread-safe. */
  interface Lines extends AutoCloseable {
    /**
     * Returns the next line without its end, or null at the end. The caller owns the array.
     *
     * @throws DamagedLedgerException if the next line cannot be read; the next call continues with
     *     the line that follows it
     */
    byte @Nullable [] next() throws IOException;

    /** Returns the sequence number of the line returned last, by its place. */
    long sequence();

    /** Returns the number of bytes after the last complete line. Known only at the end. */
    long rest();

    @Override
    void close() throws IOException;
  }

  /** Appends to a ledger. Not thread-safe. Unusable after a failure. */
  interface Appender extends AutoCloseable {
    /** Returns the position at which the ledger continues. */
    LedgerPosition position();

    /** Returns the number of bytes that were removed on opening. */
    long cut();

    /** Writes entries. On return they are durable: they survive a crash of the machine. */
    void append(EntryBatch batch) throws IOException;

    /** Stores a constitution durably. Does nothing if it is stored already. */
    void keepConstitution(String digest, SortedMap<String, String> files) throws IOException;

    /** Stores a signed checkpoint durably. */
    void keepCheckpoint(long size, String note) throws IOException;

    /** Stores the key that verifies checkpoints durably. Replaces the previous key. */
    void keepKey(String key) throws IOException;

    @Override
    void close() throws IOException;
  }
}
