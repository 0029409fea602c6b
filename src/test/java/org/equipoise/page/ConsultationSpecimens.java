package org.equipoise.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.equipoise.consultation.GroupFinder;
import org.equipoise.consultation.Grouping;

/** Pages about consultations to try: what {@code consult} prints, with texts of choice. */
final class ConsultationSpecimens {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ConsultationSpecimens() {}

  static String page() throws JsonProcessingException {
    return page(
        List.of(
            "Traffic flow needs to be improved throughout the city, above all on the main road.",
            "The arts are an important part of education.",
            "The river front should be open to all."));
  }

  static String hostile(List<String> texts) throws JsonProcessingException {
    return page(texts);
  }

  private static String page(List<String> texts) throws JsonProcessingException {
    ObjectNode root = JSON.createObjectNode().put("participants", 60);
    ArrayNode groups = root.putArray("groups");
    List<String> names = List.of(texts.get(0), "second");
    names.forEach(it -> groups.addObject().put("group", it).put("size", 30));
    root.put("quorum", true).put("choices", 240);
    ArrayNode statements = root.putArray("statements");
    for (int s = 0; s < texts.size(); s++) {
      boolean isAdopted = s < 3;
      ObjectNode statement =
          statements
              .addObject()
              .put("statement", s == 0 ? texts.get(0) : "s" + s)
              .put("text", texts.get(s))
              .put("agrees", 40 - s)
              .put("disagrees", 9)
              .put("passes", 4)
              .put("groupInformedConsensus", 0.55)
              .put("worstGroup", 0.7)
              .put("quorum", true)
              .put("moderated", false)
              .put("adopted", isAdopted)
              .put("robust", s == 1);
      ArrayNode byGroup = statement.putArray("byGroup");
      names.forEach(
          it ->
              byGroup
                  .addObject()
                  .put("group", it)
                  .put("agrees", 20)
                  .put("disagrees", 4)
                  .put("votes", 27));
      statement.put("listed", s == 1 ? 240 : 200 - s);
      ObjectNode intervals = statement.putObject("intervals");
      List.of("consensus", "worstGroup", "overall", "bridging")
          .forEach(it -> intervals.putArray(it).add(0.4).add(0.81));
      if (s != 1) {
        statement
            .putObject("fallsOut")
            .put("grouping", "k=2, seed 1")
            .put("formula", "majority")
            .put("sample", 0)
            .put("quorum", true);
      }
      statement.put("madeUp", 12);
      if (isAdopted) {
        ObjectNode objection = statement.putArray("objections").addObject().put("by", "smallest");
        objection
            .putArray("shared")
            .addObject()
            .put("statement", s == 0 ? "s1" : texts.get(0))
            .put("vote", "disagree");
        objection.put("agrees", 2).put("votes", 6).put("equals", 2);
      }
    }
    root.putObject("influence")
        .put("person", 2)
        .put("people", 1)
        .put("block", 10)
        .put("takesOut", 2)
        .put("bringsIn", 1);
    List<Integer> groupOf = new ArrayList<>();
    List<GroupFinder.Position> positions = new ArrayList<>();
    for (int p = 0; p < 60; p++) {
      groupOf.add(p % 7 == 0 ? -1 : p % 2);
      positions.add(new GroupFinder.Position(p, (p % 2) * 6 + p * 5 % 11 / 4.0, p * 7 % 13 / 4.0));
    }
    return Page.of(JSON.writeValueAsString(root), positions, new Grouping(names, groupOf));
  }
}
