package org.equipoise.audit.explanation;

import java.util.List;
import org.equipoise.language.Element;

/** Phrases for names and lists in sentences. */
final class Phrases {
  private static final int MAX_CHARS_IN_SENTENCE = 200;
  private static final int MAX_CHARS = 2_000;

  /** Of so many things each is named in a sentence. */
  private static final int MAX_LISTED = 10;

  private Phrases() {}

  /** Returns a text on one line, without control characters. */
  static String plain(String text) {
    return cut(text, MAX_CHARS);
  }

  private static String cut(String text, int longest) {
    String line =
        text.strip().replaceAll("[\\s\\p{Cntrl}\\x{80}-\\x{9f}\\x{202a}-\\x{202e}]+", " ");
    if (line.length() <= longest) {
      return line;
    }
    int end = longest - 1;
    return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + "…";
  }

  /** Returns a quoted name. */
  static String name(String text) {
    return "`" + cut(text, MAX_CHARS_IN_SENTENCE) + "`";
  }

  /** Returns a quoted statement. */
  static String quoted(String text) {
    return "“" + cut(text, MAX_CHARS_IN_SENTENCE) + "”";
  }

  /** Joins parts: one, another and a third. */
  static String list(List<String> parts) {
    return joined(parts, " and ");
  }

  /** Joins parts: one, another or a third. */
  static String choice(List<String> parts) {
    return joined(parts, " or ");
  }

  private static String joined(List<String> parts, String last) {
    if (parts.size() < 2) {
      return String.join("", parts);
    }
    if (parts.size() > MAX_LISTED + 2) {
      return String.join(", ", parts.subList(0, MAX_LISTED))
          + last
          + (parts.size() - MAX_LISTED)
          + " more";
    }
    return String.join(", ", parts.subList(0, parts.size() - 1))
        + last
        + parts.get(parts.size() - 1);
  }

  /** Returns an element, as decisions write it, in words: for example the principle {@code x}. */
  static String element(String written) {
    int colon = written.indexOf(':');
    String name = written.substring(colon + 1);
    return written.startsWith(Element.Kind.ATTRIBUTE.word() + ":")
        ? attribute(name)
        : "the " + written.substring(0, Math.max(colon, 0)) + " " + name(name);
  }

  /** Returns an element in words. */
  static String element(Element element) {
    return element(element.toString());
  }

  private static String attribute(String name) {
    Element attribute = Element.attribute(name);
    String owner = attribute.output();
    boolean isMessage = owner.matches("messages/[0-9]+");
    String of =
        owner.isEmpty()
            ? "the case"
            : isMessage ? "message " + owner.substring(owner.indexOf('/') + 1) : name(owner);
    return name(attribute.name()) + " of " + of;
  }

  /** Returns a text with its first letter in upper case. */
  static String sentence(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
  }
}
