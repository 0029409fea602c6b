package org.equipoise.constitution.internal.warning;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.equipoise.constitution.internal.anatomy.Anatomy;
import org.equipoise.constitution.internal.anatomy.Anatomy.Call;
import org.equipoise.language.Rule;
import org.equipoise.language.Word;

/** Rules that say of the same outputs the same, or the contrary. */
final class SubsumedRules {
  private static final Map<String, Set<String>> OPPOSITES =
      Map.of(
          "forbid", Set.of("permit", "oblige"),
          "permit", Set.of("forbid"),
          "oblige", Set.of("forbid"));

  private SubsumedRules() {}

  /**
   * Of rules that fall under several others, only the first pair is told: each rule is warned of
   * once for what it repeats, and once for what it contradicts.
   */
  static void warn(List<Anatomy> rules, Warnings warnings) {
    List<Anatomy> claiming = rules.stream().filter(SubsumedRules::onlyClaims).toList();
    for (Anatomy rule : claiming) {
      withItself(rule, warnings);
    }
    CandidatePairs candidates = new CandidatePairs(claiming);
    Told told = new Told(new HashSet<>(), new HashSet<>());
    for (int i = 0; i < claiming.size(); i++) {
      for (int j : candidates.before(i)) {
        pair(claiming.get(j), claiming.get(i), told, warnings);
        if (told.repeating().contains(claiming.get(i))
            && told.contradicting().contains(claiming.get(i))) {
          break;
        }
      }
    }
  }

  /** The rules that were warned of already. */
  private record Told(Set<Anatomy> repeating, Set<Anatomy> contradicting) {}

  private static boolean onlyClaims(Anatomy rule) {
    return rule.isPlain()
        && !rule.calls().isEmpty()
        && rule.calls().stream().allMatch(SubsumedRules::claims);
  }

  private static boolean claims(Call call) {
    return Word.of(call.word()).filter(it -> it.claims() != null).isPresent();
  }

  /** A claim in the words of a rule whose variables are renamed. */
  private record Said(String word, List<List<String>> of) {}

  private static Said said(Anatomy rule, Call call, Map<String, String> renamed) {
    int outputs = call.word().equals("prefer") ? 2 : 1;
    return new Said(
        call.word(),
        call.arguments().stream().limit(outputs).map(it -> Text.words(rule, it, renamed)).toList());
  }

  private static Set<Said> said(Anatomy rule, Map<String, String> renamed) {
    Set<Said> said = new HashSet<>();
    rule.calls().forEach(it -> said.add(said(rule, it, renamed)));
    return said;
  }

  private static boolean anyOpposed(Set<Said> some, Set<Said> others) {
    return some.stream()
        .anyMatch(
            it ->
                OPPOSITES.getOrDefault(it.word(), Set.of()).stream()
                    .anyMatch(word -> others.contains(new Said(word, it.of()))));
  }

  private static void withItself(Anatomy rule, Warnings warnings) {
    Set<Said> said = said(rule, Map.of());
    if (anyOpposed(said, said)) {
      warnings.add(
          "contradicts",
          rule,
          rule.calls().get(1).at(),
          "the rule contradicts itself wherever it fires",
          "split it into two rules with conditions of their own");
    }
  }

  private static void pair(Anatomy first, Anatomy second, Told told, Warnings warnings) {
    boolean isNarrower = !told.repeating().contains(second) && repeats(second, first);
    boolean isWider = !told.repeating().contains(first) && repeats(first, second);
    if (isNarrower && isWider) {
      told.repeating().add(second);
      warnings.add(
          "subsumed",
          second,
          second.nameAt(),
          "the rule says just what `" + first.id() + "` says, of the same outputs",
          "drop one: the same reason would count twice");
    } else if (isNarrower && isNoMore(second, first)) {
      subsumed(second, first, told, warnings);
    } else if (isWider && isNoMore(first, second)) {
      subsumed(first, second, told, warnings);
    }
    boolean narrowOpposed = !told.contradicting().contains(second) && opposes(second, first);
    boolean wideOpposed = !told.contradicting().contains(first) && opposes(first, second);
    boolean areEntrenched =
        first.defined().rule().entrenched() && second.defined().rule().entrenched();
    if (narrowOpposed && (wideOpposed || areEntrenched)) {
      contradicts(second, first, told, warnings);
    } else if (wideOpposed && areEntrenched) {
      contradicts(first, second, told, warnings);
    }
  }

  private static boolean repeats(Anatomy narrow, Anatomy wide) {
    return Inclusion.holds(
        narrow, wide, renamed -> said(wide, renamed).containsAll(said(narrow, Map.of())));
  }

  private static boolean opposes(Anatomy narrow, Anatomy wide) {
    return Inclusion.holds(
        narrow, wide, renamed -> anyOpposed(said(wide, renamed), said(narrow, Map.of())));
  }

  /** Whether a special case counts for no more than the rule it falls under. */
  private static boolean isNoMore(Anatomy special, Anatomy general) {
    Rule a = special.defined().rule();
    Rule b = general.defined().rule();
    return a.element().kind() == b.element().kind()
        && Objects.equals(a.level(), b.level())
        && (!a.entrenched() || b.entrenched())
        && (a.weight() <= b.weight() || b.entrenched());
  }

  private static void subsumed(Anatomy special, Anatomy general, Told told, Warnings warnings) {
    told.repeating().add(special);
    warnings.add(
        "subsumed",
        special,
        special.nameAt(),
        "wherever the rule fires, `"
            + general.id()
            + "` fires too and says the same, with no less weight",
        "drop it, or give it the greater weight if the special case is graver");
  }

  private static void contradicts(Anatomy rule, Anatomy other, Told told, Warnings warnings) {
    told.contradicting().add(rule);
    warnings.add(
        "contradicts",
        rule,
        rule.calls().get(0).at(),
        "wherever the rule fires, `" + other.id() + "` fires too and claims the contrary",
        "narrow the conditions of one of them");
  }
}
