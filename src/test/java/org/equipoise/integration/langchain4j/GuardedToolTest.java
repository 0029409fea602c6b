package org.equipoise.integration.langchain4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.ReturnBehavior;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolMemoryId;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.invocation.InvocationParameters;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.Result;
import dev.langchain4j.service.tool.AiServiceTool;
import dev.langchain4j.service.tool.ToolExecutionResult;
import dev.langchain4j.service.tool.ToolService;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.facts.Attributes;
import org.equipoise.integration.Shutdown;
import org.equipoise.service.governor.Governor;
import org.equipoise.service.guard.Guard;
import org.equipoise.service.guard.GuardMode;
import org.junit.jupiter.api.Test;

/** A guarded tool is the tool that LangChain4j itself finds, in everything but the guard. */
class GuardedToolTest {
  private static final Guard GUARD =
      Guard.of(Governor.of(Shutdown.CONSTITUTION), GuardMode.ENFORCE)
          .withEscalation((given, decision) -> true);

  /** Declares tools that a class implements. */
  interface Clock {
    @Tool(name = "what_time", value = "tells the time", returnBehavior = ReturnBehavior.IMMEDIATE)
    String time(@P(name = "zone", value = "a zone") String zone);

    @Tool("a method of the interface's own")
    default String greet(@P(value = "whom", required = false) String name) {
      return "hello " + name;
    }
  }

  /** Is inherited from. */
  static class Base<T> {
    @Tool("echoes")
    public String echo(T it) {
      return "echo " + it;
    }

    @Tool("is overridden")
    public String overridden(String it) {
      return "base " + it;
    }

    @Tool("inherited, not public")
    int inherited(int a) {
      return a + 1;
    }
  }

  enum Tone {
    HARSH,
    KIND
  }

  record Letter(String to, Tone tone, List<String> lines) {}

  static final class Tools extends Base<String> implements Clock {
    @Override
    @Tool(name = "what_time", returnBehavior = ReturnBehavior.IMMEDIATE)
    public String time(@P(name = "zone", value = "a zone") String zone) {
      return "noon in " + zone;
    }

    @Override
    @Tool("overrides")
    public String overridden(String it) {
      return "derived " + it;
    }

    @Tool(returnBehavior = ReturnBehavior.IMMEDIATE_IF_LAST, metadata = "{\"risk\":\"high\"}")
    String send(@P(name = "the_letter", value = "a letter") Letter letter) {
      return "sent " + letter;
    }

    @Tool({"several", "lines"})
    String join(@P("words") String... words) {
      return String.join("-", words);
    }

    @Tool
    List<Integer> sum(Map<String, Integer> numbers, @P(defaultValue = "3") int times) {
      return List.of(numbers.values().stream().mapToInt(it -> it).sum() * times);
    }

    @Tool
    String who(@ToolMemoryId String memory, InvocationParameters parameters) {
      return memory + " " + parameters.get("tenant");
    }

    @Tool
    Optional<String> perhaps(Optional<String> it) {
      return it;
    }

    @Tool
    void nothing() {}

    @Tool
    @SuppressWarnings("UnusedMethod") // found by reflection, if at all
    private static String alone() {
      return "static";
    }
  }

  private static List<AiServiceTool> guarded(Object tools) {
    return GuardedTool.classifying(
        GUARD,
        it ->
            it.arguments().contains("threat")
                ? Attributes.of(Map.of("coerces", true))
                : Attributes.none(),
        tools);
  }

  private static List<AiServiceTool> plain(Object tools) {
    List<AiServiceTool> found = new ArrayList<>(ToolService.findTools(tools));
    found.sort(Comparator.comparing(AiServiceTool::name));
    return found;
  }

