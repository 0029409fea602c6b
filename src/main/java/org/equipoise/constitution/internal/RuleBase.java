package org.equipoise.constitution.internal;

import com.google.common.collect.Sets;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.equipoise.constitution.internal.matching.CompiledRules;
import org.equipoise.language.Element;
import org.equipoise.language.Rule;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.definition.type.FactType;
import org.kie.api.definition.type.Key;

/**
 * A constitution's rules, compiled together with the kernel's: what the inference runs. Immutable
 * and safe to share between threads.
 */
public final class RuleBase {
  /** The package of the types that a constitution declares. */
  public static final String PACKAGE = "org.equipoise.constitution.compiled";

  private static final Made JUDGED = new Made("Claim", "");
  private static final Made REPORTED = new Made("Incompatibility", "");

  /** Types of keys that generated code compares as maps do. */
  private static final Set<Class<?>> PLAIN =
      Set.of(String.class, int.class, long.class, boolean.class);

  private final Supplier<KieBase> kie;
  private final CompiledRules compiled;
  private final Map<String, Element> elements;
  private final RuleIndex ruleIndex;
  private final @Nullable Element[] speakers; // this and what follows by the rule's number
  private final int[] places;
  private final boolean[] silent;
  private final boolean[] withinCase;
  private final Set<String> acrossCases;
  private final List<Rule> rules;
  private final boolean areRulesRead;
  private final Map<String, Set<Hidden>> unseen;
  private final Map<Made, Set<String>> makers;
  private final Set<String> idle;
  private final RuleLinks links;
  private final Map<Made, Set<Hidden>> unseenBehindMade = new ConcurrentHashMap<>();
  private final Set<Hidden> unseenBehindJudgments;
  private final Set<Hidden> unseenAnywhere;
  private final boolean isMonotone;
  private final Map<Class<?>, Optional<FactType>> declared = new ConcurrentHashMap<>();

  public RuleBase(
      Supplier<KieBase> kie,
      CompiledRules compiled,
      Map<String, Element> elements,
      Set<String> acrossCases,
      List<Rule> rules,
      Map<String, Set<Hidden>> unseen,
      Map<Made, Set<String>> makers,
      Set<String> idle,
      RuleLinks links) {
    this.kie = kie;
    this.compiled = compiled;
    this.elements = Map.copyOf(elements);
    this.ruleIndex = new RuleIndex(rules);
    int size = compiled.names().size();
    this.speakers = new Element[size];
    this.places = new int[size];
    this.silent = new boolean[size];
    this.withinCase = new boolean[size];
    for (int i = 0; i < size; i++) {
      String name = compiled.names().get(i);
      speakers[i] = elements.get(name);
      places[i] = speakers[i] == null ? -1 : ruleIndex.place(speakers[i]);
      silent[i] = idle.contains(name);
      withinCase[i] = !acrossCases.contains(name);
    }
    this.acrossCases = Set.copyOf(acrossCases);
    this.rules = List.copyOf(rules);
    this.areRulesRead = compiled.readsAny(Rule.class);
    this.unseen = Map.copyOf(unseen);
    this.makers = Map.copyOf(makers);
    this.idle = Set.copyOf(idle);
    this.links = links;
    this.unseenBehindJudgments =
        makers.getOrDefault(JUDGED, Set.of()).stream()
            .filter(it -> !elements.containsKey(it))
            .flatMap(it -> unseenBehind(it).stream())
            .collect(Collectors.toUnmodifiableSet());
    this.unseenAnywhere =
        unseen.values().stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
    this.isMonotone =
        elements.keySet().stream().allMatch(it -> unseenBehind(it).isEmpty())
            && !makers.containsKey(new Made("Exclusion", ""));
  }

  /** The same rules, always matched by the engine: the reference for how they are otherwise. */
  public RuleBase inEngine() {
    return new RuleBase(
        kie, compiled.inEngine(), elements, acrossCases, rules, unseen, makers, idle, links);
  }

  /** The same rules, some of which never fire. */
  public RuleBase withoutRules(Set<String> names) {
    return new RuleBase(
        kie,
        compiled,
        elements,
        acrossCases,
        rules,
        unseen,
        makers,
        Sets.union(idle, names).immutableCopy(),
        links);
  }

  /** What rules say besides claims. */
  public RuleLinks links() {
    return links;
  }

  /** Whether a rule may lift the claims of another. */
  public boolean mayLift(String rule, String other) {
    return links.lifts().getOrDefault(rule, Set.of()).contains(other);
  }

  /** The defaults that claims of a rule in favour of an output lift there. */
  public Set<String> favours(String rule) {
    return links.favours().getOrDefault(rule, Set.of());
  }

  /** The defaults that judgments of a stakeholder in favour of an output lift there. */
  public Set<String> favoursOf(@Nullable String stakeholder) {
    return links.favoursOf().apply(stakeholder);
  }

  /** Whether some rule says more of outputs than claims. */
  public boolean guides() {
    return links.guides();
  }

  /** Whether some rule gives a part of its weight to a claim. */
  public boolean grades() {
    return !links.degreesFrom().isEmpty();
  }

  /** The attributes that a rule reads which gives a part of its weight to a claim. */
  public List<String> degreesFrom(String rule) {
    return links.degreesFrom().getOrDefault(rule, List.of());
  }

