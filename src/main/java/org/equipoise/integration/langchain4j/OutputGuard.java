package org.equipoise.integration.langchain4j;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.guardrail.OutputGuardrail;
import dev.langchain4j.guardrail.OutputGuardrailRequest;
import dev.langchain4j.guardrail.OutputGuardrailResult;
import java.util.function.Function;
import org.equipoise.constitution.Action;
import org.equipoise.decision.DecisionState;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Message;
import org.equipoise.service.guard.CaseMapper;
import org.equipoise.service.guard.Guard;
import org.equipoise.service.guard.Ruling;

/**
 * Reviews every final reply of a model before the service returns it. A blocked reply goes back to
 * the model with the reason, at most {@code maxRetries} times (this setting counts the first
 * attempt too). Then an {@code OutputGuardrailException} is thrown. A reply that could not be
 * decided, or that a person did not let through, throws at once, because another attempt would
 * bypass the person. Immutable and thread-safe.
 *
 * <p>A streamed reply gets no second attempt, because LangChain4j would send the parts of the first
 * one. LangChain4j also shows a host the text beside a tool call, the thinking, raw events and its
 * own events before any guardrail runs. {@link GuardedChatModel} and {@link
 * GuardedStreamingChatModel} review these too.
 *
 * <p>LangChain4j leaves the first refused reply in the chat memory, even if a later one passes.
 * With {@link #withoutReprompt()} no refused reply stays there. Tool calls are not replies; see
 * {@link GuardedTool}.
 */
public final class OutputGuard implements OutputGuardrail {
  private final Guard guard;
  private final CaseMapper<OutputGuardrailRequest> mapper;
  private final boolean reprompts;

  private OutputGuard(Guard guard, CaseMapper<OutputGuardrailRequest> mapper, boolean reprompts) {
    this.guard = guard;
    this.mapper = mapper;
    this.reprompts = reprompts;
  }

  /** Returns a guard whose mapper describes replies with the conversation around them. */
  public static OutputGuard of(Guard guard, CaseMapper<OutputGuardrailRequest> mapper) {
    return new OutputGuard(guard, mapper, true);
  }

  /**
   * Returns a guard for which a reply becomes the output {@code reply} of a case, with the text of
   * the reply. A reply with pictures is refused, because a classifier of texts does not cover it.
   *
   * @param classifier returns the attributes of a reply, whose {@code text()} may be null; it may
   *     also read {@code thinking()}
   */
  public static OutputGuard classifying(Guard guard, Function<AiMessage, Attributes> classifier) {
    CaseMapper<AiMessage> mapper = Conversation.classifying(classifier);
    return new OutputGuard(guard, it -> mapper.map(it.responseFromLLM().aiMessage()), true);
  }

  /**
   * Returns a guard for which a reply becomes the output {@code reply} of a case, whose text the
   * detector of a guard reads, thinking included, with the conversation before it.
   *
   * @throws IllegalArgumentException if the guard has no detector
   */
  public static OutputGuard reading(Guard guard) {
    Conversation.requireReading(guard);
    CaseMapper<AiMessage> mapper = CaseMapper.reading("reply", Conversation::readable);
    return new OutputGuard(guard, it -> mapper.map(it.responseFromLLM().aiMessage()), true)
        .withConversation(Conversation.UNREAD);
  }

  /** Returns this guard without second attempts. No refused reply stays in the chat memory. */
  public OutputGuard withoutReprompt() {
    return new OutputGuard(guard, mapper, false);
  }

  /**
   * Returns this guard with cases that carry the messages of the chat memory, without the reply.
   * They are recorded with the case.
   *
   * @param classifier returns the attributes of a message, whose {@code text()} may be null
   */
  public OutputGuard withConversation(Function<Message, Attributes> classifier) {
    return new OutputGuard(
        guard,
        it ->
            mapper
                .map(it)
                .withMessages(
                    Conversation.before(
                        it.responseFromLLM().aiMessage(), it.requestParams(), classifier)),
        reprompts);
  }

  @Override
  public OutputGuardrailResult validate(OutputGuardrailRequest request) {
    Ruling ruling = guard.review(mapper, request);
    if (ruling.passes()) {
      return success();
    }
    String message = "the reply was refused: " + ruling.reason();
    boolean canDoBetter =
        reprompts
            && !isStreaming()
            && ruling.action() == Action.BLOCK
            && ruling.decision().state() != DecisionState.ERROR;
    return canDoBetter
        ? reprompt(
            message, "Your reply was refused: " + ruling.reason() + ". Reply again, without that.")
        : fatalWithMessageRemoval(message);
  }

  /**
   * Returns whether LangChain4j streams this reply. LangChain4j then buffers the parts of the first
   * attempt and sends them after any attempt has passed (seen in 1.19.0, {@code
   * AiServiceStreamingResponseHandler}). A second attempt would therefore release the refused text.
   * The request does not show this, but the handler is on the stack.
   */
  private static boolean isStreaming() {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames.anyMatch(
                    it ->
                        it.getClassName().startsWith("dev.langchain4j.")
                            && it.getClassName().contains("Streaming")));
  }
}
