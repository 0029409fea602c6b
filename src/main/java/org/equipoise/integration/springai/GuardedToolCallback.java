package org.equipoise.integration.springai;

import java.util.function.Function;
import org.equipoise.facts.Attributes;
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
  private final ToolCallback tool;

  /**
   * A tool call. Immutable.
   *
   * @param tool the name of the tool
   * @param arguments the arguments in JSON, in the plain form of {@link ToolArguments}; the tool
   *     gets the same text
   */
  public record Call(String tool, String arguments) {}

  private GuardedToolCallback(Guard guard, CaseMapper<Call> mapper, ToolCallback tool) {
    this.guard = guard;
    this.mapper = mapper;
    this.tool = tool;
  }

  /** Returns a tool whose calls the mapper describes. */
  public static GuardedToolCallback of(Guard guard, CaseMapper<Call> mapper, ToolCallback tool) {
    return new GuardedToolCallback(guard, mapper, tool);
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
    Ruling ruling = review(read);
    return ruling.passes() ? tool.call(read.plainOrGiven()) : refusal(ruling);
  }

  @Override
  public String call(String arguments, @Nullable ToolContext context) {
    ToolArguments read = ToolArguments.of(arguments);
    Ruling ruling = review(read);
    return ruling.passes() ? tool.call(read.plainOrGiven(), context) : refusal(ruling);
  }

  private Ruling review(ToolArguments arguments) {
    return guard.review(
        it -> mapper.map(new Call(tool.getToolDefinition().name(), it.plain())), arguments);
  }

  private static String refusal(Ruling ruling) {
    return "the call was refused: " + ruling.reason();
  }
}
