package org.equipoise.audit.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.equipoise.audit.ledger.transparency.TreeHead;
import org.equipoise.constitution.Constitution;
import org.equipoise.formats.internal.TextMask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer of a ledger. Entries are written on the thread that records them; a thread of its
 * own puts them in order and keeps all that came in while it kept the ones before, together. Under
 * load a second one keeps some while the first prepares the next. Safe to share between threads;
 * what is recorded by one thread keeps its order.
 */
public final class LedgerRecorder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerRecorder.class);

  private final LedgerStore store;
  private final LedgerOptions options;
  private final UnchainedEntryWriter drafting;
  private final EntryQueue intake;
  private final Committer committer;
  private final long cut;

  private LedgerRecorder(LedgerStore store, LedgerOptions options, LedgerStore.Appender appender) {
    this.store = store;
    this.options = options;
    this.drafting = new UnchainedEntryWriter(options.masking(), this::recordedMask);
    this.intake = new EntryQueue(options.waiting());
    this.committer = new Committer(store, options, intake, drafting, appender);
    this.cut = appender.cut();
  }

  /**
   * Opens the ledger in a folder, or begins one.
   *
   * @throws LedgerException if it cannot be opened, or somebody else has it open
   * @throws DamagedLedgerException if an acknowledged entry is not as it was written
   */
  public static LedgerRecorder open(Path folder, LedgerOptions options) {
    return open(new FileStore(folder), options);
  }

  /**
   * Opens a ledger, or begins one.
   *
   * @throws LedgerException if it cannot be opened, or somebody else has it open
   * @throws DamagedLedgerException if an acknowledged entry is not as it was written
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

  /** What hides the masked values of an entry recorded before this was opened, or long ago. */
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
   * @return completed when the entry survives a crash of the machine, or with a {@link
   *     LedgerException} if it could not be kept; on a thread of the ledger's own, which must not
   *     be held up
   * @throws LedgerException if nothing can be kept at the moment, and failures block
   * @throws IllegalArgumentException if the event holds what an entry cannot
   * @throws IllegalStateException if this is closed, or a decision's constitution was not adopted
   */
  public CompletableFuture<Receipt> append(LedgerEvent event) {
    requireKept(event);
    CompletableFuture<Receipt> done = new CompletableFuture<>();
    intake.put(PendingEntry.awaited(event, drafting, done));
    return done;
  }

  /**
   * Records an event and waits until the entry survives a crash of the machine.
   *
   * @throws LedgerException if it could not be kept
   */
  public Receipt appendAndWait(LedgerEvent event) {
    return await(append(event));
  }

  /**
   * Records an event without waiting. Of entries that wait, some are lost if the process is killed;
   * of others, none is.
   *
   * @throws LedgerException if nothing can be kept at the moment, and failures block
   */
  public void record(LedgerEvent event) {
    CompletableFuture<Receipt> unused = promise(event);
  }

  /** Records an event without waiting, as {@link #record} does; what becomes of it. */
  CompletableFuture<Receipt> promise(LedgerEvent event) {
    requireKept(event);
    PendingEntry pending = PendingEntry.promised(event, drafting);
    intake.put(pending);
    return pending.done();
  }

  /**
   * Records that a constitution comes into force and keeps it, whatever {@link
   * LedgerOptions#onFailure} says.
   *
   * @throws LedgerException if it could not be kept
   */
  public Receipt adopt(Instant at, Constitution constitution) {
    return appendAndWait(new LedgerEvent.AdoptionEvent(at, constitution));
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

  /** Makes sure that an event can be kept, as far as is known. */
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

  // ---- asking

  /** The size and hash of all that is kept. */
  public TreeHead head() {
    return committer.position().head();
  }

  /** How many bytes, never acknowledged, were cut off when the ledger was opened. */
  public long cut() {
    return cut;
  }

  /** Whose key signs checkpoints; empty if none does. */
  public Optional<String> signer() {
    return Optional.ofNullable(options.key()).map(it -> it.verifier().name());
  }

  /** Whether some facts are recorded as commitments only. */
  public boolean isMasking() {
    return !options.masking().isNone();
  }

  /** How it stands with the writing; also where the next entry could not be written. */
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

  /** The ledger that is written, to read it. */
  public Ledger ledger() {
    return Ledger.of(store);
  }

  /**
   * Erases the salt of an entry, so that nobody can find out any more what its masked facts were,
   * and records that it was done.
   *
   * @param by who wanted it
   * @throws LedgerException if it could not be erased or recorded
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
   * Keeps what waits, signs a checkpoint if there is a key, and lets others write the ledger.
   *
   * @throws LedgerException if entries that were promised are lost
   */
  @Override
  public void close() {
    intake.close();
    int unkept = committer.await();
    if (unkept > 0) {
      throw new LedgerException(
          unkept + " entries could not be kept in `" + store.name() + "`", committer.failure());
    }
  }
}
