package org.equipoise.integration.springai;

import java.util.List;
import org.equipoise.service.detection.Judge;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.Prompt;

/** A model of Spring AI as a detector. Stateless and safe to share between threads. */
public final class ChatClientJudge {
  private ChatClientJudge() {}

  /**
   * Returns a judge that asks a model. The instructions are its system message, and what is to be
   * judged is its user message.
   *
   * @param id the name of the model, as the ledger records it
   * @param version its version
   * @param client a client without a {@link GuardAdvisor} and without a memory, since it reads what
   *     guards review
   */
  public static Judge of(String id, String version, ChatClient client) {
    return Judge.of(
        id,
        version,
        request ->
            client
                .prompt(
                    new Prompt(
                        List.of(
                            new SystemMessage(request.instructions()),
                            new UserMessage(request.material()))))
                .call()
                .content());
  }
}
