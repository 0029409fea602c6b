package org.equipoise.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AttributesTest {
  private static final List<String> KEYS = List.of("a", "b", "c", "a.b");

  @Test
  void attributesOfAlikeNamesAreReadEachAsTheyWereGiven() {
    long seed = 20261123L;
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      Map<String, Object> given = tree(random, 3);
      Map<String, Object> flat = new LinkedHashMap<>();
      Map<String, Object> disputed = new TreeMap<>();
      String told = "seed " + seed + ", tree " + i + ": " + given;
      if (!flatten("", given, flat, disputed)) {
        assertThrows(IllegalArgumentException.class, () -> Attributes.of(given), told);
        continue;
      }
      Attributes attributes = Attributes.of(given);
      assertEquals(new ArrayList<>(flat.keySet()), List.copyOf(attributes.names()), told);
      flat.forEach((name, value) -> assertEquals(value, attributes.get(name), told + " " + name));
      assertNull(attributes.get("nowhere"), told);
      assertEquals(disputed, attributes.disputed(), told);
      assertEquals(given, attributes.asMap(), told);
    }
  }

  @Test
  void namesInAnotherOrderAreToldInThatOrder() {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("Aa", 1);
    one.put("BB", 2);
    Map<String, Object> other = new LinkedHashMap<>();
    other.put("BB", 2); // both names have one hash code
    other.put("Aa", 1);
    assertEquals(List.of("Aa", "BB"), List.copyOf(Attributes.of(one).names()));
    assertEquals(List.of("BB", "Aa"), List.copyOf(Attributes.of(other).names()));
    assertEquals(Attributes.of(one), Attributes.of(other));
  }

  private static Map<String, Object> tree(Random random, int depth) {
    List<String> keys = new ArrayList<>(KEYS);
    if (random.nextInt(4) == 0) {
      Collections.shuffle(keys, random);
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    for (String key : keys.subList(0, random.nextInt(keys.size() + 1))) {
      tree.put(
          key,
          switch (random.nextInt(depth > 0 ? 6 : 4)) {
            case 0 -> null;
            case 1 -> random.nextInt(3);
            case 2 -> new Disputed(random.nextBoolean(), 0.5);
            case 3 -> "text";
            default -> tree(random, depth - 1);
          });
    }
    return tree;
  }

  /** Whether each dotted name is given once. */
  private static boolean flatten(
      String prefix, Map<?, ?> tree, Map<String, Object> flat, Map<String, Object> disputed) {
    for (Map.Entry<?, ?> each : tree.entrySet()) {
      String name = prefix + each.getKey();
      Object value = each.getValue();
      if (flat.containsKey(name)) {
        return false;
      }
      flat.put(name, value instanceof Disputed it ? it.value() : value);
      if (value instanceof Disputed it) {
        disputed.put(name, it);
      }
      if (value instanceof Map<?, ?> inner && !flatten(name + ".", inner, flat, disputed)) {
        return false;
      }
    }
    return true;
  }
}
