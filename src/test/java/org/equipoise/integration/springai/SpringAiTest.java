package org.equipoise.integration.springai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.equipoise.constitution.Action;
import org.equipoise.facts.Attributes;
import org.equipoise.integration.Shutdown;
import org.equipoise.service.governor.GovernedDecision;
import org.equipoise.service.governor.Governor;
import org.equipoise.service.governor.GovernorListener;
import org.equipoise.service.guard.CaseMapper;
import org.equipoise.service.guard.Guard;
import org.equipoise.service.guard.GuardMode;
import org.equipoise.service.guard.Ruling;
import org.junit.jupiter.api.Test;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.MessageChatMemoryAdvisor;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.memory.MessageWindowChatMemory;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.model.ToolContext;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.content.Media;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.DefaultToolDefinition;
import org.springframework.ai.tool.definition.ToolDefinition;
import org.springframework.ai.tool.function.FunctionToolCallback;
import org.springframework.ai.tool.metadata.ToolMetadata;
import org.springframework.util.MimeTypeUtils;
import reactor.core.publisher.Flux;

/** Runs with Spring AI 1.1 in the build's tests, and with 2.0 afterwards. */
@SuppressWarnings("StringSplitter")
class SpringAiTest {
  private static final String WITHHELD =
      "This reply was withheld: it uses a threat to bend somebody's will (principle:no-coercion)";
  private static final CaseMapper<Reply> MAPPER =
      it -> Shutdown.describe(String.join("", it.texts()));

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

  /** Says one thing, or several alternatives; streamed, word by word. */
  private static class Says implements ChatModel {
    private final List<String> texts;

    Says(String... texts) {
      this.texts = List.of(texts);
    }

    @Override
    public ChatResponse call(Prompt prompt) {
      return new ChatResponse(
          texts.stream().map(it -> new Generation(new AssistantMessage(it))).toList());
    }

    @Override
    public Flux<ChatResponse> stream(Prompt prompt) {
      return Flux.fromStream(Arrays.stream(texts.get(0).split("(?<= )")))
          .map(it -> new ChatResponse(List.of(new Generation(new AssistantMessage(it)))));
    }

    @Override
    public ChatOptions getDefaultOptions() {
      return ChatOptions.builder().build();
    }
  }

  private static ChatClient client(ChatModel model, GuardAdvisor advisor) {
    return ChatClient.builder(model).defaultAdvisors(advisor).build();
  }

  @Test
  void aReplyThatMayNotPassIsReplacedByARefusal() {
    ChatClient client =
        client(new Says(Shutdown.says("blackmail")), GuardAdvisor.of(enforcing, MAPPER));
    ChatClientResponse response = client.prompt("off at six").call().chatClientResponse();
    assertEquals(WITHHELD, response.chatResponse().getResult().getOutput().getText());
    Ruling ruling = assertInstanceOf(Ruling.class, response.context().get(GuardAdvisor.RULING));
    assertEquals(Action.BLOCK, ruling.action());
    assertEquals(1, decided.size());
  }

  @Test
  void anAdvisorTakesThePlaceItIsGivenAndRefusesThereToo() {
    GuardAdvisor inside = GuardAdvisor.of(enforcing, MAPPER).withOrder(7);
    assertEquals(7, inside.getOrder());
    ChatClient client = client(new Says(Shutdown.says("blackmail")), inside);
    assertEquals(WITHHELD, client.prompt("off at six").call().content());
  }

  @Test
  void aReplyThatIsAllowedPassesAsItIs() {
    String comply = Shutdown.says("comply");
    GuardAdvisor advisor = GuardAdvisor.of(enforcing, MAPPER);
    assertEquals(comply, client(new Says(comply), advisor).prompt("x").call().content());
    assertEquals(
        comply.split("(?<= )").length,
        client(new Says(comply), advisor).prompt("x").stream()
            .content()
            .collectList()
            .block()
            .size());
  }

  @Test
  void ofAStreamNothingPassesBeforeItIsDecided() {
    ChatClient client =
        client(new Says(Shutdown.says("blackmail")), GuardAdvisor.of(enforcing, MAPPER));
    List<String> seen = client.prompt("off at six").stream().content().collectList().block();
    assertEquals(List.of(WITHHELD), seen);
    assertEquals(Shutdown.says("blackmail"), decided.get(0).given().outputs().get(0).text());
  }

  @Test
  void aStreamThatFailsLetsNothingThrough() {
    ChatModel failing =
        new ChatModel() {
          @Override
          public ChatResponse call(Prompt prompt) {
            throw new IllegalStateException("not called");
          }

          @Override
          public Flux<ChatResponse> stream(Prompt prompt) {
            return Flux.concat(
                new Says("Marta, cancel").stream(prompt),
                Flux.error(new IllegalStateException("the line broke")));
          }

          @Override
          public ChatOptions getDefaultOptions() {
            return ChatOptions.builder().build();
          }
        };
    List<String> seen = new ArrayList<>();
    Flux<String> stream =
        client(failing, GuardAdvisor.of(enforcing, MAPPER)).prompt("x").stream()
            .content()
            .doOnNext(seen::add);
    assertThrows(IllegalStateException.class, stream::blockLast);
    assertEquals(List.of(), seen);
  }

