package org.equipoise.integration.langchain4j;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecifications;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.memory.chat.ChatMemoryProvider;
import dev.langchain4j.service.IllegalConfigurationException;
import dev.langchain4j.service.tool.AiServiceTool;
import dev.langchain4j.service.tool.ToolExecutionResult;
import dev.langchain4j.service.tool.ToolExecutor;
import dev.langchain4j.service.tool.ToolService;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Message;
import org.equipoise.service.guard.CaseMapper;
import org.equipoise.service.guard.Guard;
import org.equipoise.service.guard.Ruling;
import org.equipoise.service.guard.internal.ToolArguments;
import org.jspecify.annotations.Nullable;

/**
 * A tool that runs only if the guard lets the call pass. Otherwise the model gets the reason as an
 * error. The guard and the tool both get the arguments in the plain form of {@link ToolArguments}.
 * LangChain4j's own guardrails never see tool calls. Immutable; thread-safe if the tool is.
 */
public final class GuardedTool implements ToolExecutor {
  private final Guard guard;
  private final CaseMapper<ToolExecutionRequest> mapper;
  private final Function<@Nullable Object, List<Message>> conversation;
  private final ToolExecutor tool;

  private GuardedTool(
      Guard guard,
      CaseMapper<ToolExecutionRequest> mapper,
      Function<@Nullable Object, List<Message>> conversation,
      ToolExecutor tool) {
    this.guard = guard;
    this.mapper = mapper;
    this.conversation = conversation;
    this.tool = tool;
  }

  /** Returns a tool whose calls the mapper describes. */
  public static GuardedTool of(
      Guard guard, CaseMapper<ToolExecutionRequest> mapper, ToolExecutor tool) {
    return new GuardedTool(guard, mapper, memoryId -> List.of(), tool);
  }

  /**
   * Returns a guarded tool for another tool, for example one from a {@code ToolProvider}. It has
   * the same specification and return behaviour.
   */
  public static AiServiceTool of(
      Guard guard, CaseMapper<ToolExecutionRequest> mapper, AiServiceTool tool) {
    return tool.toBuilder().toolExecutor(of(guard, mapper, tool.toolExecutor())).build();
  }

  /**
   * Returns the guarded tools of objects with methods annotated {@link Tool}, for {@code
   * AiServices.tools(List)}. These are the methods that {@code AiServices.tools(Object...)} finds,
   * with everything that their annotations say, including inherited methods and methods annotated
   * in an interface. Methods annotated {@code CompensateFor} are not called, since LangChain4j
   * supports them only for objects that are not wrapped.
   *
   * <p>A call becomes the output {@code call} of a case. Its text is the name of the tool and the
   * arguments.
   *
   * @param classifier returns the attributes of a call from the tool's name and its arguments in
   *     JSON
   * @return the tools, sorted by name
   * @throws IllegalArgumentException if an object has no such method, or two tools have the same
   *     name
   */
  public static List<AiServiceTool> classifying(
      Guard guard, Function<ToolExecutionRequest, Attributes> classifier, Object... objects) {
    CaseMapper<ToolExecutionRequest> mapper =
        CaseMapper.of("call", it -> it.name() + "(" + it.arguments() + ")", classifier);
    List<AiServiceTool> tools = new ArrayList<>();
    for (Object object : objects) {
      try {
        ToolService.findTools(object).forEach(it -> tools.add(of(guard, mapper, it)));
      } catch (IllegalConfigurationException e) {
        throw new IllegalArgumentException(e.getMessage(), e);
      }
    }
    ToolSpecifications.validateSpecifications(
        tools.stream().map(AiServiceTool::toolSpecification).toList());
    tools.sort(Comparator.comparing(AiServiceTool::name));
    return List.copyOf(tools);
  }

  /**
   * Returns guarded tools as {@link #classifying} does, of whose calls the detector of a guard
   * reads the text: the name of the tool and the arguments.
   *
   * @throws IllegalArgumentException if the guard has no detector, an object has no such method, or
   *     two tools have the same name
   */
  public static List<AiServiceTool> reading(Guard guard, Object... objects) {
    Conversation.requireReading(guard);
    return classifying(guard, it -> Attributes.none(), objects);
  }

  /**
   * Returns this tool with cases that carry the messages of the chat memory, up to the one that
   * asks for the call. They are recorded with the case.
   *
   * @param memories the memories of the service, by the id that LangChain4j passes to tools
   * @param classifier returns the attributes of a message, whose {@code text()} may be null
   */
  public GuardedTool withConversation(
      ChatMemoryProvider memories, Function<Message, Attributes> classifier) {
    return new GuardedTool(
        guard,
        mapper,
        memoryId ->
            memoryId == null
                ? List.of()
                : Conversation.of(memories.get(memoryId).messages(), classifier),
        tool);
  }

  /**
   * Returns guarded tools as {@link #withConversation(ChatMemoryProvider, Function)} does.
   *
   * @param tools guarded tools, as {@link #classifying} returns them
   * @throws IllegalArgumentException if one is not guarded
   */
  public static List<AiServiceTool> withConversation(
      List<AiServiceTool> tools,
      ChatMemoryProvider memories,
      Function<Message, Attributes> classifier) {
    List<AiServiceTool> talking = new ArrayList<>();
    for (AiServiceTool each : tools) {
      if (!(each.toolExecutor() instanceof GuardedTool guarded)) {
        throw new IllegalArgumentException("the tool `" + each.name() + "` is not guarded");
      }
      talking.add(
          each.toBuilder().toolExecutor(guarded.withConversation(memories, classifier)).build());
    }
    return List.copyOf(talking);
  }

  @Override
  public String execute(ToolExecutionRequest request, @Nullable Object memoryId) {
    ToolArguments arguments = ToolArguments.of(request.arguments());
    Ruling ruling = review(request, arguments, memoryId);
    return ruling.passes()
        ? tool.execute(with(request, arguments.plainOrGiven()), memoryId)
        : refusal(ruling);
  }

  @Override
  public ToolExecutionResult executeWithContext(
      ToolExecutionRequest request, InvocationContext context) {
    ToolArguments arguments = ToolArguments.of(request.arguments());
    Ruling ruling = review(request, arguments, context.chatMemoryId());
    return ruling.passes()
        ? tool.executeWithContext(with(request, arguments.plainOrGiven()), context)
        : ToolExecutionResult.builder().isError(true).resultText(refusal(ruling)).build();
  }

  private Ruling review(
      ToolExecutionRequest request, ToolArguments arguments, @Nullable Object memoryId) {
    return guard.review(
        it -> {
          Case call = mapper.map(with(request, it.plain()));
          List<Message> before = conversation.apply(memoryId);
          return before.isEmpty() ? call : call.withMessages(before);
        },
        arguments);
  }

  private static ToolExecutionRequest with(
      ToolExecutionRequest request, @Nullable String arguments) {
    return request.toBuilder().arguments(arguments).build();
  }

  private static String refusal(Ruling ruling) {
    return "the call was refused: " + ruling.reason();
  }
}
