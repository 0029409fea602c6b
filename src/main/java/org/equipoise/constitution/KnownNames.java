package org.equipoise.constitution;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.equipoise.constitution.reading.ConstitutionReads;
import org.equipoise.constitution.reading.ValueRead;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Message;
import org.equipoise.facts.Output;
import org.equipoise.facts.internal.ByNames;
import org.equipoise.problem.internal.Suggestion;
import org.jspecify.annotations.Nullable;

/**
 * The names that a constitution uses: the attributes that its rules read and the stakeholders that
 * its settings weigh. An attribute with another name changes no decision and is often misspelt.
 * Immutable and safe to share between threads.
 */
public final class KnownNames {

  /** What may bear a name. */
  public enum Subject {
    CASE("the attribute", "cases"),
    OUTPUT("the attribute", "outputs"),
    JUDGMENT("the circumstance", "judgments"),
    MESSAGE("the attribute", "messages"),
    STAKEHOLDER("the stakeholder", "stakeholders");

    private final String what;
    private final String plural;

    Subject(String what, String plural) {
      this.what = what;
      this.plural = plural;
    }
  }

  /** What is wrong with a name, or with its value. */
  public enum Fault {
    /** No rule reads the name, or the settings do not weigh the stakeholder. */
    UNREAD,
    /** {@code attributes.json} does not declare the attribute. */
    UNDECLARED,
    /** The value is of another type than is declared; it counts as missing. */
    OTHER_TYPE,
    /** The value is outside of the declared values or range. */
    OTHER_VALUE,
    /** The value is of a kind that no rule compares it with, so that none takes notice of it. */
    OTHER_KIND,
    /** Rules order the value by a date, and it is a text that is no date as they are written. */
    OTHER_DATE
  }

  /** A name that the constitution does not know, or whose value does not fit its declaration. */
  public record Unknown(Subject subject, String name, Fault fault) {

    /** Creates a name that nothing reads. */
    public Unknown(Subject subject, String name) {
      this(subject, name, Fault.UNREAD);
    }
  }

  private static final List<Subject> OF_ATTRIBUTES =
      List.of(Subject.CASE, Subject.OUTPUT, Subject.JUDGMENT, Subject.MESSAGE);

  /** So many holders' names are kept, and so many pairs of names are compared for one case. */
  private static final int MAX_KEPT = 10_000;

  private static final int MAX_COMPARED = 2_000;

  private final Settings settings;
  private final Declarations declarations;
  private final boolean readsAny;
  private final Map<Subject, TreeSet<String>> read = new EnumMap<>(Subject.class);
  private final Map<Subject, ByNames<List<Unknown>>> unread = new EnumMap<>(Subject.class);
  private final Map<Subject, ByNames<Boolean>> hasRead = new EnumMap<>(Subject.class);
  private final ComparedKinds compared;

  /** By holders whom {@code *} weighs: whether their name is nearly one that is weighed by name. */
  private final Map<String, Boolean> near = new ConcurrentHashMap<>();

  /** The names in what rules read, in settings, and in declarations. */
  KnownNames(Settings settings, Declarations declarations, ConstitutionReads reads) {
    this.settings = settings;
    this.declarations = declarations;
    this.readsAny = reads.mayReadAnyAttribute();
    for (Subject subject : OF_ATTRIBUTES) {
      unread.put(subject, new ByNames<>(it -> unread(subject, it)));
      hasRead.put(subject, new ByNames<>(it -> hasRead(subject, it)));
    }
    Map<Subject, Map<String, List<ValueRead>>> byName = new EnumMap<>(Subject.class);
    OF_ATTRIBUTES.forEach(it -> byName.put(it, new HashMap<>()));
    reads
        .attributes()
        .forEach(
            value ->
                subjects(value)
                    .forEach(
                        it ->
                            Objects.requireNonNull(byName.get(it))
                                .computeIfAbsent(value.name(), any -> new ArrayList<>(1))
                                .add(value)));
    byName.forEach((subject, names) -> read.put(subject, new TreeSet<>(names.keySet())));
    compared = new ComparedKinds(byName, !readsAny && !declarations.isGiven());
    read.put(Subject.STAKEHOLDER, new TreeSet<>(settings.stakeholders().keySet()));
  }

