package org.equipoise.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ElementTest {

  private static List<String> texts(int longest) {
    List<String> all = new ArrayList<>(List.of(""));
    for (int from = 0, length = 0; length < longest; length++) {
      int to = all.size();
      for (; from < to; from++) {
        for (String letter : List.of("a", "/", "~", "0", "1")) {
          all.add(all.get(from) + letter);
        }
      }
    }
    return all;
  }

  @Test
  void noTwoAttributesAreWrittenAlikeAndEachIsReadBackAsItself() {
    Map<String, Element> written = new HashMap<>();
    for (String output : texts(4)) {
      for (String name : texts(4)) {
        Element element = Element.attribute(output, name);
        assertNull(written.put(element.toString(), element), element.toString());
        assertEquals(element, Element.attribute(element.fullName()));
      }
    }
  }

  @Test
  void onlyNamesThatHoldASlashAreWrittenOtherwiseThanTheyAre() {
    assertEquals("attribute:a/harm.severity", Element.attribute("a", "harm.severity").toString());
    assertEquals("attribute:a/b/c", Element.attribute("a/b", "c").toString());
    assertEquals("attribute:a/b~1c", Element.attribute("a", "b/c").toString());
    assertEquals("attribute:/x~y", Element.attribute("", "x~y").toString());
    assertEquals("attribute:/x~01", Element.attribute("", "x~1").toString());
    assertEquals("principle:a/b~1", Element.principle("a/b~1").toString());
  }

  @Test
  void theyAreOrderedByWhatIsWritten() {
    TreeSet<Element> ordered = new TreeSet<>();
    TreeSet<String> written = new TreeSet<>();
    for (String output : texts(2)) {
      for (String name : texts(2)) {
        ordered.add(Element.attribute(output, name));
        ordered.add(Element.judgment(output + name));
        ordered.add(Element.principle(name));
      }
    }
    ordered.forEach(it -> written.add(it.toString()));
    assertEquals(List.copyOf(written), ordered.stream().map(Element::toString).toList());
  }
}
