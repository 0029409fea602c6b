package org.equipoise.integration.langchain4j;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.guardrail.OutputGuardrail;
import dev.langchain4j.guardrail.OutputGuardrailRequest;
import dev.langchain4j.guardrail.OutputGuardrailResult;
import java.util.function.Function;
import org.equipoise.constitution.Action;
import org.equipoise.decision.DecisionState;
import org.equipoise.facts.Attributes;
import org.equipoise.service.guard.CaseMapper;
import org.equipoise.service.guard.Guard;
import org.equipoise.service.guard.Ruling;

/**
 * Reviews every final reply of a model before the service returns it. A reply that is blocked goes
 * back to the model with the reason, as often as the service's {@code maxRetries} allows (it counts
 * the first attempt too), and then ends in an {@code OutputGuardrailException}. One that is left to
 * a person and was not let through, or that could not be decided, ends in that exception at once:
 * another attempt would go around the person. Immutable and safe to share between threads.
 *
 * <p>A streamed reply gets no second attempt: LangChain4j would hand out the parts of the first. It
 * also shows a host, before any guardrail, what a model says beside a call of a tool, its thinking,
 * and raw events; {@link GuardedChatModel} and {@link GuardedStreamingChatModel} review these too.
 *
 * <p>Of replies that were refused LangChain4j leaves the first in the chat memory, also where a
 * later one passed; with {@link #withoutReprompt()} it leaves none. Calls of tools are no replies;
 * see {@link GuardedTool}.
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

  /** A guard that describes replies, with the conversation around them, as the host does. */
  public static OutputGuard of(Guard guard, CaseMapper<OutputGuardrailRequest> mapper) {
    return new OutputGuard(guard, mapper, true);
  }

  /**
   * A guard for which a reply is the output {@code reply} of a case, its text being the reply's.
   *
   * @param classifier the attributes of a reply; its {@code text()} may be null, and its {@code
   *     thinking()} is there to be looked at too
   */
  public static OutputGuard classifying(Guard guard, Function<AiMessage, Attributes> classifier) {
    CaseMapper<AiMessage> mapper = CaseMapper.of("reply", AiMessage::text, classifier);
    return new OutputGuard(guard, it -> mapper.map(it.responseFromLLM().aiMessage()), true);
  }

  /** This guard, giving the model no second attempt; nothing refused stays in the chat memory. */
  public OutputGuard withoutReprompt() {
    return new OutputGuard(guard, mapper, false);
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
   * Whether LangChain4j streams this reply. It then buffers the parts of the first attempt and
   * hands those to the host once any attempt has passed (seen in 1.19.0, {@code
   * AiServiceStreamingResponseHandler}), so that a second attempt would let the refused text out.
   * Nothing in the request tells; its handler is on the stack.
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
