package org.equipoise.page;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import org.equipoise.authoring.advice.Advice;
import org.equipoise.facts.Judgment;
import org.equipoise.inference.AppliedElement;
import org.equipoise.language.Element;
import org.equipoise.revision.weight.TheoreticalWeight;
import org.jspecify.annotations.Nullable;

/**
 * A graph of conflicting elements. A rule is one node for all cases, and an attribute is one node
 * for all outputs. Judgments are drawn individually or grouped by stakeholder. The area of a node
 * shows the greatest weight of its elements.
 */
final class ConflictGraph {
  /**
   * The smallest radius and the increase for a weight of 1. Entrenched elements are slightly
   * larger.
   */
  private static final double MIN_RADIUS_PX = 5;

  private static final double MORE = 13;
  private static final double ENTRENCHED = 21;

  /** With more nodes than this, judgments are not drawn individually. */
  private static final int MAX_NODES_WITH_JUDGMENTS = 400;

  /** With more nodes than this, judgments are grouped by stakeholder at first. */
  private static final int MAX_NODES_UNGROUPED = 70;

  private final String judgments;
  private final List<Node> nodes;
  private final GraphLayout spread;

  /**
   * A node.
   *
   * @param elements the indexes of its elements among the conflicting elements
   */
  private record Node(String kind, String name, double radius, List<Integer> elements) {}

  private ConflictGraph(String judgments, List<Node> nodes, GraphLayout spread) {
    this.judgments = judgments;
    this.nodes = nodes;
    this.spread = spread;
  }

  /** Returns the variants of the graph, the initial one first; empty if nothing conflicts. */
  static List<ConflictGraph> of(Advice advice, Map<String, Judgment> judgments) {
    if (advice.weights().isEmpty()) {
      return List.of();
    }
    Function<AppliedElement, List<String>> byHolder =
        it ->
            it.element().kind() == Element.Kind.JUDGMENT
                ? List.of("stakeholder", holder(judgments.get(it.element().name())))
                : oneByOne(it);
    ConflictGraph held = draw("by holder", advice, byHolder);
    long distinct =
        advice.weights().keySet().stream().map(ConflictGraph::oneByOne).distinct().count();
    if (distinct > MAX_NODES_WITH_JUDGMENTS || judgments.isEmpty()) {
      return List.of(held);
    }
    ConflictGraph each = draw("one by one", advice, ConflictGraph::oneByOne);
    return distinct > MAX_NODES_UNGROUPED ? List.of(held, each) : List.of(each, held);
  }

  private static List<String> oneByOne(AppliedElement applied) {
    return List.of(applied.element().kind().word(), applied.element().name());
  }

  private static String holder(@Nullable Judgment judgment) {
    String stakeholder = judgment == null ? null : judgment.stakeholder();
    return stakeholder == null ? "" : stakeholder;
  }

  private static ConflictGraph draw(
      String judgments, Advice advice, Function<AppliedElement, List<String>> nodeOf) {
    SortedMap<AppliedElement, TheoreticalWeight> weights = advice.weights();
    Map<List<String>, List<Integer>> members = new LinkedHashMap<>();
    Map<List<String>, Double> radii = new HashMap<>();
    int place = 0;
    for (Map.Entry<AppliedElement, TheoreticalWeight> each : weights.entrySet()) {
      List<String> key = nodeOf.apply(each.getKey());
      members.computeIfAbsent(key, any -> new ArrayList<>()).add(place++);
      radii.merge(key, radius(each.getValue()), Math::max);
    }
    List<Node> nodes = new ArrayList<>();
    Map<List<String>, Integer> numbers = new HashMap<>();
    members.forEach(
        (key, elements) -> {
          numbers.put(key, nodes.size());
          nodes.add(new Node(key.get(0), key.get(1), radii.getOrDefault(key, 0.0), elements));
        });
    Set<GraphLayout.Join> joins = new LinkedHashSet<>();
    for (Advice.CorpusConflict conflict : advice.conflicts()) {
      for (List<AppliedElement> environment : conflict.environments()) {
        int[] ends =
            environment.stream().mapToInt(it -> numbers.get(nodeOf.apply(it))).distinct().toArray();
        for (int i = 0; i < ends.length; i++) {
          for (int j = 0; j < i; j++) {
            joins.add(new GraphLayout.Join(Math.min(ends[i], ends[j]), Math.max(ends[i], ends[j])));
          }
        }
      }
    }
    double[] radius = nodes.stream().mapToDouble(Node::radius).toArray();
    return new ConflictGraph(judgments, nodes, GraphLayout.of(radius, List.copyOf(joins)));
  }

  private static double radius(TheoreticalWeight weight) {
    return weight.entrenched()
        ? ENTRENCHED
        : MIN_RADIUS_PX + MORE * Math.sqrt(Math.max(0, Math.min(1, weight.weight())));
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("judgments", judgments);
    json.writeNumberField("width", Math.round(spread.width()));
    json.writeNumberField("height", Math.round(spread.height()));
    json.writeArrayFieldStart("nodes");
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      json.writeStartObject();
      json.writeStringField("kind", node.kind());
      json.writeStringField("name", node.name());
      json.writeNumberField("x", Math.round(spread.x(i)));
      json.writeNumberField("y", Math.round(spread.y(i)));
      json.writeNumberField("radius", Math.round(node.radius()));
      json.writeArrayFieldStart("elements");
      for (int element : node.elements()) {
        json.writeNumber(element);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
