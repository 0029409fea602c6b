package org.equipoise.cli;

/** Numbers of things, as people say them: {@code 1 case}, {@code 2 theories}. */
final class Plural {
  private Plural() {}

  static String count(long number, String noun) {
    String nouns = noun.endsWith("y") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s";
    return number + " " + (number == 1 ? noun : nouns);
  }
}
