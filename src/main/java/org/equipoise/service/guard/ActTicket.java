package org.equipoise.service.guard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.facts.Case;
import org.equipoise.formats.CaseWriter;

/**
 * One exact act that waits for a person's approval. The ticket names the act by a digest, so an
 * approval of one act does not serve for another. Immutable.
 *
 * @param id 32 hexadecimal digits, drawn at random
 * @param act the digest of the case and the arguments, as {@link #digest} returns it
 * @param constitution the digest of the constitution under which it was left to a person
 * @param expires from this time on the ticket is void
 */
public record ActTicket(String id, String act, String constitution, Instant expires) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  /**
   * Returns a new ticket.
   *
   * @param arguments the arguments of the act, exactly as they will be passed, such as the JSON of
   *     a tool call; empty if there are none
   * @throws IllegalArgumentException if the case holds objects of the host, which no digest covers
   */
  public static ActTicket issue(
      Case given, String arguments, String constitution, Instant expires) {
    byte[] id = new byte[16];
    RANDOM.nextBytes(id);
    return new ActTicket(
        HexFormat.of().formatHex(id), digest(given, arguments), constitution, expires);
  }

  /**
   * Returns {@code sha256:} and the SHA-256 of the case and the arguments. The time of the case is
   * left out, since it says when the act is decided and not what it is. The order of attributes
   * does not matter; every character of the arguments does.
   *
   * @throws IllegalArgumentException if the case holds objects of the host, which no digest covers
   */
  public static String digest(Case given, String arguments) {
    if (!given.facts().isEmpty()) {
      throw new IllegalArgumentException(
          "case `"
              + given.id()
              + "` holds objects of the host, to which an approval cannot be bound: describe them"
              + " by attributes");
    }
    try {
      JsonNode tree = JSON.readTree(CaseWriter.toJson(given));
      ((ObjectNode) tree).remove("at");
      Map<String, Object> act = new TreeMap<>();
      act.put("arguments", arguments);
      act.put("case", JSON.treeToValue(tree, Object.class));
      String text = JSON.writeValueAsString(act);
      return "sha256:" + Hashing.sha256().hashString(text, StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a case is written as JSON", e);
    }
  }

  /** Returns whether this is the ticket of an act. */
  public boolean isOf(Case given, String arguments) {
    return act.equals(digest(given, arguments));
  }

  /** Returns whether the ticket is void by a time. */
  public boolean isOverAt(Instant time) {
    return !time.isBefore(expires);
  }
}
