package org.equipoise.constitution;

import com.google.common.primitives.Primitives;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Method;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drools.drl.ast.descr.AbstractClassTypeDeclarationDescr;
import org.drools.drl.ast.descr.ImportDescr;
import org.drools.drl.ast.descr.TypeFieldDescr;
import org.equipoise.language.Alike;
import org.equipoise.language.Case;
import org.equipoise.language.Claim;
import org.equipoise.language.Conflict;
import org.equipoise.language.Exclusion;
import org.equipoise.language.Incompatibility;
import org.equipoise.language.Judgment;
import org.equipoise.language.Message;
import org.equipoise.language.Output;
import org.equipoise.language.Principle;
import org.equipoise.language.Session;
import org.equipoise.language.Stance;
import org.equipoise.language.Theory;
import org.equipoise.problem.internal.Suggestion;
import org.jspecify.annotations.Nullable;

/** The types a rule may match, by the names it may use for them. */
final class FactTypes {
  /** What every file sees without importing it, of the vocabulary's facts. */
  static final List<Class<?>> LANGUAGE =
      List.of(
          Case.class,
          Output.class,
          Judgment.class,
          Principle.class,
          Theory.class,
          Claim.class,
          Alike.class,
          Exclusion.class,
          Stance.class,
          Incompatibility.class,
          Conflict.class,
          Message.class,
          Session.class);

  /** What came later than constitutions that may have a type of their own by that name. */
  private static final List<Class<?>> YIELDING = List.of(Message.class, Session.class);

  /** What every file sees of Java besides {@code java.lang}. */
  static final List<Class<?>> JAVA =
      List.of(List.class, Map.class, Set.class, Collection.class, ArrayList.class);

  /** What authors of Java use without thinking of its import. */
  private static final List<Class<?>> OFTEN_USED =
      List.of(
          Arrays.class,
          Collections.class,
          Collectors.class,
          HashMap.class,
          HashSet.class,
          LinkedHashMap.class,
          LinkedHashSet.class,
          LinkedList.class,
          LocalDate.class,
          Objects.class,
          Optional.class,
          TreeMap.class,
          TreeSet.class);

  /** What a field may hold besides objects. */
  static final Set<String> PRIMITIVE =
      Set.of("boolean", "byte", "short", "int", "long", "float", "double", "char");

  private static final int MAX_TRIED = 500;

  private final ClassLoader loader;
  private final Map<String, Class<?>> classes = new HashMap<>();
  private final Map<String, AbstractClassTypeDeclarationDescr> declared = new LinkedHashMap<>();
  private final List<String> wildcards = new ArrayList<>(List.of("java.lang."));
  private final Set<String> own = new HashSet<>();

  FactTypes(ClassLoader loader) {
    this.loader = loader;
    LANGUAGE.forEach(it -> classes.put(it.getSimpleName(), it));
    JAVA.forEach(it -> classes.put(it.getSimpleName(), it));
  }

  /** Lets an author's own type take the name of one of the vocabulary's that came later. */
  void yieldTo(String name) {
    if (YIELDING.stream().anyMatch(it -> it.getSimpleName().equals(name))) {
      own.add(name);
      classes.remove(name);
    }
  }

  /** The vocabulary's types that no type of the author's own stands in for. */
  List<Class<?>> ofLanguage() {
    return LANGUAGE.stream().filter(it -> !own.contains(it.getSimpleName())).toList();
  }

  void declare(AbstractClassTypeDeclarationDescr type) {
    declared.put(type.getTypeName(), type);
  }

  /** The names of all types that the constitution declares. */
  Set<String> declared() {
    return declared.keySet();
  }

  boolean isDeclared(String name) {
    return declared.containsKey(name);
  }

  boolean isOfLanguage(String name) {
    return !own.contains(name) && LANGUAGE.stream().anyMatch(it -> it.getSimpleName().equals(name));
  }

  /** Adds an import; false if there is no such class. */
  boolean add(ImportDescr imported) {
    String target = imported.getTarget();
    if (target.endsWith(".*")) {
      wildcards.add(target.substring(0, target.length() - 1));
      return true;
    }
    Class<?> type = load(target);
    if (type != null) {
      classes.put(type.getSimpleName(), type);
    }
    return type != null;
  }

  /** Whether a type is a class of Java's own library. */
  boolean isJavas(String name) {
    Class<?> type = type(name);
    return type != null && type.getName().startsWith("java.");
  }

  /** Whether the name can be matched by a pattern. */
  boolean isKnown(String name) {
    return declared.containsKey(name) || type(name) != null;
  }

