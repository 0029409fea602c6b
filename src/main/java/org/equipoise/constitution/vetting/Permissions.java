package org.equipoise.constitution.vetting;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a host lets the code of rules use besides the language of rules and the values of Java: a
 * matter of the host alone, which no file of a constitution can widen. Immutable.
 *
 * @param classes names such as {@code com.acme.Money}, whose nested classes are included, or {@code
 *     com.acme.*} for all of one package but not of those below it
 */
public record Permissions(Set<String> classes) {
  private static final Permissions NONE = new Permissions(Set.of());
  private static final Pattern NAME =
      Pattern.compile("[\\p{L}_$][\\w$]*(\\.[\\p{L}_$][\\w$]*)*(\\.\\*)?");

  public Permissions {
    classes = Set.copyOf(classes);
    for (String name : classes) {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "`" + name + "` names no class; write `com.acme.Money` or `com.acme.*`");
      }
    }
  }

  /** Nothing but what every rule may use. */
  public static Permissions none() {
    return NONE;
  }

  /**
   * These permissions and more.
   *
   * @param names of classes, or of packages as {@code com.acme.*}
   * @throws IllegalArgumentException if one is no such name
   */
  public Permissions allowing(String... names) {
    Set<String> all = new TreeSet<>(classes);
    all.addAll(List.of(names));
    return new Permissions(all);
  }

  /** Whether rules may use all of a class, by its name with dots. */
  public boolean allows(String className) {
    int nested = className.indexOf('$');
    String outer = nested < 0 ? className : className.substring(0, nested);
    int dot = outer.lastIndexOf('.');
    return classes.contains(className)
        || classes.contains(outer)
        || (dot > 0 && classes.contains(outer.substring(0, dot) + ".*"));
  }
}
