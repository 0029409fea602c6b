package org.equipoise.constitution.internal.matching;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The facts that one pattern could match, in the order in which they came; up to a mark, matches
 * with them have fired. Where they are many and the pattern asks for a text, they are looked up by
 * it.
 */
final class Gathered {
  /** More room than this is not kept from one inference to another. */
  private static final int ROOM_KEPT = 64;

  /** Fewer facts are gone through faster than looked up. */
  private static final int MANY = 8;

  /** Places of facts, ascending. */
  static final class Places {
    private int[] places = new int[2];
    private int size;

    private void add(int place) {
      if (size == places.length) {
        places = Arrays.copyOf(places, size * 2);
      }
      places[size++] = place;
    }

    int size() {
      return size;
    }

    int at(int i) {
      return places[i];
    }
  }

  private static final Places NOWHERE = new Places();

  Object[] facts = new Object[2];
  int size;
  int fired;
  private @Nullable Map<String, Places> byText;
  private int looked;
  private boolean areTexts = true;

  void add(Object fact) {
    if (size == facts.length) {
      facts = Arrays.copyOf(facts, size * 2);
    }
    facts[size++] = fact;
  }

  /** Where the facts are that a pattern could match; null if all have to be gone through. */
  @Nullable Places places(@Nullable EqualTexts first, Object[] bound) {
    if (first == null || size <= MANY || !areTexts) {
      return null;
    }
    String sought = first.sought(bound);
    if (sought == null) {
      return null;
    }
    byText = byText == null ? new HashMap<>() : byText;
    for (; looked < size; looked++) {
      String text = first.of(facts[looked]);
      if (text == null) {
        areTexts = false;
        return null;
      }
      byText.computeIfAbsent(text, it -> new Places()).add(looked);
    }
    return byText.getOrDefault(sought, NOWHERE);
  }

  void clear() {
    if (facts.length > ROOM_KEPT) {
      facts = new Object[2];
    } else {
      Arrays.fill(facts, 0, size, null);
    }
    size = 0;
    fired = 0;
    if (byText != null) {
      byText = null;
      looked = 0;
    }
    areTexts = true;
  }
}