  /** Whether a declared type extends itself, by way of others or directly. */
  boolean isOwnAncestor(String name) {
    Set<String> seen = new HashSet<>();
    String at = name;
    while (declared.containsKey(at) && seen.add(at)) {
      at = declared.get(at).getSuperTypeName();
    }
    return name.equals(at) && !seen.isEmpty();
  }

  /** The type that a declared one extends; null if it names none, or extends itself. */
  private @Nullable String parent(String name) {
    AbstractClassTypeDeclarationDescr declaration = declared.get(name);
    return declaration == null || isOwnAncestor(name) ? null : declaration.getSuperTypeName();
  }

  /** The names that a misspelt one may have meant. */
  Set<String> names() {
    Set<String> names = new TreeSet<>(declared.keySet());
    classes.values().forEach(it -> names.add(it.getSimpleName()));
    names.addAll(List.of("Number", "String", "Object"));
    return names;
  }

  /**
   * The properties and methods that a pattern on a type may name, or null where they are not known
   * here.
   */
  @Nullable Set<String> members(String name) {
    AbstractClassTypeDeclarationDescr declaration = declared.get(name);
    if (declaration != null) {
      Set<String> members = new TreeSet<>(declaration.getFields().keySet());
      members.add("this");
      String parent = parent(name);
      if (parent != null && !parent.equals("Object")) {
        Set<String> inherited = members(parent);
        if (inherited == null) {
          return null;
        }
        members.addAll(inherited);
      }
      return members;
    }
    Class<?> known = isOfLanguage(name) ? classes.get(name) : null;
    return known == null ? null : members(known);
  }

  /** What sort of value a property holds, as far as a comparison with a literal goes. */
  enum Kind {
    TEXT("a text"),
    NUMBER("a number"),
    TRUTH("true or false"),
    LIST("a list");

    private final String inWords;

    Kind(String inWords) {
      this.inWords = inWords;
    }

    String inWords() {
      return inWords;
    }

    private static @Nullable Kind of(Class<?> type) {
      Class<?> wrapped = Primitives.wrap(type);
      if (Number.class.isAssignableFrom(wrapped)) {
        return NUMBER;
      }
      if (Collection.class.isAssignableFrom(wrapped)) {
        return LIST;
      }
      return wrapped == String.class ? TEXT : wrapped == Boolean.class ? TRUTH : null;
    }

    private static @Nullable Kind of(String type) {
      return switch (type) {
        case "byte", "short", "int", "long", "float", "double" -> NUMBER;
        case "boolean" -> TRUTH;
        default -> null;
      };
    }
  }

  /** The kind of a property of a type, or null where it is not known here. */
  @Nullable Kind kind(String type, String property) {
    AbstractClassTypeDeclarationDescr declaration = declared.get(type);
    if (declaration != null) {
      TypeFieldDescr field = declaration.getFields().get(property);
      if (field == null) {
        String parent = parent(type);
        return parent == null ? null : kind(parent, property);
      }
      String name = field.getPattern().getObjectType();
      Class<?> known = declared.containsKey(name) ? null : type(name);
      return known == null ? Kind.of(name) : Kind.of(known);
    }
    Class<?> known = ofLanguage(type, property);
    return known == null ? null : Kind.of(known);
  }

  /** The simple name of the type of a property, or empty where it is not known here. */
  String fieldType(String type, String property) {
    AbstractClassTypeDeclarationDescr declaration = declared.get(type);
    if (declaration != null) {
      TypeFieldDescr field = declaration.getFields().get(property);
      String parent = parent(type);
      if (field == null) {
        return parent == null ? "" : fieldType(parent, property);
      }
      String name = field.getPattern().getObjectType();
      return name.substring(name.lastIndexOf('.') + 1);
    }
    Class<?> known = ofLanguage(type, property);
    return known == null ? "" : known.getSimpleName();
  }

  private @Nullable Class<?> ofLanguage(String type, String property) {
    Class<?> owner = isOfLanguage(type) ? classes.get(type) : null;
    if (owner == null) {
      return null;
    }
    String getter = "get" + Character.toUpperCase(property.charAt(0)) + property.substring(1);
    for (Method method : owner.getMethods()) {
      if (method.getParameterCount() == 0
          && (method.getName().equals(getter) || method.getName().equals(property))) {
        return method.getReturnType();
      }
    }
    return null;
  }

