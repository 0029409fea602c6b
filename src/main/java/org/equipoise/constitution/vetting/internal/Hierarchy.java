package org.equipoise.constitution.vetting.internal;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * Which member runs: as the Java machine finds it, by name and descriptor, in the class itself, in
 * its superclasses and then in its interfaces. Fields and methods are told apart.
 */
final class Hierarchy {
  private final Map<String, OwnClass> own;
  private final ClassLoader loader;
  private final Map<String, Optional<Class<?>>> classes = new HashMap<>();

  Hierarchy(Map<String, OwnClass> own, ClassLoader loader) {
    this.own = own;
    this.loader = loader;
  }

  /**
   * Where a member is found that is used by way of a class.
   *
   * @param declaring the class compiled here that declares it, or null
   * @param outside the nearest classes not compiled here that have it, by their names with slashes;
   *     where none has it, all that could
   */
  record Found(@Nullable OwnClass declaring, Set<String> outside) {}

  /**
   * Where a member is found.
   *
   * @param owner that the code names, with slashes
   * @param key name and descriptor, as {@link OwnClass#members} has them
   */
  Found find(String owner, String key) {
    for (OwnClass at = own.get(owner); at != null; at = parent(at)) {
      if (at.members().contains(key)) {
        return new Found(at, Set.of());
      }
    }
    Set<String> outside = outside(owner, new LinkedHashSet<>());
    Set<String> having = new LinkedHashSet<>();
    outside.stream().filter(it -> has(it, key)).forEach(having::add);
    OwnClass above = inInterfaces(owner, key);
    if (above != null) {
      return new Found(above, having);
    }
    return new Found(null, having.isEmpty() ? outside : having);
  }

  private @Nullable OwnClass parent(OwnClass at) {
    return at.parent() == null ? null : own.get(at.parent());
  }

  private @Nullable OwnClass inInterfaces(String name, String key) {
    OwnClass at = own.get(name);
    if (at == null) {
      return null;
    }
    if (at.members().contains(key)) {
      return at;
    }
    OwnClass found = at.parent() == null ? null : inInterfaces(at.parent(), key);
    for (int i = 0; found == null && i < at.interfaces().size(); i++) {
      found = inInterfaces(at.interfaces().get(i), key);
    }
    return found;
  }

  /** The nearest types above one that were not compiled here, by their names with slashes. */
  private Set<String> outside(String name, Set<String> outside) {
    OwnClass at = own.get(name);
    if (at == null) {
      outside.add(name);
    } else {
      if (at.parent() != null) {
        outside(at.parent(), outside);
      }
      at.interfaces().forEach(it -> outside(it, outside));
    }
    return outside;
  }

  /** All types compiled here above one. */
  Set<OwnClass> ownAbove(OwnClass at, Set<OwnClass> above) {
    if (at.parent() != null && own.containsKey(at.parent())) {
      OwnClass parent = own.get(at.parent());
      above.add(parent);
      ownAbove(parent, above);
    }
    for (String it : at.interfaces()) {
      OwnClass parent = own.get(it);
      if (parent != null && above.add(parent)) {
        ownAbove(parent, above);
      }
    }
    return above;
  }

  private boolean has(String className, String key) {
    Class<?> type =
        classes
            .computeIfAbsent(className, it -> Optional.ofNullable(load(it.replace('/', '.'))))
            .orElse(null);
    if (type == null) {
      return true; // as much as can be known
    }
    return key.indexOf('(') < 0
        ? hasField(type, key)
        : key.startsWith("<init>") ? hasConstructor(type, key) : hasMethod(type, key);
  }

  private @Nullable Class<?> load(String name) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }

  private static boolean hasConstructor(Class<?> type, String key) {
    for (Constructor<?> it : type.getDeclaredConstructors()) {
      if (key.equals("<init>" + Type.getConstructorDescriptor(it))) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasField(@Nullable Class<?> type, String key) {
    if (type == null) {
      return false;
    }
    for (Field it : type.getDeclaredFields()) {
      if (key.equals(OwnClass.field(it.getName(), Type.getDescriptor(it.getType())))) {
        return true;
      }
    }
    for (Class<?> it : type.getInterfaces()) {
      if (hasField(it, key)) {
        return true;
      }
    }
    return hasField(type.getSuperclass(), key);
  }

  private static boolean hasMethod(@Nullable Class<?> type, String key) {
    if (type == null) {
      return false;
    }
    for (Method it : type.getDeclaredMethods()) {
      if (key.equals(it.getName() + Type.getMethodDescriptor(it))) {
        return true;
      }
    }
    for (Class<?> it : type.getInterfaces()) {
      if (hasMethod(it, key)) {
        return true;
      }
    }
    return hasMethod(type.getSuperclass(), key);
  }
}