  /** Whose attribute it may be that is read. */
  private static List<Subject> subjects(ValueRead read) {
    org.equipoise.constitution.reading.Subject of = read.subject();
    return of == null ? OF_ATTRIBUTES : List.of(Subject.valueOf(of.name()));
  }

  /** The names that are known, of attributes, circumstances or stakeholders. */
  public SortedSet<String> of(Subject subject) {
    return Collections.unmodifiableSortedSet(names(subject));
  }

  private NavigableSet<String> names(Subject subject) {
    return Objects.requireNonNull(read.get(subject));
  }

  /**
   * Whether rules may read attributes of any name, since they work names out only when they run;
   * then no attribute is unknown.
   */
  public boolean readsAny() {
    return readsAny;
  }

  /**
   * The names in a case, and in the judgments on it, that are not known, each once: attributes that
   * no rule reads, or where attributes are declared, those that are not, or whose values do not fit
   * (none, if {@code undeclared} is {@code ignore}); and holders who weigh 1 only because others
   * are weighed and they are not, or as everybody else although their name is nearly another's. Of
   * very many new names of holders in one case only some are compared with others.
   */
  public List<Unknown> unknown(Case given, List<Judgment> judgments) {
    Gathered all = new Gathered();
    add(Subject.CASE, given.attributes(), all);
    for (Output output : given.outputs()) {
      add(Subject.OUTPUT, output.attributes(), all);
    }
    for (Message message : given.messages()) {
      add(Subject.MESSAGE, message.attributes(), all);
    }
    int compared = 0;
    for (Judgment judgment : judgments) {
      add(Subject.JUDGMENT, judgment.circumstances(), all);
      String holder = judgment.stakeholder();
      if (holder == null || settings.stakeholders().containsKey(holder)) {
        continue;
      }
      boolean isNew = settings.weighsOthers() && !near.containsKey(holder);
      compared += isNew ? settings.stakeholders().size() : 0;
      if (settings.isStranger(holder)
          || (settings.weighsOthers() && (!isNew || compared < MAX_COMPARED) && isNear(holder))) {
        all.add(List.of(new Unknown(Subject.STAKEHOLDER, holder)));
      }
    }
    return all.each();
  }

  private boolean isNear(String holder) {
    if (near.size() >= MAX_KEPT) {
      near.clear();
    }
    return near.computeIfAbsent(
        holder, it -> Suggestion.nearestName(it, names(Subject.STAKEHOLDER)).isPresent());
  }

  /**
   * Lists of what is unknown, joined. Most decisions have one list, the same as the decision before
   * for cases of the same names; it is handed on as it is, so that nothing is copied.
   */
  private static final class Gathered {
    private List<Unknown> first = List.of();
    private @Nullable Set<Unknown> joined;

    @SuppressWarnings("ReferenceEquality") // the same list, not one that is equal
    void add(List<Unknown> some) {
      if (some.isEmpty() || some == first) {
        return;
      }
      if (first.isEmpty()) {
        first = some;
      } else {
        if (joined == null) {
          joined = new LinkedHashSet<>(first);
        }
        joined.addAll(some);
      }
    }

    List<Unknown> each() {
      return joined == null ? first : List.copyOf(joined);
    }
  }

  /**
   * The attributes of a case, each once, whose value is of a kind that no rule compares it with:
   * rules only ask whether it equals a text, say, and it is a number. None where attributes are
   * declared, since then {@link #unknown} says so. And those that rules order by a date while the
   * value is a text that is no date such as {@code 2024-03-01}, and so ordered by its letters.
   */
  public List<Unknown> unlike(Case given, List<Judgment> judgments) {
    List<Unknown> all = new ArrayList<>(compared.unlike(Subject.CASE, given.attributes()));
    given.outputs().forEach(it -> all.addAll(compared.unlike(Subject.OUTPUT, it.attributes())));
    given.messages().forEach(it -> all.addAll(compared.unlike(Subject.MESSAGE, it.attributes())));
    judgments.forEach(it -> all.addAll(compared.unlike(Subject.JUDGMENT, it.circumstances())));
    return all.isEmpty() ? List.of() : all.stream().distinct().toList();
  }

