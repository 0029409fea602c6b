package org.equipoise.constitution;

/** Run inside a fat jar by {@link ConstitutionTest}: loads a constitution, prints its digest. */
public final class PrintDigest {
  private PrintDigest() {}

  /** The digest of the constitution in the class-path folder that is the first argument. */
  public static void main(String[] arguments) {
    System.out.println("digest " + Constitution.loadResource(arguments[0]).digest());
  }
}
