package org.equipoise.audit.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.equipoise.audit.ledger.transparency.TreeHead;
import org.jspecify.annotations.Nullable;

/**
 * A ledger in a folder. {@code src/docs/ledger.md} describes its files.
 *
 * @param folder the folder of the ledger
 * @param segmentBytes the approximate largest size of a segment in bytes
 */
record FileStore(Path folder, long segmentBytes) implements LedgerStore {
  static final long SEGMENT_BYTES = 64L << 20;
  private static final long LEAST_SPACE = 4_096;
  private static final String OWN =
      "segments|constitutions|checkpoints|torn|lock|(key|head|salts)(\\.draft)?";
  private static final String SHA_256 = "sha256:";

  FileStore(Path folder) {
    this(folder, SEGMENT_BYTES);
  }

  Path segments() {
    return folder.resolve("segments");
  }

  Path constitutionsFolder() {
    return folder.resolve("constitutions");
  }

  Path checkpointsFolder() {
    return folder.resolve("checkpoints");
  }

  Path headFile() {
    return folder.resolve("head");
  }

  Path keyFile() {
    return folder.resolve("key");
  }

  Path saltsFile() {
    return folder.resolve("salts");
  }

  Path segment(long first) {
    return segments().resolve(String.format(Locale.ROOT, "%020d.jsonl", first));
  }

  /** Returns the file with the position at which a segment begins. */
  Path positionFile(long first) {
    return segments().resolve(String.format(Locale.ROOT, "%020d.position", first));
  }

  @Override
  public String name() {
    return folder.toString();
  }

  @Override
  public boolean exists() {
    return Files.isDirectory(segments());
  }

  @Override
  public @Nullable String obstacle() throws IOException {
    if (!exists()) {
      return "the ledger has vanished";
    }
    return Files.getFileStore(segments()).getUsableSpace() < LEAST_SPACE
        ? "no space is left on its disk"
        : null;
  }

  @Override
  public Lines lines(long from) throws IOException {
    List<Long> starts = starts();
    int at = starts.size() - 1;
    while (at > 0 && starts.get(at) > from) {
      at--;
    }
    long first = starts.isEmpty() ? 0 : starts.get(at);
    SegmentLines lines = new SegmentLines(this, starts.subList(Math.max(at, 0), starts.size()));
    passOver(lines, first, from);
    return lines;
  }

  /** Skips to an entry. Unreadable lines before it do not matter. */
  private static void passOver(SegmentLines lines, long first, long to) throws IOException {
    long reached = first;
    while (reached < to) {
      try {
        if (lines.next() == null) {
          return;
        }
        reached = lines.sequence() + 1;
      } catch (DamagedLedgerException e) {
        if (e.entry() >= to) {
          throw e;
        }
      }
    }
    if (reached > to) {
      lines.close();
      throw new DamagedLedgerException(to, "it is missing");
    }
  }

  @Override
  public List<Long> starts() throws IOException {
    List<Long> starts = new ArrayList<>();
    for (String name : names(segments())) {
      if (name.matches("[0-9]{20}\\.jsonl")) {
        starts.add(start(name));
      }
    }
    return starts;
  }

  private static long start(String segment) {
    try {
      return Long.parseLong(segment.substring(0, 20));
    } catch (NumberFormatException e) {
      throw new DamagedLedgerException(
          "`segments/" + segment + "` is no segment: no entry has so great a number");
    }
  }

  @Override
  public Optional<String> position(long start) throws IOException {
    Path file = positionFile(start);
    return odd(file) == null ? optionalText(file) : Optional.empty();
  }

  private static Set<String> names(Path folder) throws IOException {
    Set<String> names = new TreeSet<>();
    if (!Files.isDirectory(folder)) {
      return names;
    }
    try (Stream<Path> files = Files.list(folder)) {
      files.forEach(it -> names.add(it.getFileName().toString()));
    } catch (NoSuchFileException e) {
      return Set.of();
    }
    return names;
  }

  @Override
  public Set<String> constitutions() throws IOException {
    Set<String> digests = new TreeSet<>();
    for (String name : names(constitutionsFolder())) {
      if (name.matches("[0-9a-f]{64}")) {
        digests.add(SHA_256 + name);
      }
    }
    return digests;
  }

  @Override
  public List<String> strays() throws IOException {
    List<String> strays = new ArrayList<>();
    strays(folder, "", OWN, strays);
    strays(segments(), "segments/", "[0-9]{20}\\.(jsonl|position)(\\.draft)?", strays);
    strays(checkpointsFolder(), "checkpoints/", "[0-9]{20}(\\.draft)?", strays);
    strays(constitutionsFolder(), "constitutions/", "[0-9a-f]{64}|draft", strays);
    odd(strays);
    Set<String> segments = names(segments());
    for (String name : segments) {
      if (name.endsWith(".position") && !segments.contains(name.replace(".position", ".jsonl"))) {
        strays.add("`segments/" + name + "` is of a segment that is missing");
      }
    }
    return strays;
  }