  /** The same rules, of which some principles and theories never fire. */
  public RuleBase without(Set<Element> silent) {
    return withoutRules(
        elements.entrySet().stream()
            .filter(it -> silent.contains(it.getValue()))
            .map(Map.Entry::getKey)
            .collect(Collectors.toUnmodifiableSet()));
  }

  /** All rules, as one package. */
  public KieBase kie() {
    return kie.get();
  }

  /** All rules, ready to fire. */
  public CompiledRules compiled() {
    return compiled;
  }

  /** The element of the rule of a number; null for a kernel rule. */
  public @Nullable Element speaker(int rule) {
    return speakers[rule];
  }

  /** The place in the rule index of the element of the rule of a number; -1 for a kernel rule. */
  public int place(int rule) {
    return places[rule];
  }

  /** Whether the rule of a number is compiled and is not to fire. */
  public boolean isIdle(int rule) {
    return silent[rule];
  }

  /** Whether the rule of a number does not run on what alike outputs of several cases share. */
  public boolean staysWithinCase(int rule) {
    return withinCase[rule];
  }

  /** The same elements in their order. */
  public RuleIndex ruleIndex() {
    return ruleIndex;
  }

  /** The kernel rules that also run on what alike outputs of several cases share. */
  public Set<String> acrossCases() {
    return acrossCases;
  }

  /** By rule name: what it, or a rule before it, looks at without its matches showing it. */
  public Map<String, Set<Hidden>> unseen() {
    return unseen;
  }

  /** By what is derived: the rules that derive it. */
  public Map<Made, Set<String>> makers() {
    return makers;
  }

  /**
   * Whether all that the rule of a number derives is what cannot stand together: no claim, no
   * stance and no conflict of the kernel's own kinds rests on what it looks at.
   */
  public boolean onlyReports(int rule) {
    String name = compiled.names().get(rule);
    return makers.entrySet().stream()
        .allMatch(it -> it.getKey().equals(REPORTED) == it.getValue().contains(name));
  }

  /** The facts that tell rules of one another, by id; none if no rule looks at them. */
  public List<Rule> rules() {
    return areRulesRead ? rules : List.of();
  }

  /**
   * A type of fact that some rule looks at under {@code not}, {@code exists} and the like.
   *
   * @param status for claims, the one status looked at, or empty for any
   */
  public record Hidden(String type, String status) {

    /** That a claim of a judgment rests on there being no exclusion of that very judgment. */
    public static final Hidden OWN_EXCLUSION = new Hidden("Exclusion", "of the judgment claimed");

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other
          || (other instanceof Hidden that && type.equals(that.type) && status.equals(that.status));
    }

    @Override
    public int hashCode() {
      return 31 * type.hashCode() + status.hashCode();
    }
  }

  /**
   * A type of derived fact.
   *
   * @param kind for conflicts, their kind, or empty
   */
  public record Made(String type, String kind) {}

  /**
   * Whether no author's rule looks at anything unseen, and no theory excludes a judgment: then
   * relaxing rules and judgments can only take conclusions away.
   */
  public boolean isMonotone() {
    return isMonotone;
  }

  /**
   * What makes a derived fact the fact it is: of an author's declared type, its type and every
   * field, whichever of them is a key; of any other, the fact itself.
   */
  public Object identity(Object fact) {
    Class<?> type = fact.getClass();
    if (type.getClassLoader() == RuleBase.class.getClassLoader()
        || !type.getName().startsWith(PACKAGE)) {
      return fact;
    }
    Optional<FactType> known = declared.get(type);
    return (known == null ? declared.computeIfAbsent(type, this::told) : known)
        .<Object>map(it -> Arrays.asList(type, it.getAsMap(fact)))
        .orElse(fact);
  }

  /**
   * The declared type by whose fields facts are told apart; empty where their own equality does.
   */
  private Optional<FactType> told(Class<?> type) {
    List<Field> fields =
        Arrays.stream(type.getDeclaredFields())
            .filter(it -> !it.isSynthetic() && !Modifier.isStatic(it.getModifiers()))
            .toList();
    boolean areKeys =
        fields.stream()
            .allMatch(it -> it.isAnnotationPresent(Key.class) && PLAIN.contains(it.getType()));
    return areKeys && !fields.isEmpty() && type.getSuperclass() == Object.class
        ? Optional.empty()
        : Optional.ofNullable(kie().getFactType(PACKAGE, type.getSimpleName()));
  }

  /** What anything may rest on unseen. */
  public Set<Hidden> unseenAnywhere() {
    return unseenAnywhere;
  }

  /** What the facts of a type rest on unseen. */
  public Set<Hidden> unseenBehind(Made made) {
    return unseenBehindMade.computeIfAbsent(
        made,
        it ->
            makers.getOrDefault(it, Set.of()).stream()
                .flatMap(maker -> unseenBehind(maker).stream())
                .collect(Collectors.toUnmodifiableSet()));
  }

  /** What the claims of judgments rest on unseen: the kernel makes them. */
  public Set<Hidden> unseenBehindJudgments() {
    return unseenBehindJudgments;
  }

  /** What the conclusions of a rule rest on unseen. */
  public Set<Hidden> unseenBehind(String rule) {
    return unseen.getOrDefault(rule, Set.of());
  }
}
