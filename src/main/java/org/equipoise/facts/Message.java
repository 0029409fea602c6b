package org.equipoise.facts;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A message of the conversation in which a case arose. Its turn is its place among the messages of
 * the case, from 0. Immutable and safe to share between threads. No component is null unless it
 * says so.
 *
 * @param role who speaks
 * @param text what the message says, or null
 * @param attributes the attributes of the message
 * @param extensions fields named {@code x-…}; Equipoise carries them along and does not read them
 */
public record Message(
    Role role, @Nullable String text, Attributes attributes, Attributes extensions) {

  /** Who speaks in a conversation, the highest authority first. */
  public enum Role {
    SYSTEM,
    DEVELOPER,
    USER,
    ASSISTANT,
    TOOL;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** Returns the name that JSON and rules use, such as {@code user}. */
    public String word() {
      return word;
    }
  }

  /** Returns a message without attributes. */
  public static Message of(Role role, String text) {
    return new Message(role, text, Attributes.none(), Attributes.none());
  }

  /** Returns this message with other attributes. */
  public Message withAttributes(Attributes others) {
    return new Message(role, text, others, extensions);
  }

  /**
   * Returns the text that stands for the id of an output where an attribute of a message is
   * disputed, as in {@code attribute:messages/3/NAME}.
   */
  public static String owner(int turn) {
    return "messages/" + turn;
  }
}
