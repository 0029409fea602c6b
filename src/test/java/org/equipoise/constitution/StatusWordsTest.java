package org.equipoise.constitution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusWordsTest {
  private static Map<String, String> rules(List<String> conditions) {
    StringBuilder rules = new StringBuilder("package some\n");
    for (int i = 0; i < conditions.size(); i++) {
      rules.append(
          "rule \"r%d\" @Principle when %s $o : Output() then forbid( $o, \"x\" ); end\n"
              .formatted(i, conditions.get(i)));
    }
    return Map.of(
        "constitution.json", "{\"name\": \"s\", \"version\": \"1\"}", "r.drl", rules.toString());
  }

  private static List<Problem> problems(String condition) {
    return Assertions.assertThrows(
            InvalidInputException.class, () -> Constitution.of(rules(List.of(condition))))
        .problems();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "Judgment( status == \"forbiden\" )#forbidden",
        "Judgment( status == 'forbiden' )#forbidden",
        "Judgment( status == \"Forbidden\" )#forbidden",
        "Judgment( status == \"FORBIDDEN\" )#forbidden",
        "Judgment( status == \"forbidden \" )#forbidden",
        "Judgment( status == \"prohibited\" )#forbidden",
        "Judgment( status != \"allowed\" )#permitted",
        "Judgment( \"permited\" == status )#permitted",
        "Judgment( status in ( \"permited\", \"obligatory\" ) )#permitted",
        "Judgment( status not in ( \"permitted\", 'obligatry' ) )#obligatory",
        "Judgment( status == \"permitted\" || == \"mandatory\" )#obligatory",
        "Judgment( status == \"forbidden\" || status == \"prohibitted\" )#it is `forbidden`",
        "Judgment( this.status == \"permited\" )#permitted",
        "Judgment( output == \"a\" && status == \"permited\" )#permitted",
        "Judgment( output == \"a\", status == \"permited\" )#permitted",
        "Judgment( $s : status == \"permited\" )#permitted",
        "Judgment( status.equals( \"permited\" ) )#permitted",
        "Judgment( status matches \"permited\" )#permitted",
        "$j : Judgment() eval( \"permited\".equals( $j.getStatus() ) )#permitted",
        "Judgment( $s : status ) Claim( status != $s, $s == \"permited\" )#permitted",
        "Claim( status == \"blocked\" )#forbidden",
        "not Claim( status == \"oblgatory\" )#obligatory",
        "exists( Judgment( status == \"permited\" ) )#permitted",
        "Judgment( (status) == \"permited\" )#permitted",
        "Judgment( status contains \"permited\" )#permitted",
        "Judgment( status str[startsWith] \"forbiden\" )#forbidden",
        "Judgment( status.toUpperCase() == \"FORBIDEN\" )#forbidden",
        "accumulate( Judgment( $s : status ); $x : collectSet( $s ); $x contains \"forbiden\" )#forbidden",
        "accumulate( Claim( $s : status ); $x : collectList( $s ); \"forbiden\" memberOf $x )#forbidden",
        "Stance( position == \"agianst\" )#against",
      })
  void aWordThatIsNoneOfThoseAPropertyHoldsIsAnErrorWithAHint(String condition, String hint) {
    Problem first = problems(condition).get(0);
    assertTrue(
        List.of("unknown-status", "unknown-position").contains(first.code()), first::toString);
    assertTrue(String.valueOf(first.hint()).contains(hint), first::toString);
    assertEquals("r.drl", first.file());
    assertEquals(2, first.line());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Judgment( status == forbidden )",
        "Judgment( status == DeonticStatus.FORBIDDEN )",
        "Judgment( status == DeonticStatus.FORBIDEN )",
        "Claim( deonticStatus == \"forbidden\" )",
        "Claim( deonticStatus == DeonticStatus.FORBIDEN )",
        "Judgment( status == 1 )",
        "Judgment( statsu == \"forbidden\" )"
      })
  void aStatusThatIsComparedWithAnythingButATextIsAnErrorThatSaysWhatToWrite(String condition) {
    Problem first = problems(condition).get(0);
    assertTrue(
        String.valueOf(first.hint()).matches(".*(\"forbidden\"|in quotes|`status`).*"),
        first::toString);
  }

  @Test
  void wordsThatAPropertyHoldsAndWordsOfOthersAreFine() {
    Constitution read =
        Constitution.of(
            rules(
                List.of(
                    "Judgment( status == \"forbidden\" )",
                    "Judgment( status in ( \"permitted\", \"obligatory\" ) )",
                    "Judgment( status == \"permitted\" || == \"obligatory\" )",
                    "Judgment( \"forbidden\" != status )",
                    "Judgment( status matches \"perm.*\" )",
                    "Judgment( status == \"forbidden\" && output == \"forbiden\" )",
                    "Judgment( output == \"status\", stakeholder == \"prohibited\" )",
                    "Judgment( attr(\"status\") == \"prohibited\" )",
                    "Judgment( $s : status ) Claim( status == $s, output == \"x\" )",
                    "Judgment( /* status == \"forbiden\" */ status == \"forbidden\" )",
                    "Judgment( ( status == \"forbidden\" ) || ( output == \"forbiden\" ) )",
                    "Judgment( status == \"forbidden\" && attr(\"kind\") == \"permited\" )",
                    "Stance( position == \"against\" )")));
    assertEquals(13, read.rules().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "return j.getStatus().equals( \"forbiden\" );#forbidden",
        "return \"prohibited\".equals( j.getStatus() );#forbidden",
        "return j.getStatus() == \"Forbidden\";#forbidden",
        "String s = j.getStatus(); return s.equals( \"permited\" );#permitted",
        "switch ( j.getStatus() ) { case \"permited\": return true; default: return false; }#permitted",
        "return java.util.Objects.equals( j.getStatus(), \"forbiden\" );#forbidden",
        "return j.getStatus().startsWith( \"forbiden\" );#forbidden",
        "return List.of( \"forbiden\", \"x\" ).contains( j.getStatus() );#forbidden",
        "String word = \"Forbiden\"; return j.getStatus().equals( word );#forbidden",
        "Object o = j; return ( (Judgment) o ).getStatus().equals( \"permited\" );#permitted",
        "for ( Judgment k : List.of( j ) ) { if ( k.getStatus().equals( \"must\" ) ) { return true; } }"
            + " return false;#obligatory",
      })
  void soItIsInFunctions(String body, String hint) {
    String function = "function boolean f( Judgment j ) { " + body + " }\n";
    Map<String, String> files = new TreeMap<>(rules(List.of("$j : Judgment() eval( f( $j ) )")));
    files.merge("r.drl", function, (rules, it) -> rules + it);
    Problem first =
        Assertions.assertThrows(InvalidInputException.class, () -> Constitution.of(files))
            .problems()
            .get(0);
    assertEquals("unknown-status", first.code(), first::toString);
    assertTrue(String.valueOf(first.hint()).contains(hint), first::toString);
    assertEquals("f", first.subject());
    assertEquals(3, first.line());
  }

  @Test
  void aConsequenceThatReadsAStatusIsHeldToTheWordsButForItsReasons() {
    Map<String, String> files = new TreeMap<>(rules(List.of("Judgment()")));
    String rule =
        "rule \"then\" @Principle when $j : Judgment() $o : Output( id == $j.output ) then"
            + " String s = $j.getStatus(); if ( \"forbiden\".equals( s ) ) { forbid( $o, \"permited\" ); }"
            + " end\n";
    files.merge("r.drl", rule, (rules, it) -> rules + it);
    List<Problem> problems =
        Assertions.assertThrows(InvalidInputException.class, () -> Constitution.of(files))
            .problems();
    assertEquals(1, problems.size(), problems::toString);
    assertEquals("`forbiden` is no deontic status", problems.get(0).message());
  }

  @Test
  void otherWordsOfFunctionsAreNobodysBusiness() {
    Map<String, String> files = new TreeMap<>(rules(List.of("$j : Judgment() eval( f( $j ) )")));
    String function =
        "declare Ticket\n  status : String\nend\n"
            + "function boolean f( Judgment j ) { Ticket t = new Ticket( \"open\" );"
            + " String s = j.getStatus(); return t.getStatus().equals( \"open\" )"
            + " || t.getStatus().equals( \"Permitted\" )"
            + " || s.equals( \"forbidden\" ) || j.getStatus().equalsIgnoreCase( \"PERMITTED\" ); }\n"
            + "function String g( Judgment j ) { return \"forbiden \" + j.getStatus(); }\n";
    files.merge("r.drl", function, (rules, it) -> rules + it);
    assertEquals(1, Constitution.of(files).rules().size());
  }
}
