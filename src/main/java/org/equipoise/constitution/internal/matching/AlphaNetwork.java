package org.equipoise.constitution.internal.matching;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import org.drools.model.functions.Predicate1;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.IncomparableException;
import org.equipoise.facts.internal.AttributeAccess;
import org.jspecify.annotations.Nullable;

/**
 * Leads a fact to the patterns whose own tests it passes. Patterns of one type share the tests they
 * begin with, so that each is made once. Tests are made in the order written: a later one may rely
 * on an earlier.
 */
final class AlphaNetwork {

  private static final Object NOTHING = new Object();

  /** Where a fact goes that passed the tests up to here. */
  private static final class Node {
    private final Predicate1<Object> test;
    private final @Nullable ConstantComparison ofAttribute;
    private final int attribute;
    private Node[] next = {};
    private int[] attributes = {}; // by what is next, as are the values that surely fail there
    private Object[] failing = {};
    private Slot[] slots = {};
    private boolean leadsToAbsence;

    /** A node whose test is perhaps one of the attribute of a number. */
    Node(Predicate1<Object> test, @Nullable ConstantComparison ofAttribute, int attribute) {
      this.test = test;
      this.ofAttribute = ofAttribute;
      this.attribute = attribute;
    }

    private void add(Node node) {
      next = Arrays.copyOf(next, next.length + 1);
      next[next.length - 1] = node;
      attributes = Arrays.copyOf(attributes, next.length);
      attributes[next.length - 1] = node.attribute;
      failing = Arrays.copyOf(failing, next.length);
      failing[next.length - 1] = node.ofAttribute == null ? NOTHING : node.ofAttribute.failing();
    }

    private void add(Slot slot) {
      slots = Arrays.copyOf(slots, slots.length + 1);
      slots[slots.length - 1] = slot;
    }

    /** What leads to some rules; null if nothing does. */
    private @Nullable Node only(IntPredicate rules) {
      Node some = new Node(test, ofAttribute, attribute);
      some.leadsToAbsence = leadsToAbsence;
      for (Slot slot : slots) {
        if (rules.test(slot.rule())) {
          some.add(slot);
        }
      }
      for (Node each : next) {
        Node kept = each.only(rules);
        if (kept != null) {
          some.add(kept);
        }
      }
      return some.slots.length + some.next.length == 0 ? null : some;
    }
  }

  /**
   * A pattern's place.
   *
   * @param number unique in the network
   * @param production the number of the production it belongs to
   * @param rule the rule's number
   * @param triggers whether a fact that comes here can make a match: not where the rule only looks
   *     whether there is one
   */
  record Slot(int number, int production, int rule, boolean triggers) {}

  private record Root(Class<?> type, Node node) {}

  private final List<Root> roots = new ArrayList<>();
  private final Map<Class<?>, Node[]> byClass = new ConcurrentHashMap<>();
  private final Map<String, Integer> attributes = new LinkedHashMap<>();
  private int size;

  /** Adds a pattern of a type with tests of its own, and yields its place. */
  Slot add(
      Class<?> type, List<Predicate1<Object>> tests, int production, int rule, boolean triggers) {
    Node at = root(type);
    for (Predicate1<Object> test : tests) {
      at = child(at, test, type);
      at.leadsToAbsence |= !triggers;
    }
    Slot slot = new Slot(size++, production, rule, triggers);
    at.add(slot);
    return slot;
  }

  /** The same places, of which facts come only to those of some rules. */
  AlphaNetwork only(IntPredicate rules) {
    AlphaNetwork some = new AlphaNetwork();
    some.attributes.putAll(attributes);
    some.size = size;
    for (Root root : roots) {
      Node kept = root.node().only(rules);
      if (kept != null) {
        some.roots.add(new Root(root.type(), kept));
      }
    }
    return some;
  }

  private Node root(Class<?> type) {
    for (Root root : roots) {
      if (root.type() == type) {
        return root.node();
      }
    }
    Root root = new Root(type, new Node(fact -> true, null, -1));
    roots.add(root);
    return root.node();
  }

  private Node child(Node parent, Predicate1<Object> test, Class<?> type) {
    for (Node node : parent.next) {
      if (node.test.equals(test)) {
        return node;
      }
    }
    ConstantComparison ofAttribute = ConstantComparison.of(test, type);
    Node node = new Node(test, ofAttribute, ofAttribute == null ? -1 : number(ofAttribute));
    parent.add(node);
    return node;
  }

