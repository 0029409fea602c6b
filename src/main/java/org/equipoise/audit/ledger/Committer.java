package org.equipoise.audit.ledger;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.equipoise.audit.ledger.transparency.Checkpoint;
import org.equipoise.audit.ledger.transparency.Hash;
import org.equipoise.constitution.Authority;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the waiting entries: orders them and writes all that are waiting as one batch. It runs on
 * its own thread, which owns all state that other threads do not read. Under load a second thread
 * writes one batch while the first prepares the next.
 */
final class Committer {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerRecorder.class);

  /** From this number of entries on, it pays to prepare a batch while another is written. */
  private static final int MANY = 256;

  /**
   * The fraction of the writing time that is spent waiting for more entries is one over this
   * number.
   */
  private static final int PATIENCE = 8;

  private final LedgerStore store;
  private final LedgerOptions options;
  private final EntryQueue queue;
  private final UnchainedEntryWriter drafting;
  private final @Nullable SpillFile spill;
  private final Thread thread;
  private final ThreadPoolExecutor keeper;

  // State that other threads read.
  private final Set<String> adopted = ConcurrentHashMap.newKeySet();
  private final AtomicLong held = new AtomicLong();
  private final AtomicLong spilled = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private volatile LedgerPosition position;
  private volatile @Nullable Exception failure;

  private final List<PendingEntry> keptBack = new ArrayList<>();
  private @Nullable Underway underway;
  private LedgerStore.@Nullable Appender appender;
  private long retryAt;
  private long lostAndTold;
  private long checkpointAt;

  Committer(
      LedgerStore store,
      LedgerOptions options,
      EntryQueue queue,
      UnchainedEntryWriter drafting,
      LedgerStore.Appender appender) {
    this.store = store;
    this.drafting = drafting;
    this.options = options;
    this.queue = queue;
    this.spill = options.spill() == null ? null : new SpillFile(options.spill());
    this.appender = appender;
    this.position = appender.position();
    this.checkpointAt = position.size() + options.checkpointEvery();
    this.thread = new Thread(this::run, "ledger " + store.name());
    thread.setDaemon(true);
    this.keeper =
        new ThreadPoolExecutor(
            0, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::helper);
  }

  private Thread helper(Runnable work) {
    Thread helper = new Thread(work, thread.getName() + ", keeping");
    helper.setDaemon(true);
    return helper;
  }

  /** Records the entries of the spill file, then starts. */
  void start() throws IOException {
    if (spill != null) {
      SpillFile.Kept kept = spill.read();
      commitSpilled(kept, recorded(kept));
    }
    thread.start();
  }

  /**
   * Waits until all accepted entries are written. Returns the number of acknowledged entries that
   * could not be written.
   */
  int await() {
    Uninterruptibles.joinUninterruptibly(thread);
    return keptBack.size();
  }

  // ---- methods for other threads

  LedgerPosition position() {
    return position;
  }

  /** Returns why the ledger cannot be written now, or null if it can. */
  @Nullable Exception failure() {
    return failure;
  }

  boolean isAdopted(String constitution) {
    return adopted.contains(constitution);
  }

  LedgerHealth health() {
    Exception cause = failure;
    return new LedgerHealth(
        cause == null ? null : cause.toString(), held.get(), spilled.get(), lost.get());
  }

  LedgerException unkept(Exception cause) {
    return new LedgerException("`" + store.name() + "` cannot be written: " + cause, cause);
  }

  // ---- writing

  private void run() {
    int likely = 1;
    long patience = 0;
    while (!queue.isExhausted()) {
      long wait =
          failure == null ? EntryQueue.FOREVER : Math.max(0, retryAt - System.nanoTime()) + 1;
      List<PendingEntry> batch = queue.take(wait, underway == null ? likely : 1, patience);
      long begin = System.nanoTime();
      keep(batch);
      likely = batch.size();
      patience = (System.nanoTime() - begin) / PATIENCE;
    }
    finish();
  }

  private void keep(List<PendingEntry> batch) {
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
      } catch (Throwable e) { // nobody would be left to keep what comes, and all would wait
        failed(e);
      }
    }
    List<PendingEntry> unkept = new ArrayList<>();
    if (underway != null) {
      unkept.addAll(underway.prepared().pending());
      underway = null;
    }
    unkept.addAll(batch);
    refuse(unkept, Objects.requireNonNull(failure));
  }

  /** A batch with its place in the chain. */
  private record Prepared(List<PendingEntry> pending, EntryBatch batch, List<Receipt> receipts) {}

  /** A batch that is being written while the next one is prepared. */
  private record Underway(Prepared prepared, Future<?> done) {}

  /**
   * Writes a batch that may be prepared while the one before is still being written. Leaves a large
   * batch to another thread if as many entries are already waiting, so that it is sure to be
   * settled soon, and no checkpoint is due.
   */
  private void commitOverlapping(List<PendingEntry> batch) throws IOException {
    if (batch.isEmpty()) {
      return;
    }
    if (batch.stream().anyMatch(it -> it.authority() != null)) {
      settle(); // one thread at a time
      keepConstitutions(batch);
    }
    Underway before = underway;
    Prepared prepared =
        prepared(batch, before == null ? position : before.prepared().batch().after());
    settle();
    boolean isDue = prepared.batch().after().size() >= checkpointAt;
    if (!isDue && batch.size() >= MANY && queue.waiting() >= MANY) {
      LedgerStore.Appender to = Objects.requireNonNull(appender);
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

  private void commit(List<PendingEntry> batch) throws IOException {
    if (!batch.isEmpty()) {
      keepConstitutions(batch);
      keep(prepared(batch, position), Objects.requireNonNull(appender));
    }
  }

  /** Waits until no batch is being written. A failed batch stays. */
  private void settle() throws IOException {
    if (underway != null) {
      try {
        Uninterruptibles.getUninterruptibly(underway.done());
        underway = null;
      } catch (ExecutionException e) {
        if (e.getCause() instanceof IOException cause) {
          throw cause;
        }
        throw new IOException(e.getCause());
      }
    }
  }

  private void keepConstitutions(List<PendingEntry> batch) throws IOException {
    for (PendingEntry each : batch) {
      Authority authority = each.authority();
      if (authority != null) {
        Objects.requireNonNull(appender).keepConstitution(authority.digest(), authority.files());
      }
    }
  }

  private static Prepared prepared(List<PendingEntry> batch, LedgerPosition from) {
    Chain chain = new Chain(from);
    List<byte[]> entries = new ArrayList<>(batch.size());
    List<Receipt> receipts = new ArrayList<>(batch.size());
    TreeMap<Long, byte[]> salts = new TreeMap<>();
    for (PendingEntry each : batch) {
      UnchainedEntry draft = each.draft();
      if (draft.salt() != null) {
        salts.put(chain.size(), draft.salt());
      }
      byte[] entry = draft.entry(chain.last(), chain.size());
      Hash hash = draft.hash(entry);
      receipts.add(new Receipt(chain.size(), hash));
      entries.add(entry);
      chain.add(hash);
    }
    return new Prepared(batch, new EntryBatch(from, entries, salts, chain.position()), receipts);
  }

  private void keep(Prepared prepared, LedgerStore.Appender to) throws IOException {
    to.append(prepared.batch());
    position = prepared.batch().after();
    for (int i = 0; i < prepared.pending().size(); i++) {
      PendingEntry each = prepared.pending().get(i);
      if (each.authority() != null) {
        adopted.add(each.authority().digest());
      }
      Receipt receipt = prepared.receipts().get(i);
      drafting.kept(receipt.sequence(), each.draft());
      each.done().complete(receipt);
    }
  }

  private void sign() {
    try {
      if (options.key() != null) {
        Objects.requireNonNull(appender)
            .keepCheckpoint(position.size(), Checkpoint.sign(position.head(), options.key()));
      }
      checkpointAt = position.size() + options.checkpointEvery();
    } catch (Throwable e) {
      failed(e);
    }
  }

  /** Closes an appender that is no longer usable, if there is one. */
  static void closeQuietly(LedgerStore.@Nullable Appender appender) {
    if (appender != null) {
      try {
        appender.close();
      } catch (Throwable e) {
        LOG.debug("a ledger could not be closed", e);
      }
    }
  }

  // ---- failures and recovery

  private void failed(Throwable fault) {
    try {
      settle(); // what is underway may succeed all the same
    } catch (Throwable e) {
      LOG.debug("what was underway failed as well", e);
    }
    LOG.error("`{}` cannot be written", store.name(), fault);
    failure = fault instanceof Exception cause ? cause : new LedgerException(fault + "", fault);
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
    } catch (Throwable e) {
      failed(e);
    }
  }

  private void commitHeld() throws IOException {
    commit(keptBack);
    keptBack.clear();
    held.set(0);
  }

  /**
   * Records the drafts of the spill file, each once.
   *
   * @param recorded the number of first drafts that the ledger already holds
   */
  private void commitSpilled(SpillFile.Kept kept, int recorded) throws IOException {
    List<UnchainedEntry> drafts = kept.drafts().subList(recorded, kept.drafts().size());
    if (!drafts.isEmpty()) {
      Objects.requireNonNull(spill).begin(position.size(), drafts);
      commit(drafts.stream().map(PendingEntry::promised).toList());
    }
    Objects.requireNonNull(spill).clear();
  }

  /**
   * Returns the number of drafts that were recorded before a crash prevented their removal from the
   * spill file.
   */
  private int recorded(SpillFile.Kept kept) throws IOException {
    int recorded = 0;
    if (kept.from() >= 0) {
      try (LedgerStore.Lines lines = store.lines(kept.from())) {
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
      LedgerEvent loss =
          new LedgerEvent.LossEvent(options.clock().instant(), entries, String.valueOf(failure));
      commit(List.of(PendingEntry.promised(drafting.draft(loss))));
      lostAndTold += entries;
    }
  }

  private void refuse(List<PendingEntry> batch, Exception cause) {
    List<PendingEntry> open = new ArrayList<>();
    for (PendingEntry each : batch) {
      if (each.authority() != null) {
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

  private void holdBack(List<PendingEntry> batch, Exception cause) {
    for (PendingEntry each : batch) {
      if (each.isPromised()) {
        keptBack.add(each);
        held.incrementAndGet();
      } else {
        each.done().completeExceptionally(unkept(cause));
      }
    }
  }

  private void keepAside(List<PendingEntry> batch, Exception cause) {
    try {
      Objects.requireNonNull(spill).add(batch.stream().map(PendingEntry::draft).toList());
      spilled.addAndGet(batch.size());
      batch.forEach(it -> it.done().complete(Receipt.NONE));
    } catch (Throwable e) {
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
}
