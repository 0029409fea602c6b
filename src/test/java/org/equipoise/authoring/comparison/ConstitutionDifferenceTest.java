package org.equipoise.authoring.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.equipoise.constitution.Constitution;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ConstitutionDifferenceTest {
  private static final String MANIFEST = "{\"name\":\"t\",\"version\":\"1\"}";
  private static final String TYPES =
      """
      declare Risk
        output : String
      end

      function String risky( String output ) {
        return output + "?";
      }
      """;
  private static final String LIES =
      """
      rule "no-lies"
          @Principle( weight = 0.8 )
          @Says( "Do not lie." )
          @Tags( "honesty" )
      when
          $o : Output( attr("lies") == true )
      then
          forbid( $o, "it lies" );
      end
      """;
  private static final String RISK =
      """
      rule "risk"
          @Principle( weight = 0.5 )
      when
          $o : Output( attr("risk") != null )
      then
          insert( new Risk( risky( $o.getId() ) ) );
      end
      """;
  private static final String BACKING =
      """
      rule "backing"
          @Theory( weight = 0.6 )
      when
          $p : Principle( tags contains "honesty" )
      then
          support( $p, 0.5, "it cannot be universalised" );
      end
      """;

  private static Constitution before;

  @BeforeAll
  static void load() {
    before = constitution(MANIFEST, TYPES, LIES, RISK, BACKING);
  }

  private static Constitution constitution(String manifest, String... statements) {
    return Constitution.of(
        Map.of(
            "constitution.json",
            manifest,
            "rules.drl",
            "package t\n" + String.join("\n", statements)));
  }

  private static List<String> changes(Constitution after) {
    return ConstitutionDifference.between(before, after).changes().stream()
        .map(
            it ->
                it.kind().word()
                    + " "
                    + it
                    + it.parts().stream()
                        .map(part -> " " + part.part().word())
                        .collect(Collectors.joining())
                    + (it.altersMeaning() ? "" : " (no change of meaning)"))
        .toList();
  }

  @Test
  void movingReformattingCommentsAndNamesOfVariablesAreNoChange() {
    Map<String, String> files = new TreeMap<>();
    files.put("constitution.json", "{ \"version\": \"2\", \"name\": \"other\", \"settings\": {} }");
    files.put("deep/er/honesty.drl", "package somewhere.quite.different\n" + BACKING);
    files.put(
        "a.drl",
        "package a\n// what follows is about lies\n"
            + LIES.replace("$o", "$output")
                .replace("( ", "(")
                .replace("then", "// and so\nthen /* at last */"));
    files.put("b.drl", "package b\n" + RISK.replace("    ", "\t") + "\n" + TYPES);
    ConstitutionDifference difference =
        ConstitutionDifference.between(before, Constitution.of(files));
    assertEquals(List.of(), difference.changes());
    assertEquals(3, difference.untouched());
  }

  @Test
  void anotherSpellingOfTheValueThatAnAttributeIsComparedWithIsNoChange() {
    String rule =
        "rule \"r\" @Principle when $o : Output( attr(\"a\") == %s, attr(\"b\") != %s ) then"
            + " forbid( $o, \"1\" ); end";
    Constitution plain = constitution(MANIFEST, rule.formatted("1", "\"x\""));
    for (String same : List.of("1.0", "1L", "1e0", "1.00")) {
      Constitution other = constitution(MANIFEST, rule.formatted(same, "'x'"));
      assertEquals(1, ConstitutionDifference.between(plain, other).untouched(), same);
    }
    for (String other : List.of("1.01", "2", "\"1\"", "-1")) {
      Constitution changed = constitution(MANIFEST, rule.formatted(other, "\"x\""));
      assertEquals(0, ConstitutionDifference.between(plain, changed).untouched(), other);
    }
    Constitution reason =
        constitution(MANIFEST, rule.formatted("1", "\"x\"").replace("\"1\"", "\"1.0\""));
    assertEquals(0, ConstitutionDifference.between(plain, reason).untouched());
  }

  @Test
  void eachPartThatChangedIsNamed() {
    Constitution after =
        constitution(
            "{\"name\":\"t\",\"version\":\"1\",\"settings\":{\"escalationMargin\":0.2,"
                + "\"stakeholders\":{\"ward\":0.5}}}",
            TYPES.replace("?", "!") + "\nimport java.util.Locale;\n",
            LIES.replace("0.8", "0.7")
                .replace("@Tags", "@Entrenched @Tags")
                .replace("Do not lie", "Never lie"),
            BACKING.replace("contains \"honesty\"", "contains \"candour\"").replace("0.5", "0.4"),
            LIES.replace("no-lies", "no-theft").replace("lies", "steals"));
    assertEquals(
        List.of(
            "changed setting escalationMargin value",
            "changed setting stakeholders value",
            "changed declaration function risky value",
            "added declaration import java.util.Locale",
            "changed theory backing condition consequence",
            "changed principle no-lies weight entrenched says",
            "added principle no-theft",
            "dropped principle risk"),
        changes(after));
  }

  @Test
  void aRuleThatIsOnlyCalledOtherwiseIsRenamed() {
    Constitution after =
        constitution(MANIFEST, TYPES, LIES.replace("\"no-lies\"", "\"candour\""), RISK, BACKING);
    assertEquals(List.of("renamed principle candour (no change of meaning)"), changes(after));
    ConstitutionDifference difference = ConstitutionDifference.between(before, after);
    assertEquals(Map.of("no-lies", "candour"), difference.renamed());
    assertTrue(difference.changesOfMeaning().isEmpty());
  }

  @Test
  void aNameOrAWordingThatSomeRuleReadsIsMeant() {
    String named = BACKING.replace("tags contains \"honesty\"", "id == \"no-lies\", says != null");
    Constitution reading = constitution(MANIFEST, TYPES, LIES, RISK, named);
    Constitution after =
        constitution(
            MANIFEST,
            TYPES,
            LIES.replace("\"no-lies\"", "\"candour\""),
            RISK.replace("@Principle( weight = 0.5 )", "@Principle( weight = 0.5 ) @Says( \"x\" )"),
            named);
    List<ConstitutionChange> changes = ConstitutionDifference.between(reading, after).changes();
    assertEquals(2, changes.size());
    assertTrue(changes.stream().allMatch(ConstitutionChange::altersMeaning), changes.toString());
    Constitution reworded =
        constitution(MANIFEST, TYPES, LIES.replace("Do not", "Never"), RISK, BACKING);
    assertFalse(ConstitutionDifference.between(before, reworded).changes().get(0).altersMeaning());
  }

  @Test
  void aConstitutionTakenApartAndPutTogetherMeansTheSame() {
    Constitution again = ConstitutionParts.of(before).put(before);
    assertEquals(List.of(), ConstitutionDifference.between(before, again).changes());
  }
}
