package org.equipoise.integration.springai;

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
import org.springframework.ai.chat.model.ToolContext;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.ToolDefinition;
import org.springframework.ai.tool.metadata.ToolMetadata;

/**
 * A tool that runs only if the guard lets the call pass. Otherwise the model gets the reason.
 * Immutable; thread-safe if the tool is.
 */
public final class GuardedToolCallback implements ToolCallback {
  private final Guard guard;
  private final CaseMapper<Call> mapper;
  private final Function<@Nullable ToolContext, List<Message>> conversation;
  private final ToolCallback tool;

  /**
   * A tool call. Immutable.
   *
   * @param tool the name of the tool
   * @param arguments the arguments in JSON, in the plain form of {@link ToolArguments}; the tool
   *     gets the same text
   */
  public record Call(String tool, String arguments) {}

  private GuardedToolCallback(
      Guard guard,
      CaseMapper<Call> mapper,
      Function<@Nullable ToolContext, List<Message>> conversation,
      ToolCallback tool) {
    this.guard = guard;
    this.mapper = mapper;
    this.conversation = conversation;
    this.tool = tool;
  }

  /** Returns a tool whose calls the mapper describes. */
  public static GuardedToolCallback of(Guard guard, CaseMapper<Call> mapper, ToolCallback tool) {
    return new GuardedToolCallback(guard, mapper, context -> List.of(), tool);
  }

  /**
   * Returns a tool whose calls become the output {@code call} of a case, with the name and the
   * arguments as text.
   */
  public static GuardedToolCallback classifying(
      Guard guard, Function<Call, Attributes> classifier, ToolCallback tool) {
    return of(
        guard,
        CaseMapper.of("call", it -> it.tool() + "(" + it.arguments() + ")", classifier),
        tool);
  }

  /**
   * Returns a tool as {@link #classifying} does, of whose calls the detector of a guard reads the
   * text, with the messages that Spring AI passes.
   *
   * @throws IllegalArgumentException if the guard has no detector
   */
  public static GuardedToolCallback reading(Guard guard, ToolCallback tool) {
    GuardAdvisor.requireReading(guard);
    return classifying(guard, it -> Attributes.none(), tool)
        .withConversation(it -> Attributes.none());
  }

  /**
   * Returns this tool with cases that carry the messages up to the one that asks for the call. They
   * are recorded with the case. Spring AI passes them in the {@link ToolContext} of a request that
   * has one ({@code toolContext}); without it there are none.
   *
   * @param classifier returns the attributes of a message, whose {@code text()} may be null
   */
  public GuardedToolCallback withConversation(Function<Message, Attributes> classifier) {
    return new GuardedToolCallback(guard, mapper, it -> history(it, classifier), tool);
  }

  private static List<Message> history(
      @Nullable ToolContext context, Function<Message, Attributes> classifier) {
    Object history =
        context == null ? null : context.getContext().get(ToolContext.TOOL_CALL_HISTORY);
    if (!(history instanceof List<?> messages)) {
      return List.of();
    }
    return Reply.conversation(
        messages.stream()
            .filter(org.springframework.ai.chat.messages.Message.class::isInstance)
            .map(org.springframework.ai.chat.messages.Message.class::cast)
            .toList(),
        classifier);
  }

  @Override
  public ToolDefinition getToolDefinition() {
    return tool.getToolDefinition();
  }

  @Override
  public ToolMetadata getToolMetadata() {
    return tool.getToolMetadata();
  }

  @Override
  public String call(String arguments) {
    ToolArguments read = ToolArguments.of(arguments);
    Ruling ruling = review(read, null);
    return ruling.passes() ? tool.call(read.plainOrGiven()) : refusal(ruling);
  }

  @Override
  public String call(String arguments, @Nullable ToolContext context) {
    ToolArguments read = ToolArguments.of(arguments);
    Ruling ruling = review(read, context);
    return ruling.passes() ? tool.call(read.plainOrGiven(), context) : refusal(ruling);
  }

  private Ruling review(ToolArguments arguments, @Nullable ToolContext context) {
    return guard.review(
        it -> {
          Case call = mapper.map(new Call(tool.getToolDefinition().name(), it.plain()));
          List<Message> before = conversation.apply(context);
          return before.isEmpty() ? call : call.withMessages(before);
        },
        arguments);
  }

  private static String refusal(Ruling ruling) {
    return "the call was refused: " + ruling.reason();
  }
}