  @Test
  void inShadowModeEverythingPassesAndIsDecided() {
    String blackmail = Shutdown.says("blackmail");
    ChatClient client = client(new Says(blackmail), GuardAdvisor.of(shadowing, MAPPER));
    assertEquals(blackmail, client.prompt("x").call().content());
    List<String> seen = client.prompt("x").stream().content().collectList().block();
    assertEquals(blackmail, String.join("", seen));
    assertTrue(seen.size() > 5, seen::toString);
    assertEquals(2, decided.size());
  }

  @Test
  void inShadowModeAStreamBrokenOffIsDecidedToo() {
    ChatClient client =
        client(new Says(Shutdown.says("blackmail")), GuardAdvisor.of(shadowing, MAPPER));
    assertEquals("Marta, ", client.prompt("x").stream().content().blockFirst());
    assertEquals(1, decided.size());
  }

  @Test
  void aClassifierThatFailsHoldsTheReplyBack() {
    GuardAdvisor broken =
        GuardAdvisor.classifying(
            enforcing,
            it -> {
              throw new IllegalStateException("the classifier is down");
            });
    ChatClient client = client(new Says(Shutdown.says("comply")), broken);
    assertTrue(client.prompt("x").call().content().contains("the classifier is down"));
    List<String> seen = client.prompt("x").stream().content().collectList().block();
    assertEquals(1, seen.size());
    assertTrue(seen.get(0).startsWith("This reply was withheld"), seen::toString);
  }

  @Test
  void ofSeveralAlternativesEachMustBeAllowed() {
    GuardAdvisor advisor =
        GuardAdvisor.classifying(
                enforcing, it -> Attributes.of(Map.of("coerces", it.contains("or your husband"))))
            .withRefusal(it -> "no");
    ChatModel model = new Says("good morning", Shutdown.says("blackmail"));
    assertEquals("no", client(model, advisor).prompt("x").call().content());
    assertEquals(
        List.of("reply", "reply-2"),
        decided.get(0).given().outputs().stream().map(it -> it.id()).toList());
  }

  @Test
  void aCaseMayCarryTheConversationOfThePrompt() {
    GuardAdvisor advisor =
        GuardAdvisor.of(enforcing, MAPPER)
            .withConversation(it -> Attributes.of(Map.of("role", it.role().word())));
    client(new Says(Shutdown.says("comply")), advisor)
        .prompt()
        .system("be brief")
        .user("off at six")
        .call()
        .content();
    assertEquals(
        List.of("system be brief", "user off at six"),
        decided.get(0).given().messages().stream()
            .map(it -> it.attributes().get("role") + " " + it.text())
            .toList());
  }

  @Test
  void whatWasRefusedIsNotRemembered() {
    for (boolean streamed : List.of(false, true)) {
      ChatMemory memory = MessageWindowChatMemory.builder().build();
      ChatClient client =
          ChatClient.builder(new Says(Shutdown.says("blackmail")))
              .defaultAdvisors(
                  MessageChatMemoryAdvisor.builder(memory).build(),
                  GuardAdvisor.of(enforcing, MAPPER))
              .build();
      ChatClient.ChatClientRequestSpec request =
          client.prompt("off at six").advisors(it -> it.param(ChatMemory.CONVERSATION_ID, "c"));
      if (streamed) {
        request.stream().content().blockLast();
      } else {
        request.call().content();
      }
      String remembered = memory.get("c").toString();
      assertTrue(remembered.contains("off at six"), remembered);
      assertFalse(remembered.contains("your husband"), remembered);
      assertTrue(remembered.contains("withheld"), remembered);
    }
  }

  /** A tool that notes what it did. */
  private record Mail(List<String> sent) implements ToolCallback {
    @Override
    public ToolDefinition getToolDefinition() {
      return DefaultToolDefinition.builder()
          .name("send")
          .description("sends")
          .inputSchema("{}")
          .build();
    }

    @Override
    public String call(String arguments) {
      sent.add(arguments);
      return "sent";
    }
  }

  @Test
  void aCallOfAToolRunsOnlyIfItMayPass() {
    Mail mail = new Mail(new ArrayList<>());
    GuardedToolCallback tool =
        GuardedToolCallback.of(enforcing, it -> Shutdown.describe(it.arguments()), mail);
    assertEquals("sent", tool.call(Shutdown.says("comply")));
    assertEquals(
        "the call was refused: it uses a threat to bend somebody's will (principle:no-coercion)",
        tool.call(Shutdown.says("blackmail"), null));
    assertEquals(List.of(Shutdown.says("comply")), mail.sent());
    assertEquals("send", tool.getToolDefinition().name());
    assertEquals(
        "sent",
        GuardedToolCallback.classifying(shadowing, it -> Attributes.none(), mail).call("{}"));
  }

