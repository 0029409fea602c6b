package org.equipoise.audit.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.equipoise.audit.ledger.transparency.TreeHead;
import org.equipoise.constitution.Authority;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.formats.internal.TextMask;
import org.equipoise.service.governor.Discretion;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a ledger. A ledger has one writer at a time. The calling thread encodes an entry. A
 * background thread orders the entries and writes all that are waiting as one batch; under load, a
 * second thread writes one batch while the first prepares the next. Thread-safe. The entries of one
 * thread keep their order.
 *
 * <p>Whoever reads the ledger and records what depends on it holds the monitor of the recorder in
 * the meantime, as a desk and an adoption do; so what was read still holds when it is recorded.
 */
public final class LedgerRecorder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerRecorder.class);

  private final LedgerStore store;
  private final LedgerOptions options;
  private final UnchainedEntryWriter drafting;
  private final EntryQueue queue;
  private final Committer committer;
  private final long cut;

  private LedgerRecorder(LedgerStore store, LedgerOptions options, LedgerStore.Appender appender) {
    this.store = store;
    this.options = options;
    this.drafting = new UnchainedEntryWriter(options.masking(), this::recordedMask);
    this.queue = new EntryQueue(options.waiting());
    this.committer = new Committer(store, options, queue, drafting, appender);
    this.cut = appender.cut();
  }

  /**
   * Opens or creates the ledger in a folder.
   *
   * @throws LedgerException if it cannot be opened; a {@link LedgerInUseException} if another
   *     recorder has it open
   * @throws DamagedLedgerException if an acknowledged entry is damaged
   */
  public static LedgerRecorder open(Path folder, LedgerOptions options) {
    return open(new FileStore(folder), options);
  }

  /**
   * Opens or creates the ledger in a store.
   *
   * @throws LedgerException if it cannot be opened; a {@link LedgerInUseException} if another
   *     recorder has it open
   * @throws DamagedLedgerException if an acknowledged entry is damaged
   */
  public static LedgerRecorder open(LedgerStore store, LedgerOptions options) {
    LedgerStore.Appender appender = null;
    try {
      appender = store.open(null);
      if (options.key() != null) {
        appender.keepKey(options.key().verifier() + "\n");
      }
      LedgerRecorder recorder = new LedgerRecorder(store, options, appender);
      if (recorder.cut > 0) {
        LOG.warn(
            "{}: {} bytes after entry {} were never acknowledged and are cut off",
            store.name(),
            recorder.cut,
            recorder.head().size() - 1);
      }
      recorder.committer.start();
      return recorder;
    } catch (IOException e) {
      Committer.closeQuietly(appender);
      throw new LedgerException("`" + store.name() + "` cannot be opened: " + e, e);
    } catch (RuntimeException e) {
      Committer.closeQuietly(appender);
      throw e;
    }
  }

  /**
   * Returns the mask of an entry that was recorded before this recorder was opened, or long ago.
   */
  private @Nullable TextMask recordedMask(long entry) {
    try {
      Optional<byte[]> salt = entry < 0 ? Optional.empty() : store.salt(entry);
      return salt.isEmpty() ? null : recordedMask(entry, salt.get());
    } catch (IOException e) {
      throw new LedgerException("the salt of entry " + entry + " cannot be read: " + e, e);
    }
  }

  private TextMask recordedMask(long entry, byte[] salt) {
    try {
      return CommittedValues.of(ledger().entry(entry).decision(), salt);
    } catch (RuntimeException e) {
      LOG.warn("entry {}, which has masked facts, cannot be read: {}", entry, e.toString());
      return CommittedValues.any(salt);
    }
  }

  // ---- recording

  /**
   * Records an event.
   *
   * @return a stage that completes when the entry is durable, or completes with a {@link
   *     LedgerException} if the entry could not be written. It completes on a thread of the ledger,
   *     which callers must not block
   * @throws LedgerException if the ledger cannot be written now and {@link LedgerOptions#onFailure}
   *     is {@code BLOCK}
   * @throws IllegalArgumentException if an entry cannot hold the event
   * @throws IllegalStateException if this recorder is closed, or the constitution of a decision was
   *     not adopted
   */
  public CompletableFuture<Receipt> append(LedgerEvent event) {
    requireKept(event);
    CompletableFuture<Receipt> done = new CompletableFuture<>();
    queue.put(PendingEntry.awaited(event, drafting, done));
    return done;
  }

  /**
   * Records an event and waits until the entry is durable, that is, survives a crash of the
   * machine.
   *
   * @throws LedgerException if the entry could not be written
   */
  public Receipt appendAndWait(LedgerEvent event) {
    return await(append(event));
  }

  /**
   * Records an event without waiting. If the process is killed, the last entries may be lost.
   *
   * @throws LedgerException if the ledger cannot be written now and {@link LedgerOptions#onFailure}
   *     is {@code BLOCK}
   */
  public void record(LedgerEvent event) {
    CompletableFuture<Receipt> unused = promise(event);
  }

  /** Records an event without waiting, as {@link #record} does, and returns its pending entry. */
  CompletableFuture<Receipt> promise(LedgerEvent event) {
    requireKept(event);
    PendingEntry pending = PendingEntry.promised(event, drafting);
    queue.put(pending);
    return pending.done();
  }

  /**
   * Records an event about a decision that became durable only just now. The event is accepted even
   * if the ledger is not yet known to work again.
   */
  void promiseLate(LedgerEvent event) {
    queue.put(PendingEntry.promised(event, drafting));
  }

  /**
   * Records that a constitution or a charter comes into force and stores its files. {@link
   * LedgerOptions#onFailure} does not apply.
   *
   * @throws LedgerException if it could not be stored
   */
  public Receipt adopt(Instant at, Authority authority) {
    return appendAndWait(new LedgerEvent.AdoptionEvent(at, authority));
  }

  private static Receipt await(CompletableFuture<Receipt> done) {
    try {
      return done.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof LedgerException refused) {
        throw new LedgerException(String.valueOf(refused.getMessage()), refused);
      }
      throw e;
    }
  }

  /** Checks that an event can be written, as far as is known. */
  private void requireKept(LedgerEvent event) {
    Exception cause = committer.failure();
    if (cause != null && options.onFailure() == OnLedgerFailure.BLOCK) {
      throw committer.unkept(cause);
    }
    if (event instanceof LedgerEvent.DecisionEvent decided
        && !committer.isAdopted(decided.decision().constitution())) {
      throw new IllegalStateException(
          "the constitution " + decided.decision().constitution() + " was not adopted");
    }
  }

  // ---- state

  /** Returns the size and root hash of all durable entries. */
  public TreeHead head() {
    return committer.position().head();
  }

  /**
   * Returns the number of bytes that were removed when the ledger was opened. They were never
   * acknowledged.
   */
  public long cut() {
    return cut;
  }

  /** Returns the name of the key that signs checkpoints; empty if there is no key. */
  public Optional<String> signer() {
    return Optional.ofNullable(options.key()).map(it -> it.verifier().name());
  }

  /** Returns whether some facts are recorded as commitments only. */
  public boolean isMasking() {
    return !options.masking().isNone();
  }

  /** Returns what may be said of a case outside the ledger: what its entry shows in clear. */
  Discretion discretion(Case given, List<Judgment> judgments) {
    MaskedValues masked = options.masking().valuesIn(given, judgments);
    return masked == null ? Discretion.NONE : new MaskedDiscretion(masked);
  }

  /** Returns the state of writing. It also shows a failure that would prevent the next entry. */
  public LedgerHealth health() {
    LedgerHealth health = committer.health();
    String obstacle = obstacle();
    return obstacle == null
        ? health
        : new LedgerHealth(obstacle, health.held(), health.spilled(), health.lost());
  }

  private @Nullable String obstacle() {
    try {
      return store.obstacle();
    } catch (IOException | RuntimeException e) {
      return e.toString();
    }
  }

  /** Returns the ledger for reading. */
  public Ledger ledger() {
    return Ledger.of(store);
  }

  /**
   * Erases the salt of an entry and records the erasure. Afterwards nobody can find out its masked
   * facts.
   *
   * @param by who asked for it
   * @throws LedgerException if the erasure failed or could not be recorded
   */
  public void erase(long entry, String by, String why) {
    appendAndWait(new LedgerEvent.ErasureEvent(options.clock().instant(), entry, by, why));
    try {
      store.eraseSalt(entry);
    } catch (IOException e) {
      throw new LedgerException("the salt of entry " + entry + " could not be erased: " + e, e);
    }
  }

  /**
   * Writes the waiting entries, signs a checkpoint if there is a key, and releases the ledger to
   * other writers.
   *
   * @throws LedgerException if acknowledged entries are lost
   */
  @Override
  public void close() {
    queue.close();
    int unkept = committer.await();
    if (unkept > 0) {
      throw new LedgerException(
          unkept + " entries could not be kept in `" + store.name() + "`", committer.failure());
    }
  }
}