  private void add(Subject subject, Attributes attributes, Gathered all) {
    if (attributes.size() == 0) {
      return;
    }
    if (!declarations.isGiven()) {
      if (!readsAny) {
        all.add(Objects.requireNonNull(unread.get(subject)).of(attributes));
      }
    } else if (declarations.undeclared() != Declarations.Undeclared.IGNORE) {
      all.add(Objects.requireNonNull(unread.get(subject)).of(attributes));
      for (Attribute declared : declarations.of(Attribute.Subject.valueOf(subject.name()))) {
        Object value = attributes.get(declared.name());
        if (declared.isOfOtherType(value)) {
          all.add(List.of(new Unknown(subject, declared.name(), Fault.OTHER_TYPE)));
        } else if (declared.excludes(value)) {
          all.add(List.of(new Unknown(subject, declared.name(), Fault.OTHER_VALUE)));
        }
      }
    }
  }

  private List<Unknown> unread(Subject subject, Attributes attributes) {
    TreeSet<String> names = new TreeSet<>(attributes.names());
    if (declarations.isGiven()) {
      Attribute.Subject of = Attribute.Subject.valueOf(subject.name());
      return names.stream()
          .filter(it -> !hasInner(it, names) && !isDeclared(it, of))
          .map(it -> new Unknown(subject, it, Fault.UNDECLARED))
          .toList();
    }
    return names.stream()
        .filter(it -> !hasInner(it, names) && !isRead(it, names(subject)))
        .map(it -> new Unknown(subject, it))
        .toList();
  }

  /** Whether a name is declared, or is in or around something that is. */
  private boolean isDeclared(String name, Attribute.Subject of) {
    return declarations.of(of).stream()
        .anyMatch(
            it ->
                it.name().equals(name)
                    || name.startsWith(it.name() + ".")
                    || it.name().startsWith(name + "."));
  }

  /**
   * Whether a case brings none of the attributes that rules read of cases and outputs, although
   * they read some: whoever feeds it uses other names.
   */
  public boolean readsNothingOf(Case given) {
    if (readsAny || (names(Subject.CASE).isEmpty() && names(Subject.OUTPUT).isEmpty())) {
      return false;
    }
    ByNames<Boolean> ofOutputs = Objects.requireNonNull(hasRead.get(Subject.OUTPUT));
    for (Output output : given.outputs()) {
      if (ofOutputs.of(output.attributes())) {
        return false;
      }
    }
    return !Objects.requireNonNull(hasRead.get(Subject.CASE)).of(given.attributes());
  }

  /** Whether rules read any of some attributes. */
  private boolean hasRead(Subject subject, Attributes attributes) {
    return attributes.names().stream().anyMatch(it -> isRead(it, names(subject)));
  }

  /** Whether a rule reads a name, the object that it is in, or something in it. */
  private static boolean isRead(String name, NavigableSet<String> read) {
    for (int end = name.length(); end > 0; end = name.lastIndexOf('.', end - 1)) {
      if (read.contains(name.substring(0, end))) {
        return true;
      }
    }
    return hasInner(name, read);
  }

  private static boolean hasInner(String name, NavigableSet<String> names) {
    String next = names.ceiling(name + ".");
    return next != null && next.startsWith(name + ".");
  }

  /** What an unknown name may have been meant to be, as a hint; null if nothing is like it. */
  public @Nullable String hint(Unknown unknown) {
    return hint(unknown, Set.of());
  }

