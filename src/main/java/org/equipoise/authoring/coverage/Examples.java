package org.equipoise.authoring.coverage;

import java.util.List;
import java.util.TreeSet;

/** The first few of many ids, in order, whatever order they come in. */
final class Examples {
  private static final int MAX_EXAMPLES = 3;

  private final TreeSet<String> first = new TreeSet<>();

  void add(String id) {
    first.add(id);
    if (first.size() > MAX_EXAMPLES) {
      first.pollLast();
    }
  }

  void addAll(Examples others) {
    others.first.forEach(this::add);
  }

  List<String> list() {
    return List.copyOf(first);
  }
}
