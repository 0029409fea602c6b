package org.equipoise.audit.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.equipoise.formats.internal.CanonicalJson;
import org.jspecify.annotations.Nullable;

/**
 * Computes the commitment to a masked value: {@code hmac-sha256:} and an HMAC, whose key is the
 * salt of the entry. The HMAC covers the place of the value (a JSON pointer into the facts of the
 * entry), a line end, and the value in canonical JSON. With the salt, a party that knows the value
 * can prove it. After the salt is erased, the value can be neither proven nor found.
 */
public final class Commitment {
  static final int SALT_LENGTH = 32;
  private static final String PREFIX = "hmac-sha256:";
  private static final Pattern FORM = Pattern.compile(PREFIX + "[0-9a-f]{64}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private Commitment() {}

  static byte[] newSalt() {
    byte[] salt = new byte[SALT_LENGTH];
    RANDOM.nextBytes(salt);
    return salt;
  }

  /** Returns whether a text has the form of a commitment. */
  public static boolean isOne(String text) {
    return text.startsWith(PREFIX) && FORM.matcher(text).matches();
  }

  /** Returns the texts in some JSON that have the form of a commitment. */
  static Set<String> in(String json) {
    Set<String> found = new HashSet<>();
    Matcher matcher = FORM.matcher(json);
    while (matcher.find()) {
      found.add(matcher.group());
    }
    return found;
  }

  /**
   * Returns the JSON pointers of texts in the facts of a decision that have the form of a
   * commitment and are not among {@link RecordedDecision#masked()}. A recorder that masks lists
   * each.
   */
  public static List<String> unlisted(Entry entry) {
    List<String> found = new ArrayList<>();
    if (!in(entry.json()).isEmpty()) {
      find(entry.fields().path("facts"), "", found);
      found.removeAll(Set.copyOf(entry.decision().masked()));
    }
    return found;
  }

  private static void find(JsonNode value, String pointer, List<String> found) {
    if (value.isTextual() && isOne(value.asText())) {
      found.add(pointer);
    }
    for (int i = 0; value.isArray() && i < value.size(); i++) {
      find(value.get(i), pointer + "/" + i, found);
    }
    for (Map.Entry<String, JsonNode> each : value.properties()) {
      String step = each.getKey().replace("~", "~0").replace("/", "~1");
      find(each.getValue(), pointer + "/" + step, found);
    }
  }

  /**
   * Returns the commitment to a value.
   *
   * @param salt the salt of the entry
   * @param pointer the place of the value, as in {@link RecordedDecision#masked()}; empty for a
   *     text that contains a masked value, at any place
   * @param value a JSON value as {@link org.equipoise.facts.Attributes} holds it
   */
  public static String of(byte[] salt, String pointer, @Nullable Object value) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(salt, "HmacSHA256"));
      mac.update((pointer + "\n").getBytes(StandardCharsets.UTF_8));
      mac.update(new CanonicalJson().value(value).toBytes());
      return PREFIX + HexFormat.of().formatHex(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