  @Test
  void allThatAnAnnotationSaysIsKept() {
    List<AiServiceTool> expected = plain(new Tools());
    List<AiServiceTool> guarded = guarded(new Tools());
    assertTrue(expected.size() >= 11, () -> expected.toString());
    assertEquals(expected.size(), guarded.size());
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i).toolSpecification(), guarded.get(i).toolSpecification());
      assertEquals(expected.get(i).returnBehavior(), guarded.get(i).returnBehavior());
      assertEquals(expected.get(i).name(), guarded.get(i).name());
    }
  }

  @Test
  void everyToolReturnsWhatItReturnsUnguarded() {
    Map<String, List<String>> arguments =
        Map.of(
            "what_time", List.of("{\"zone\":\"Rome\"}"),
            "greet", List.of("{\"name\":\"Ada\"}", "{}"),
            "echo", List.of("{\"it\":\"x\"}"),
            "overridden", List.of("{\"it\":\"x\"}"),
            "inherited", List.of("{\"a\":1}", "{\"a\":\"2\"}", "{\"a\":1.0}"),
            "send",
                List.of("{\"the_letter\":{\"to\":\"Ada\",\"tone\":\"KIND\",\"lines\":[\"a\"]}}"),
            "join", List.of("{\"words\":[\"a\",\"b\"]}", "{\"words\":[]}"),
            "sum",
                List.of("{\"numbers\":{\"a\":1,\"b\":2},\"times\":2}", "{\"numbers\":{\"a\":1}}"),
            "perhaps", List.of("{\"it\":\"x\"}", "{}"));
    InvocationContext context =
        InvocationContext.builder()
            .chatMemoryId("memory-7")
            .invocationParameters(InvocationParameters.from("tenant", "acme"))
            .build();
    List<AiServiceTool> plain = plain(new Tools());
    List<AiServiceTool> guarded = guarded(new Tools());
    for (int i = 0; i < plain.size(); i++) {
      for (String each : arguments.getOrDefault(plain.get(i).name(), Arrays.asList("{}", null))) {
        ToolExecutionRequest request =
            ToolExecutionRequest.builder()
                .id("1")
                .name(plain.get(i).name())
                .arguments(each)
                .build();
        assertEquals(
            returned(plain.get(i), request, context),
            returned(guarded.get(i), request, context),
            plain.get(i).name() + each);
      }
    }
  }

  private static String returned(
      AiServiceTool tool, ToolExecutionRequest request, InvocationContext context) {
    try {
      ToolExecutionResult result = tool.toolExecutor().executeWithContext(request, context);
      return result.isError() + " " + result.result() + " " + result.resultText();
    } catch (RuntimeException e) {
      return e.toString();
    }
  }

  interface Assistant {
    Result<String> chat(String message);
  }

  private static Result<String> chat(List<AiServiceTool> tools, AiMessage... replies) {
    Deque<AiMessage> script = new ArrayDeque<>(List.of(replies));
    ChatModel model =
        new ChatModel() {
          @Override
          public ChatResponse doChat(ChatRequest request) {
            return ChatResponse.builder().aiMessage(script.remove()).build();
          }
        };
    return AiServices.builder(Assistant.class).chatModel(model).tools(tools).build().chat("hello");
  }

  private static AiMessage call(String arguments) {
    return AiMessage.from(
        ToolExecutionRequest.builder().id("1").name("what_time").arguments(arguments).build());
  }

  @Test
  void aToolThatReturnsImmediatelyDoesSoThroughTheGuardUnlessItIsRefused() {
    Result<String> immediate = chat(guarded(new Tools()), call("{\"zone\":\"Rome\"}"));
    assertEquals("noon in Rome", immediate.toolExecutions().get(0).result());
    assertEquals(null, immediate.content());
    Result<String> refused =
        chat(guarded(new Tools()), call("{\"zone\":\"a threat\"}"), AiMessage.from("no"));
    assertTrue(
        refused.toolExecutions().get(0).result().startsWith("the call was refused: "),
        () -> refused.toolExecutions().toString());
  }

  @Test
  void theToolsOfAProxyAreThoseOfItsInterface() {
    Clock proxy =
        (Clock)
            Proxy.newProxyInstance(
                Clock.class.getClassLoader(),
                new Class<?>[] {Clock.class},
                (self, method, arguments) -> method.getName() + " " + arguments[0]);
    List<AiServiceTool> guarded = guarded(proxy);
    assertEquals(List.of("greet", "what_time"), guarded.stream().map(AiServiceTool::name).toList());
    assertEquals(ReturnBehavior.IMMEDIATE, guarded.get(1).returnBehavior());
    ToolExecutionRequest request =
        ToolExecutionRequest.builder()
            .id("1")
            .name("what_time")
            .arguments("{\"zone\":\"x\"}")
            .build();
    assertEquals("time x", guarded.get(1).toolExecutor().execute(request, null));
  }

  @Test
  void aToolOfAProviderIsGuardedAsItIs() {
    AiServiceTool found = plain(new Tools()).get(0);
    AiServiceTool guarded =
        GuardedTool.of(GUARD, it -> Shutdown.describe(Shutdown.says("comply")), found);
    assertEquals(found.toolSpecification(), guarded.toolSpecification());
    assertEquals(found.returnBehavior(), guarded.returnBehavior());
  }
}
