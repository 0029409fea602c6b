package org.equipoise.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.equipoise.problem.internal.NaturalOrder;
import org.junit.jupiter.api.Test;

class ProblemTest {

  @Test
  void oneLineTellsPositionSeverityCodeSubjectMessageAndHint() {
    assertEquals(
        "rules/a.drl:3:7: error [unknown-word] no-lies: `forbidd` is no word; did you mean `forbid`?",
        Problem.error(
                "unknown-word",
                "rules/a.drl",
                3,
                7,
                "no-lies",
                "`forbidd` is no word",
                "did you mean `forbid`?")
            .toString());
  }

  @Test
  void whatIsNotKnownIsLeftOut() {
    assertEquals(
        "rules: warning [no-rules] the constitution has no rule",
        Problem.warning("no-rules", "rules", 0, 0, null, "the constitution has no rule", null)
            .toString());
    assertEquals("a.drl:3", Problem.error("c", "a.drl", 3, 0, null, "m", null).position());
    assertEquals("a.drl", Problem.error("c", "a.drl", 0, 5, null, "m", null).position());
  }

  @Test
  void problemsSortByFileThenPositionAsNumbersThenCodeThenMessage() {
    List<Problem> ordered =
        List.of(
            at("a.drl", 2, 10, "b", "m"),
            at("a.drl", 10, 1, "b", "m"),
            at("a.drl", 10, 2, "a", "m"),
            at("a.drl", 10, 2, "b", "l"),
            at("a.drl", 10, 2, "b", "m"),
            at("b.drl", 1, 1, "a", "m"));
    for (int seed = 0; seed < 20; seed++) {
      List<Problem> shuffled = new ArrayList<>(ordered);
      Collections.shuffle(shuffled, new Random(seed));
      assertEquals(ordered, shuffled.stream().sorted().toList());
    }
  }

  @Test
  void numbersInNamesCountByTheirValue() {
    List<String> ordered =
        List.of(
            "",
            "a01",
            "a1",
            "a01b",
            "a1b",
            "a01c",
            "a1c",
            "a2",
            "a10",
            "a10.drl",
            "b9",
            "b10",
            "b.xlsx:S!B9",
            "b.xlsx:S!B10",
            "b.xlsx:S!C9",
            "x99999999999999999998",
            "x99999999999999999999");
    for (int seed = 0; seed < 20; seed++) {
      List<String> shuffled = new ArrayList<>(ordered);
      Collections.shuffle(shuffled, new Random(seed));
      assertEquals(ordered, shuffled.stream().sorted(NaturalOrder.INSTANCE).toList());
    }
  }

  @Test
  void theExceptionShowsAllProblemsInOrder() {
    Problem first = at("a.drl", 1, 1, "c", "one");
    Problem second = at("a.drl", 2, 1, "c", "two");
    InvalidInputException refused = new InvalidInputException(List.of(second, first));
    assertEquals(List.of(first, second), refused.problems());
    assertEquals(first + "\n" + second, refused.getMessage());
  }

  private static Problem at(String file, int line, int column, String code, String message) {
    return Problem.error(code, file, line, column, null, message, null);
  }
}
