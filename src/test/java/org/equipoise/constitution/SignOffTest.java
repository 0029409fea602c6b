package org.equipoise.constitution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.audit.ledger.transparency.SigningKey;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may sign: {@code signOff} in {@code constitution.json}. */
class SignOffTest {
  private static final String ANN = SigningKey.generate("ann").verifier().toString();
  private static final String BEN = SigningKey.generate("ben").verifier().toString();
  private static final String RULES =
      """
      rule "not-bad" @Principle( weight = 0.8 )
      when
          $o : Output( attr("bad") == true )
      then
          forbid( $o, "it is bad" );
      end
      """;
  private static final String SIGN_OFF =
      """
      {"keys": {"editor": ["ANN"], "board": ["BEN"]},
       "ordinary": {"signatures": {"editor": 1}},
       "entrenched": {"signatures": {"editor": 1, "board": 1}, "days": 14},
       "unsettle": {"signatures": {"board": 1}, "days": 7}}
      """;

  private static Constitution load(String signOff) {
    return Constitution.of(
        Map.of(
            "constitution.json",
            "{\"name\":\"n\",\"version\":\"1\",\"signOff\":"
                + signOff.replace("ANN", ANN).replace("BEN", BEN)
                + "}",
            "rules.drl",
            RULES));
  }

  @Test
  void itIsReadAsItIsWritten() {
    SignOff read = load(SIGN_OFF).signOff().orElseThrow();
    assertEquals(Map.of("editor", List.of(ANN), "board", List.of(BEN)), read.keys());
    assertEquals(new SignOff.Requirement(new TreeMap<>(Map.of("editor", 1)), 0), read.ordinary());
    assertEquals(14, read.entrenched().days());
    assertEquals("board", read.role(BEN).orElseThrow());
    assertEquals(
        new SignOff.Requirement(new TreeMap<>(Map.of("editor", 1, "board", 1)), 14),
        read.ordinary().and(read.unsettle()).and(read.entrenched()));
  }

  @Test
  void withoutItNothingIsOtherwise() {
    Constitution none =
        Constitution.of(
            Map.of("constitution.json", "{\"name\":\"n\",\"version\":\"1\"}", "rules.drl", RULES));
    assertTrue(none.signOff().isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"ordinary\"|\"ordinal\"|unknown-field",
        "\"unsettle\": {\"signatures\": {\"board\": 1}, \"days\": 7}|\"x-y\": 1|missing-field",
        "[\"ANN\"]|\"ANN\"|wrong-value",
        "[\"ANN\"]|[]|wrong-value",
        "[\"ANN\"]|[1]|wrong-value",
        "\"BEN\"|\"ANN\"|wrong-value",
        "[\"ANN\"]|[\"ANN\", \"ANN\"]|wrong-value",
        "[\"ANN\"]|[\"ann+12345678+AQ==\"]|wrong-value",
        "{\"signatures\": {\"editor\": 1}}|{\"days\": 1}|missing-field",
        "{\"signatures\": {\"editor\": 1}}|{\"signatures\": {}}|missing-field",
        "{\"signatures\": {\"editor\": 1}}|{\"signatures\": {\"editr\": 1}}|wrong-value",
        "{\"signatures\": {\"editor\": 1}}|{\"signatures\": {\"editor\": 2}}|wrong-value",
        "{\"signatures\": {\"editor\": 1}}|{\"signatures\": {\"editor\": 0}}|wrong-value",
        "{\"signatures\": {\"editor\": 1}}|1|wrong-value",
        "\"days\": 14|\"days\": -1|wrong-value",
        "\"days\": 14|\"days\": 1.5|wrong-value",
        "\"days\": 14|\"day\": 1|unknown-field",
      })
  void eachWrongFormIsToldWithItsPlace(String what, String by, String codes) {
    InvalidInputException told =
        assertThrows(InvalidInputException.class, () -> load(SIGN_OFF.replace(what, by)));
    for (Problem problem : told.problems()) {
      assertEquals("constitution.json", problem.file());
      assertTrue(problem.line() >= 1 && problem.column() > 1, problem.toString());
      assertTrue(String.valueOf(problem.subject()).startsWith("signOff"), problem.toString());
    }
    assertEquals(
        codes, String.join(" ", told.problems().stream().map(Problem::code).distinct().toList()));
  }
}
