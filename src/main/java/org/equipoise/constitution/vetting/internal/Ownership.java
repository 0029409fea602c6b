package org.equipoise.constitution.vetting.internal;

import com.google.common.collect.HashMultimap;
import com.google.common.collect.SetMultimap;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whose the code is that Drools made of rules. It puts each condition and consequence into a class
 * of its own, which equal ones share, and the functions and queries into the class of the model,
 * whose methods for rules say which classes they are made of.
 */
final class Ownership {
  private final Origin origin;
  private final SetMultimap<String, String> uses = HashMultimap.create();
  private final SetMultimap<String, String> names = HashMultimap.create();

  Ownership(Origin origin) {
    this.origin = origin;
  }

  /** What code is known by: its class, and in the model, where all functions live, its method. */
  String place(String className, String method) {
    String outer = outermost(className);
    if (origin.kind(outer) != Origin.Kind.MODEL) {
      return outer;
    }
    return className.equals(outer) && !method.isEmpty() ? className + "." + method : className;
  }

  static String outermost(String className) {
    int nested = className.indexOf('$');
    return nested < 0 ? className : className.substring(0, nested);
  }

  static String simpleName(String className) {
    return className.substring(className.lastIndexOf('/') + 1);
  }

  void uses(String place, String used) {
    if (!place.equals(used)) {
      uses.put(place, used);
    }
  }

  /** A place is the making of a rule, a query or a function. */
  void isNamed(String place, String name) {
    names.put(place, name);
  }

  /** All that code at a place uses, and what that uses, the place itself included. */
  Set<String> reached(String place) {
    Set<String> seen = new HashSet<>();
    ArrayDeque<String> open = new ArrayDeque<>(Set.of(place));
    while (!open.isEmpty()) {
      String at = open.remove();
      if (seen.add(at)) {
        open.addAll(uses.get(at));
      }
    }
    return seen;
  }

  /** The names of all that code at a place belongs to. */
  Set<String> subjects(String place) {
    SetMultimap<String, String> users = HashMultimap.create();
    uses.forEach((user, used) -> users.put(used, user));
    Set<String> subjects = new TreeSet<>();
    Set<String> seen = new HashSet<>();
    ArrayDeque<String> open = new ArrayDeque<>();
    open.add(place);
    while (!open.isEmpty()) {
      String at = open.remove();
      if (!seen.add(at)) {
        continue;
      }
      if (names.containsKey(at)) {
        subjects.addAll(names.get(at));
      } else {
        open.addAll(users.get(at));
      }
    }
    return subjects;
  }
}