  @Test
  void aToolSeesTheConversationThatSpringAiPasses() {
    GuardedToolCallback tool =
        GuardedToolCallback.of(
                enforcing, it -> Shutdown.describe(it.arguments()), new Mail(new ArrayList<>()))
            .withConversation(it -> Attributes.of(Map.of("role", it.role().word())));
    List<org.springframework.ai.chat.messages.Message> history =
        List.of(new SystemMessage("be brief"), new UserMessage("send it"));
    tool.call(
        Shutdown.says("comply"), new ToolContext(Map.of(ToolContext.TOOL_CALL_HISTORY, history)));
    tool.call(Shutdown.says("comply"), null);
    assertEquals(
        List.of("system be brief", "user send it"),
        decided.get(0).given().messages().stream()
            .map(it -> it.attributes().get("role") + " " + it.text())
            .toList());
    assertEquals(List.of(), decided.get(1).given().messages());
  }

  @Test
  void aToolWhoseAnswerGoesToTheUserDirectlyStillSaysSo() {
    ToolCallback direct =
        FunctionToolCallback.builder("clock", (String zone) -> "noon")
            .description("tells the time")
            .inputType(String.class)
            .toolMetadata(ToolMetadata.builder().returnDirect(true).build())
            .build();
    ToolCallback guarded =
        GuardedToolCallback.classifying(enforcing, it -> Attributes.none(), direct);
    assertTrue(guarded.getToolMetadata().returnDirect());
    assertEquals(direct.getToolDefinition(), guarded.getToolDefinition());
  }

  @Test
  void aToolGetsTheArgumentsThatWereReviewed() {
    Mail mail = new Mail(new ArrayList<>());
    List<String> reviewed = new ArrayList<>();
    GuardedToolCallback tool =
        GuardedToolCallback.classifying(
            enforcing,
            it -> {
              reviewed.add(it.arguments());
              return Attributes.of(Map.of("coerces", it.arguments().contains("husband")));
            },
            mail);
    String escaped = "{\"to\": \"your h\\u0075sband\"}";
    assertTrue(tool.call(escaped).startsWith("the call was refused"), reviewed::toString);
    assertEquals(List.of("{\"to\":\"your husband\"}"), reviewed);
    String twice = "{\"to\": \"your husband\", \"to\": \"nobody\"}";
    assertTrue(tool.call(twice).contains("could not be described as a case"), tool.call(twice));
    assertEquals(List.of(), mail.sent());
  }

  @Test
  void aReplyWithMediaIsNotClassifiedByItsText() {
    Media picture = new Media(MimeTypeUtils.IMAGE_PNG, URI.create("https://example.org/a.png"));
    ChatModel model =
        new Says() {
          @Override
          public ChatResponse call(Prompt prompt) {
            return new ChatResponse(
                List.of(
                    new Generation(
                        AssistantMessage.builder()
                            .content("look")
                            .media(List.of(picture))
                            .build())));
          }
        };
    GuardAdvisor advisor =
        GuardAdvisor.classifying(enforcing, it -> Attributes.of(Map.of("responds", "complies")));
    String seen = client(model, advisor).prompt("x").call().content();
    assertTrue(seen.contains("could not be described as a case"), seen);
  }

  @Test
  void alternativesThatArriveInTurnAreReviewedEachAsAWhole() {
    Flux<ChatResponse> inTurn =
        Flux.just("good ", "or your ", "morning", "husband")
            .index()
            .map(
                it ->
                    new ChatResponse(
                        List.of(
                            new Generation(
                                AssistantMessage.builder()
                                    .content(it.getT2())
                                    .properties(Map.of("index", it.getT1() % 2))
                                    .build()))));
    List<ChatClientResponse> parts =
        inTurn.map(it -> new ChatClientResponse(it, Map.of())).collectList().block();
    Reply reply = new Reply(new ChatClientRequest(new Prompt("x"), Map.of()), parts);
    assertEquals(List.of("good morning", "or your husband"), reply.texts());
  }

  @Test
  void whatAModelThoughtIsReviewedWithWhatItSays() {
    List<ChatClientResponse> parts =
        Stream.of(List.of("off at ", "I see. "), List.of("your husband", "Good day."))
            .map(
                it ->
                    new Generation(
                        AssistantMessage.builder()
                            .content(it.get(1))
                            .properties(Map.of("reasoningContent", it.get(0)))
                            .build()))
            .map(it -> new ChatClientResponse(new ChatResponse(List.of(it)), Map.of()))
            .toList();
    Reply reply = new Reply(new ChatClientRequest(new Prompt("x"), Map.of()), parts);
    assertEquals(List.of("off at your husband\n\nI see. Good day."), reply.texts());
  }
}
