package org.equipoise.ledger;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What stands in a ledger for a masked value: {@code hmac-sha256:} and the HMAC, keyed with the
 * entry's salt, of the value's place (a JSON pointer into the entry's facts), a line end, and the
 * value in canonical JSON. With the salt, who knows the value can show that it was this one; once
 * the salt is erased nobody can find out.
 */
public final class Commitment {
  static final int SALT_LENGTH = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Commitment() {}

  static byte[] newSalt() {
    byte[] salt = new byte[SALT_LENGTH];
    RANDOM.nextBytes(salt);
    return salt;
  }

  /**
   * The commitment to a value.
   *
   * @param salt the entry's
   * @param pointer where the value stands, as in {@link RecordedDecision#masked()}
   * @param value a JSON value as {@link org.equipoise.facts.Attributes} holds them
   */
  public static String of(byte[] salt, String pointer, @Nullable Object value) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(salt, "HmacSHA256"));
      mac.update((pointer + "\n").getBytes(StandardCharsets.UTF_8));
      mac.update(new CanonicalJson().value(value).toBytes());
      return "hmac-sha256:" + HexFormat.of().formatHex(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
