package org.equipoise.constitution.vetting.internal;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.equipoise.constitution.metering.CountedFunctions;
import org.equipoise.constitution.metering.MeteredCalls;
import org.equipoise.constitution.metering.MeteredStreams;
import org.equipoise.constitution.metering.MeteredTextCalls;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** The methods of ours that are called in place of Java's. */
final class MeteringMethods {
  private static final Map<String, Method> METHODS = new HashMap<>();

  static {
    for (Class<?> holder :
        List.of(
            MeteredCalls.class,
            MeteredTextCalls.class,
            MeteredStreams.class,
            CountedFunctions.class)) {
      for (Method method : holder.getDeclaredMethods()) {
        if (Modifier.isPublic(method.getModifiers())
            && METHODS.put(method.getName() + Type.getMethodDescriptor(method), method) != null) {
          throw new IllegalStateException("two guards: " + method);
        }
      }
    }
  }

  private MeteringMethods() {}

  /** The method that stands for one of Java's, or null. Names are those of class files. */
  static @Nullable Method of(boolean isStatic, String owner, String name, String descriptor) {
    if (isStatic) {
      String simple = Ownership.simpleName(owner);
      return METHODS.get(
          Character.toLowerCase(simple.charAt(0))
              + simple.substring(1)
              + Character.toUpperCase(name.charAt(0))
              + name.substring(1)
              + descriptor);
    }
    for (Class<?> type : Library.above(owner.replace('/', '.'))) {
      Method guard = METHODS.get(name + "(" + Type.getDescriptor(type) + descriptor.substring(1));
      if (guard != null) {
        return guard;
      }
    }
    return null;
  }

  /** The method that makes a function count, or null if there is none for its type. */
  static @Nullable Method counting(Type function) {
    return METHODS.get("of(" + function.getDescriptor() + ")" + function.getDescriptor());
  }
}
