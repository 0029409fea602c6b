package org.equipoise.integration.langchain4j;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import org.equipoise.service.detection.Judge;

/** A model of LangChain4j as a detector. Stateless and safe to share between threads. */
public final class ChatModelJudge {
  private ChatModelJudge() {}

  /**
   * Returns a judge that asks a model. The instructions are its system message, and what is to be
   * judged is its user message.
   *
   * @param id the name of the model, as the ledger records it
   * @param version its version
   * @param model a model that no guard wraps, since it reads what guards review
   */
  public static Judge of(String id, String version, ChatModel model) {
    return Judge.of(
        id,
        version,
        request ->
            model
                .chat(
                    SystemMessage.from(request.instructions()),
                    UserMessage.from(request.material()))
                .aiMessage()
                .text());
  }
}
