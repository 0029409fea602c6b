package org.equipoise.formats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Message;
import org.equipoise.formats.internal.Quoted;
import org.equipoise.problem.internal.Suggestion;
import org.jspecify.annotations.Nullable;

/** A message of a case while it is read. */
final class MessageReading {
  private static final List<String> FIELDS = List.of("role", "text", "attributes");
  private static final List<String> ROLES =
      Arrays.stream(Message.Role.values()).map(Message.Role::word).toList();

  private final JsonLine line;
  private Message.@Nullable Role role;
  private @Nullable String text;
  private Attributes attributes = Attributes.none();

  private MessageReading(JsonLine line) {
    this.line = line;
  }

  /** The messages that the current token must open, in their order. */
  static List<Message> all(JsonLine line) throws RefusedLineException {
    line.requireList();
    List<Message> messages = new ArrayList<>();
    while (line.element()) {
      messages.add(new MessageReading(line).read());
    }
    return messages;
  }

  private Message read() throws RefusedLineException {
    line.requireObject();
    Fields fields = new Fields(line, FIELDS);
    fields.read(this::field);
    Message.Role who =
        fields.required(role, "role", "a role is `" + String.join("`, `", ROLES) + "`");
    return new Message(who, text, attributes, fields.carried());
  }

  private void field(String name) throws RefusedLineException {
    switch (name) {
      case "role" -> role = role();
      case "text" -> text = line.optionalText();
      default -> attributes = new AttributesReader(line).attributes();
    }
  }

  private Message.Role role() throws RefusedLineException {
    String word = line.text();
    int place = ROLES.indexOf(word);
    if (place < 0) {
      String near = word.length() > 100 ? null : Suggestion.didYouMean(word, ROLES);
      throw line.refused(
          "unknown-role",
          Quoted.of(word) + " is no role",
          near != null ? near : "a role is `" + String.join("`, `", ROLES) + "`");
    }
    return List.of(Message.Role.values()).get(place);
  }
}
