package org.equipoise.constitution.vetting.internal;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.Type;

/** The methods that compiled rules call in place of others, as the rewriting looks them up. */
final class SubstituteMethods {
  private SubstituteMethods() {}

  /** The public methods of a class, by name and descriptor together. */
  static Map<String, Method> of(Class<?> type) {
    return Stream.of(type.getDeclaredMethods())
        .filter(it -> Modifier.isPublic(it.getModifiers()))
        .collect(
            Collectors.toUnmodifiableMap(
                it -> it.getName() + Type.getMethodDescriptor(it), Function.identity()));
  }
}
