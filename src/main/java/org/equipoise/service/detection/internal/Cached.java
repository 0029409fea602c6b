package org.equipoise.service.detection.internal;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.equipoise.constitution.Attribute;
import org.equipoise.facts.Message;
import org.equipoise.service.detection.Detected;
import org.equipoise.service.detection.Detector;
import org.equipoise.service.detection.DetectorCard;
import org.equipoise.service.detection.Passage;
import org.jspecify.annotations.Nullable;

/**
 * A detector that keeps what it found in the last passages, by the digest of the detector, of the
 * passage with all around it, and of what was asked. Thread-safe.
 */
public final class Cached implements Detector {
  private final Detector detector;
  private final Map<String, Map<String, Detected>> kept;

  /** Creates a cache of so many passages. */
  public Cached(Detector detector, int passages) {
    this.detector = detector;
    this.kept =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Map<String, Detected>> eldest) {
            return size() > passages;
          }
        };
  }

  @Override
  public DetectorCard card() {
    return detector.card();
  }

  @Override
  public Map<String, Detected> read(Passage passage, List<Attribute> asked) throws Exception {
    String key = key(passage, asked);
    synchronized (kept) {
      Map<String, Detected> before = kept.get(key);
      if (before != null) {
        return before;
      }
    }
    Map<String, Detected> found = detector.read(passage, asked);
    boolean isWhole =
        found != null
            && asked.stream()
                .map(it -> found.get(it.name()))
                .allMatch(it -> it != null && !(it instanceof Detected.Abstained a && a.isFault()));
    if (isWhole) {
      synchronized (kept) {
        kept.put(key, Map.copyOf(found));
      }
    }
    return found;
  }

  private String key(Passage passage, List<Attribute> asked) {
    Hasher digest = Hashing.sha256().newHasher();
    add(digest, detector.card().digest());
    add(digest, passage.id());
    add(digest, passage.text());
    add(digest, passage.context());
    for (Message message : passage.conversation()) {
      add(digest, message.role().word());
      add(digest, message.text());
    }
    for (Attribute attribute : asked) {
      add(digest, attribute.name() + "\n" + attribute.inWords());
      add(digest, attribute.says());
      attribute.patterns().forEach(it -> add(digest, it));
    }
    return digest.hash().toString();
  }

  /** Adds a part with its length, so that no two lists of parts look alike. */
  private static void add(Hasher digest, @Nullable String part) {
    byte[] bytes =
        part == null ? new byte[0] : part.getBytes(StandardCharsets.UTF_16BE); // halves differ
    digest.putBytes(
        ((part == null ? "-" : "") + bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.putBytes(bytes);
  }
}
