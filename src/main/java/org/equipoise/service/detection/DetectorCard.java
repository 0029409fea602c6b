package org.equipoise.service.detection;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Which detector this is, as the ledger records it. Immutable.
 *
 * @param id a name, such as {@code patterns}
 * @param version its version
 * @param digest what identifies exactly this detector with its settings, as {@code sha256:…}. A
 *     detector that would read a text otherwise has another digest
 * @param data on what data it was made, in a sentence; null if that is not known
 * @param licence under which licence it may be used; null if that is not known
 */
public record DetectorCard(
    String id, String version, String digest, @Nullable String data, @Nullable String licence) {

  /**
   * Returns a card whose digest is that of its id, its version and some settings.
   *
   * @param settings whatever else the answers depend on, in a fixed order
   */
  public static DetectorCard of(String id, String version, String... settings) {
    StringBuilder all = new StringBuilder(id).append('\n').append(version);
    for (String each : settings) {
      all.append('\n').append(each.length()).append(':').append(each);
    }
    return new DetectorCard(id, version, sha256(all.toString()), null, null);
  }

  /** Returns this card with the data on which the detector was made, and its licence. */
  public DetectorCard with(@Nullable String otherData, @Nullable String otherLicence) {
    return new DetectorCard(id, version, digest, otherData, otherLicence);
  }

  static String sha256(String text) {
    return "sha256:" + Hashing.sha256().hashBytes(text.getBytes(StandardCharsets.UTF_16BE));
  }
}
