package org.equipoise.audit.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.equipoise.audit.ledger.transparency.TreeHead;
import org.jspecify.annotations.Nullable;

/** A store on a disk that can be broken and repaired. */
public final class BrokenDisk implements LedgerStore {
  private final LedgerStore store;
  private volatile @Nullable Fault fault;

  /** When a write fails. */
  public enum Fault {
    BEFORE_WRITING,
    /** All was written, but nobody can tell whether it will last. */
    AFTER_WRITING,
    /** Not the disk fails, but the store itself. */
    WITH_AN_ERROR
  }

  /** A ledger in a folder, on a disk that can be broken. */
  public static BrokenDisk in(Path folder) {
    return new BrokenDisk(new FileStore(folder));
  }

  BrokenDisk(LedgerStore store) {
    this.store = store;
  }

  public void breakDown(Fault how) {
    fault = how;
  }

  public void repair() {
    fault = null;
  }

  private void fail(Fault when) throws IOException {
    if (fault == when) {
      throw new IOException("No space left on device");
    }
  }

  @Override
  public Appender open(@Nullable LedgerPosition acknowledged) throws IOException {
    if (fault != null) {
      throw new IOException("No space left on device");
    }
    Appender appender = store.open(acknowledged);
    return new Appender() {
      @Override
      public LedgerPosition position() {
        return appender.position();
      }

      @Override
      public long cut() {
        return appender.cut();
      }

      @Override
      public void append(EntryBatch batch) throws IOException {
        Fault now = fault; // it may be repaired meanwhile
        if (now == null) {
          appender.append(batch);
          return;
        }
        if (now == Fault.AFTER_WRITING && store instanceof FileStore files) {
          // As a synchronisation that fails leaves it: written, but not acknowledged.
          byte[] head = Files.readAllBytes(files.headFile());
          appender.append(batch);
          Files.write(files.headFile(), head);
        }
        if (now == Fault.WITH_AN_ERROR) {
          throw new OutOfMemoryError("No space left in memory");
        }
        throw new IOException("No space left on device");
      }

      @Override
      public void keepConstitution(String digest, SortedMap<String, String> files)
          throws IOException {
        fail(Fault.BEFORE_WRITING);
        appender.keepConstitution(digest, files);
      }

      @Override
      public void keepCheckpoint(long size, String note) throws IOException {
        appender.keepCheckpoint(size, note);
      }

      @Override
      public void keepKey(String key) throws IOException {
        appender.keepKey(key);
      }

      @Override
      public void close() throws IOException {
        appender.close();
      }
    };
  }

  @Override
  public String name() {
    return store.name();
  }

  @Override
  public boolean exists() throws IOException {
    return store.exists();
  }

  @Override
  public Lines lines(long from) throws IOException {
    return store.lines(from);
  }

  @Override
  public List<Long> starts() throws IOException {
    return store.starts();
  }

  @Override
  public Optional<String> position(long start) throws IOException {
    return store.position(start);
  }

  @Override
  public Set<String> constitutions() throws IOException {
    return store.constitutions();
  }

  @Override
  public SortedMap<String, String> constitution(String digest) throws IOException {
    return store.constitution(digest);
  }

  @Override
  public List<String> checkpoints() throws IOException {
    return store.checkpoints();
  }

  @Override
  public Optional<String> key() throws IOException {
    return store.key();
  }

  @Override
  public Optional<TreeHead> acknowledged() throws IOException {
    return store.acknowledged();
  }

  @Override
  public Optional<byte[]> salt(long sequence) throws IOException {
    return store.salt(sequence);
  }

  @Override
  public void eraseSalt(long sequence) throws IOException {
    store.eraseSalt(sequence);
  }
}
