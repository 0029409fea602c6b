package org.equipoise.authoring.equilibrium;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.equipoise.constitution.Constitution;
import org.equipoise.equilibrium.DialecticalStructure;
import org.equipoise.equilibrium.Position;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.equipoise.inference.Findings;
import org.equipoise.inference.Findings.FoundAlike;
import org.equipoise.inference.Findings.FoundClaim;
import org.equipoise.inference.Findings.FoundConflict;
import org.equipoise.inference.Label;
import org.equipoise.language.Claim;
import org.equipoise.language.Element;
import org.equipoise.revision.CaseWeights;
import org.equipoise.revision.Cost;

/**
 * What rules imply and what people hold, as a dialectical structure: sentences say that a rule
 * holds, that it counts in a case, that a disputed attribute is as asserted, and that an output is
 * forbidden, obligatory or preferred. What a rule claims by an environment is an argument from the
 * environment to the claim. Immutable.
 */
public final class RichStructure {
  /** Kinds of conflicts that the arguments about outputs say already. */
  private static final Set<String> IMPLIED = Set.of("clash", "preference", "precedent");

  private static final String UNNAMED = "unnamed";

  private final Constitution constitution;
  private final Map<String, Integer> numbers = new LinkedHashMap<>();
  private final List<Long> billionths = new ArrayList<>();
  private final Set<List<Integer>> arguments = new LinkedHashSet<>();
  private final Set<Integer> asserted = new TreeSet<>();
  private final Map<String, List<Judged>> judged = new TreeMap<>();
  private final SortedMap<String, List<Placed>> alike = new TreeMap<>();
  private final SentenceScale scale;
  private final DialecticalStructure structure;

  /** Somebody's judgment: a sentence or its negation, and what it weighs in billionths. */
  private record Judged(int literal, long weight) {}

  /** An output that is alike to others, and what makes it so. */
  private record Placed(String caseId, String output, List<Integer> premises) {}

  private RichStructure(Constitution constitution, Collection<Findings> cases) {
    this.constitution = constitution;
    cases.forEach(it -> new InCase(it).read());
    alike.values().forEach(this::precedents);
    if (numbers.isEmpty()) {
      throw new IllegalArgumentException("nothing is claimed, so that there is no sentence");
    }
    if (numbers.size() > DialecticalStructure.MAX_SENTENCES) {
      throw new IllegalArgumentException(
          numbers.size()
              + " sentences, of at most "
              + DialecticalStructure.MAX_SENTENCES
              + "; look at fewer cases");
    }
    this.scale = SentenceScale.of(billionths);
    this.structure = DialecticalStructure.of(numbers.size(), List.copyOf(arguments));
  }

  /**
   * The structure of what was found in cases under a constitution.
   *
   * @throws IllegalArgumentException if the constitution has levels, if nothing is claimed, if
   *     there are more sentences than a structure has, if a label was cut, or if what is entrenched
   *     cannot all stand
   */
  public static RichStructure of(Constitution constitution, Collection<Findings> cases) {
    if (constitution.settings().levels().areDeclared()) {
      throw new IllegalArgumentException(
          "the constitution has levels, and the formal model weighs everything on one scale");
    }
    return new RichStructure(constitution, cases);
  }

  // ---- sentences

  private int sentence(String name, long weight) {
    Integer number = numbers.get(name);
    if (number == null) {
      number = numbers.size() + 1;
      numbers.put(name, number);
      billionths.add(weight);
    } else if (billionths.get(number - 1) < weight) {
      billionths.set(number - 1, weight);
    }
    return number;
  }

  /** The sentence that something asserted stands; one that is entrenched always does. */
  private int asserted(String name, Cost cost) {
    int number = sentence(name, cost.isInfinite() ? 0 : cost.billionths());
    asserted.add(number);
    if (cost.isInfinite()) {
      arguments.add(List.of(number));
    }
    return number;
  }

