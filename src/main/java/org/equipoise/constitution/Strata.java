package org.equipoise.constitution;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.HashMultimap;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.SetMultimap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.equipoise.constitution.Dependence.Derived;
import org.equipoise.constitution.Dependence.Read;

/**
 * The order in which rules may fire: a rule that looks at what is absent, or at how much there is,
 * comes after every rule that could add to it (stratification; Apt, Blair and Walker 1988). Rules
 * that would have to come after themselves have no such order and are refused.
 */
final class Strata {

  /** One rule, by what it depends on. */
  static final class Node {
    private final DrlFile.ParsedRule rule;
    private final Dependence dependence;

    Node(DrlFile.ParsedRule rule, Dependence dependence) {
      this.rule = rule;
      this.dependence = dependence;
    }

    DrlFile.ParsedRule rule() {
      return rule;
    }

    Dependence dependence() {
      return dependence;
    }

    String name() {
      return rule.text().name();
    }
  }

  private record Edge(Node to, boolean hidden, String type) {}

  private final List<Node> nodes;
  private final ListMultimap<Node, Edge> feeds = ArrayListMultimap.create();
  private final Map<Node, Integer> component = new HashMap<>();
  private final Map<Node, Integer> stratum = new HashMap<>();

  private Strata(List<Node> nodes, FactTypes types) {
    this.nodes = nodes.stream().sorted(Comparator.comparing(Node::name)).toList();
    Map<Derived, List<Node>> sources = new TreeMap<>();
    for (Node node : this.nodes) {
      node.dependence()
          .derives()
          .forEach(it -> sources.computeIfAbsent(it, key -> new ArrayList<>()).add(node));
    }
    for (Node reader : this.nodes) {
      for (Read read : reader.dependence().reads()) {
        sources.forEach(
            (derived, makers) -> {
              if (Dependence.meets(types, read, derived)) {
                Edge edge = new Edge(reader, read.hidden(), derived.type());
                makers.forEach(maker -> feeds.put(maker, edge));
              }
            });
      }
    }
  }

  /**
   * The rules' names in firing order: by stratum, then by name, so that neither the order of files
   * nor that of rules in a file matters. Cycles through absence or aggregation are problems.
   */
  static List<String> order(List<Node> nodes, FactTypes types, Problems problems) {
    Strata strata = new Strata(nodes, types);
    strata.findComponents();
    if (!strata.refuseCycles(problems)) {
      return List.of();
    }
    strata.layer();
    return strata.nodes.stream()
        .sorted(Comparator.comparing((Node it) -> of(strata.stratum, it)).thenComparing(Node::name))
        .map(Node::name)
        .toList();
  }

  /** For each rule the rules it depends on, itself included, by name. */
  static SetMultimap<String, String> before(List<Node> nodes, FactTypes types) {
    Strata strata = new Strata(nodes, types);
    SetMultimap<String, String> before = HashMultimap.create();
    strata.nodes.forEach(it -> before.put(it.name(), it.name()));
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Node from : strata.nodes) {
        for (Edge edge : strata.feeds.get(from)) {
          changed |= before.putAll(edge.to().name(), Set.copyOf(before.get(from.name())));
        }
      }
    }
    return before;
  }

  /** Strongly connected components, by Tarjan's algorithm without recursion. */
  private void findComponents() {
    Map<Node, Integer> index = new HashMap<>();
    Map<Node, Integer> low = new HashMap<>();
    Deque<Node> open = new ArrayDeque<>();
    Set<Node> isOpen = new HashSet<>();
    int components = 0;
    for (Node root : nodes) {
      if (index.containsKey(root)) {
        continue;
      }
      Deque<Node> path = new ArrayDeque<>();
      Map<Node, Integer> next = new HashMap<>();
      path.push(root);
      while (!path.isEmpty()) {
        Node node = path.peek();
        int at = next.getOrDefault(node, 0);
        if (at == 0) {
          low.put(node, index.size());
          index.put(node, index.size());
          open.push(node);
          isOpen.add(node);
        }
        if (at < feeds.get(node).size()) {
          next.put(node, at + 1);
          Node to = feeds.get(node).get(at).to();
          if (!index.containsKey(to)) {
            path.push(to);
          } else if (isOpen.contains(to)) {
            low.merge(node, of(index, to), Math::min);
          }
          continue;
        }
        path.pop();
        if (!path.isEmpty()) {
          low.merge(path.peek(), of(low, node), Math::min);
        }
        if (of(low, node) == of(index, node)) {
          Node member;
          do {
            member = open.pop();
            isOpen.remove(member);
            component.put(member, components);
          } while (member != node);
          components++;
        }
      }
    }
  }

  private boolean refuseCycles(Problems problems) {
    Set<Integer> reported = new HashSet<>();
    for (Node from : nodes) {
      for (Edge edge : feeds.get(from)) {
        if (edge.hidden()
            && of(component, from) == of(component, edge.to())
            && reported.add(of(component, from))) {
          report(from, edge, problems);
        }
      }
    }
    return reported.isEmpty();
  }

  private void report(Node from, Edge closing, Problems problems) {
    List<Edge> way = way(closing.to(), from);
    StringBuilder cycle = new StringBuilder("`" + closing.to().name() + "`");
    for (Edge step : way) {
      cycle.append(" derives `").append(step.type()).append("` for `").append(step.to().name());
      cycle.append("`,");
    }
    cycle
        .append(way.isEmpty() ? " " : " which ")
        .append("derives `")
        .append(closing.type())
        .append('`');
    cycle.append(" whose absence or number `").append(closing.to().name()).append("` looks at");
    DrlFile.ParsedRule rule = closing.to().rule();
    String names =
        way.stream().map(it -> it.to().name()).distinct().collect(Collectors.joining("`, `"));
    problems.error(
        "cycle-through-absence",
        rule.file(),
        rule.text().nameStart(),
        rule.text().name(),
        "its outcome would depend on the order of firing: " + cycle,
        names.isEmpty()
            ? "let it look at something that it does not itself derive"
            : "break the cycle in one of `" + closing.to().name() + "`, `" + names + "`");
  }

  /** The edges of a shortest way between two rules of one component. */
  private List<Edge> way(Node from, Node to) {
    Map<Node, Node> cameFrom = new HashMap<>();
    Map<Node, Edge> by = new HashMap<>();
    Deque<Node> queue = new ArrayDeque<>(List.of(from));
    while (!queue.isEmpty() && !by.containsKey(to) && from != to) {
      Node node = queue.remove();
      for (Edge edge : feeds.get(node)) {
        if (edge.to() != from
            && of(component, edge.to()) == of(component, from)
            && by.putIfAbsent(edge.to(), edge) == null) {
          cameFrom.put(edge.to(), node);
          queue.add(edge.to());
        }
      }
    }
    List<Edge> way = new ArrayList<>();
    for (Node at = to; at != from; at = cameFrom.get(at)) {
      way.add(0, by.get(at));
    }
    return way;
  }

  private static int of(Map<Node, Integer> numbers, Node node) {
    return Objects.requireNonNull(numbers.get(node));
  }

  private void layer() {
    nodes.forEach(it -> stratum.put(it, 0));
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Node from : nodes) {
        for (Edge edge : feeds.get(from)) {
          int least = of(stratum, from) + (edge.hidden() ? 1 : 0);
          if (of(stratum, edge.to()) < least) {
            stratum.put(edge.to(), least);
            changed = true;
          }
        }
      }
    }
  }
}
