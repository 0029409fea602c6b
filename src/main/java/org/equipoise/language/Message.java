package org.equipoise.language;

import org.jspecify.annotations.Nullable;

/**
 * A message of the conversation in which the case arose, as rules match it: {@code Message( role ==
 * "user", attr("asks.secrets") == true )}. Immutable.
 */
public final class Message extends Attributed {
  private final org.equipoise.facts.Message said;
  private final int turn;

  public Message(org.equipoise.facts.Message said, int turn, AttributeReader attributes) {
    super(attributes);
    this.said = said;
    this.turn = turn;
  }

  /** Returns {@code system}, {@code developer}, {@code user}, {@code assistant} or {@code tool}. */
  public String getRole() {
    return said.role().word();
  }

  /** Returns the place of the message in the conversation, from 0. */
  public int getTurn() {
    return turn;
  }

  public @Nullable String getText() {
    return said.text();
  }

  @Override
  public String toString() {
    return "message " + turn;
  }
}
