package org.equipoise.constitution.vetting;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The classes of the host that rules may use, besides the rule language and Java's values. Only the
 * host sets them; no file of a constitution can. Immutable and safe to share between threads.
 *
 * @param classes class names such as {@code com.acme.Money}, which include nested classes, or
 *     {@code com.acme.*} for all classes of one package but not of its subpackages
 */
public record Permissions(Set<String> classes) {
  private static final Permissions NONE = new Permissions(Set.of());
  private static final Pattern NAME =
      Pattern.compile("[\\p{L}_$][\\w$]*(\\.[\\p{L}_$][\\w$]*)*(\\.\\*)?");

  /**
   * @throws IllegalArgumentException if a name is not of one of these forms
   */
  public Permissions {
    classes = Set.copyOf(classes);
    for (String name : classes) {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "`" + name + "` names no class; write `com.acme.Money` or `com.acme.*`");
      }
    }
  }

  /** Returns permissions without any class. */
  public static Permissions none() {
    return NONE;
  }

  /**
   * Returns these permissions with more classes.
   *
   * @param names class names, or packages as {@code com.acme.*}
   * @throws IllegalArgumentException if a name is not of one of these forms
   */
  public Permissions withClasses(String... names) {
    Set<String> all = new TreeSet<>(classes);
    all.addAll(List.of(names));
    return new Permissions(all);
  }

  /** Returns whether rules may use a class; its name is written with dots. */
  public boolean allows(String className) {
    int nested = className.indexOf('$');
    String outer = nested < 0 ? className : className.substring(0, nested);
    int dot = outer.lastIndexOf('.');
    return classes.contains(className)
        || classes.contains(outer)
        || (dot > 0 && classes.contains(outer.substring(0, dot) + ".*"));
  }
}