  private int number(ConstantComparison test) {
    Integer known = attributes.putIfAbsent(test.attribute(), attributes.size());
    return known == null ? attributes.size() - 1 : known;
  }

  /** Whether facts of a type, or of some class that is one, may come to a pattern. */
  boolean readsAny(Class<?> type) {
    return roots.stream()
        .anyMatch(it -> it.type().isAssignableFrom(type) || type.isAssignableFrom(it.type()));
  }

  /** Those of some rules, by their numbers, that look at facts of other types than some. */
  BitSet readersBeyond(IntPredicate rules, Set<Class<?>> types) {
    BitSet readers = new BitSet();
    for (Root root : roots) {
      if (!types.contains(root.type())) {
        collect(root.node(), rules, readers);
      }
    }
    return readers;
  }

  private static void collect(Node node, IntPredicate rules, BitSet readers) {
    for (Slot slot : node.slots) {
      if (rules.test(slot.rule())) {
        readers.set(slot.rule());
      }
    }
    for (Node next : node.next) {
      collect(next, rules, readers);
    }
  }

  /** How many patterns there are. */
  int size() {
    return size;
  }

  /** The attributes that tests are about, by their numbers. */
  Set<String> attributes() {
    return attributes.keySet();
  }

  /**
   * Hands a fact to every pattern whose own tests it passes.
   *
   * @param places where in the fact's attributes those are that tests are about
   */
  void lead(Object fact, @Nullable Attributes attributes, int[] places, NetworkMemory memory) {
    Node[] nodes = byClass.get(fact.getClass());
    if (nodes == null) {
      nodes = byClass.computeIfAbsent(fact.getClass(), this::roots);
    }
    for (Node node : nodes) {
      descend(node, fact, attributes, places, memory);
    }
  }

  /**
   * Whether a fact, handed out before, came to a pattern under {@code not} or {@code exists}: only
   * then does its presence matter where no match shows it.
   */
  boolean isLookedFor(Object fact) {
    Node[] nodes = byClass.get(fact.getClass());
    if (nodes == null) {
      nodes = byClass.computeIfAbsent(fact.getClass(), this::roots);
    }
    for (Node node : nodes) {
      if (isLookedFor(node, fact)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLookedFor(Node node, Object fact) {
    for (Slot slot : node.slots) {
      if (!slot.triggers()) {
        return true;
      }
    }
    for (Node next : node.next) {
      if (next.leadsToAbsence && passes(next, fact, null) && isLookedFor(next, fact)) {
        return true;
      }
    }
    return false;
  }

  private Node[] roots(Class<?> type) {
    return roots.stream()
        .filter(it -> it.type().isAssignableFrom(type))
        .map(Root::node)
        .toArray(Node[]::new);
  }

  private static void descend(
      Node node, Object fact, @Nullable Attributes attributes, int[] places, NetworkMemory memory) {
    for (Slot slot : node.slots) {
      memory.arrive(slot, fact);
    }
    for (int i = 0; i < node.next.length; i++) {
      int attribute = node.attributes[i];
      Object value =
          attributes == null || attribute < 0
              ? null
              : AttributeAccess.value(attributes, places[attribute]);
      if (value == node.failing[i]) {
        continue; // most of what is tested, without a look at what tests it
      }
      Node next = node.next[i];
      ConstantComparison.Answer answer =
          attributes == null || next.ofAttribute == null
              ? ConstantComparison.Answer.ASK
              : next.ofAttribute.answer(value);
      if (answer == ConstantComparison.Answer.YES
          || (answer == ConstantComparison.Answer.ASK && passes(next, fact, memory))) {
        descend(next, fact, attributes, places, memory);
      }
    }
  }

  private static boolean passes(Node node, Object fact, @Nullable NetworkMemory memory) {
    try {
      return node.test.test(fact);
    } catch (IncomparableException e) {
      fail(node, memory);
      throw e.in(node.test.predicateInformation().getStringConstraint());
    } catch (RuntimeException e) {
      fail(node, memory);
      throw e;
    } catch (Exception e) {
      fail(node, memory);
      throw new IllegalStateException(e);
    }
  }

  private static void fail(Node node, @Nullable NetworkMemory memory) {
    if (memory != null) {
      memory.fail(ruleBehind(node));
    }
  }

  private static int ruleBehind(Node node) {
    Node at = node;
    while (at.slots.length == 0) {
      at = at.next[0];
    }
    return at.slots[0].rule();
  }
}