  /** Adds what is no file or no folder where it should be one. */
  private void odd(List<String> odd) throws IOException {
    List<Path> files = new ArrayList<>(List.of(headFile(), keyFile(), saltsFile()));
    List<Path> folders = new ArrayList<>(List.of(constitutionsFolder(), checkpointsFolder()));
    for (String name : names(segments())) {
      files.add(segments().resolve(name));
    }
    for (String name : names(checkpointsFolder())) {
      files.add(checkpointsFolder().resolve(name));
    }
    for (String digest : constitutions()) {
      folders.add(constitutionFolder(digest));
    }
    for (Path folder : folders) {
      add(OddFiles.ofFolder(this.folder, folder), odd);
    }
    for (Path file : files) {
      add(odd(file), odd);
    }
    for (String digest : constitutions()) {
      if (Files.isDirectory(constitutionFolder(digest))) {
        odd.addAll(OddFiles.within(folder, constitutionFolder(digest)));
      }
    }
  }

  private static void add(@Nullable String sentence, List<String> to) {
    if (sentence != null) {
      to.add(sentence);
    }
  }

  /** Returns what is wrong with what should be a file of this ledger; null if nothing is. */
  @Nullable String odd(Path file) {
    return OddFiles.ofFile(folder, file);
  }

  /**
   * Checks that what should be a file of this ledger is none of another kind.
   *
   * @throws DamagedLedgerException if it is
   */
  private void requireFile(Path file) {
    String odd = odd(file);
    if (odd != null) {
      throw new DamagedLedgerException(odd);
    }
  }

  private static void strays(Path folder, String prefix, String own, List<String> strays)
      throws IOException {
    for (String name : names(folder)) {
      if (!name.matches(own)) {
        strays.add(
            "`"
                + prefix
                + name
                + "` is no part of a ledger; nobody looked into it: move it elsewhere");
      }
    }
  }

  /** Returns the folder of a constitution. */
  Path constitutionFolder(String digest) {
    return constitutionsFolder().resolve(digest.substring(SHA_256.length()));
  }

  @Override
  public SortedMap<String, String> constitution(String digest) throws IOException {
    SortedMap<String, String> texts = new TreeMap<>();
    if (!digest.matches(SHA_256 + "[0-9a-f]{64}")) {
      return texts;
    }
    Path root = constitutionFolder(digest);
    if (!Files.isDirectory(root)) {
      return texts;
    }
    try (Stream<Path> walk = Files.walk(root)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        texts.put(
            root.relativize(file).toString().replace('\\', '/'),
            new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
      }
    } catch (NoSuchFileException e) {
      return texts;
    }
    return texts;
  }

  @Override
  public List<String> checkpoints() throws IOException {
    List<String> notes = new ArrayList<>();
    for (String name : names(checkpointsFolder())) {
      Path file = checkpointsFolder().resolve(name);
      if (name.matches("[0-9]{20}") && odd(file) == null) { // `strays` tells of others
        notes.add(text(file));
      }
    }
    return notes;
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  private static Optional<String> optionalText(Path file) throws IOException {
    try {
      return Optional.of(text(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<String> key() throws IOException {
    requireFile(keyFile());
    return optionalText(keyFile());
  }

  @Override
  public Optional<TreeHead> acknowledged() throws IOException {
    requireFile(headFile());
    Optional<String> text = optionalText(headFile());
    try {
      return text.map(FileStore::head);
    } catch (IllegalArgumentException e) {
      throw new IOException("`head` holds no head: " + e.getMessage(), e);
    }
  }

  private static TreeHead head(String text) {
    if (!text.endsWith("\n")) {
      throw new IllegalArgumentException("it does not end with a line end");
    }
    return TreeHead.parse(text.substring(0, text.length() - 1));
  }

  @Override
  public Optional<byte[]> salt(long sequence) throws IOException {
    requireFile(saltsFile());
    byte[] salt = new byte[Commitment.SALT_LENGTH];
    ByteBuffer into = ByteBuffer.wrap(salt);
    try (FileChannel salts = FileChannel.open(saltsFile(), StandardOpenOption.READ)) {
      while (into.hasRemaining()
          && salts.read(into, sequence * salt.length + into.position()) >= 0) {}
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    return into.hasRemaining() || Arrays.equals(salt, new byte[salt.length])
        ? Optional.empty()
        : Optional.of(salt);
  }

  @Override
  public void eraseSalt(long sequence) throws IOException {
    if (salt(sequence).isPresent()) {
      try (FileChannel salts = FileChannel.open(saltsFile(), StandardOpenOption.WRITE)) {
        ByteBuffer zeros = ByteBuffer.allocate(Commitment.SALT_LENGTH);
        salts.write(zeros, sequence * Commitment.SALT_LENGTH);
        salts.force(true);
      }
    }
  }

  @Override
  public Appender open(@Nullable LedgerPosition acknowledged) throws IOException {
    return FileAppender.open(this, acknowledged);
  }
}
