package org.equipoise.audit.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.internal.AttributeAccess;
import org.equipoise.facts.internal.ByNames;
import org.equipoise.formats.internal.CanonicalJson;
import org.equipoise.formats.internal.EncodedTextCache;
import org.erdtman.jcs.JsonCanonicalizer;
import org.erdtman.jcs.NumberToJSON;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {
  private static String written(Object value) {
    return new String(new CanonicalJson().value(value).toBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void numbersAreSpeltAsTheReferenceSpellsThem() throws IOException {
    Random random = seeded();
    for (double number :
        new double[] {
          0,
          -0.0,
          1,
          -1,
          0.1,
          1e-6,
          1e-7,
          1.5e-7,
          123456789.125,
          Double.MIN_VALUE,
          1e-323,
          1.5e-323,
          2.5e-323,
          4.35,
          0.3,
          2.0e-3,
          Math.pow(2, -44),
          0.000001,
          999999.9999999,
          Double.MIN_NORMAL
        }) {
      assertEquals(NumberToJSON.serializeNumber(number), CanonicalJson.spelling(number));
    }
    for (int i = 0; i < 100_000; i++) {
      double number =
          switch (i % 3) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> random.nextDouble();
            default -> random.nextInt(2_000_000) / 1000.0;
          };
      if (Double.isFinite(number) && Math.abs(number) < 1L << 53) {
        assertEquals(NumberToJSON.serializeNumber(number), CanonicalJson.spelling(number));
      }
      if (Double.isFinite(number)) {
        assertEquals(number, Double.parseDouble(CanonicalJson.spelling(number)) + 0.0);
      }
    }
    assertThrows(IllegalArgumentException.class, () -> CanonicalJson.spelling(Double.NaN));
  }

  @Test
  void costsAndMarginsAreRoundedToSixDecimals() {
    Random random = seeded();
    long[] exact = {0, 1, 499, 500, 501, 1_499, 1_500, 1_501, 2_500, 999_999_499, 999_999_500};
    for (int i = 0; i < 20_000; i++) {
      long some = i < exact.length ? exact[i] : random.nextLong() >>> (1 + random.nextInt(62));
      if (some != Long.MAX_VALUE) {
        CanonicalJson json = new CanonicalJson().billionths(some);
        assertEquals(
            new org.equipoise.revision.Cost(some).decimal().toPlainString(), text(json), "" + some);
      }
      double margin =
          switch (i % 4) {
            case 0 -> random.nextInt(3) - 1;
            case 1 ->
                (random.nextInt(2_000_001) - 1_000_000 + 0.5) / 1e6; // where two roundings meet
            case 2 -> random.nextGaussian() * Math.pow(10, random.nextInt(30) - 12);
            default -> random.nextDouble() * 2 - 1;
          };
      assertEquals(
          BigDecimal.valueOf(margin)
              .setScale(6, RoundingMode.HALF_EVEN)
              .stripTrailingZeros()
              .toPlainString(),
          text(new CanonicalJson().sixDecimals(margin)));
    }
    assertEquals("0", text(new CanonicalJson().sixDecimals(-0.0)));
  }

  private static String text(CanonicalJson json) {
    return new String(json.toBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void wholeNumbersThatNoDoubleHoldsKeepTheirDigits() {
    assertEquals("9007199254740993", written(9007199254740993L));
    assertEquals("-9223372036854775808", written(Long.MIN_VALUE));
    assertEquals("9.007199254740992e+15", written(9007199254740992.0));
    assertEquals("1e+17", written(1e17));
    assertEquals("-1.7976931348623157e+308", written(-Double.MAX_VALUE));
    assertEquals(9007199254740991.0, Double.parseDouble(written(9007199254740991.0)));
  }

  @Test
  void treesAreWrittenAsTheReferenceWritesThem() throws IOException {
    Random random = seeded();
    for (int i = 0; i < 5_000; i++) {
      Map<String, Object> tree = tree(random, 3);
      String ours = written(tree);
      assertEquals(new JsonCanonicalizer(ours).getEncodedString(), ours);
      assertEquals(ours, written(shuffled(tree, random)));
    }
  }

  @Test
  void attributesOfNamesSeenBeforeAreWrittenAsAnyTree() {
    Random random = seeded();
    ByNames<AttributesTemplate> forms = new ByNames<>(AttributesTemplate::new);
    CanonicalJson json = new CanonicalJson();
    for (int i = 0; i < 2_000; i++) {
      Attributes attributes = Attributes.of(tree(random, 3));
      for (Attributes each : List.of(attributes, otherLeaves(attributes, random))) {
        json.clear().beginList();
        forms.of(each).write(each, json);
        forms.of(each).write(each, json);
        String once = written(each.asMap());
        assertEquals("[" + once + "," + once + "]", text(json.endList()));
      }
    }
  }

  private static Attributes otherLeaves(Attributes attributes, Random random) {
    List<Object> others = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    int leaf = 0;
    for (String name : attributes.names()) {
      if (!(attributes.get(name) instanceof Map)) {
        if (random.nextBoolean()) {
          places.add(leaf);
          others.add(random.nextBoolean() ? new Disputed(true, 0.5) : (Object) random.nextInt());
        }
        leaf++;
      }
    }
    return AttributeAccess.withLeaves(
        attributes, places.stream().mapToInt(it -> it).toArray(), others);
  }

  @Test
  void textThatComesAgainIsSpelledAsItWas() {
    Random random = seeded();
    EncodedTextCache spellings = new EncodedTextCache();
    List<String> texts = new ArrayList<>(List.of("", "a", "a\ud83d", "\"", "what? \\ \u0001 ü"));
    for (int i = 0; i < 1_000; i++) {
      texts.add("rule " + i * 17 + (i % 3 == 0 ? " — \ud83d\ude00" : "?"));
    }
    for (int i = 0; i < 20_000; i++) {
      String some = texts.get(random.nextInt(texts.size()));
      String same = random.nextInt(4) == 0 ? new String(some.toCharArray()) : some;
      CanonicalJson json = new CanonicalJson(spellings).beginList();
      json.recurring(same).recurring("principle", same).recurring("theory", same).endList();
      String expected = written(List.of(some, "principle:" + some, "theory:" + some));
      assertEquals(expected, text(json));
    }
  }

  @Test
  void halfACharacterIsWrittenAsAnEscapeAndAWholeOneAsItIs() {
    assertEquals("\"a\\ud83d\"", written("a\ud83d"));
    assertEquals("\"\\ude00\ud83d\ude00\"", written("\ude00\ud83d\ude00"));
    assertNotEquals(written("\ud83d"), written("\ude00"));
  }

  @Test
  void aDisputedValueIsAnObject() {
    assertEquals(
        "{\"credence\":0.25,\"value\":[1,null]}",
        written(new Disputed(java.util.Arrays.asList(1, null), 0.25)));
    assertThrows(IllegalArgumentException.class, () -> written(new Object()));
  }

  private static Random seeded() {
    long seed = ThreadLocalRandom.current().nextLong();
    System.out.println("CanonicalJsonTest seed " + seed);
    return new Random(seed);
  }

  private static Map<String, Object> tree(Random random, int depth) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = random.nextInt(5); i >= 0; i--) {
      values.put(text(random).replace(".", ""), value(random, depth));
    }
    try {
      return Attributes.of(values).asMap();
    } catch (IllegalArgumentException e) {
      return tree(random, depth);
    }
  }

  private static Object value(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 7 : 5)) {
      case 0 -> random.nextInt();
      case 1 -> random.nextGaussian() * Math.pow(10, random.nextInt(15) - 7);
      case 2 -> random.nextBoolean();
      case 3 -> null;
      case 4 -> text(random);
      case 5 -> {
        List<Object> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          items.add(value(random, depth - 1));
        }
        yield items;
      }
      default -> tree(random, depth - 1);
    };
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i >= 0; i--) {
      text.appendCodePoint(
          switch (random.nextInt(5)) {
            case 0 -> random.nextInt(0x20);
            case 1 -> 0xE000 + random.nextInt(0x100);
            case 2 -> 0x1F600 + random.nextInt(0x40);
            case 3 -> "\"\\/\u007f\u2028é".charAt(random.nextInt(6));
            default -> 'a' + random.nextInt(26);
          });
    }
    return text.toString();
  }

  private static Object shuffled(Map<String, Object> tree, Random random) {
    List<String> names = new ArrayList<>(tree.keySet());
    java.util.Collections.shuffle(names, random);
    Map<String, Object> other = new LinkedHashMap<>();
    names.forEach(it -> other.put(it, tree.get(it)));
    return other;
  }
}
