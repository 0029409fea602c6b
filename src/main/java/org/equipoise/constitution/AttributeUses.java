package org.equipoise.constitution;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.equipoise.constitution.Attribute.Missing;
import org.equipoise.constitution.Attribute.Subject;
import org.equipoise.constitution.reading.LiteralTest;
import org.equipoise.constitution.reading.ValueRead;
import org.equipoise.facts.Values;
import org.jspecify.annotations.Nullable;

/** Which attributes there are by what rules read and a constitution declares. */
final class AttributeUses {
  private static final Comparator<Attribute> ORDER =
      Comparator.comparing(Attribute::name)
          .thenComparing(Attribute::of, Comparator.nullsLast(Comparator.naturalOrder()));

  private record Key(String name, @Nullable Subject of) {}

  private static final class Use {
    final Set<String> rules = new TreeSet<>();
    final Set<Attribute.Type> types = EnumSet.noneOf(Attribute.Type.class);
  }

  private AttributeUses() {}

  /** Every attribute that is declared, or read by a rule, by name. */
  static List<Attribute> of(Declarations declarations, Collection<DefinedRule> rules) {
    Map<Key, Use> uses = new HashMap<>();
    for (DefinedRule rule : rules) {
      rule.reads()
          .attributes()
          .forEach(
              read -> {
                Use use =
                    uses.computeIfAbsent(new Key(read.name(), subject(read)), it -> new Use());
                use.rules.add(rule.rule().id());
                Values.Kind wanted = read.wanted();
                if (wanted != null) {
                  add(Attribute.Type.of(wanted), use.types);
                } else {
                  read.tests().stream().map(AttributeUses::type).forEach(it -> add(it, use.types));
                }
              });
    }
    List<Attribute> all = new ArrayList<>();
    for (Attribute declared : declarations.byName().values()) {
      Set<String> readBy = new TreeSet<>();
      uses.forEach(
          (key, use) -> {
            if (reads(key, declared)) {
              readBy.addAll(use.rules);
            }
          });
      all.add(declared.readBy(List.copyOf(readBy)));
    }
    uses.forEach(
        (key, use) -> {
          if (declarations.byName().values().stream().noneMatch(it -> reads(key, it))) {
            all.add(undeclared(key, use));
          }
        });
    all.sort(ORDER);
    return List.copyOf(all);
  }

  private static void add(Attribute.@Nullable Type type, Set<Attribute.Type> types) {
    if (type != null) {
      types.add(type);
    }
  }

  private static Attribute undeclared(Key key, Use use) {
    Attribute.Type type = use.types.size() == 1 ? use.types.iterator().next() : null;
    return new Attribute(
        key.name(),
        key.of(),
        type,
        Missing.ABSENT,
        null,
        null,
        List.of(),
        null,
        null,
        List.copyOf(use.rules),
        false,
        List.of());
  }

  /** Whether to read a name is to read a declared attribute, something in it, or all around it. */
  private static boolean reads(Key key, Attribute declared) {
    return (key.of() == null || key.of() == declared.of())
        && (key.name().equals(declared.name())
            || declared.name().startsWith(key.name() + ".")
            || (declared.type() == Attribute.Type.OBJECT
                && key.name().startsWith(declared.name() + ".")));
  }

  /** Of what an attribute is read, or null if that is not known. */
  static @Nullable Subject subject(ValueRead read) {
    return read.subject() == null ? null : Subject.valueOf(read.subject().name());
  }

  /** The type that an attribute must have for a comparison to hold; null if it is not known. */
  private static Attribute.@Nullable Type type(LiteralTest test) {
    Object value = test.value();
    if (value == null) {
      return null;
    }
    return test.isRelation() || test.sign().equals("in")
        ? Attribute.Type.of(Values.Kind.of(value))
        : test.sign().equals("matches") || test.sign().startsWith("str[")
            ? Attribute.Type.TEXT
            : null;
  }
}