  /**
   * The same where it is known what stands beside the name.
   *
   * @param beside names that stand in one fact with it, and so are not what it was meant to be
   */
  public @Nullable String hint(Unknown unknown, Set<String> beside) {
    String name = unknown.name();
    if (unknown.fault() != Fault.UNREAD && unknown.fault() != Fault.UNDECLARED) {
      return null;
    }
    SortedSet<String> known = new TreeSet<>(known(unknown));
    known.removeAll(beside);
    if (unknown.subject() == Subject.STAKEHOLDER) {
      return Suggestion.didYouMean(name, known);
    }
    Optional<String> near = Suggestion.nearestName(name, known);
    if (near.isPresent()) {
      return didYouMean(near.get());
    }
    for (Subject other : OF_ATTRIBUTES) {
      if (isRead(name, names(other))) {
        return "rules read it of " + other.plural;
      }
    }
    return known.stream()
        .filter(it -> isWithin(name, it) || isWithin(it, name))
        .findFirst()
        .map(KnownNames::didYouMean)
        .orElse(null);
  }

  private static String didYouMean(String name) {
    return "did you mean `" + name + "`?";
  }

  /** Whether a name is the end of another one, perhaps misspelt. */
  private static boolean isWithin(String end, String whole) {
    for (int dot = whole.indexOf('.'); dot >= 0; dot = whole.indexOf('.', dot + 1)) {
      if (Suggestion.nearestName(end, List.of(whole.substring(dot + 1))).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private SortedSet<String> known(Unknown unknown) {
    if (unknown.fault() != Fault.UNDECLARED) {
      return names(unknown.subject());
    }
    TreeSet<String> declared = new TreeSet<>();
    Attribute.Subject of = Attribute.Subject.valueOf(unknown.subject().name());
    declarations.of(of).forEach(it -> declared.add(it.name()));
    return declared;
  }

  /** A name as messages show it: on one line, and not beyond all length. */
  public static String shown(Unknown unknown) {
    return SourceFile.shorten(unknown.name().replaceAll("\\p{C}", "?"));
  }

  /** Whether {@link #inWords} can say what the fault is measured by; a charter asks each. */
  boolean canExplain(Unknown unknown) {
    return switch (unknown.fault()) {
      case UNREAD, UNDECLARED -> true;
      case OTHER_TYPE, OTHER_VALUE -> declarations.byName().containsKey(unknown.name());
      case OTHER_KIND, OTHER_DATE -> compared.has(unknown);
    };
  }

  /** That a name is not known, and what follows from it, in words. */
  public String inWords(Unknown unknown) {
    String of = "`" + shown(unknown) + "` of " + unknown.subject().plural;
    Attribute declared = declarations.byName().get(unknown.name());
    if (unknown.fault() == Fault.UNDECLARED) {
      return "`attributes.json` does not declare " + unknown.subject().what + " " + of;
    }
    if (declared != null && unknown.fault() == Fault.OTHER_TYPE) {
      return of
          + " has a value of another type, which counts as missing; it is declared as "
          + declared.inWords();
    }
    if (declared != null && unknown.fault() == Fault.OTHER_VALUE) {
      return of + " has a value that is not declared; it is declared as " + declared.inWords();
    }
    if (unknown.fault() == Fault.OTHER_KIND && compared.has(unknown)) {
      return of
          + " has a value that equals none that rules know: they compare it "
          + compared.inWords(unknown);
    }
    if (unknown.fault() == Fault.OTHER_DATE && compared.has(unknown)) {
      return of
          + " is a text that is no date such as `2024-03-01`, and rules order it by dates, "
          + compared.inWords(unknown)
          + ": letter by letter";
    }
    return unknown.subject() == Subject.STAKEHOLDER
        ? settings.weighsOthers()
            ? "`stakeholders` does not name `"
                + shown(unknown)
                + "`, whose judgments weigh what those of everybody else do"
            : "`stakeholders` does not weigh `" + shown(unknown) + "`, whose judgments weigh 1"
        : "no rule reads "
            + unknown.subject().what
            + " `"
            + shown(unknown)
            + "` of "
            + unknown.subject().plural;
  }
}
