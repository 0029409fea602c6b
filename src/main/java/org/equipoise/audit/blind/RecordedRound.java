package org.equipoise.audit.blind;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.equipoise.audit.blind.AuditRound.Secret;
import org.equipoise.audit.ledger.DamagedLedgerException;
import org.equipoise.audit.ledger.Entry;
import org.equipoise.audit.ledger.EntryKind;
import org.equipoise.audit.ledger.Ledger;

/**
 * What a ledger holds about one round. Immutable.
 *
 * @param by who opened it
 * @param opening the number of the entry that opened it
 * @param acts all that was done in it, in the order of the ledger
 */
record RecordedRound(
    AuditRound round,
    String by,
    long opening,
    List<String> annotators,
    List<String> items,
    int sample,
    Instant due,
    String commitment,
    List<Act> acts) {
  /**
   * What somebody did.
   *
   * @param name {@code open}, {@code commit}, {@code reveal-seed} or {@code reveal}
   * @param rubric the digest of the rubric that it names
   * @param commitments by item
   * @param revealed by item
   */
  record Act(
      long entry,
      Instant at,
      String name,
      String by,
      String rubric,
      SortedMap<String, String> commitments,
      SortedMap<String, Secret> revealed) {}

  /**
   * Reads a round.
   *
   * @throws IllegalArgumentException if the ledger holds no such round
   */
  static RecordedRound of(Ledger ledger, String round) {
    RecordedRound found = null;
    List<Act> acts = new ArrayList<>();
    try (Ledger.Entries entries = ledger.entries()) {
      while (entries.hasNext()) {
        Entry entry = entries.next();
        if (entry.kind() == EntryKind.AUDIT) {
          JsonNode body = entry.fields();
          if (body.path("round").asText().equals(round)) {
            acts.add(act(entry, body));
            found =
                found == null && body.path("act").asText().equals("open")
                    ? opened(entry, body, acts)
                    : found;
          }
        }
      }
    }
    if (found == null) {
      throw new IllegalArgumentException(
          "`" + ledger.name() + "` holds no round `" + round + "` of a blind audit");
    }
    return found;
  }

  private static RecordedRound opened(Entry entry, JsonNode body, List<Act> acts) {
    try {
      return new RecordedRound(
          new AuditRound(body.path("round").asText(), body.path("rubric").asText()),
          body.path("by").asText(),
          entry.sequence(),
          texts(body.path("annotators")),
          texts(body.path("items")),
          body.path("sample").asInt(),
          Instant.parse(body.path("due").asText()),
          body.path("commitment").asText(),
          acts);
    } catch (DateTimeException e) {
      throw new DamagedLedgerException(
          entry.sequence(), "its round has no time: " + e.getMessage());
    }
  }

  private static Act act(Entry entry, JsonNode body) {
    SortedMap<String, String> commitments = new TreeMap<>();
    for (Map.Entry<String, JsonNode> each : body.path("commitments").properties()) {
      commitments.put(each.getKey(), each.getValue().asText());
    }
    SortedMap<String, Secret> revealed = new TreeMap<>();
    for (Map.Entry<String, JsonNode> each : body.path("revealed").properties()) {
      JsonNode it = each.getValue();
      revealed.put(each.getKey(), new Secret(it.path("value").asText(), it.path("salt").asText()));
    }
    return new Act(
        entry.sequence(),
        entry.time(),
        body.path("act").asText(),
        body.path("by").asText(),
        body.path("rubric").asText(),
        commitments,
        revealed);
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(it -> texts.add(it.asText()));
    return List.copyOf(texts);
  }
}