  private int forbidden(String caseId, String output, long weight) {
    return sentence(caseId + "/" + output + " is forbidden", weight);
  }

  private int obligatory(String caseId, String output, long weight) {
    int number = sentence(caseId + "/" + output + " is obligatory", weight);
    arguments.add(List.of(number, -forbidden(caseId, output, weight)));
    return number;
  }

  private int literal(Claim claim, long weight) {
    String in = claim.caseId();
    String over = claim.over();
    if (over != null) {
      int preferred = sentence(in + "/" + claim.output() + " is preferred to " + over, weight);
      arguments.add(List.of(preferred, -forbidden(in, claim.output(), weight)));
      arguments.add(List.of(preferred, -obligatory(in, over, weight)));
      return preferred;
    }
    return switch (claim.deonticStatus()) {
      case FORBIDDEN -> forbidden(in, claim.output(), weight);
      case PERMITTED -> -forbidden(in, claim.output(), weight);
      case OBLIGATORY -> obligatory(in, claim.output(), weight);
    };
  }

  /** Outputs that are alike are forbidden together or not at all. */
  private void precedents(List<Placed> places) {
    for (Placed one : places) {
      for (Placed other : places) {
        if (!one.equals(other)) {
          List<Integer> argument = new ArrayList<>(one.premises());
          argument.addAll(other.premises());
          argument.add(forbidden(one.caseId(), one.output(), 0));
          argument.add(forbidden(other.caseId(), other.output(), 0));
          arguments.add(List.copyOf(argument));
        }
      }
    }
  }

  // ---- one case

  /** What is read of one case. */
  private final class InCase {
    private final Findings findings;
    private final String caseId;
    private final CaseWeights weights;
    private final Map<Element, List<Integer>> judgments = new HashMap<>();

    InCase(Findings findings) {
      this.findings = findings;
      this.caseId = findings.given().id();
      this.weights = CaseWeights.of(constitution, findings);
    }

    void read() {
      Map<String, String> holders = new HashMap<>();
      for (Judgment each : findings.judgments()) {
        String holder = each.stakeholder();
        holders.put(each.id(), holder == null ? UNNAMED : holder);
      }
      for (FoundClaim each : findings.claims()) {
        Element by = each.claim().claimant();
        if (by.kind() == Element.Kind.JUDGMENT) {
          Cost cost = weights.cost(by);
          long weight = cost.isInfinite() ? 0 : cost.billionths();
          int literal = literal(each.claim(), weight);
          judgments.computeIfAbsent(by, it -> new ArrayList<>()).add(literal);
          judged
              .computeIfAbsent(
                  Objects.requireNonNull(holders.get(by.name())), it -> new ArrayList<>())
              .add(new Judged(literal, weight));
          if (cost.isInfinite()) {
            arguments.add(List.of(literal));
          }
        }
      }
      for (FoundClaim each : findings.claims()) {
        Element by = each.claim().claimant();
        if (by.isRule()) {
          Cost cost = weights.cost(by);
          int claimed = literal(each.claim(), cost.isInfinite() ? 0 : cost.billionths());
          for (List<Integer> premises : premises(each.label())) {
            argue(premises, claimed);
          }
        }
      }
      findings.conflicts().forEach(this::conflict);
      for (FoundAlike each : findings.alike()) {
        for (List<Integer> premises : premises(each.label())) {
          alike
              .computeIfAbsent(each.alike().key(), it -> new ArrayList<>())
              .add(new Placed(caseId, each.alike().output(), premises));
        }
      }
    }

    private void argue(List<Integer> premises, int conclusion) {
      List<Integer> argument = new ArrayList<>(premises);
      argument.add(conclusion);
      arguments.add(List.copyOf(argument));
    }

    private void conflict(FoundConflict found) {
      String kind = found.conflict().kind();
      if (kind.equals("dilemma")) {
        dilemma();
      } else if (!IMPLIED.contains(kind)) {
        for (List<Integer> premises : premises(found.label())) {
          int last = premises.size() - 1;
          argue(premises.subList(0, last), -premises.get(last));
        }
      }
    }

