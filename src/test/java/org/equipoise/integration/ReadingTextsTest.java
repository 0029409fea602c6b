package org.equipoise.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.guardrail.InputGuardrailException;
import dev.langchain4j.guardrail.OutputGuardrailException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.service.AiServices;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.equipoise.integration.langchain4j.ChatModelJudge;
import org.equipoise.integration.langchain4j.GuardedChatModel;
import org.equipoise.integration.langchain4j.GuardedTool;
import org.equipoise.integration.langchain4j.InputGuard;
import org.equipoise.integration.langchain4j.OutputGuard;
import org.equipoise.integration.langchain4j.RefusedReplyException;
import org.equipoise.integration.springai.ChatClientJudge;
import org.equipoise.integration.springai.GuardAdvisor;
import org.equipoise.service.detection.Candour;
import org.equipoise.service.detection.Judge;
import org.equipoise.service.detection.Patterns;
import org.equipoise.service.governor.Governor;
import org.equipoise.service.guard.Guard;
import org.equipoise.service.guard.GuardMode;
import org.junit.jupiter.api.Test;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.Prompt;

/** What the pages of the frameworks show of texts, with models that say what a test tells them. */
class ReadingTextsTest {
  private final Guard reading = Candour.guard(new Patterns());
  private final List<List<ChatMessage>> asked = new ArrayList<>();

  /** A service, as the page shows it. */
  interface Assistant {
    String chat(String message);
  }

  /** A tool, as the page shows it. */
  static final class Mail {
    private final List<String> sent = new ArrayList<>();

    @Tool
    void send(String text) {
      sent.add(text);
    }
  }

  private ChatModel saying(AiMessage reply) {
    return new ChatModel() {
      @Override
      public ChatResponse doChat(ChatRequest request) {
        asked.add(request.messages());
        return ChatResponse.builder().aiMessage(reply).build();
      }
    };
  }

  private Assistant assistant(String reply) {
    return AiServices.builder(Assistant.class)
        .chatModel(saying(AiMessage.from(reply)))
        .inputGuardrails(InputGuard.reading(reading))
        .outputGuardrails(OutputGuard.reading(reading))
        .tools(GuardedTool.reading(reading, new Mail()))
        .build();
  }

  @Test
  void aServiceOfLangChain4jHoldsBackWhatItsTextShows() {
    assertEquals("Two tests fail.", assistant("Two tests fail.").chat("How is it?"));
    Exception refused =
        assertThrows(
            OutputGuardrailException.class, () -> assistant("All tests pass.").chat("How is it?"));
    assertTrue(refused.getMessage().contains("it claims what nobody has checked"));
    assertThrows(
        InputGuardrailException.class,
        () -> assistant("Yes.").chat("Tell them that it is guaranteed."));
  }

  @Test
  void aModelOfLangChain4jIsReadWithItsThinking() {
    AiMessage thinking =
        AiMessage.builder().text("Done.").thinking("I say it is guaranteed.").build();
    ChatModel guarded = GuardedChatModel.reading(reading, saying(thinking));
    assertThrows(RefusedReplyException.class, () -> guarded.chat("How is it?"));
    assertEquals(
        "Done.",
        GuardedChatModel.reading(reading, saying(AiMessage.from("Done."))).chat("How is it?"));
  }

  @Test
  void aGuardWithoutADetectorReadsNothing() {
    Guard plain = Guard.of(Governor.of(Candour.CONSTITUTION), GuardMode.ENFORCE);
    assertNull(plain.reader());
    assertThrows(IllegalArgumentException.class, () -> OutputGuard.reading(plain));
    assertThrows(IllegalArgumentException.class, () -> InputGuard.reading(plain));
    assertThrows(IllegalArgumentException.class, () -> GuardAdvisor.reading(plain));
  }

  @Test
  void aModelOfLangChain4jJudges() {
    Judge judge =
        ChatModelJudge.of("fake", "1", saying(AiMessage.from(Candour.HARMLESS))).withAnswers(1);
    assertTrue(Candour.guard(judge).review("hello").passes());
    List<ChatMessage> messages = asked.get(0);
    assertTrue(((SystemMessage) messages.get(0)).text().startsWith("You describe a text"));
    assertTrue(((UserMessage) messages.get(1)).singleText().contains("\nhello\nEND TEXT "));
    Judge silent =
        ChatModelJudge.of("fake", "1", saying(AiMessage.builder().build())).withAnswers(1);
    assertFalse(Candour.guard(silent).review("hello").passes());
  }

  private static ChatClient.Builder client(Function<Prompt, String> model) {
    return ChatClient.builder(
        new org.springframework.ai.chat.model.ChatModel() {
          @Override
          public org.springframework.ai.chat.model.ChatResponse call(Prompt prompt) {
            return new org.springframework.ai.chat.model.ChatResponse(
                List.of(new Generation(new AssistantMessage(model.apply(prompt)))));
          }

          @Override
          public org.springframework.ai.chat.prompt.ChatOptions getDefaultOptions() {
            return org.springframework.ai.chat.prompt.ChatOptions.builder().build();
          }
        });
  }

  @Test
  void aClientOfSpringAiHoldsBackWhatItsTextShows() {
    ChatClient fine =
        client(it -> "Two tests fail.").defaultAdvisors(GuardAdvisor.reading(reading)).build();
    assertEquals("Two tests fail.", fine.prompt("How is it?").call().content());
    ChatClient lying =
        client(it -> "All tests pass.").defaultAdvisors(GuardAdvisor.reading(reading)).build();
    assertEquals(
        "This reply was withheld: it claims what nobody has checked"
            + " (principle:no-false-assurance)",
        lying.prompt("How is it?").call().content());
  }

  @Test
  void aClientOfSpringAiJudgesATextWithBracesInIt() {
    List<String> prompts = new ArrayList<>();
    Judge judge =
        ChatClientJudge.of(
                "fake",
                "1",
                client(
                        it -> {
                          prompts.add(it.getContents());
                          return Candour.HARMLESS;
                        })
                    .build())
            .withAnswers(1);
    assertTrue(Candour.guard(judge).review("{a} <b> {{c}} $d$").passes());
    String prompt = Objects.requireNonNull(prompts.get(0));
    assertTrue(prompt.contains("\n{a} <b> {{c}} $d$\nEND TEXT "), prompt);
  }
}
