package org.equipoise.authoring.amendment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.junit.jupiter.api.Test;

/** New principles where no rule speaks of what people judge. */
class NewPrinciplesTest {
  private static final Constitution SILENT =
      Constitution.of(
          Map.of(
              "constitution.json",
              "{\"name\": \"silent\", \"version\": \"1.0.0\"}",
              "rules.drl",
              """
              package silent
              rule "other" @Principle( weight = 0.5 )
              when $o : Output( attr("other") == true ) then permit( $o, "other" ); end
              """));

  private static void add(Amender amender, String id, String attribute, DeonticStatus status) {
    amender.add(
        Case.of(id, Output.of("o", Attributes.of(Map.of(attribute, true)))),
        List.of(Judgment.of("J-" + id, id, new Judgment.OnOutput("o", status), 1)));
  }

  @Test
  void eachNewPrincipleIsCalledWhatItsRuleIsCalled() {
    Amender amender = new Amender(SILENT, Amender.Options.DEFAULT);
    for (int i = 0; i < 4; i++) {
      add(amender, "harm-" + i, "harm", DeonticStatus.FORBIDDEN);
      add(amender, "help-" + i, "help", DeonticStatus.PERMITTED);
    }
    ProposedChanges proposal = amender.propose();
    assertTrue(proposal.certified() && proposal.verified(), proposal.doubts().toString());
    Map<String, String> files = new TreeMap<>(SILENT.files());
    proposal
        .files()
        .forEach(
            (path, text) -> {
              if (!path.startsWith("fixtures/")) {
                files.put(path, text);
              }
            });
    TreeSet<String> added = new TreeSet<>();
    Constitution.of(files)
        .rules()
        .values()
        .forEach(it -> added.add(it.rule().element().toString()));
    added.remove("principle:other");
    assertEquals(2, added.size(), proposal.patch());
    assertEquals(
        List.copyOf(added), proposal.changes().stream().map(ProposedChange::element).toList());
  }
}