  /** The class of a property that is compared with dates or times, or null if it is another. */
  @Nullable Class<?> timeOf(String type, String property) {
    AbstractClassTypeDeclarationDescr declaration = declared.get(type);
    TypeFieldDescr field = declaration == null ? null : declaration.getFields().get(property);
    if (field != null) {
      return time(type(field.getPattern().getObjectType()));
    }
    if (declaration != null) {
      String parent = parent(type);
      return parent == null ? null : timeOf(parent, property);
    }
    Class<?> known = type(type);
    if (known == null) {
      return null;
    }
    String getter = "get" + Character.toUpperCase(property.charAt(0)) + property.substring(1);
    for (Method method : known.getMethods()) {
      boolean isNamed = method.getName().equals(getter) || method.getName().equals(property);
      if (isNamed && method.getParameterCount() == 0 && time(method.getReturnType()) != null) {
        return method.getReturnType();
      }
    }
    return null;
  }

  private static @Nullable Class<?> time(@Nullable Class<?> type) {
    return type == Instant.class || type == LocalDate.class || type == LocalDateTime.class
        ? type
        : null;
  }

  private static Set<String> members(Class<?> type) {
    Set<String> members = new TreeSet<>(List.of("this"));
    for (Method method : type.getMethods()) {
      if (method.getDeclaringClass() == Object.class) {
        continue;
      }
      String name = method.getName();
      if (name.startsWith("get") && name.length() > 3 && method.getParameterCount() == 0) {
        members.add(Character.toLowerCase(name.charAt(3)) + name.substring(4));
      } else if (!name.equals("compareTo") && !name.equals("equals") && !name.equals("hashCode")) {
        members.add(name);
      }
    }
    members.remove("toString");
    return members;
  }

  /** Whether a fact of the second type can be matched by a pattern on the first. */
  boolean covers(String pattern, String fact) {
    if (pattern.equals(fact) || pattern.equals("Object")) {
      return true;
    }
    AbstractClassTypeDeclarationDescr declaration = declared.get(fact);
    if (declaration != null) {
      String parent = parent(fact);
      return (parent != null && covers(pattern, parent)) || pattern.equals("Serializable");
    }
    Class<?> wide = type(pattern);
    Class<?> narrow = type(fact);
    return wide != null && narrow != null && wide.isAssignableFrom(narrow);
  }

  /** How a fact of a declared type is made, or null where the type is not declared here. */
  @Nullable String construction(String name) {
    AbstractClassTypeDeclarationDescr declaration = declared.get(name);
    return declaration == null
        ? null
        : "write `new " + name + "( " + String.join(", ", declaration.getFields().keySet()) + " )`";
  }

  @Nullable Class<?> type(String name) {
    Class<?> known = classes.get(name);
    if (known != null) {
      return known;
    }
    Class<?> found = name.contains(".") ? load(name) : null;
    for (int i = 0; found == null && i < wildcards.size(); i++) {
      found = load(wildcards.get(i) + name);
    }
    if (found != null) {
      classes.put(name, found);
    }
    return found;
  }

  private @Nullable Class<?> load(String name) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }

  /**
   * Whether there is a package, as far as that can be seen: it is Java's own, the class path has a
   * folder of it, or one of the classes is in it.
   */
  boolean isPackage(String name, Stream<String> classes) {
    return ModuleLayer.boot().modules().stream().anyMatch(it -> it.getPackages().contains(name))
        || loader.getResource(name.replace('.', '/') + "/") != null
        || Stream.iterate(loader, Objects::nonNull, ClassLoader::getParent)
            .anyMatch(it -> it.getDefinedPackage(name) != null)
        || classes.distinct().limit(MAX_TRIED).anyMatch(it -> load(name + "." + it) != null);
  }

  /** The packages of Java's own library that others may import. */
  static Set<String> packages() {
    return Set.copyOf(
        Object.class.getModule().getDescriptor().exports().stream()
            .filter(it -> !it.isQualified())
            .map(ModuleDescriptor.Exports::source)
            .toList());
  }

  /** What to write instead of an import of a class that is not there. */
  String insteadOfImport(String target) {
    String name = target.substring(target.lastIndexOf('.') + 1);
    if (JAVA.stream().anyMatch(it -> it.getSimpleName().equals(name))) {
      return "drop the import: rules know `" + name + "` without it";
    }
    return OFTEN_USED.stream()
        .filter(it -> it.getSimpleName().equals(name))
        .map(it -> "write `import " + it.getName() + "`")
        .findFirst()
        .orElse(
            packages().contains(target)
                ? "this is a package: write `import " + target + ".*`"
                : "the vocabulary needs no import; a class of yours must be on the class path");
  }

  /** What to write instead of a type of consequences that is not there. */
  String instead(String name) {
    return OFTEN_USED.stream()
        .filter(it -> it.getSimpleName().equals(name))
        .map(it -> "write `import " + it.getName() + ";` before the first rule")
        .findFirst()
        .orElseGet(
            () -> Conditions.orElse(Suggestion.didYouMean(name, names()), "import its class"));
  }
}
