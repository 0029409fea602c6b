package org.equipoise.integration.springai;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Message;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.MessageType;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

/**
 * A reply of a model that nobody has seen yet. Immutable.
 *
 * @param request the request that it answers
 * @param parts the one response to a call, or the parts of a stream in order
 */
public record Reply(ChatClientRequest request, List<ChatClientResponse> parts) {
  /** Where the providers of Spring AI 1 and 2 put what a model thought. */
  private static final List<String> THINKING =
      List.of("reasoningContent", "reasoning_content", "reasoning", "thinking");

  public Reply {
    parts = List.copyOf(parts);
  }

  /**
   * Returns the text of each alternative, joined from all parts; one empty text if there is no
   * alternative. Providers interleave the parts of several alternatives. A part belongs to the
   * alternative that its metadata names as {@code index} or {@code choiceIndex}, or else to the
   * alternative of its position in the response.
   *
   * <p>What a model thought reaches the host in the metadata of a message (such as {@code
   * reasoningContent}), so it stands before the text, with an empty line between them.
   */
  public List<String> texts() {
    Map<String, StringBuilder> thoughts = new LinkedHashMap<>();
    Map<String, StringBuilder> texts = new LinkedHashMap<>();
    generations(
        (alternative, generation) -> {
          String text = generation.getOutput().getText();
          texts
              .computeIfAbsent(alternative, it -> new StringBuilder())
              .append(text == null ? "" : text);
          thoughts
              .computeIfAbsent(alternative, it -> new StringBuilder())
              .append(thinking(generation));
        });
    return texts.isEmpty()
        ? List.of("")
        : texts.entrySet().stream()
            .map(
                it ->
                    Stream.of(thoughts.get(it.getKey()), it.getValue())
                        .filter(part -> part != null && !part.isEmpty())
                        .collect(Collectors.joining("\n\n")))
            .toList();
  }

  private static String thinking(Generation generation) {
    return THINKING.stream()
        .map(it -> metadata(generation, it))
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .distinct()
        .collect(Collectors.joining("\n\n"));
  }

  /**
   * Returns the messages of the prompt in their order, as cases carry them: the system's, those of
   * the chat memory and the user's. A message without text has none.
   *
   * @param classifier returns the attributes of a message, whose {@code text()} may be null
   */
  public List<Message> conversation(Function<Message, Attributes> classifier) {
    return conversation(request.prompt().getInstructions(), classifier);
  }

  static List<Message> conversation(
      List<org.springframework.ai.chat.messages.Message> messages,
      Function<Message, Attributes> classifier) {
    List<Message> all = new ArrayList<>();
    for (var each : messages) {
      Message plain =
          new Message(
              role(each.getMessageType()), text(each), Attributes.none(), Attributes.none());
      all.add(plain.withAttributes(classifier.apply(plain)));
    }
    return all;
  }

  private static Message.Role role(MessageType type) {
    return switch (type) {
      case SYSTEM -> Message.Role.SYSTEM;
      case USER -> Message.Role.USER;
      case ASSISTANT -> Message.Role.ASSISTANT;
      case TOOL -> Message.Role.TOOL;
    };
  }

  private static @Nullable String text(org.springframework.ai.chat.messages.Message message) {
    String text =
        message instanceof ToolResponseMessage tool
            ? tool.getResponses().stream()
                .map(ToolResponseMessage.ToolResponse::responseData)
                .collect(Collectors.joining("\n"))
            : message.getText();
    return text == null || text.isEmpty() ? null : text;
  }

  /** Returns whether the reply contains pictures, sound or other media. */
  public boolean hasMedia() {
    AtomicBoolean found = new AtomicBoolean();
    generations(
        (alternative, generation) -> {
          AssistantMessage message = generation.getOutput();
          if (message.getMedia() != null && !message.getMedia().isEmpty()) {
            found.set(true);
          }
        });
    return found.get();
  }

  private void generations(BiConsumer<String, Generation> visitor) {
    for (ChatClientResponse part : parts) {
      ChatResponse response = part.chatResponse();
      for (int i = 0; response != null && i < response.getResults().size(); i++) {
        Generation generation = response.getResults().get(i);
        if (generation.getOutput() != null) {
          visitor.accept(alternative(generation, i), generation);
        }
      }
    }
  }

  private static String alternative(Generation generation, int place) {
    for (String key : List.of("index", "choiceIndex")) {
      Object named = metadata(generation, key);
      if (named != null) {
        return named.toString();
      }
    }
    return Integer.toString(place);
  }

  /** What a message says of itself under a key, or else what is said of its generation. */
  private static @Nullable Object metadata(Generation generation, String key) {
    Object own = generation.getOutput().getMetadata().get(key);
    return own == null && generation.getMetadata() != null
        ? generation.getMetadata().get(key)
        : own;
  }
}
