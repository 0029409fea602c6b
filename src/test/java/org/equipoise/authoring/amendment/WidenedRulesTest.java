package org.equipoise.authoring.amendment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.junit.jupiter.api.Test;

/** People forbid what a rule would forbid as well, but for one of its conditions. */
class WidenedRulesTest {
  private static final String RULES =
      """
      package clinic

      rule "no-dose" @Principle( weight = 0.8 )
      when
          // to whom?
          $o : Output( attr("dose") == true, // it names a dose
                       attr("child") == true )
          Case( attr("ward") == "home" )
      then
          forbid( $o, "it names a dose" );
      end

      rule "calm" @Principle( weight = 0.5 )
      when $o : Output( attr("calm") == true ) then permit( $o, "calm" ); end
      """;

  private static final String FIXTURE =
      "{\"given\": {\"attributes\": {\"ward\": \"home\"}, \"outputs\": [{\"output\": \"o\","
          + " \"attributes\": {\"dose\": true, \"calm\": true}}]}, \"expect\": {\"o\": \"allow\"},"
          + " \"settled\": {\"by\": \"ann\", \"at\": \"2026-01-31\"}}";

  private static Constitution constitution(String... fixture) {
    Map<String, String> files = new HashMap<>();
    files.put("constitution.json", "{\"name\": \"clinic\", \"version\": \"1.0.0\"}");
    files.put("rules.drl", RULES);
    if (fixture.length > 0) {
      files.put("fixtures/settled/calm.json", fixture[0]);
    }
    return Constitution.of(files);
  }

  private static ProposedChanges proposal(Constitution constitution) {
    Amender amender = new Amender(constitution, Amender.Options.DEFAULT);
    for (int i = 0; i < 6; i++) {
      Map<String, Object> attributes = Map.of("dose", true, "child", false, "n", i);
      Case given =
          new Case(
              "C" + i,
              null,
              Attributes.of(Map.of("ward", "home")),
              List.of(Output.of("o", Attributes.of(attributes))),
              List.of(),
              Attributes.none());
      Judgment.Verdict forbidden = new Judgment.OnOutput("o", DeonticStatus.FORBIDDEN);
      amender.add(given, List.of(Judgment.of("J" + i, "C" + i, forbidden, 1)));
    }
    return amender.propose();
  }

  @Test
  void aRuleIsWidenedByTheConditionThatKeepsItFromWhatPeopleJudged() {
    ProposedChanges proposal = proposal(constitution());
    assertTrue(proposal.certified() && proposal.verified(), proposal.doubts().toString());
    assertEquals(1, proposal.changes().size());
    ProposedChange change = proposal.changes().get(0);
    assertEquals(ProposedChange.Kind.WIDEN, change.kind());
    assertEquals("principle:no-dose", change.element());
    assertEquals(List.of("attr(\"child\") == true"), change.drops());
    assertEquals("0.08", change.cost().toString());
    assertEquals(6, change.resolves().size());
    assertEquals(
        """
        package clinic

        rule "no-dose" @Principle( weight = 0.8 )
        when
            // to whom?
            $o : Output( attr("dose") == true // it names a dose
                          )
            Case( attr("ward") == "home" )
            // ID: no longer asks for `attr("child") == true`
        then
        """
            .replace("ID", proposal.id()),
        before(proposal.files().get("rules.drl"), "    forbid("));
    String json = ProposedChangesWriter.toJson(proposal);
    assertTrue(json.contains("\"drops\":[\"attr(\\\"child\\\") == true\"]"), json);
  }

  private static String before(String text, String end) {
    return text.substring(0, text.indexOf(end));
  }

  @Test
  void noConditionIsDroppedWhereTheRuleWouldSpeakAgainstWhatIsSettled() {
    ProposedChanges proposal = proposal(constitution(FIXTURE));
    assertTrue(proposal.certified() && proposal.verified(), proposal.doubts().toString());
    assertEquals(1, proposal.settled());
    assertFalse(
        proposal.changes().stream().anyMatch(it -> it.kind() == ProposedChange.Kind.WIDEN),
        proposal.changes().toString());
  }
}
