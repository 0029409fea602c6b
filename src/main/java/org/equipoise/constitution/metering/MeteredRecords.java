package org.equipoise.constitution.metering;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.TypeDescriptor;
import java.lang.runtime.ObjectMethods;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The texts, hashes and comparisons that Java writes for records: as Java's own, but what a record
 * holds is asked whether its text or hash is always the same, and is charged for. Not for use by
 * people.
 */
public final class MeteredRecords {
  /**
   * A record's class.
   *
   * @param components their names, in order
   * @param getters of the same, from objects to objects
   */
  private record Shape(Class<?> type, List<String> components, List<MethodHandle> getters) {
    @Nullable Object get(int component, Object record) {
      try {
        return getters.get(component).invokeExact(record);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException(e); // to read a field throws nothing else
      }
    }
  }

  private MeteredRecords() {}

  /** Stands for {@link ObjectMethods#bootstrap}. */
  public static Object bootstrap(
      MethodHandles.Lookup lookup,
      String name,
      TypeDescriptor type,
      Class<?> record,
      String names,
      MethodHandle... getters)
      throws ReflectiveOperationException {
    List<MethodHandle> read = new ArrayList<>();
    for (MethodHandle getter : getters) {
      read.add(getter.asType(MethodType.methodType(Object.class, Object.class)));
    }
    Shape shape = new Shape(record, List.of(names.split(";", -1)), List.copyOf(read));
    MethodType own =
        switch (name) {
          case "toString" -> MethodType.methodType(String.class, Shape.class, Object.class);
          case "hashCode" -> MethodType.methodType(int.class, Shape.class, Object.class);
          default -> MethodType.methodType(boolean.class, Shape.class, Object.class, Object.class);
        };
    MethodHandle made =
        MethodHandles.lookup().findStatic(MeteredRecords.class, name, own).bindTo(shape);
    CallSite site = new ConstantCallSite(made.asType((MethodType) type));
    return site;
  }

  @SuppressWarnings("UnusedMethod") // found by name
  private static String toString(Shape shape, Object record) {
    StringBuilder text = new StringBuilder(shape.type().getSimpleName()).append('[');
    for (int i = 0; i < shape.getters().size(); i++) {
      String name = shape.components().get(i);
      String part = RepeatableCalls.stringValueOf(shape.get(i, record));
      Meter.takes(4L * (name.length() + part.length() + 3));
      text.append(i == 0 ? "" : ", ").append(name).append('=').append(part);
    }
    return text.append(']').toString();
  }

  @SuppressWarnings("UnusedMethod") // found by name
  private static int hashCode(Shape shape, Object record) {
    int hash = 0;
    for (int i = 0; i < shape.getters().size(); i++) {
      Object part = shape.get(i, record);
      Meter.steps(Size.deep(part));
      hash = 31 * hash + (part == null ? 0 : RepeatableCalls.hashWithin(part));
    }
    return hash;
  }

  @SuppressWarnings("UnusedMethod") // found by name
  private static boolean equals(Shape shape, Object record, @Nullable Object other) {
    if (record == other) {
      return true;
    }
    if (other == null || !shape.type().isInstance(other)) {
      return false;
    }
    for (int i = 0; i < shape.getters().size(); i++) {
      Object one = shape.get(i, record);
      Object another = shape.get(i, other);
      Meter.steps(Size.plus(Size.deep(one), Size.deep(another)));
      if (!Objects.equals(one, another)) {
        return false;
      }
    }
    return true;
  }
}
