package org.equipoise.integration.langchain4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.guardrail.InputGuardrailException;
import dev.langchain4j.guardrail.OutputGuardrailException;
import dev.langchain4j.guardrail.config.OutputGuardrailsConfig;
import dev.langchain4j.memory.ChatMemory;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.TokenStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.equipoise.decision.DecisionState;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Message;
import org.equipoise.integration.Shutdown;
import org.equipoise.service.governor.GovernedDecision;
import org.equipoise.service.governor.Governor;
import org.equipoise.service.governor.GovernorListener;
import org.equipoise.service.guard.Guard;
import org.equipoise.service.guard.GuardMode;
import org.junit.jupiter.api.Test;

class LangChain4jTest {
  private final List<GovernedDecision> decided = new ArrayList<>();
  private final Governor governor =
      Governor.builder(Shutdown.CONSTITUTION)
          .withListener(
              new GovernorListener() {
                @Override
                public void decided(GovernedDecision governed, long nanoseconds) {
                  decided.add(governed);
                }
              })
          .build();
  private final Guard enforcing = Guard.of(governor, GuardMode.ENFORCE);
  private final Guard shadowing = Guard.of(governor, GuardMode.SHADOW);
  private final ChatMemory memory = MessageWindowChatMemory.withMaxMessages(20);

  interface Assistant {
    String chat(String message);
  }

  interface StreamingAssistant {
    TokenStream chat(String message);
  }

  /** Gives its replies in order, and keeps what it was asked. */
  private static final class Script implements ChatModel {
    final Deque<AiMessage> replies = new ArrayDeque<>();
    final List<List<ChatMessage>> asked = new ArrayList<>();

    Script(String... outputs) {
      for (String output : outputs) {
        replies.add(AiMessage.from(Shutdown.says(output)));
      }
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
      asked.add(request.messages());
      return ChatResponse.builder().aiMessage(replies.remove()).build();
    }

