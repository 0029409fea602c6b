package org.equipoise.problem.internal;

/** A library that only some of the work needs, so that a host may leave it out. */
public final class OptionalLibrary {
  private OptionalLibrary() {}

  /**
   * Asked for before the library is used, so that its absence is told in words.
   *
   * @param type the name of a class of the library
   * @param library its coordinates, as {@code GROUP:ARTIFACT}
   * @param work what needs it, in the plural
   * @throws IllegalStateException if it is not there
   */
  public static void require(String type, String library, String work) {
    try {
      Class.forName(type, false, OptionalLibrary.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      throw new IllegalStateException(
          work + " need the library `" + library + "`, which is not on the class path: add it", e);
    }
  }
}
