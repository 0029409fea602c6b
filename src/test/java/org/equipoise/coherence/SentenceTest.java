package org.equipoise.coherence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SentenceTest {
  private static List<String> cut(String text) {
    List<Sentence> sentences = Sentence.of(text);
    for (Sentence each : sentences) {
      assertEquals(each.text(), text.substring(each.start(), each.end()));
    }
    return sentences.stream().map(Sentence::text).toList();
  }

  @Test
  void aTextIsCutAfterTheMarksThatEndSentences() {
    assertEquals(
        List.of("It is safe.", "Is it?", "Yes!", "\"I said so.\"", "Well…", "Fine"),
        cut("It is safe.  Is it? Yes! \"I said so.\" Well… Fine"));
  }

  @Test
  void abbreviationsNumbersAndInitialsEndNoSentence() {
    assertEquals(
        List.of(
            "Dr. Smith takes 2.5 mg, e.g. Aspirin.", "J. R. Tolkien wrote it.", "So did I.", "A"),
        cut("Dr. Smith takes 2.5 mg, e.g. Aspirin. J. R. Tolkien wrote it. So did I. A"));
  }

  @Test
  void emptyLinesAndItemsOfListsEndSentences() {
    assertEquals(
        List.of("# Advice", "Take these", "- rest", "- water", "1. First.", "Do it.", "2. Second"),
        cut("# Advice\n\nTake these\n- rest\n- water\n\n1. First. Do it.\n2. Second"));
  }

  @Test
  void aLineThatOnlyWrapsEndsNoSentence() {
    assertEquals(List.of("It goes\non here.", "Then ends"), cut("It goes\non here.\nThen ends"));
  }

  @Test
  void whatHoldsNoLetterIsNoSentence() {
    assertEquals(List.of(), cut(""));
    assertEquals(List.of(), cut(" ... \n--- "));
  }

  @Test
  void sentencesInChineseNeedNoSpace() {
    assertEquals(List.of("不行。", "可以！"), cut("不行。可以！"));
  }
}
