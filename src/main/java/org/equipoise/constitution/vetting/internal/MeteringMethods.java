package org.equipoise.constitution.vetting.internal;

import java.lang.reflect.Method;
import org.equipoise.constitution.metering.CountedFunctions;
import org.equipoise.constitution.metering.MeteredCalls;
import org.equipoise.constitution.metering.MeteredStreams;
import org.equipoise.constitution.metering.MeteredTextCalls;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** The methods that count and are called in place of Java's. */
final class MeteringMethods {
  private static final SubstituteMethods METHODS =
      SubstituteMethods.in(
          MeteredCalls.class, MeteredTextCalls.class, MeteredStreams.class, CountedFunctions.class);

  private MeteringMethods() {}

  /** The substitute for one of Java's methods, or null. Names are those of class files. */
  static @Nullable Method of(boolean isStatic, String owner, String name, String descriptor) {
    if (isStatic) {
      return METHODS.ofStatic(owner, name, descriptor);
    }
    for (Class<?> type : Library.above(owner.replace('/', '.'))) {
      Method substitute = METHODS.ofInstance(Type.getDescriptor(type), name, descriptor);
      if (substitute != null) {
        return substitute;
      }
    }
    return null;
  }

  /** The method that makes a function count, or null if there is none for its type. */
  static @Nullable Method counting(Type function) {
    return METHODS.get("of", "(" + function.getDescriptor() + ")" + function.getDescriptor());
  }
}
