package org.equipoise.constitution.vetting.internal;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * The public methods of some classes that compiled rules call in place of others. All are static.
 * In place of an instance method stands one of the same name, whose first parameter is the object;
 * in place of the static {@code Collections.sort} stands {@code collectionsSort}.
 */
final class SubstituteMethods {
  private final Map<String, Method> methods;

  private SubstituteMethods(Map<String, Method> methods) {
    this.methods = methods;
  }

  /**
   * The substitutes in some classes.
   *
   * @throws IllegalStateException if two have one name and descriptor
   */
  static SubstituteMethods in(Class<?>... holders) {
    return new SubstituteMethods(
        Stream.of(holders)
            .flatMap(it -> Stream.of(it.getDeclaredMethods()))
            .filter(it -> Modifier.isPublic(it.getModifiers()))
            .collect(
                Collectors.toUnmodifiableMap(
                    it -> it.getName() + Type.getMethodDescriptor(it), Function.identity())));
  }

  /** The method with a name and a descriptor, or null. */
  @Nullable Method get(String name, String descriptor) {
    return methods.get(name + descriptor);
  }

  /** The substitute for a static method, or null. The owner is named as in class files. */
  @Nullable Method ofStatic(String owner, String name, String descriptor) {
    String simple = Ownership.simpleName(owner);
    return get(
        Character.toLowerCase(simple.charAt(0))
            + simple.substring(1)
            + Character.toUpperCase(name.charAt(0))
            + name.substring(1),
        descriptor);
  }

  /**
   * The substitute for an instance method, or null.
   *
   * @param receiver the descriptor of the object's type
   */
  @Nullable Method ofInstance(String receiver, String name, String descriptor) {
    return get(name, "(" + receiver + descriptor.substring(1));
  }
}
