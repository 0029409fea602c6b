package org.equipoise.audit.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.equipoise.audit.ledger.LedgerVerification.Finding;
import org.equipoise.audit.ledger.LedgerVerification.Known;
import org.equipoise.audit.ledger.transparency.Hash;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Trigger;
import org.equipoise.formats.internal.CanonicalForm;
import org.equipoise.service.guard.ActTicket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A ledger that somebody wrote by hand: each entry follows the one before, and one says nonsense.
 */
class MalformedEntriesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DEEP = "[".repeat(100_000) + "]".repeat(100_000);

  @TempDir private static Path folder;

  private static List<String> lines;

  @BeforeAll
  static void record() throws IOException {
    String digest = Specimen.CONSTITUTION.digest();
    try (LedgerRecorder recorder =
        LedgerRecorder.open(folder, LedgerOptions.DEFAULT.withMasking(Masking.of("client.name")))) {
      recorder.adopt(Specimen.AT, Specimen.CONSTITUTION);
      recorder.record(Specimen.decided(1));
      recorder.record(Specimen.decided(4));
      for (LedgerEvent event :
          List.of(
              new LedgerEvent.RefusalEvent(Specimen.AT, digest, "no"),
              new LedgerEvent.OverrideEvent(Specimen.AT, 1, "a", Action.ALLOW, "Eve", "known"),
              new LedgerEvent.AnswerEvent(Specimen.AT, 1, false, "Ad", "rash", Specimen.review()),
              new LedgerEvent.TicketEvent(
                  Specimen.AT, 1, new ActTicket("00ff", "sha256:1", digest, Specimen.AT), "{}"),
              new LedgerEvent.RedemptionEvent(Specimen.AT, 1, "00ff", "sha256:1", "approved"),
              new LedgerEvent.AuditEvent(
                  Specimen.AT, Map.of("round", "may", "act", "open", "by", "x", "rubric", "r")),
              new LedgerEvent.OutcomeEvent(Specimen.AT, 1, "sent"),
              new LedgerEvent.ErrorEvent(Specimen.AT, "C", "no address"),
              new LedgerEvent.LossEvent(Specimen.AT, 7, "the disk is full"),
              new LedgerEvent.TriggerEvent(
                  Specimen.AT,
                  digest,
                  Duration.ofDays(30),
                  new Trigger(Trigger.Kind.OVERRIDES, "principle:no", 5, List.of(6.0), List.of()),
                  "7:0"))) {
        recorder.record(event);
      }
      recorder.erase(1, "Ada", "asked");
    }
    Files.delete(folder.resolve("head"));
    lines = Files.readString(segment()).replace("\0", "").lines().toList();
  }

  private static Path segment() {
    return folder.resolve("segments/00000000000000000000.jsonl");
  }

  /** Verifies the ledger with another line in the place of one, chained anew. */
  private static List<Finding> findings(int entry, String other) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Hash last = Hash.EMPTY;
    for (int i = 0; i < lines.size(); i++) {
      byte[] line =
          (i == entry ? other : lines.get(i))
              .replaceFirst("\"previous\":\"[0-9a-f]{64}\"", "\"previous\":\"" + last + "\"")
              .getBytes(UTF_8);
      last = Hash.leaf(line);
      out.writeBytes(line);
      out.write('\n');
    }
    Files.write(segment(), out.toByteArray());
    return LedgerVerification.of(Ledger.in(folder), Known.NOTHING, any -> {}).findings();
  }

  private static int entry(String kind) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains("\"kind\":\"" + kind + "\",\"previous\"")) {
        return i;
      }
    }
    throw new AssertionError(kind);
  }

  @ParameterizedTest
  @CsvSource({"1, 13, 'was erased, whose `facts.masked`'", "2, 2, 'it would be taken for a text'"})
  void aCommitmentThatIsNotListedAsMaskedIsFound(int entry, int told, String says)
      throws IOException {
    String unlisted = lines.get(entry).replaceFirst(",\"masked\":\\[[^]]*]", "");
    assertFalse(unlisted.equals(lines.get(entry)), unlisted);
    List<Finding> findings = findings(entry, unlisted);
    assertTrue(
        findings.stream()
            .anyMatch(
                it ->
                    it.entry() == told
                        && it.what().contains(says)
                        && it.what().contains("leaves out `/case/attributes/client/name`")),
        findings::toString);
  }

  @Test
  void whatWasRecordedIsNoFinding() throws IOException {
    assertEquals(List.of(), findings(-1, ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "override | \"action\":\"allow\" | \"action\":\"permit\" | `action` must be",
        "override | \"by\":\"Eve\", || `by` is missing",
        "override | \"by\":\"Eve\" | \"by\":null | `by` must be text",
        "override | \"entry\":1 | \"entry\":1,\"entry\":2 | `body.entry` is there twice",
        "override | \"entry\":1 | \"entry\":\"1\" | `entry` must be a whole number",
        "override | \"entry\":1 | \"entry\":1e0 | not in canonical form",
        "override | \"entry\":1 | \"entry\":1.5 | `entry` must be a whole number",
        "override | \"entry\":1 | \"entry\":-1 | which there was not",
        "override | \"entry\":1 | \"entry\":2147483648 | which there was not",
        "override | \"entry\":1 | \"entry\":9223372036854775808 | `entry` must be a whole number",
        "override | \"entry\":1, || `entry` is missing",
        "override | \"entry\":1 | \"entry\":1,\"extra\":0 | no field `extra`",
        "override | \"entry\":1 | \"entry\" :1 | not in canonical form",
        "override | \"by\":\"Eve\" | \"by\":\"\\u0045ve\" | not in canonical form",
        "override | \"action\":\"allow\",\"by\":\"Eve\" | \"by\":\"Eve\",\"action\":\"allow\" |"
            + " `body.action` does not stand in the order",
        "override | Z\"} | +00:00\"} | not written in canonical form",
        "override | \"semantics\":\"3\" | \"semantics\":\"٣\" | `semantics` is no version",
        "override | \"semantics\":\"3\" | \"semantics\":\"\" | `semantics` is no version",
        "answer | \"passes\":false | \"passes\":\"yes\" | `passes` must be `true` or `false`",
        "answer | \"passes\":false | \"passes\":7 | `passes` must be `true` or `false`",
        "answer | \"seconds\":12.5 | \"seconds\":-1 | `review.seconds` must be",
        "answer | \"a\":\"forbidden\"} | \"a\":\"banned\"} | `review.planted.a` must be a status",
        "answer | \"confidence\":0.5 | \"confidence\":7 | `judgments[0].confidence` cannot be read",
        "answer | \"expires\":\"2026-01-31T10:00:00Z\" | \"expires\":\"soon\" | `ticket.expires`",
        "ticket | \"arguments\":\"{}\" | \"arguments\":{} | `arguments` must be text",
        "redemption | \"id\":\"00ff\", || `id` is missing",
        "audit | \"act\":\"open\" | \"act\":\"shut\" | `act` must be",
        "outcome | \"what\":\"sent\" | \"what\":[] | `what` must be text",
        "error | \"cause\":\"no address\" | \"cause\":0 | `cause` must be text",
        "loss | \"entries\":7 | \"entries\":-7 | `entries` must be a whole number from 0 on",
        "trigger | \"of\":\"overrides\" | \"of\":\"moods\" | `of` must be",
        "trigger | \"window\":\"PT720H\" | \"window\":\"a month\" | `window` must be a duration",
        "trigger | \"values\":[6] | \"values\":[null] | `values[0]` must be a number",
        "adoption | \"version\":\"1.0.0\" | \"version\":1 | `version` must be text",
        "refusal | \"cause\":\"no\" | \"reason\":\"no\" | `cause` is missing",
        "erasure | \"why\":\"asked\" | \"why\":true | `why` must be text",
        "decision | \"choice\":\"b\" | \"choice\":\"c\" | `c` is chosen, but no output",
        "decision | \"choiceMargin\":0.5 | \"choiceMargin\":1e999 | is a number out of range",
        "decision | \"margin\":-1 | \"margin\":-7 | is no margin",
        "decision | \"costAllow\":0.5 | \"costAllow\":-1 | is no cost",
        "decision | \"gap\":false | \"gap\":0 | is not written as decisions are",
        "decision | \"state\":\"decided\" | \"state\":\"ended\" | is no word of a decision",
        "decision | \"outputs\":[{\"attributes\" | \"outputs\":[{\"output\":\"a\"},{\"attributes\" |"
            + " facts.case",
        "decision | \"output\":\"b\"}],\"state\" | \"output\":\"c\"}],\"state\" | decision",
        "decision | \"judgments\":[] | \"judgments\":[{}] | facts.judgments",
        "decision | \"masked\":[\" | \"masked\":[\"/no\",\" | at which no commitment stands",
        "decision | \"masked\":[\" | \"masked\":[\"no\",\" | at which no commitment stands",
        "decision | }},\"constitution\" | },\"mode\":\"maybe\"},\"constitution\" | `mode` must be"
      })
  void aFieldThatCannotBeIsNamed(String kind, String from, String to, String said)
      throws IOException {
    int entry = entry(kind);
    String line = lines.get(entry);
    assertTrue(line.contains(from), from);
    List<Finding> findings = findings(entry, line.replace(from, to == null ? "" : to));
    assertFalse(findings.isEmpty());
    assertEquals(entry, findings.get(0).entry(), findings::toString);
    assertTrue(findings.get(0).what().contains(said), findings::toString);
  }

  @Test
  void aFieldThatIsGivenTwiceOrNestedTooDeepIsFoundWhereverItStands() throws IOException {
    int tried = 0;
    for (int entry = 0; entry < lines.size(); entry++) {
      String line = lines.get(entry);
      for (String name : names(JSON.readTree(line).get("body"))) {
        String field = "\"" + name + "\":";
        assertFound(entry, line.replaceFirst(field, field + "7," + field));
        boolean isOwn = line.contains("\"kind\":\"decision\"") && !name.equals("decision");
        if (!isOwn) { // a host may have recorded such an attribute
          assertFound(entry, line.replaceFirst(field, field + DEEP + ",\"zz\":"));
        }
        tried++;
      }
    }
    assertTrue(tried > 60, "of " + tried + " fields");
  }

  private static void assertFound(int entry, String line) throws IOException {
    List<Finding> findings = findings(entry, line);
    assertFalse(findings.isEmpty(), () -> line.substring(0, Math.min(400, line.length())));
    assertEquals(entry, findings.get(0).entry(), findings::toString);
  }

  private static List<String> names(JsonNode tree) {
    List<String> names = new ArrayList<>();
    tree.properties()
        .forEach(
            it -> {
              names.add(it.getKey());
              names.addAll(names(it.getValue()));
            });
    if (tree.isArray() && !tree.isEmpty()) {
      names.addAll(names(tree.get(0)));
    }
    return names;
  }

  @Test
  void aDecisionThatNamesNoConstitutionIsFound() throws IOException {
    int entry = entry("decision");
    List<Finding> findings =
        findings(
            entry,
            lines.get(entry).replaceFirst("\"constitution\":\"sha256:[0-9a-f]{64}\",\"k", "\"k"));
    assertEquals("it names no constitution", findings.get(0).what());
  }

  @Test
  void manyFindingsOfOneAspectDoNotHideThoseOfAnother() throws IOException {
    String digest = Specimen.CONSTITUTION.digest();
    Path other = folder.resolveSibling(folder.getFileName() + "-many");
    try (LedgerRecorder recorder = LedgerRecorder.open(other, LedgerOptions.DEFAULT)) {
      recorder.adopt(Specimen.AT, Specimen.CONSTITUTION);
      for (int i = 1; i <= 20; i++) {
        recorder.record(
            new LedgerEvent.RefusalEvent(Specimen.AT.minusSeconds(60L * i), digest, "no"));
      }
      recorder.record(new LedgerEvent.OutcomeEvent(Specimen.AT, 0, "sent"));
    }
    String said =
        LedgerVerification.of(Ledger.in(other), Known.NOTHING, any -> {}).findings().toString();
    assertTrue(said.contains("about entry 0, which is no decision"), said);
    assertTrue(said.contains("10 more entries whose time cannot be"), said);
  }

  @Test
  void entriesBeyondTheRangeOfAnIntAreCheckedAsOthersAre() throws IOException {
    PlausibilityCheck check = new PlausibilityCheck(new FileStore(folder));
    for (long sequence : new long[] {1L << 31, (1L << 31) + 1, 1L << 40}) {
      String decision =
          lines.get(entry("decision")).replace("\"sequence\":1,", "\"sequence\":" + sequence + ",");
      check.add(Entry.parse(decision.getBytes(UTF_8), sequence));
      String outcome =
          lines
              .get(entry("outcome"))
              .replaceFirst("\"sequence\":[0-9]+", "\"sequence\":" + (sequence + 5))
              .replace("\"entry\":1", "\"entry\":" + sequence);
      check.add(Entry.parse(outcome.getBytes(UTF_8), sequence + 5));
    }
    assertEquals(List.of(), check.findings());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":1,\"b\":[{\"c\":null}]} |",
        "{\"\":{}} |",
        "{\"a\":1,\"a\":1} | `a` is there twice",
        "{\"b\":1,\"a\":1} | `a` does not stand in the order of names",
        "{\"\":1,\"\":1} | is there twice",
        "[{},{\"a\":{\"b\":1,\"b\":2}}] | `[1].a.b` is there twice",
        "[1.0] | not in canonical form from byte 2 on",
        "[-0] | not in canonical form",
        "[1e5] | not in canonical form",
        "[1E400] | out of range",
        "[\"\\/\"] | not in canonical form",
        "[\"\\u00e9\"] | not in canonical form",
        "[1, 2] | not in canonical form",
        "{} {} | not in canonical form",
        "\ufeff{} | it is not JSON",
        "[NaN] | it is not JSON",
        "[٣] | it is not JSON",
        "{'a':1} | it is not JSON"
      })
  void onlyOneSpellingIsCanonical(String json, String fault) {
    String found = CanonicalForm.fault(json.getBytes(UTF_8));
    if (fault == null) {
      assertNull(found);
    } else {
      assertTrue(found != null && found.contains(fault), json + ": " + found);
    }
  }
}
