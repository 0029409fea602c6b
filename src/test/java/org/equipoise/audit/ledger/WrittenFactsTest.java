package org.equipoise.audit.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.equipoise.audit.ledger.transparency.Hash;
import org.equipoise.constitution.Action;
import org.equipoise.decision.Decision;
import org.equipoise.decision.DecisionError;
import org.equipoise.decision.DecisionError.Code;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Output;
import org.equipoise.facts.internal.ByNames;
import org.equipoise.formats.CanonicalCaseReader;
import org.equipoise.formats.CaseReader;
import org.equipoise.formats.internal.CanonicalForm;
import org.equipoise.formats.internal.CanonicalJson;
import org.equipoise.problem.InvalidInputException;
import org.junit.jupiter.api.Test;

/** Facts that entries hold are read alike, whether one by one or one after the other. */
class WrittenFactsTest {
  private static final long SEED = 20_260_131;
  private static final List<String> NAMES =
      List.of(
          "a", "a.b", "b", "b c", "violates", "deceive", "größe", "q\"uote", "x-own", "credence");

  private final Random random = new Random(SEED);

  @Test
  void casesOfFewFormsAreReadAsTheCarefulReaderReadsThem() {
    CanonicalCaseReader cases = new CanonicalCaseReader();
    int read = 0;
    for (int form = 0; form < 400; form++) {
      Map<String, Object> own = tree(3);
      Map<String, Object> first = tree(4);
      Map<String, Object> second = random.nextBoolean() ? first : tree(2);
      for (int i = 0; i < 6; i++) {
        Case given = given(own, first, second);
        if (given != null) {
          assertSame(bytes(given), cases);
          read++;
        }
      }
    }
    assertTrue(read > 1_000, () -> "seed " + SEED + " makes too few cases");
  }

  @Test
  void whatWasAlteredIsReadOrRefusedAsTheCarefulReaderDoes() {
    byte[] signs = "{}[]\",:\\0019-.eEtfnu \u0001\u007f\u0080é".getBytes(UTF_8);
    int refused = 0;
    for (int form = 0; form < 60; form++) {
      CanonicalCaseReader cases = new CanonicalCaseReader();
      Map<String, Object> tree = tree(3);
      for (int i = 0; i < 40; i++) {
        Case given = given(Map.of(), tree, tree);
        if (given == null) {
          continue;
        }
        byte[] bytes = bytes(given);
        assertSame(bytes, cases);
        for (int j = 0; j <= random.nextInt(3); j++) {
          bytes[random.nextInt(bytes.length)] = signs[random.nextInt(signs.length)];
        }
        refused += assertSame(bytes, cases) ? 0 : 1;
      }
    }
    assertTrue(refused > 100, () -> "seed " + SEED + " spoils too few cases");
  }

