package org.equipoise.audit.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Appends to a ledger in a folder. It writes entries, synchronises them, and then writes the head.
 * Not thread-safe.
 */
final class FileAppender implements LedgerStore.Appender {
  /**
   * The number of bytes by which a file is extended at once, except for a block larger than {@code
   * LARGE}.
   */
  private static final int ROOM = 1 << 20;

  private static final int LARGE = 1 << 16;

  private static final int BLOCK = 1 << 17;

  private final FileStore store;
  private final FileChannel lock;
  private final FileChannel head;
  private FileChannel segment;
  private Path segmentFile;
  private SegmentIdentityCheck identity;
  private long length;
  private long allocated;
  private LedgerPosition position;
  private long cut;
  private @Nullable FileChannel salts;
  private @Nullable ByteBuffer buffer;

  private FileAppender(FileStore store, FileChannel lock, @Nullable LedgerPosition acknowledged)
      throws IOException {
    this.store = store;
    this.lock = lock;
    LedgerPosition begin = Recovery.lastSegment(store);
    this.segmentFile = store.segment(begin.size());
    this.identity = new SegmentIdentityCheck(segmentFile);
    this.segment =
        FileChannel.open(segmentFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    this.head =
        FileChannel.open(store.headFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      Recovery recovery = Recovery.of(store, begin, acknowledged);
      this.length = recovery.length();
      this.position = recovery.position();
      cutTail();
      segment.force(true); // what was not acknowledged may not have been synchronised
      synchronise(store.segments());
      writeHead();
    } catch (IOException | RuntimeException e) {
      segment.close();
      head.close();
      throw e;
    }
  }

  static FileAppender open(FileStore store, @Nullable LedgerPosition acknowledged)
      throws IOException {
    if (acknowledged == null) {
      begin(store);
    } else if (!store.exists()) {
      throw new NoSuchFileException(store.name(), null, "the ledger's folder has vanished");
    }
    FileChannel lock =
        FileChannel.open(
            store.folder().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock held = lock.tryLock();
      if (held == null) {
        throw inUse(store);
      }
      return new FileAppender(store, lock, acknowledged);
    } catch (OverlappingFileLockException e) {
      lock.close();
      throw inUse(store);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static LedgerException inUse(FileStore store) {
    return new LedgerInUseException(store.name());
  }

  /** Creates the folders of a new ledger, unless a ledger or something else is there. */
  private static void begin(FileStore store) throws IOException {
    if (store.exists()) {
      return;
    }
    if (Files.exists(store.folder())) {
      try (Stream<Path> files = Files.list(store.folder())) {
        if (files.anyMatch(it -> !it.getFileName().toString().equals("lock"))) {
          throw new LedgerException(
              "`" + store.name() + "` holds other files: name an empty folder or a ledger", null);
        }
      }
    }
    Files.createDirectories(store.constitutionsFolder());
    Files.createDirectories(store.checkpointsFolder());
    Files.createDirectories(store.segments());
    synchronise(store.folder());
  }

  /** Makes the file names in a folder durable, where the platform supports this. */
  static void synchronise(Path folder) throws IOException {
    if (System.getProperty("os.name").startsWith("Windows")) {
      return; // a folder cannot be opened there, nor need it be
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Removes bytes after the last complete entry. Stores them in another file if there is room. */
  private void cutTail() throws IOException {
    allocated = length;
    if (segment.size() == length) {
      return;
    }
    cut = tailLength();
    if (cut == 0) {
      segment.truncate(length); // room made ahead
      return;
    }
    Path aside = store.folder().resolve("torn");
    Path file = aside.resolve(segmentFile.getFileName() + "-" + length);
    try (FileChannel from = FileChannel.open(segmentFile, StandardOpenOption.READ)) {
      Files.createDirectories(aside);
      try (FileChannel to =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        from.transferTo(length, cut, to);
      }
    } catch (IOException e) {
      Files.deleteIfExists(file); // nobody was told that it is kept
    }
    segment.truncate(length);
  }

  /**
   * Returns the number of bytes after the last complete entry, without the zeros of preallocated
   * space.
   */
  private long tailLength() throws IOException {
    ByteBuffer tail = ByteBuffer.allocate(Math.toIntExact(segment.size() - length));
    try (FileChannel from = FileChannel.open(segmentFile, StandardOpenOption.READ)) {
      while (tail.hasRemaining() && from.read(tail, length + tail.position()) >= 0) {}
    }
    int end = tail.position();
    while (end > 0 && tail.get(end - 1) == 0) {
      end--;
    }
    return end;
  }

  // ---- appending

  @Override
  public LedgerPosition position() {
    return position;
  }

  @Override
  public long cut() {
    return cut;
  }

  @Override
  public void append(EntryBatch batch) throws IOException {
    if (batch.before().size() != position.size()) {
      throw new IllegalArgumentException(
          "the ledger goes on at " + position.size() + ", not at " + batch.before().size());
    }
    if (!batch.salts().isEmpty()) {
      keepSalts(batch.salts());
    }
    if (length >= store.segmentBytes()) {
      nextSegment(batch.before());
    }
    long size = 0;
    for (byte[] entry : batch.entries()) {
      size += entry.length + 1;
    }
    if (length + size > allocated && size <= LARGE) {
      makeRoom((int) size);
    }
    write(batch.entries());
    segment.force(false);
    identity.require(allocated);
    position = batch.after();
    writeHead();
  }

  /** Writes entries, one per line, in blocks. */
  private void write(List<byte[]> entries) throws IOException {
    if (buffer == null) {
      buffer = ByteBuffer.allocateDirect(BLOCK);
    }
    ByteBuffer block = buffer.clear();
    long at = length;
    for (byte[] entry : entries) {
      for (int from = 0; from < entry.length; ) {
        if (!block.hasRemaining()) {
          at = write(block, at);
        }
        int part = Math.min(entry.length - from, block.remaining());
        block.put(entry, from, part);
        from += part;
      }
      if (!block.hasRemaining()) {
        at = write(block, at);
      }
      block.put((byte) '\n');
    }
    length = write(block, at);
    allocated = Math.max(allocated, length);
  }

  /** Writes a block and clears it. Returns the place of the next block. */
  private long write(ByteBuffer block, long from) throws IOException {
    long at = from;
    block.flip();
    while (block.hasRemaining()) {
      at += segment.write(block, at);
    }
    block.clear();
    return at;
  }

  /** Preallocates space with zeros, since a file that does not grow is synchronised faster. */
  private void makeRoom(int least) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocate(least + ROOM);
    try {
      while (zeros.hasRemaining()) {
        segment.write(zeros, length + zeros.position());
      }
      allocated = length + zeros.capacity();
    } catch (IOException e) {
      segment.truncate(length); // there may be room for the entries still
      allocated = length;
    }
  }

  private void nextSegment(LedgerPosition from) throws IOException {
    segment.truncate(length);
    segment.force(true);
    Path file = store.segment(from.size());
    FileChannel next =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    segment.close();
    segment = next;
    segmentFile = file;
    identity = new SegmentIdentityCheck(file);
    length = 0;
    allocated = 0;
    write(store.positionFile(from.size()), from.toString()); // last: alone it would be a stray file
    synchronise(store.segments());
  }

  private void keepSalts(Map<Long, byte[]> bySequence) throws IOException {
    if (salts == null) {
      salts =
          FileChannel.open(store.saltsFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      synchronise(store.folder());
    }
    for (Map.Entry<Long, byte[]> each : bySequence.entrySet()) {
      salts.write(ByteBuffer.wrap(each.getValue()), each.getKey() * Commitment.SALT_LENGTH);
    }
    salts.force(false);
  }

  /**
   * Writes the acknowledged head. It is not synchronised, so it may be older after a power loss.
   */
  private void writeHead() throws IOException {
    head.write(ByteBuffer.wrap((position.head() + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
  }

  // ---- other files of a ledger

  @Override
  public void keepConstitution(String digest, SortedMap<String, String> files) throws IOException {
    Path folder = store.constitutionFolder(digest);
    if (Files.isDirectory(folder)) {
      return;
    }
    Path draft = store.constitutionsFolder().resolve("draft");
    delete(draft);
    for (Map.Entry<String, String> each : files.entrySet()) {
      Path file = draft.resolve(each.getKey()).normalize();
      if (!file.startsWith(draft)) {
        throw new IOException("`" + each.getKey() + "` is outside of the constitution");
      }
      Files.createDirectories(file.getParent());
      write(file, each.getValue());
    }
    try (Stream<Path> walk = Files.walk(draft)) {
      for (Path inner : walk.filter(Files::isDirectory).toList()) {
        synchronise(inner);
      }
    }
    Files.move(draft, folder);
    synchronise(store.constitutionsFolder());
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path each : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public void keepCheckpoint(long size, String note) throws IOException {
    write(store.checkpointsFolder().resolve(String.format(Locale.ROOT, "%020d", size)), note);
    synchronise(store.checkpointsFolder());
  }

  @Override
  public void keepKey(String key) throws IOException {
    write(store.keyFile(), key);
    synchronise(store.folder());
  }

  private static void write(Path file, String text) throws IOException {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes a file completely or not at all. The file is durable only after its folder is
   * synchronised.
   */
  static void write(Path file, byte[] content) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".draft");
    try (FileChannel channel =
        FileChannel.open(
            draft,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Closes the files and releases the lock last. */
  @Override
  public void close() throws IOException {
    try {
      segment.truncate(length);
      segment.force(true);
      head.force(true);
    } finally {
      if (salts != null) {
        salts.close();
      }
      segment.close();
      head.close();
      lock.close();
    }
  }
}
