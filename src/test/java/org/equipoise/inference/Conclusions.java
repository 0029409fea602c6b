package org.equipoise.inference;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What follows from the facts of one world, as texts: claims and what they conflict in, as the
 * documentation has it and not as the kernel's rules do.
 */
record Conclusions(Map<String, List<Fact>> facts, Set<Fact> known, Situation situation) {

  private List<Fact> all(String type) {
    return facts.getOrDefault(type, List.of());
  }

  Set<String> all() {
    Set<String> found = new TreeSet<>();
    List<Fact> claims = all("Claim");
    Set<String> forbidden = new TreeSet<>();
    Set<String> obligatory = new TreeSet<>();
    for (Fact claim : claims) {
      String output = (String) claim.get("output");
      found.add(claim(claim));
      if (claim.get("status").equals("forbidden")) {
        forbidden.add(output);
      } else if (claim.get("status").equals("obligatory")) {
        obligatory.add(output);
      }
    }
    for (Fact claim : claims) {
      String output = (String) claim.get("output");
      String over = (String) claim.get("over");
      boolean isFor = !claim.get("status").equals("forbidden");
      if (isFor && over == null && forbidden.contains(output)) {
        found.add(conflict("clash", output));
      }
      if (over != null && (forbidden.contains(output) || obligatory.contains(over))) {
        found.add(conflict("preference", output, over));
      }
    }
    if (situation.outputs().size() > 1
        && !situation.noneIsFine()
        && forbidden.size() == situation.outputs().size()) {
      found.add(conflict("dilemma", forbidden.toArray(new String[0])));
    }
    for (String one : obligatory) {
      for (String other : obligatory) {
        if (!one.equals(other)) {
          found.add(conflict("dilemma", one, other));
        }
      }
    }
    for (Fact incompatibility : all("Incompatibility")) {
      found.add(
          conflict("authored", ((List<?>) incompatibility.get("about")).toArray(new String[0])));
    }
    for (Fact one : all("Alike")) {
      found.add("alike " + one.get("key") + " @ " + place(one));
      for (Fact other : all("Alike")) {
        if (!one.equals(other)
            && one.get("key").equals(other.get("key"))
            && known.contains(stance(one, "against"))
            && known.contains(stance(other, "for"))) {
          found.add(
              conflict(
                  "precedent",
                  one.get("key") + " @ " + place(one) + " is forbidden",
                  other.get("key") + " @ " + place(other) + " is not"));
        }
      }
    }
    for (Fact escalate : all("Escalate")) {
      found.add("escalate " + escalate.get("output") + " " + escalate.get("by"));
    }
    for (Fact pull : all("Pull")) {
      found.add("pull " + pull.get("output") + " " + pull.get("strength") + " " + pull.get("by"));
    }
    for (Fact rank : all("Rank")) {
      found.add("rank " + rank.get("output") + " " + rank.get("over") + " " + rank.get("by"));
    }
    for (Fact lift : all("Lift")) {
      found.add(lift(lift));
    }
    for (Fact session : all("Session")) {
      for (String name : Vocabularies.RAISED) {
        if (session.get("@" + name) != null && !situation.session().contains(name)) {
          found.add("raised " + name);
        }
      }
    }
    for (Fact stance : all("Stance")) {
      found.add("stance " + stance.get("output") + " " + stance.get("position"));
    }
    return found;
  }

  static String claim(Fact claim) {
    return "claim "
        + claim.get("output")
        + " "
        + claim.get("status")
        + " "
        + claim.get("over")
        + " "
        + claim.get("by");
  }

  /** That a rule lifts another, on an output or, where it is left out, in the case. */
  static String lift(Fact lift) {
    return "lift " + lift.get("rule") + " " + lift.get("output") + " " + lift.get("by");
  }

  private static String place(Fact alike) {
    return Situation.CASE + "/" + alike.get("output");
  }

  private static Fact stance(Fact alike, String position) {
    return Fact.of("Stance", "output", alike.get("output"), "position", position);
  }

  private static String conflict(String kind, String... about) {
    return "conflict " + kind + " " + new TreeSet<>(List.of(about));
  }
}