  @Test
  void numbersAreReadToTheLastBit() {
    CanonicalCaseReader cases = new CanonicalCaseReader();
    for (int i = 0; i < 20_000; i++) {
      double number =
          switch (random.nextInt(4)) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> random.nextGaussian();
            case 2 -> random.nextInt(2_000_000) / 1e4;
            default -> random.nextLong() >> random.nextInt(64);
          };
      if (Double.isFinite(number)) {
        assertSame(bytes(Case.of("C", Output.of("o", Attributes.of(Map.of("n", number))))), cases);
      }
    }
    for (String spelling :
        List.of(
            "0",
            "-0",
            "-0.0",
            "0.0",
            "00",
            "01",
            "1.",
            ".5",
            "-",
            "1e3",
            "1E-2",
            "3.0",
            "3.50",
            "9007199254740993",
            "-9223372036854775808",
            "9223372036854775808",
            "1e400",
            "1e-400",
            "123456789012345.5",
            "0.1234567890123456",
            "0." + "0".repeat(30) + "1",
            "0." + "1".repeat(99),
            "1" + "0".repeat(99),
            "1.5.5",
            "+1",
            "NaN",
            "1 ",
            "1f")) {
      byte[] bytes =
          ("{\"case\":\"C\",\"outputs\":[{\"attributes\":{\"n\":"
                  + spelling
                  + "},\"output\":\"o\"}]}")
              .getBytes(UTF_8);
      assertSame(bytes, cases);
    }
  }

  @Test
  void whateverIsRecordedHasTheFormOfALedger() {
    for (int form = 0; form < 300; form++) {
      Case given = given(tree(3), tree(4), tree(2));
      if (given == null) {
        continue;
      }
      Decision failed =
          Decision.failed(
              given,
              Action.BLOCK,
              "sha256:0",
              new DecisionError(Code.STEPS_LIMIT, null, 7L, null, "no"));
      LedgerEvent event =
          new LedgerEvent.DecisionEvent(Specimen.AT, given, List.of(), failed, true);
      for (Masking masking : List.of(Masking.NONE, Masking.of("a", "b.violates", "text"))) {
        byte[] line = UnchainedEntry.of(event, masking).entry(Hash.EMPTY, 7);
        Entry entry = Entry.parse(line, 7);
        assertNull(CanonicalForm.fault(line), () -> "seed " + SEED + ": " + entry);
        JsonNode facts = entry.fields().path("facts");
        assertNull(
            DecisionForm.fault(entry.decision(), facts), () -> "seed " + SEED + ": " + entry);
      }
    }
  }

  /** Whether it was a case; either way, both say the same. */
  private static boolean assertSame(byte[] bytes, CanonicalCaseReader cases) {
    String text = new String(bytes, UTF_8);
    Case expected;
    try {
      expected = CaseReader.parseWritten(text, "entry 7", 0);
    } catch (InvalidInputException careful) {
      try {
        Case found = cases.read(bytes, 0, bytes.length, "entry 7", 0);
        throw new AssertionError("seed " + SEED + ": `" + text + "` is read as " + found);
      } catch (InvalidInputException quick) {
        assertEquals(careful.problems(), quick.problems(), text);
        return false;
      }
    }
    Case found = cases.read(bytes, 0, bytes.length, "entry 7", 0);
    for (int i = 0; i < expected.outputs().size(); i++) {
      // Before their objects are made, which being compared as a whole does.
      assertSame(expected.outputs().get(i).attributes(), found.outputs().get(i).attributes(), text);
    }
    assertSame(expected.attributes(), found.attributes(), text);
    assertEquals(expected, found, () -> "seed " + SEED + ": " + text);
    return true;
  }

  private static void assertSame(Attributes expected, Attributes found, String text) {
    assertEquals(List.copyOf(expected.names()), List.copyOf(found.names()), text);
    for (String name : expected.names()) {
      assertEquals(expected.get(name), found.get(name), () -> name + " in " + text);
    }
    assertEquals(expected.disputed(), found.disputed(), text);
    assertEquals(expected.length(), found.length(), text);
    assertEquals(expected.asMap().toString(), found.asMap().toString(), text);
    assertEquals(expected.hashCode(), found.hashCode(), text);
  }

  // ---- cases

  private static byte[] bytes(Case given) {
    CanonicalJson json = new CanonicalJson();
    new FactsWriter(json, Masking.NONE, null, new ByNames<>(AttributesTemplate::new))
        .write(given, List.of());
    String facts = new String(json.toBytes(), UTF_8);
    return facts
        .substring("{\"case\":".length(), facts.length() - ",\"judgments\":[]}".length())
        .getBytes(UTF_8);
  }

  /** A case whose attributes have the names of some trees; null if these make none. */
  private Case given(
      Map<String, Object> own, Map<String, Object> first, Map<String, Object> other) {
    try {
      return new Case(
          "C-" + random.nextInt(100),
          random.nextBoolean() ? text() : null,
          Attributes.of(like(own)),
          List.of(
              new Output("one", null, null, Attributes.of(like(first)), Attributes.none()),
              new Output(
                  random.nextInt(20) == 0 ? "tw\u007fo" : "two",
                  random.nextBoolean() ? text() : null,
                  random.nextBoolean() ? text() : null,
                  Attributes.of(like(other)),
                  random.nextInt(8) == 0 ? Attributes.of(Map.of("x-y", 1)) : Attributes.none())),
          List.of(),
          Attributes.none());
    } catch (IllegalArgumentException e) {
      return null; // one dotted name twice
    }
  }

  private Map<String, Object> tree(int depth) {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      String name = NAMES.get(random.nextInt(NAMES.size() - (random.nextInt(20) == 0 ? 0 : 1)));
      tree.put(name, depth > 0 && random.nextInt(3) == 0 ? tree(depth - 1) : 0);
    }
    return tree;
  }

  /** A tree of the same names with other values. */
  private Map<String, Object> like(Map<?, ?> tree) {
    Map<String, Object> made = new LinkedHashMap<>();
    tree.forEach(
        (name, value) ->
            made.put((String) name, value instanceof Map<?, ?> inner ? like(inner) : leaf(2)));
    return made;
  }

  private Object leaf(int depth) {
    return switch (random.nextInt(depth > 0 ? 10 : 7)) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2 -> random.nextInt(200) - 100;
      case 3 -> random.nextLong();
      case 4 -> random.nextGaussian();
      case 5, 6 -> text();
      case 7 -> depth == 2 ? new Disputed(random.nextBoolean(), 0.25) : null;
      case 8 -> Map.of("inner", random.nextInt(3));
      default -> {
        List<Object> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          items.add(leaf(depth - 1));
        }
        yield items;
      }
    };
  }

  private String text() {
    String signs = "ab \"\\\n\t/é€😀\u0001\ud83d\u007f";
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(signs.charAt(random.nextInt(random.nextBoolean() ? 3 : signs.length())));
    }
    return text.toString();
  }
}
