package org.equipoise.audit.blind;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.equipoise.audit.ledger.Commitment;
import org.equipoise.audit.ledger.LedgerEvent.AuditEvent;
import org.equipoise.formats.internal.CanonicalJson;

/**
 * A round of a blind audit, from which entries of a ledger are made. Whoever audits commits to the
 * seed of the sample, then each annotator to its labels; when all have, the seed is revealed, and
 * then the labels. Each commitment is an HMAC under a random salt of its own over the round, the
 * item, its maker and the digest of the rubric, so that nobody can guess it, reuse it, or pass that
 * of another for its own. Immutable.
 *
 * @param round its name
 * @param rubric the digest of the instructions for annotators
 */
public record AuditRound(String round, String rubric) {
  /** The least length of a salt and of a seed, in bytes. */
  public static final int SALT_BYTES = 32;

  static final String SEED = "seed";
  private static final SecureRandom RANDOM = new SecureRandom();

  /** A label with the salt of its commitment, in hexadecimal digits. */
  public record Secret(String value, String salt) {}

  /** Returns the digest of a text, as {@code sha256:} and hexadecimal digits. */
  public static String digest(byte[] text) {
    try {
      return "sha256:"
          + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Returns a value with a new random salt. */
  public static Secret salted(String value) {
    return new Secret(value, random());
  }

  /** Returns the seed of a sample, with a new random salt. */
  public static Secret newSeed() {
    return salted(random());
  }

  private static String random() {
    byte[] bytes = new byte[SALT_BYTES];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Returns the commitment of somebody to a value for an item. */
  public String commitment(String by, String item, Secret secret) {
    String place =
        new String(
            new CanonicalJson().value(List.of("blind-audit", round, item, by, rubric)).toBytes(),
            StandardCharsets.UTF_8);
    byte[] salt = HexFormat.of().parseHex(secret.salt());
    return Commitment.of(salt.length == 0 ? new byte[1] : salt, place, secret.value());
  }

  /**
   * Opens the round with a commitment to the seed of the sample.
   *
   * @param annotators who will label
   * @param items what they will label
   * @param sample how many items will be looked at again
   * @param due until when labels must be revealed
   */
  public AuditEvent open(
      Instant at,
      String by,
      List<String> annotators,
      List<String> items,
      int sample,
      Instant due,
      Secret seed) {
    SortedMap<String, Object> fields = fields("open", by);
    fields.put("annotators", List.copyOf(annotators));
    fields.put("items", List.copyOf(items));
    fields.put("sample", sample);
    fields.put("due", due.toString());
    fields.put("commitment", commitment(by, SEED, seed));
    return new AuditEvent(at, fields);
  }

  /** Commits an annotator to labels, by item. */
  public AuditEvent commit(Instant at, String by, Map<String, Secret> labels) {
    SortedMap<String, Object> commitments = new TreeMap<>();
    labels.forEach((item, secret) -> commitments.put(item, commitment(by, item, secret)));
    SortedMap<String, Object> fields = fields("commit", by);
    fields.put("commitments", commitments);
    return new AuditEvent(at, fields);
  }

  /** Reveals the seed of the sample. */
  public AuditEvent revealSeed(Instant at, String by, Secret seed) {
    return reveal(at, by, Map.of(SEED, seed), "reveal-seed");
  }

  /** Reveals labels of an annotator, by item. */
  public AuditEvent reveal(Instant at, String by, Map<String, Secret> labels) {
    return reveal(at, by, labels, "reveal");
  }

  private AuditEvent reveal(Instant at, String by, Map<String, Secret> shown, String act) {
    SortedMap<String, Object> values = new TreeMap<>();
    shown.forEach((item, it) -> values.put(item, Map.of("value", it.value(), "salt", it.salt())));
    SortedMap<String, Object> fields = fields(act, by);
    fields.put("revealed", values);
    return new AuditEvent(at, fields);
  }

  private SortedMap<String, Object> fields(String act, String by) {
    SortedMap<String, Object> fields = new TreeMap<>();
    fields.put("act", act);
    fields.put("by", by);
    fields.put("round", round);
    fields.put("rubric", rubric);
    return fields;
  }

  /** Returns the items that a seed draws: those whose digest with it is least, in order. */
  public static List<String> sample(List<String> items, int size, String seed) {
    List<String> drawn = new ArrayList<>(items);
    Map<String, String> places = new TreeMap<>();
    items.forEach(it -> places.put(it, place(seed, it)));
    drawn.sort(Comparator.comparing(it -> places.getOrDefault(it, "")));
    return drawn.subList(0, Math.min(size, drawn.size())).stream().sorted().toList();
  }

  private static String place(String seed, String item) {
    return digest(new CanonicalJson().value(List.of("sample", seed, item)).toBytes());
  }
}
