package org.equipoise.authoring.amendment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.equipoise.authoring.amendment.Amender.Judged;
import org.equipoise.decision.Decision;
import org.equipoise.decision.OutputDecision;
import org.equipoise.decision.Verdict;
import org.equipoise.formats.CaseWriter;
import org.equipoise.formats.JudgmentWriter;
import org.equipoise.formats.internal.JsonText;

/** Fixtures of the cases for whose sake rules change, as the amended rules decide them. */
final class SoughtFixtures {
  private SoughtFixtures() {}

  /**
   * A file of fixtures, one on each line; empty if there are no such cases.
   *
   * @param id of the amendment
   */
  static Optional<String> of(
      String id,
      Collection<Judged> cases,
      List<ProposedChange> changes,
      Examination.Result result) {
    Set<String> sought = new TreeSet<>();
    changes.stream().filter(ProposedChange::isOfRules).forEach(it -> sought.addAll(it.resolves()));
    changes.stream().filter(it -> !it.isOfRules()).forEach(it -> sought.remove(it.caseId()));
    List<String> fixtures = new ArrayList<>();
    for (Judged judged : cases) {
      Decision decision = result.decisions().get(judged.given().id());
      if (sought.contains(judged.given().id()) && decision != null) {
        fixtures.add(fixture(id, judged, decision));
      }
    }
    return fixtures.isEmpty()
        ? Optional.empty()
        : Optional.of("[\n" + String.join(",\n", fixtures) + "\n]\n");
  }

  private static String fixture(String id, Judged judged, Decision decision) {
    TreeMap<String, Verdict> expected = new TreeMap<>();
    for (OutputDecision each : decision.outputs()) {
      expected.put(each.output(), each.verdict());
    }
    return JsonText.of(
        json -> {
          json.writeStartObject();
          json.writeStringField("name", id + ": " + judged.given().id());
          json.writeFieldName("given");
          json.writeRawValue(CaseWriter.toJson(judged.given()));
          json.writeArrayFieldStart("judgments");
          for (var judgment : judged.judgments()) {
            json.writeRawValue(JudgmentWriter.toJson(judgment));
          }
          json.writeEndArray();
          json.writeObjectFieldStart("expect");
          json.writeObjectFieldStart("outputs");
          for (var each : expected.entrySet()) {
            json.writeStringField(each.getKey(), each.getValue().word());
          }
          json.writeEndObject();
          json.writeEndObject();
          json.writeEndObject();
        });
  }
}
