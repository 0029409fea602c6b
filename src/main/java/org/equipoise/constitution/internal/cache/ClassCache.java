package org.equipoise.constitution.internal.cache;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import com.google.common.io.BaseEncoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Compiled rules in a folder of the user's, each in a file that is named by all it follows from:
 * the texts, this very engine with its vet, and this very Java. A file counts only if every byte of
 * it is as it was written; whatever is wrong with one, or with the folder, it is as if there were
 * none. Whoever may write as this user can put classes there, and needs no cache for doing harm.
 * Safe to share between threads and processes.
 */
public final class ClassCache {
  /** Files are deleted, those first whose use is longest ago, down to so many bytes. */
  public static final long MAX_BYTES = 128L << 20;

  private static final int MAX_ENTRY = 32 << 20;
  private static final String PREFIX = "rules-";
  private static final int DIGEST = 32;

  private static volatile @Nullable ClassCache inUse;

  private final Path path;
  private final Supplier<Optional<String>> engine;
  private final InstantSource clock;

  /**
   * A cache.
   *
   * @param path the folder, which is made when there is something to keep
   * @param engine what tells this engine and this Java from all others; nothing is found and kept
   *     if it is empty
   */
  public ClassCache(Path path, Supplier<Optional<String>> engine, InstantSource clock) {
    this.path = path;
    this.engine = engine;
    this.clock = clock;
  }

  /** Makes this process use a cache, or none. A library leaves that to its host: there is none. */
  public static void use(@Nullable ClassCache cache) {
    inUse = cache;
  }

  /** The cache that this process uses. */
  public static Optional<ClassCache> inUse() {
    return Optional.ofNullable(inUse);
  }

  /** Returns what was compiled from some texts, if it is there and unaltered. */
  public Optional<CompiledClasses> find(List<String> texts) {
    return Files.isDirectory(path)
        ? engine.get().flatMap(it -> find(key(it, texts)))
        : Optional.empty();
  }

  private Optional<CompiledClasses> find(byte[] key) {
    String name = name(key);
    try {
      OwnFolder folder = OwnFolder.of(path);
      byte[] read = folder.read(name, MAX_ENTRY);
      int from = Math.min(DIGEST, read.length);
      if (!Arrays.equals(Arrays.copyOf(read, from), digest(key, read, from))) {
        return Optional.empty();
      }
      CompiledClasses found = CompiledClasses.decoded(read, from);
      folder.touch(name, clock.instant());
      return Optional.of(found);
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  /** Keeps what was compiled from some texts, if it can. */
  public void keep(List<String> texts, CompiledClasses compiled) {
    engine.get().ifPresent(it -> keep(key(it, texts), compiled));
  }

  private void keep(byte[] key, CompiledClasses compiled) {
    try {
      byte[] body = compiled.encoded();
      if (body.length > MAX_ENTRY - DIGEST) {
        return;
      }
      OwnFolder folder = OwnFolder.of(path);
      folder.write(name(key), List.of(digest(key, body, 0), body));
      folder.shrink(PREFIX, MAX_BYTES);
    } catch (IOException | UnsupportedOperationException e) {
      return; // the next command compiles them again
    }
  }

  private static byte[] key(String engine, List<String> texts) {
    Hasher hasher = Hashing.sha256().newHasher();
    put(hasher, engine);
    texts.forEach(it -> put(hasher, it));
    return hasher.hash().asBytes();
  }

  private static void put(Hasher hasher, String text) {
    hasher.putInt(text.length()).putUnencodedChars(text);
  }

  private static String name(byte[] key) {
    return PREFIX + BaseEncoding.base16().lowerCase().encode(key);
  }

  private static byte[] digest(byte[] key, byte[] bytes, int from) {
    return Hashing.sha256()
        .newHasher()
        .putBytes(key)
        .putBytes(bytes, from, bytes.length - from)
        .hash()
        .asBytes();
  }
}
