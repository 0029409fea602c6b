package org.equipoise.constitution.vetting.internal;

import java.util.Set;

/**
 * Where the compiled classes of a constitution come from. What the compiler itself wrote is known
 * by what it says it made, never by what a class is called.
 *
 * @param home the package that all classes are in, or below, with dots
 * @param models the names of the classes, with dots, that the compiler lists as the model of the
 *     rules
 * @param types the simple names of the types that authors declare
 * @param functions the names of the functions that authors write
 */
public record Origin(String home, Set<String> models, Set<String> types, Set<String> functions) {
  private static final String PARTS = "(?:RuleMethods|Rules)\\d+";
  private static final String MODEL_PREFIX = "Rules";
  private static final String METADATA_PREFIX = "DomainClassesMetadata";

  public Origin {
    models = Set.copyOf(models);
    types = Set.copyOf(types);
    functions = Set.copyOf(functions);
  }

  /** What a class was made of. */
  enum Kind {
    /** How the rules fit together: written by the compiler, but for values and functions. */
    MODEL,
    /** What the compiler knows of the properties of types. */
    METADATA,
    /** A condition, a consequence or a value of one, in a package that only the compiler uses. */
    EXPRESSION,
    /** A type that an author declares. */
    TYPE,
    /** Anything else: a class within one of these, or the code of an {@code accumulate}. */
    OTHER
  }

  /** What a class was made of; its name is as class files have it, with slashes. */
  Kind kind(String className) {
    String prefix = home.replace('.', '/') + "/";
    String name = className.startsWith(prefix) ? className.substring(prefix.length()) : "";
    if (types.contains(name)) {
      return Kind.TYPE;
    }
    if (name.matches("P[0-9A-F]{2}/Lambda\\w+")) {
      return Kind.EXPRESSION;
    }
    for (String it : models) {
      String model = it.substring(it.lastIndexOf('.') + 1);
      if (name.equals(model) || name.matches(model + PARTS)) {
        return Kind.MODEL;
      }
      String metadata = model.replaceFirst(MODEL_PREFIX, METADATA_PREFIX);
      if (name.equals(metadata) || name.startsWith(metadata + "$")) {
        return Kind.METADATA;
      }
    }
    return Kind.OTHER;
  }

  /** Whether a name is one that the compiler gives, or could take for one of its own. */
  public static boolean isReserved(String name) {
    return name.indexOf('$') >= 0
        || name.matches(
            "(?i)(?:Rules|DomainClassesMetadata|Lambda(?:Predicate|Extractor|Consequence))"
                + "[0-9A-F]{32}.*|P[0-9A-F]{2}|rule_.*|query_.*|queryDef_.*");
  }
}