    /** Not all outputs are forbidden where a choice is due, and no two are obligatory. */
    private void dilemma() {
      List<Output> outputs = findings.given().outputs();
      if (outputs.size() > 1 && isEachForbiddenBySomebody()) {
        List<Integer> all = outputs.stream().map(it -> forbidden(caseId, it.id(), 0)).toList();
        int last = all.size() - 1;
        argue(all.subList(0, last), -all.get(last));
      }
      List<Integer> obliged = new ArrayList<>();
      for (Output each : outputs) {
        Integer known = numbers.get(caseId + "/" + each.id() + " is obligatory");
        if (known != null) {
          obliged.forEach(it -> argue(List.of(it), -known));
          obliged.add(known);
        }
      }
    }

    private boolean isEachForbiddenBySomebody() {
      Set<String> open = new HashSet<>();
      findings.given().outputs().forEach(it -> open.add(it.id()));
      for (FoundClaim each : findings.claims()) {
        if (each.claim().deonticStatus() == DeonticStatus.FORBIDDEN) {
          open.remove(each.claim().output());
        }
      }
      return open.isEmpty();
    }

    /** The sentences of each environment. */
    private List<List<Integer>> premises(Label label) {
      if (label.truncated()) {
        throw new IllegalArgumentException(
            "case " + caseId + " has more reasons than `labelSize` of the constitution keeps");
      }
      List<List<Integer>> all = new ArrayList<>();
      for (List<Element> environment : label.environments()) {
        List<Integer> premises = new ArrayList<>();
        environment.forEach(it -> premises.addAll(sentences(it)));
        all.add(premises);
      }
      return all;
    }

    private List<Integer> sentences(Element element) {
      return switch (element.kind()) {
        case JUDGMENT -> judgments.getOrDefault(element, List.of());
        case ATTRIBUTE -> List.of(asserted(element + "@" + caseId, weights.cost(element)));
        case THEORY -> List.of(asserted(element.toString(), weights.cost(element)));
        case PRINCIPLE ->
            List.of(
                asserted(element.toString(), weights.cost(element)),
                asserted(element + "@" + caseId, weights.cost(element)));
      };
    }
  }

  // ---- what is found

  /** What each sentence says, in the order of their numbers. */
  public List<String> sentences() {
    return List.copyOf(numbers.keySet());
  }

  /** The sentences and arguments. */
  public DialecticalStructure structure() {
    return structure;
  }

  /** The weights of the sentences, in proportion to those of what they say. */
  public List<Long> weights() {
    return scale.weights();
  }

  /** Whether weights were rounded to millionths, since exact ones do not fit. */
  public boolean isRounded() {
    return scale.isRounded();
  }

  /**
   * What all hold together: all rules and attributes that are asserted, and on each output what
   * most say by weight; where both sides weigh the same, nothing.
   */
  public Position commitments() {
    return position(judged.values().stream().flatMap(List::stream).toList());
  }

  /** What each stakeholder holds: all that is asserted, and their own judgments. */
  public SortedMap<String, Position> commitmentsByStakeholder() {
    SortedMap<String, Position> all = new TreeMap<>();
    judged.forEach((holder, own) -> all.put(holder, position(own)));
    return all;
  }

  private Position position(Collection<Judged> some) {
    Map<Integer, Long> sums = new TreeMap<>();
    some.forEach(
        it ->
            sums.merge(
                Math.abs(it.literal()),
                it.literal() > 0 ? it.weight() : -it.weight(),
                Math::addExact));
    List<Integer> literals = new ArrayList<>(asserted);
    sums.forEach(
        (sentence, sum) -> {
          if (sum != 0) {
            literals.add(sum > 0 ? sentence : -sentence);
          }
        });
    return Position.of(literals);
  }
}
