package org.equipoise.integration.springai;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

/**
 * What a model answered, before anybody has seen it.
 *
 * @param request what it answers
 * @param parts the one response to a call, or those of a stream in their order
 */
public record Reply(ChatClientRequest request, List<ChatClientResponse> parts) {

  public Reply {
    parts = List.copyOf(parts);
  }

  /**
   * The text of each alternative that the model generated, put together from all parts; one empty
   * text if it generated none. A part belongs to the alternative that its metadata names as {@code
   * index} or {@code choiceIndex}, since providers send the parts of several alternatives in turn;
   * without one, to that of its place in the response.
   */
  public List<String> texts() {
    Map<String, StringBuilder> texts = new LinkedHashMap<>();
    generations(
        (alternative, message) ->
            texts
                .computeIfAbsent(alternative, it -> new StringBuilder())
                .append(message.getText() == null ? "" : message.getText()));
    return texts.isEmpty()
        ? List.of("")
        : texts.values().stream().map(StringBuilder::toString).toList();
  }

  /** Whether it holds something besides text: pictures, sound or other media. */
  public boolean hasMedia() {
    AtomicBoolean found = new AtomicBoolean();
    generations(
        (alternative, message) -> {
          if (message.getMedia() != null && !message.getMedia().isEmpty()) {
            found.set(true);
          }
        });
    return found.get();
  }

  private void generations(BiConsumer<String, AssistantMessage> visitor) {
    for (ChatClientResponse part : parts) {
      ChatResponse response = part.chatResponse();
      for (int i = 0; response != null && i < response.getResults().size(); i++) {
        Generation generation = response.getResults().get(i);
        if (generation.getOutput() != null) {
          visitor.accept(alternative(generation, i), generation.getOutput());
        }
      }
    }
  }

  private static String alternative(Generation generation, int place) {
    for (String key : List.of("index", "choiceIndex")) {
      Object named = generation.getOutput().getMetadata().get(key);
      if (named == null && generation.getMetadata() != null) {
        named = generation.getMetadata().get(key);
      }
      if (named != null) {
        return named.toString();
      }
    }
    return Integer.toString(place);
  }
}
