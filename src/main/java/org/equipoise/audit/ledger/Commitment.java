package org.equipoise.audit.ledger;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.equipoise.formats.internal.CanonicalJson;
import org.jspecify.annotations.Nullable;

/**
 * What stands in a ledger for a masked value: {@code hmac-sha256:} and the HMAC, keyed with the
 * entry's salt, of the value's place (a JSON pointer into the entry's facts), a line end, and the
 * value in canonical JSON. With the salt, who knows the value can show that it was this one; once
 * the salt is erased nobody can find out.
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

  /** Whether a text has the form of a commitment. */
  public static boolean isOne(String text) {
    return text.startsWith(PREFIX) && FORM.matcher(text).matches();
  }

  /** The texts in some JSON that have the form of commitments. */
  static Set<String> in(String json) {
    Set<String> found = new HashSet<>();
    Matcher matcher = FORM.matcher(json);
    while (matcher.find()) {
      found.add(matcher.group());
    }
    return found;
  }

  /**
   * The commitment to a value.
   *
   * @param salt the entry's
   * @param pointer where the value stands, as in {@link RecordedDecision#masked()}; empty for a
   *     text that tells a masked value without being one, wherever it stands
   * @param value a JSON value as {@link org.equipoise.facts.Attributes} holds them
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
