package org.equipoise.authoring.adoption;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A patch is applied as it stands or not at all. */
class TextPatchTest {
  private static final String HEAD = "--- a/f\n+++ b/f\n";

  private static String apply(String patch, String text) {
    return TextPatch.parse(patch).apply(it -> it.equals("f") ? text : null).get("f");
  }

  @Test
  void lineEndsStayAsTheyAre() {
    String patch = HEAD + "@@ -1,3 +1,4 @@\n one\n-two\n+2\n+2a\n three\n";
    assertEquals("one\n2\n2a\nthree\n", apply(patch, "one\ntwo\nthree\n"));
    assertEquals("one\r\n2\r\n2a\r\nthree\r\n", apply(patch, "one\r\ntwo\r\nthree\r\n"));
    assertEquals("one\r\n2\r\n2a\r\nthree\n", apply(patch, "one\r\ntwo\r\nthree\n"));
    assertEquals("one\n2\n2a\nthree", apply(patch, "one\ntwo\nthree"));
  }

  @Test
  void theEndOfTheLastLineIsAsThePatchSays() {
    String mark = "\\ No newline at end of file\n";
    assertEquals("a\nb", apply(HEAD + "@@ -1 +1,2 @@\n a\n+b\n" + mark, "a\n"));
    assertEquals("a\nb\n", apply(HEAD + "@@ -1 +1,2 @@\n-a\n" + mark + "+a\n+b\n", "a"));
    assertEquals("a\nb", apply(HEAD + "@@ -1 +1,2 @@\n-a\n" + mark + "+a\n+b\n" + mark, "a"));
  }

  @Test
  void linesThatLookLikeHeadersAreLines() {
    assertEquals("++ c\nd\n", apply(HEAD + "@@ -1,2 +1,2 @@\n--- b\n+++ c\n d\n", "-- b\nd\n"));
  }

  @Test
  void aPatchWithoutContextNamesTheLineBefore() {
    assertEquals("a\nb\nx\nc\n", apply(HEAD + "@@ -2,0 +3 @@\n+x\n", "a\nb\nc\n"));
    assertEquals("x\na\n", apply(HEAD + "@@ -0,0 +1 @@\n+x\n", "a\n"));
    assertEquals("a\nx\nb\n", apply(HEAD + "@@ -1,0 +2 @@\n+x\n", "a\nb\n"));
  }

  @Test
  void filesAreAddedAndRemoved() {
    Map<String, String> after =
        TextPatch.parse(
                """
                --- /dev/null
                +++ b/n/x.drl
                @@ -0,0 +1,2 @@
                +a
                +b
                --- a/gone
                +++ /dev/null
                @@ -1 +0,0 @@
                -x
                """)
            .apply(it -> it.equals("gone") ? "x\n" : null);
    assertEquals("a\nb\n", after.get("n/x.drl"));
    assertTrue(after.containsKey("gone"));
    assertNull(after.get("gone"));
  }

  @Test
  void whatDoesNotFitIsRefused() {
    String patch = HEAD + "@@ -1,2 +1,2 @@\n one\n-two\n+2\n";
    for (String other : List.of("one\ntvo\n", "zero\none\ntwo\n", "one\n", "")) {
      assertThrows(IllegalArgumentException.class, () -> apply(patch, other), other);
    }
    assertThrows(IllegalArgumentException.class, () -> TextPatch.parse(patch).apply(it -> null));
    assertThrows(
        IllegalArgumentException.class,
        () -> apply("--- /dev/null\n+++ b/f\n@@ -0,0 +1 @@\n+a\n", "b\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nothing",
        "--- a/../f\n+++ b/../f\n@@ -1 +1 @@\n-a\n+b\n",
        "--- /etc/passwd\n+++ /etc/passwd\n@@ -1 +1 @@\n-a\n+b\n",
        "--- a/.git/config\n+++ b/.git/config\n@@ -1 +1 @@\n-a\n+b\n",
        "--- a/amendments/0001-a.json\n+++ b/amendments/0001-a.json\n@@ -1 +1 @@\n-a\n+b\n",
        "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n+b\n--- a/f\n+++ b/f\n@@ -1 +1 @@\n-b\n+c\n",
        "diff --git a/f b/f\nindex 1..2\nGIT binary patch\nliteral 3\n",
      })
  void whatIsNoPatchOfTheFolderIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> TextPatch.parse(text));
  }

  @Test
  void pathsMayBeThoseOfAFolderAbove() {
    TextPatch patch = TextPatch.parse("--- a/rules/my/f\n+++ b/rules/my/f\n@@ -1 +1 @@\n-a\n+b\n");
    assertEquals(List.of("f"), patch.relativeTo(Set.of("f", "g")).paths());
    assertEquals(
        List.of("f"),
        TextPatch.parse("--- old/f\n+++ new/f\n@@ -1 +1 @@\n-a\n+b\n")
            .relativeTo(Set.of("f"))
            .paths());
  }

  @Test
  void randomDiffsLeadFromTheOneToTheOther() {
    Random random = new Random(7);
    for (int run = 0; run < 500; run++) {
      List<String> before = lines(random);
      List<String> after = new ArrayList<>(before);
      for (int i = 0; i < 1 + random.nextInt(4); i++) {
        int at = random.nextInt(after.size() + 1);
        if (random.nextBoolean() || at == after.size()) {
          after.add(at, "+ new " + run);
        } else {
          after.remove(at);
        }
      }
      if (after.isEmpty() || after.equals(before)) {
        continue;
      }
      List<String> diff =
          UnifiedDiffUtils.generateUnifiedDiff(
              "a/f", "b/f", before, DiffUtils.diff(before, after), 1 + random.nextInt(3));
      String end = random.nextBoolean() ? "\r\n" : "\n";
      String patch = String.join("\n", diff) + "\n";
      String was = String.join(end, before) + end;
      String is = String.join(end, after) + end;
      assertEquals(is, apply(patch, was), patch);
      assertEquals(was, TextPatch.parse(patch).reversed().apply(it -> is).get("f"), patch);
    }
  }

  private static List<String> lines(Random random) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 2 + random.nextInt(20); i++) {
      lines.add(List.of("- a", "b", "", "-- c", "@@ d").get(random.nextInt(5)));
    }
    return lines;
  }
}
