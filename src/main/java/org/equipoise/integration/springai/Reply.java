package org.equipoise.integration.springai;

import java.util.ArrayList;
import java.util.List;
import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.client.ChatClientResponse;
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
   * text if it generated none.
   */
  public List<String> texts() {
    List<StringBuilder> texts = new ArrayList<>();
    texts.add(new StringBuilder());
    for (ChatClientResponse part : parts) {
      ChatResponse response = part.chatResponse();
      if (response == null) {
        continue;
      }
      for (int i = 0; i < response.getResults().size(); i++) {
        Generation generation = response.getResults().get(i);
        if (i == texts.size()) {
          texts.add(new StringBuilder());
        }
        if (generation.getOutput() != null && generation.getOutput().getText() != null) {
          texts.get(i).append(generation.getOutput().getText());
        }
      }
    }
    return texts.stream().map(StringBuilder::toString).toList();
  }
}
