package org.equipoise.ledger;

import com.google.common.base.Throwables;
import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.equipoise.constitution.Constitution;
import org.equipoise.ledger.transparency.Checkpoint;
import org.equipoise.ledger.transparency.Hash;
import org.equipoise.ledger.transparency.Head;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer of a ledger. Entries are written on the thread that records them; a thread of its
 * own puts them in order and keeps all that came in while it kept the ones before, together. Under
 * load a second one keeps some while the first prepares the next. Safe to share between threads;
 * what is recorded by one thread keeps its order.
 */
public final class Recorder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

  /** Of so many it pays to prepare some while others are being kept. */
  private static final int MANY = 256;

  /** The share of the time that keeping takes which is spent waiting for others to come along. */
  private static final int PATIENCE = 8;

  private final Store store;
  private final Options options;
  private final Drafting drafting;
  private final Intake intake;
  private final @Nullable Spill spill;
  private final Set<String> adopted = ConcurrentHashMap.newKeySet();
  private final AtomicLong held = new AtomicLong();
  private final AtomicLong spilled = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private final Thread committer;
  private final long cut;

  // Of the committing thread alone, but for what is volatile.
  private final List<Pending> keptBack = new ArrayList<>();
  private final ThreadPoolExecutor keeper;
  private @Nullable Underway underway;
  private Store.@Nullable Appender appender;
  private volatile Position position;
  private volatile @Nullable Exception failure;
  private long retryAt;
  private long lostAndTold;
  private long checkpointAt;

  private Recorder(Store store, Options options, Store.Appender appender) {
    this.store = store;
    this.options = options;
    this.drafting = new Drafting(options.masking());
    this.intake = new Intake(options.waiting());
    this.spill = options.spill() == null ? null : new Spill(options.spill());
    this.appender = appender;
    this.position = appender.position();
    this.cut = appender.cut();
    this.checkpointAt = position.size() + options.checkpointEvery();
    this.committer = new Thread(this::run, "ledger " + store.name());
    committer.setDaemon(true);
    this.keeper =
        new ThreadPoolExecutor(
            0, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::helper);
  }

  private Thread helper(Runnable work) {
    Thread thread = new Thread(work, committer.getName() + ", keeping");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Opens the ledger in a folder, or begins one.
   *
   * @throws LedgerException if it cannot be opened, or somebody else has it open
   * @throws DamagedLedgerException if an acknowledged entry is not as it was written
   */
  public static Recorder open(Path folder, Options options) {
    return open(new FileStore(folder), options);
  }

  /**
   * Opens a ledger, or begins one.
   *
   * @throws LedgerException if it cannot be opened, or somebody else has it open
   * @throws DamagedLedgerException if an acknowledged entry is not as it was written
   */
  public static Recorder open(Store store, Options options) {
    Store.Appender appender = null;
    try {
      appender = store.open(null);
      if (options.key() != null) {
        appender.keepKey(options.key().verifier() + "\n");
      }
      Recorder recorder = new Recorder(store, options, appender);
      if (recorder.cut > 0) {
        LOG.warn(
            "{}: {} bytes after entry {} were never acknowledged and are cut off",
            store.name(),
            recorder.cut,
            recorder.position.size() - 1);
      }
      if (recorder.spill != null) {
        Spill.Kept kept = recorder.spill.read();
        recorder.commitSpilled(kept, recorder.recorded(kept));
      }
      recorder.committer.start();
      return recorder;
    } catch (IOException e) {
      closeQuietly(appender);
      throw new LedgerException("`" + store.name() + "` cannot be opened: " + e, e);
    } catch (RuntimeException e) {
      closeQuietly(appender);
      throw e;
    }
  }

  private static void closeQuietly(Store.@Nullable Appender appender) {
    if (appender != null) {
      try {
        appender.close();
      } catch (IOException e) {
        LOG.debug("a ledger could not be closed", e);
      }
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
  public CompletableFuture<Receipt> append(Event event) {
    requireKept(event);
    CompletableFuture<Receipt> done = new CompletableFuture<>();
    intake.put(Pending.awaited(event, drafting, done));
    return done;
  }

  /**
   * Records an event and waits until the entry survives a crash of the machine.
   *
   * @throws LedgerException if it could not be kept
   */
  public Receipt appendAndWait(Event event) {
    return await(append(event));
  }

  /**
   * Records an event without waiting. Of entries that wait, some are lost if the process is killed;
   * of others, none is.
   *
   * @throws LedgerException if nothing can be kept at the moment, and failures block
   */
  public void record(Event event) {
    requireKept(event);
    intake.put(Pending.promised(event, drafting));
  }

  /**
   * Records that a constitution comes into force and keeps it, whatever {@link Options#onFailure}
   * says.
   *
   * @throws LedgerException if it could not be kept
   */
  public Receipt adopt(Instant at, Constitution constitution) {
    return appendAndWait(new Event.Adopted(at, constitution));
  }

  private static Receipt await(CompletableFuture<Receipt> done) {
    try {
      return done.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof LedgerException refused) {
        throw new LedgerException(refused.getMessage(), refused);
      }
      throw e;
    }
  }

  /** Makes sure that an event can be kept, as far as is known. */
  private void requireKept(Event event) {
    Exception cause = failure;
    if (cause != null && options.onFailure() == OnLedgerFailure.BLOCK) {
      throw unkept(cause);
    }
    if (event instanceof Event.Decided decided
        && !adopted.contains(decided.decision().constitution())) {
      throw new IllegalStateException(
          "the constitution " + decided.decision().constitution() + " was not adopted");
    }
  }

  private LedgerException unkept(Exception cause) {
    return new LedgerException("`" + store.name() + "` cannot be written: " + cause, cause);
  }

  // ---- keeping

  private void run() {
    int likely = 1;
    long patience = 0;
    while (!intake.isExhausted()) {
      long wait = failure == null ? Intake.FOREVER : Math.max(0, retryAt - System.nanoTime()) + 1;
      List<Pending> batch = intake.take(wait, underway == null ? likely : 1, patience);
      long begin = System.nanoTime();
      keep(batch);
      likely = batch.size();
      patience = (System.nanoTime() - begin) / PATIENCE;
    }
    finish();
  }

  private void keep(List<Pending> batch) {
    if (failure != null && System.nanoTime() >= retryAt) {
      reopen();
    }
    if (failure == null) {
      try {
        commitOverlapping(batch);
        if (position.size() >= checkpointAt) {
          sign();
        }
        return;
      } catch (IOException | RuntimeException e) {
        failed(e);
      }
    }
    List<Pending> unkept = new ArrayList<>();
    if (underway != null) {
      unkept.addAll(underway.prepared().pending());
      underway = null;
    }
    unkept.addAll(batch);
    refuse(unkept, Objects.requireNonNull(failure));
  }

  /** A batch with its place in the chain. */
  private record Prepared(List<Pending> pending, Batch batch, List<Receipt> receipts) {}

  /** A batch that is being kept while the next one is prepared. */
  private record Underway(Prepared prepared, Future<?> done) {}

  /**
   * Keeps a batch, prepared while the one before may still be underway. One of many is left to
   * another thread, if as many wait already, so that it is sure to be settled soon, and no
   * checkpoint is due.
   */
  private void commitOverlapping(List<Pending> batch) throws IOException {
    if (batch.isEmpty()) {
      return;
    }
    if (batch.stream().anyMatch(it -> it.constitution() != null)) {
      settle(); // one thread at a time
      keepConstitutions(batch);
    }
    Underway before = underway;
    Prepared prepared =
        prepared(batch, before == null ? position : before.prepared().batch().after());
    settle();
    boolean isDue = prepared.batch().after().size() >= checkpointAt;
    if (!isDue && batch.size() >= MANY && intake.waiting() >= MANY) {
      Store.Appender to = Objects.requireNonNull(appender);
      Callable<Void> keeping =
          () -> {
            keep(prepared, to);
            return null;
          };
      underway = new Underway(prepared, keeper.submit(keeping));
    } else {
      keep(prepared, Objects.requireNonNull(appender));
    }
  }

  private void commit(List<Pending> batch) throws IOException {
    if (!batch.isEmpty()) {
      keepConstitutions(batch);
      keep(prepared(batch, position), Objects.requireNonNull(appender));
    }
  }

  /** Waits until nothing is underway; what fails stays there. */
  private void settle() throws IOException {
    if (underway != null) {
      try {
        Uninterruptibles.getUninterruptibly(underway.done());
        underway = null;
      } catch (ExecutionException e) {
        Throwables.throwIfInstanceOf(e.getCause(), IOException.class);
        throw new IOException(e.getCause());
      }
    }
  }

  private void keepConstitutions(List<Pending> batch) throws IOException {
    for (Pending each : batch) {
      Constitution constitution = each.constitution();
      if (constitution != null) {
        Objects.requireNonNull(appender)
            .keepConstitution(constitution.digest(), constitution.files());
      }
    }
  }

  private static Prepared prepared(List<Pending> batch, Position from) {
    Chain chain = new Chain(from);
    List<byte[]> entries = new ArrayList<>(batch.size());
    List<Receipt> receipts = new ArrayList<>(batch.size());
    TreeMap<Long, byte[]> salts = new TreeMap<>();
    for (Pending each : batch) {
      Draft draft = each.draft();
      if (draft.salt() != null) {
        salts.put(chain.size(), draft.salt());
      }
      byte[] entry = draft.entry(chain.last(), chain.size());
      Hash hash = draft.hash(entry);
      receipts.add(new Receipt(chain.size(), hash));
      entries.add(entry);
      chain.add(hash);
    }
    return new Prepared(batch, new Batch(from, entries, salts, chain.position()), receipts);
  }

  private void keep(Prepared prepared, Store.Appender to) throws IOException {
    to.append(prepared.batch());
    position = prepared.batch().after();
    for (int i = 0; i < prepared.pending().size(); i++) {
      Pending each = prepared.pending().get(i);
      if (each.constitution() != null) {
        adopted.add(each.constitution().digest());
      }
      each.done().complete(prepared.receipts().get(i));
    }
  }

  private void sign() {
    try {
      if (options.key() != null) {
        Objects.requireNonNull(appender)
            .keepCheckpoint(position.size(), Checkpoint.sign(position.head(), options.key()));
      }
      checkpointAt = position.size() + options.checkpointEvery();
    } catch (IOException | RuntimeException e) {
      failed(e);
    }
  }

  // ---- failing, and coming back

  private void failed(Exception cause) {
    try {
      settle(); // what is underway may succeed all the same
    } catch (IOException e) {
      LOG.debug("what was underway failed as well", e);
    }
    LOG.error("`{}` cannot be written", store.name(), cause);
    failure = cause;
    retryAt = System.nanoTime() + options.retryEvery().toNanos();
    closeQuietly(appender);
    appender = null;
  }

  private void reopen() {
    try {
      appender = store.open(position); // which cuts off what was never acknowledged
      if (spill != null) {
        commitSpilled(spill.read(), 0);
      }
      commitHeld();
      commitLoss();
      failure = null;
      LOG.info("`{}` can be written again", store.name());
    } catch (IOException | RuntimeException e) {
      failed(e);
    }
  }

  private void commitHeld() throws IOException {
    commit(keptBack);
    keptBack.clear();
    held.set(0);
  }

  /**
   * Records what was kept aside, each draft once.
   *
   * @param recorded how many of the first drafts are in the ledger already
   */
  private void commitSpilled(Spill.Kept kept, int recorded) throws IOException {
    List<Draft> drafts = kept.drafts().subList(recorded, kept.drafts().size());
    if (!drafts.isEmpty()) {
      Objects.requireNonNull(spill).begin(position.size(), drafts);
      commit(drafts.stream().map(Pending::promised).toList());
    }
    Objects.requireNonNull(spill).clear();
  }

  /** How many drafts somebody recorded before a crash kept it from forgetting them. */
  private int recorded(Spill.Kept kept) throws IOException {
    int recorded = 0;
    if (kept.from() >= 0) {
      try (Store.Lines lines = store.lines(kept.from())) {
        byte[] line = lines.next();
        while (line != null
            && recorded < kept.drafts().size()
            && kept.drafts().get(recorded).isIn(Entry.parse(line, kept.from() + recorded))) {
          recorded++;
          line = lines.next();
        }
      }
    }
    return recorded;
  }

  private void commitLoss() throws IOException {
    long entries = lost.get() - lostAndTold;
    if (entries > 0) {
      Event loss = new Event.Lost(options.clock().instant(), entries, String.valueOf(failure));
      commit(List.of(Pending.promised(Draft.of(loss, Masking.NONE))));
      lostAndTold += entries;
    }
  }

  private void refuse(List<Pending> batch, Exception cause) {
    List<Pending> open = new ArrayList<>();
    for (Pending each : batch) {
      if (each.constitution() != null) {
        each.done().completeExceptionally(unkept(cause));
      } else {
        open.add(each);
      }
    }
    switch (options.onFailure()) {
      case BLOCK -> holdBack(open, cause);
      case SPILL -> keepAside(open, cause);
      case DROP -> {
        lost.addAndGet(open.size());
        open.forEach(it -> it.done().complete(Receipt.NONE));
      }
    }
  }

  private void holdBack(List<Pending> batch, Exception cause) {
    for (Pending each : batch) {
      if (each.isPromised()) {
        keptBack.add(each);
        held.incrementAndGet();
      } else {
        each.done().completeExceptionally(unkept(cause));
      }
    }
  }

  private void keepAside(List<Pending> batch, Exception cause) {
    try {
      Objects.requireNonNull(spill).add(batch.stream().map(Pending::draft).toList());
      spilled.addAndGet(batch.size());
      batch.forEach(it -> it.done().complete(Receipt.NONE));
    } catch (IOException e) {
      LOG.error("`{}` cannot be written either", options.spill(), e);
      holdBack(batch, cause);
    }
  }

  private void finish() {
    keeper.shutdown();
    if (failure != null) {
      reopen();
    }
    if (appender != null) {
      sign();
    }
    closeQuietly(appender);
    appender = null;
    lost.addAndGet(keptBack.size());
    Exception cause = failure;
    keptBack.forEach(it -> it.done().completeExceptionally(unkept(Objects.requireNonNull(cause))));
  }

  // ---- asking

  /** The size and hash of all that is kept. */
  public Head head() {
    return position.head();
  }

  /** How many bytes, never acknowledged, were cut off when the ledger was opened. */
  public long cut() {
    return cut;
  }

  /** How it stands with the writing. */
  public Health health() {
    Exception cause = failure;
    return new Health(
        cause == null ? null : cause.toString(), held.get(), spilled.get(), lost.get());
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
    appendAndWait(new Event.Erased(options.clock().instant(), entry, by, why));
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
    boolean interrupted = false;
    while (committer.isAlive()) {
      try {
        committer.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (!keptBack.isEmpty()) {
      throw new LedgerException(
          keptBack.size() + " entries could not be kept in `" + store.name() + "`", failure);
    }
  }
}
