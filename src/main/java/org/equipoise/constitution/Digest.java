package org.equipoise.constitution;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import com.google.common.primitives.Ints;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;

/**
 * A constitution's fingerprint: SHA-256 over the semantics version and then, by path, each file's
 * relative path and its bytes with line ends normalised to LF; each of these behind its length in
 * bytes (big-endian, 4 bytes), so that no two constitutions share an encoding.
 */
final class Digest {
  private Digest() {}

  static String of(SortedMap<String, String> files, String semantics) {
    Hasher hasher = Hashing.sha256().newHasher();
    put(hasher, semantics);
    files.forEach(
        (path, text) -> {
          put(hasher, path);
          put(hasher, text);
        });
    return "sha256:" + hasher.hash();
  }

  private static void put(Hasher hasher, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    hasher.putBytes(Ints.toByteArray(bytes.length)).putBytes(bytes);
  }
}
