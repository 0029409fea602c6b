package org.equipoise.facts.internal;

import java.util.List;
import java.util.Objects;
import org.equipoise.facts.Attributes;
import org.jspecify.annotations.Nullable;

/** Reads and makes attributes by the places of their names. */
public abstract class AttributeAccess {
  private static @Nullable AttributeAccess installed;

  /** Loaded when the first attributes are read, and so after {@link #install}. */
  private static final class Holder {
    static final AttributeAccess ACCESS = Objects.requireNonNull(installed);
  }

  /** Only for {@link Attributes}, which calls it once, before there are any. */
  protected static void install(AttributeAccess access) {
    if (installed != null) {
      throw new IllegalStateException("there is only one class of attributes");
    }
    installed = access;
  }

  /** The names of attributes, with their places. */
  public static AttributeNames names(Attributes attributes) {
    return Holder.ACCESS.namesOf(attributes);
  }

  /** The value at a place as it was given; a disputed one as {@code Disputed}. */
  public static @Nullable Object given(Attributes attributes, int place) {
    return Holder.ACCESS.givenAt(attributes, place);
  }

  /** The value at a place, as {@link Attributes#get} returns it; null at −1. */
  public static @Nullable Object value(Attributes attributes, int place) {
    return Holder.ACCESS.valueAt(attributes, place);
  }

  /**
   * Attributes of the same names, objects included, with some other values; cheaper to make than
   * from a map.
   *
   * @param leaves which values are others, counted from 0 over the {@linkplain
   *     AttributeNames#leaves names that stand for no object}
   * @param others these values, in the same order
   * @throws IllegalArgumentException if there are more or fewer of them, one is an object or of no
   *     allowed type, or a number is not finite
   * @throws IndexOutOfBoundsException if there is no such leaf
   */
  public static Attributes withLeaves(Attributes attributes, int[] leaves, List<?> others) {
    return Holder.ACCESS.changed(attributes, leaves, others);
  }

  protected abstract AttributeNames namesOf(Attributes attributes);

  protected abstract @Nullable Object givenAt(Attributes attributes, int place);

  protected abstract @Nullable Object valueAt(Attributes attributes, int place);

  protected abstract Attributes changed(Attributes attributes, int[] leaves, List<?> others);
}