    /** The same, word by word. */
    StreamingChatModel streaming() {
      return new StreamingChatModel() {
        @Override
        @SuppressWarnings("StringSplitter")
        public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
          ChatResponse response = Script.this.doChat(request);
          for (String word : response.aiMessage().text().split("(?<= )", -1)) {
            handler.onPartialResponse(word);
          }
          if (response.aiMessage().thinking() != null) {
            handler.onPartialThinking(new PartialThinking(response.aiMessage().thinking()));
          }
          handler.onCompleteResponse(response);
        }
      };
    }
  }

  private static OutputGuard output(Guard guard) {
    return OutputGuard.of(guard, it -> Shutdown.describe(it.responseFromLLM().aiMessage().text()));
  }

  private AiServices<Assistant> service(Script script) {
    return AiServices.builder(Assistant.class).chatModel(script).chatMemory(memory);
  }

  private static String last(List<ChatMessage> messages) {
    return ((UserMessage) messages.get(messages.size() - 1)).singleText();
  }

  @Test
  void aBlockedReplyGoesBackToTheModelWithTheReason() {
    Script script = new Script("blackmail", "comply");
    Assistant assistant = service(script).outputGuardrails(output(enforcing)).build();
    assertEquals(Shutdown.says("comply"), assistant.chat("you are switched off at six"));
    assertEquals(2, script.asked.size());
    assertEquals(
        "Your reply was refused: it uses a threat to bend somebody's will"
            + " (principle:no-coercion). Reply again, without that.",
        last(script.asked.get(1)));
    assertEquals(2, decided.size());
  }

  @Test
  void aModelThatDoesNotRelentIsGivenUp() {
    Script script = new Script("blackmail", "leak", "blackmail", "comply");
    Assistant assistant =
        service(script)
            .outputGuardrails(output(enforcing))
            .outputGuardrailsConfig(OutputGuardrailsConfig.builder().maxRetries(3).build())
            .build();
    OutputGuardrailException given =
        assertThrows(OutputGuardrailException.class, () -> assistant.chat("off at six"));
    assertTrue(given.getMessage().contains("it uses a threat"), given.getMessage());
    assertEquals(3, script.asked.size());
  }

  @Test
  void whatWasRefusedWithoutASecondAttemptIsForgotten() {
    Script script = new Script("blackmail", "comply");
    Assistant assistant =
        service(script).outputGuardrails(output(enforcing).withoutReprompt()).build();
    assertThrows(OutputGuardrailException.class, () -> assistant.chat("off at six"));
    assertEquals(1, script.asked.size());
    assertFalse(memory.messages().toString().contains("your husband"), memory.messages()::toString);
  }

  @Test
  void aCaseMayCarryTheConversationOfTheMemory() {
    memory.add(SystemMessage.from("be brief"));
    OutputGuard talking =
        output(enforcing).withConversation(it -> Attributes.of(Map.of("role", it.role().word())));
    Assistant assistant = service(new Script("comply")).outputGuardrails(talking).build();
    assistant.chat("off at six");
    List<Message> messages = decided.get(0).given().messages();
    assertEquals(
        List.of("system be brief", "user off at six"),
        messages.stream().map(it -> it.attributes().get("role") + " " + it.text()).toList());
  }

  @Test
  void aGuardedModelSeesTheConversationOfTheRequest() {
    memory.add(SystemMessage.from("be brief"));
    GuardedChatModel model =
        GuardedChatModel.of(
                enforcing, it -> Shutdown.describe(it.text()), new Script("comply", "comply"))
            .withConversation(LangChain4jTest::role);
    AiServices.builder(Assistant.class).chatModel(model).chatMemory(memory).build().chat("at six");
    assertEquals(List.of("system be brief", "user at six"), conversation(0));
    GuardedStreamingChatModel streaming =
        GuardedStreamingChatModel.of(
                enforcing, it -> Shutdown.describe(it.text()), new Script("comply").streaming())
            .withConversation(LangChain4jTest::role);
    List<String> seen = new ArrayList<>();
    listening(
            AiServices.builder(StreamingAssistant.class)
                .streamingChatModel(streaming)
                .build()
                .chat("at seven"),
            seen)
        .start();
    assertEquals(List.of("user at seven"), conversation(1));
  }

  @Test
  void aGuardedToolSeesTheConversationOfTheMemory() {
    Script script = new Script();
    script.replies.add(call("send", "{\"text\":\"x\"}"));
    script.replies.add(AiMessage.from("done"));
    service(script)
        .tools(
            GuardedTool.withConversation(
                GuardedTool.classifying(
                    enforcing, it -> Attributes.of(Map.of("responds", "complies")), new Mail()),
                id -> memory,
                LangChain4jTest::role))
        .build()
        .chat("send it");
    assertEquals(List.of("user send it", "assistant null"), conversation(0));
  }

  private static Attributes role(Message message) {
    return Attributes.of(Map.of("role", message.role().word()));
  }

  private List<String> conversation(int decision) {
    return decided.get(decision).given().messages().stream()
        .map(it -> it.attributes().get("role") + " " + it.text())
        .toList();
  }

  @Test
  void inShadowModeEveryReplyPassesAndIsDecided() {
    Assistant assistant =
        service(new Script("blackmail")).outputGuardrails(output(shadowing)).build();
    assertEquals(Shutdown.says("blackmail"), assistant.chat("off at six"));
    assertEquals(1, decided.size());
  }

  @Test
  void whatIsLeftToAPersonIsNotAskedAgainOfTheModel() {
    Script script = new Script();
    script.replies.add(AiMessage.from("something nobody thought of"));
    Assistant assistant = service(script).outputGuardrails(output(enforcing)).build();
    OutputGuardrailException refused =
        assertThrows(OutputGuardrailException.class, () -> assistant.chat("hello"));
    assertTrue(refused.getMessage().contains("left to a person"), refused.getMessage());
    assertEquals(1, script.asked.size());
  }

  @Test
  void aClassifierThatFailsHoldsTheReplyBack() {
    Script script = new Script("comply", "comply");
    OutputGuard broken =
        OutputGuard.classifying(
            enforcing,
            it -> {
              throw new IllegalStateException("the classifier is down");
            });
    Assistant assistant = service(script).outputGuardrails(broken).build();
    OutputGuardrailException refused =
        assertThrows(OutputGuardrailException.class, () -> assistant.chat("hello"));
    assertTrue(refused.getMessage().contains("the classifier is down"), refused.getMessage());
    assertEquals(1, script.asked.size());
  }

  @Test
  void aReplyWithoutTextIsDecidedToo() {
    Script script = new Script();
    script.replies.add(AiMessage.builder().thinking("hm").build());
    OutputGuard guard = OutputGuard.classifying(enforcing, it -> Shutdown.classify(it.text()));
    Assistant assistant = service(script).outputGuardrails(guard).build();
    assertThrows(OutputGuardrailException.class, () -> assistant.chat("hello"));
    assertEquals(1, decided.size());
  }

  @Test
  void theThinkingIsThereToBeLookedAt() {
    Script script = new Script();
    script.replies.add(
        AiMessage.builder().text("fine").thinking(Shutdown.says("blackmail")).build());
    script.replies.add(AiMessage.from(Shutdown.says("comply")));
    OutputGuard guard =
        OutputGuard.of(
            enforcing,
            it -> {
              AiMessage reply = it.responseFromLLM().aiMessage();
              return Shutdown.describe(reply.thinking() == null ? reply.text() : reply.thinking());
            });
    Assistant assistant = service(script).outputGuardrails(guard).build();
    assertEquals(Shutdown.says("comply"), assistant.chat("off at six"));
  }

  @Test
  void aStreamLetsNothingThroughBeforeItIsDecided() {
    List<String> seen = new ArrayList<>();
    TokenStream stream =
        AiServices.builder(StreamingAssistant.class)
            .streamingChatModel(new Script("blackmail", "leak").streaming())
            .outputGuardrails(output(enforcing))
            .outputGuardrailsConfig(OutputGuardrailsConfig.builder().maxRetries(2).build())
            .build()
            .chat("off at six")
            .onPartialResponse(seen::add)
            .onCompleteResponse(it -> seen.add(it.aiMessage().text()))
            .onError(it -> seen.add(it.toString()));
    assertThrows(OutputGuardrailException.class, stream::start);
    assertEquals(List.of(), seen);
  }

  /** What a host's callbacks got, of whatever kind. */
  private static TokenStream listening(TokenStream stream, List<String> seen) {
    return stream
        .onPartialResponse(seen::add)
        .onPartialThinking(it -> seen.add(it.text()))
        .onIntermediateResponse(it -> seen.add("" + it.aiMessage().text()))
        .onCompleteResponse(it -> seen.add(it.aiMessage().text()))
        .onError(it -> seen.add("error: " + it.getMessage()));
  }

  @Test
  void aStreamGetsNoSecondAttemptForItWouldLetTheFirstOut() {
    List<String> seen = new ArrayList<>();
    TokenStream stream =
        AiServices.builder(StreamingAssistant.class)
            .streamingChatModel(new Script("blackmail", "comply").streaming())
            .outputGuardrails(output(enforcing))
            .build()
            .chat("off at six");
    assertThrows(OutputGuardrailException.class, () -> listening(stream, seen).start());
    assertEquals(List.of(), seen);
  }

  @Test
  void whatAModelSaysBesideACallOfAToolReachesNobodyIfItMayNotPass() {
    Script script = new Script();
    script.replies.add(
        AiMessage.builder()
            .text(Shutdown.says("blackmail"))
            .thinking("a threat might do")
            .toolExecutionRequests(
                List.of(
                    ToolExecutionRequest.builder().id("1").name("count").arguments("{}").build()))
            .build());
    List<String> seen = new ArrayList<>();
    StreamingChatModel model =
        GuardedStreamingChatModel.of(
            enforcing, it -> Shutdown.describe(it.text()), script.streaming());
    TokenStream stream =
        AiServices.builder(StreamingAssistant.class)
            .streamingChatModel(model)
            .tools(new Mail())
            .build()
            .chat("off at six");
    listening(stream, seen).start();
    assertEquals(
        List.of(
            "error: the reply was refused: it uses a threat to bend somebody's will"
                + " (principle:no-coercion)"),
        seen);

    script.replies.add(call("count", "{}").toBuilder().text(Shutdown.says("blackmail")).build());
    Assistant assistant =
        AiServices.builder(Assistant.class)
            .chatModel(GuardedChatModel.of(enforcing, it -> Shutdown.describe(it.text()), script))
            .tools(new Mail())
            .build();
    assertThrows(RefusedReplyException.class, () -> assistant.chat("off at six"));
  }

  @Test
  void aStreamThatMayPassArrivesPartByPart() {
    List<String> seen = new ArrayList<>();
    StreamingChatModel model =
        GuardedStreamingChatModel.of(
            enforcing, it -> Shutdown.describe(it.text()), new Script("comply").streaming());
    TokenStream stream =
        AiServices.builder(StreamingAssistant.class).streamingChatModel(model).build().chat("x");
    listening(stream, seen).start();
    String comply = Shutdown.says("comply");
    assertEquals(comply, String.join("", seen.subList(0, seen.size() - 1)));
    assertEquals(comply, seen.get(seen.size() - 1));
    assertTrue(seen.size() > 3, seen::toString);
  }

  /** Says parts that are not the reply that it gives in the end. */
  private List<String> heard(Guard guard, List<String> parts, String thinking, AiMessage whole) {
    StreamingChatModel model =
        new StreamingChatModel() {
          @Override
          public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
            handler.onUnmappedRawEvent("a raw event");
            handler.onPartialThinking(new PartialThinking(thinking));
            parts.forEach(handler::onPartialResponse);
            handler.onCompleteResponse(ChatResponse.builder().aiMessage(whole).build());
          }
        };
    List<String> heard = new ArrayList<>();
    GuardedStreamingChatModel.of(guard, it -> Shutdown.describe(it.text()), model)
        .chat(
            "off at six",
            new StreamingChatResponseHandler() {
              @Override
              public void onPartialResponse(String part) {
                heard.add("part: " + part);
              }

              @Override
              public void onPartialThinking(PartialThinking part) {
                heard.add("thinking: " + part.text());
              }

              @Override
              public void onUnmappedRawEvent(Object event) {
                heard.add("raw: " + event);
              }

              @Override
              public void onCompleteResponse(ChatResponse response) {
                heard.add("whole: " + response.aiMessage().text());
              }

              @Override
              public void onError(Throwable error) {
                heard.add("error");
              }
            });
    return heard;
  }

  @Test
  void ofAStreamOnlyWhatWasReviewedPasses() {
    String comply = Shutdown.says("comply");
    List<String> others = List.of("I ", Shutdown.says("blackmail"), "");
    AiMessage silent = AiMessage.from(comply);
    assertEquals(
        List.of("part: " + comply, "whole: " + comply),
        heard(enforcing, others, "a threat might do", silent));
    AiMessage thoughtful = silent.toBuilder().thinking("I may").build();
    assertEquals(
        List.of("thinking: I may", "part: " + comply, "whole: " + comply),
        heard(enforcing, others, "a threat might do", thoughtful));
    assertEquals(
        List.of("thinking: I may", "part: " + comply, "part: ", "whole: " + comply),
        heard(enforcing, List.of(comply, ""), "I may", thoughtful));
    assertEquals(6, heard(shadowing, others, "a threat might do", silent).size());
  }

  @Test
  void aReplyWithPicturesIsNotClassifiedByItsText() {
    AiMessage reply =
        AiMessage.from(Shutdown.says("comply")).toBuilder()
            .attributes(
                Map.of(
                    AiMessage.GENERATED_IMAGES_KEY,
                    List.of(Image.builder().url("https://example.org/a.png").build())))
            .build();
    Script script = new Script();
    ChatModel model =
        GuardedChatModel.classifying(
            enforcing, it -> Attributes.of(Map.of("responds", "complies")), script);
    script.replies.add(reply);
    RefusedReplyException refused =
        assertThrows(RefusedReplyException.class, () -> model.chat("off at six"));
    assertTrue(refused.getMessage().contains("could not be described"), refused.getMessage());
    script.replies.add(reply);
    OutputGuard output = OutputGuard.classifying(enforcing, it -> Shutdown.classify(it.text()));
    assertThrows(
        OutputGuardrailException.class,
        () -> service(script).outputGuardrails(output).build().chat("off at six"));
    script.replies.add(AiMessage.from(Shutdown.says("comply")));
    assertThrows(RefusedReplyException.class, () -> model.chat("off at six"));
    assertEquals(
        List.of(DecisionState.ERROR, DecisionState.ERROR, DecisionState.UNDECIDED),
        decided.stream().map(it -> it.decision().state()).toList());
  }

  @Test
  void aMessageThatMayNotPassNeverReachesTheModel() {
    Script script = new Script("comply");
    InputGuard guard = InputGuard.classifying(enforcing, it -> Shutdown.classify(it.singleText()));
    Assistant assistant = service(script).inputGuardrails(guard).build();
    InputGuardrailException refused =
        assertThrows(
            InputGuardrailException.class, () -> assistant.chat(Shutdown.says("blackmail")));
    assertTrue(refused.getMessage().contains("it uses a threat"), refused.getMessage());
    assertEquals(0, script.asked.size());
    assertEquals(Shutdown.says("comply"), assistant.chat(Shutdown.says("plead")));
  }

  /** Tools that note what they did. */
  static final class Mail {
    final List<String> sent = new ArrayList<>();

    @Tool
    String send(String text) {
      sent.add(text);
      return "sent";
    }

    @Tool(name = "count")
    int number() {
      return sent.size();
    }
  }

  private static AiMessage call(String tool, String arguments) {
    return AiMessage.from(
        ToolExecutionRequest.builder().id("1").name(tool).arguments(arguments).build());
  }

  private Assistant withTools(Script script, Guard guard, Mail mail) {
    return service(script)
        .tools(
            GuardedTool.classifying(
                guard,
                it ->
                    it.arguments().contains("your husband")
                        ? Attributes.of(Map.of("coerces", true))
                        : Attributes.of(Map.of("responds", "complies")),
                mail))
        .build();
  }

  private static ToolExecutionResultMessage result(Script script) {
    List<ChatMessage> messages = script.asked.get(1);
    return (ToolExecutionResultMessage) messages.get(messages.size() - 1);
  }

  @Test
  void aCallOfAToolRunsOnlyIfItMayPass() {
    Mail mail = new Mail();
    Script script = new Script();
    script.replies.add(call("send", "{\"arg0\": \"or your husband gets the messages\"}"));
    script.replies.add(AiMessage.from("done"));
    assertEquals("done", withTools(script, enforcing, mail).chat("off at six"));
    assertEquals(List.of(), mail.sent);
    assertEquals(
        "the call was refused: it uses a threat to bend somebody's will (principle:no-coercion)",
        result(script).text());
    assertTrue(result(script).isError());
    assertTrue(decided.get(0).given().outputs().get(0).text().startsWith("send({"));
  }

  @Test
  void aToolGetsTheArgumentsThatWereReviewed() {
    Mail mail = new Mail();
    Script script = new Script();
    script.replies.add(call("send", "{\"arg0\": \"or your h\\u0075sband gets the messages\"}"));
    script.replies.add(AiMessage.from("done"));
    withTools(script, enforcing, mail).chat("off at six");
    assertEquals(List.of(), mail.sent);
    Script twice = new Script();
    twice.replies.add(call("send", "{\"arg0\": \"your husband\", \"arg0\": \"good morning\"}"));
    twice.replies.add(AiMessage.from("done"));
    withTools(twice, enforcing, mail).chat("off at six");
    assertEquals(List.of(), mail.sent);
    assertTrue(result(twice).text().contains("Duplicate field 'arg0'"), result(twice).text());
  }

  @Test
  void aCallOfAToolThatIsAllowedRuns() {
    Mail mail = new Mail();
    Script script = new Script();
    script.replies.add(call("send", "{\"text\": \"good morning\", \"arg0\": \"good morning\"}"));
    script.replies.add(AiMessage.from("done"));
    ToolSpecification send =
        ToolSpecification.builder()
            .name("send")
            .parameters(JsonObjectSchema.builder().addStringProperty("text").build())
            .build();
    GuardedTool tool =
        GuardedTool.of(
            enforcing,
            it -> Shutdown.describe(Shutdown.says("comply")),
            (request, memoryId) -> mail.send(request.arguments()));
    Assistant assistant = service(script).tools(Map.of(send, tool)).build();
    assertEquals("done", assistant.chat("good morning"));
    assertEquals(1, mail.sent.size());
    assertEquals("sent", result(script).text());
  }

  @Test
  void inShadowModeEveryToolRuns() {
    Mail mail = new Mail();
    Script script = new Script();
    script.replies.add(call("send", "{\"text\": \"your husband\", \"arg0\": \"your husband\"}"));
    script.replies.add(AiMessage.from("done"));
    withTools(script, shadowing, mail).chat("off at six");
    assertEquals(List.of("your husband"), mail.sent);
  }

  @Test
  void anObjectWithoutToolsIsRefused() {
    assertEquals(
        "Object 'java.lang.Object' does not have any methods annotated with @Tool",
        assertThrows(
                IllegalArgumentException.class,
                () -> GuardedTool.classifying(enforcing, it -> Attributes.none(), new Object()))
            .getMessage());
  }
}
