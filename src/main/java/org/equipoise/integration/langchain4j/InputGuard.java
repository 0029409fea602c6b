package org.equipoise.integration.langchain4j;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.guardrail.InputGuardrail;
import dev.langchain4j.guardrail.InputGuardrailRequest;
import dev.langchain4j.guardrail.InputGuardrailResult;
import java.util.function.Function;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Message;
import org.equipoise.service.guard.CaseMapper;
import org.equipoise.service.guard.Guard;
import org.equipoise.service.guard.Ruling;

/**
 * Reviews every message of a user before the model gets it. If a message may not pass, an {@code
 * InputGuardrailException} with the reason is thrown. Immutable and thread-safe.
 */
public final class InputGuard implements InputGuardrail {
  private final Guard guard;
  private final CaseMapper<InputGuardrailRequest> mapper;

  private InputGuard(Guard guard, CaseMapper<InputGuardrailRequest> mapper) {
    this.guard = guard;
    this.mapper = mapper;
  }

  /** Returns a guard whose mapper describes messages with the conversation around them. */
  public static InputGuard of(Guard guard, CaseMapper<InputGuardrailRequest> mapper) {
    return new InputGuard(guard, mapper);
  }

  /**
   * Returns a guard for which a message becomes the output {@code message} of a case. The output
   * has the text of the message, or null if the message has several parts.
   */
  public static InputGuard classifying(Guard guard, Function<UserMessage, Attributes> classifier) {
    CaseMapper<UserMessage> mapper =
        CaseMapper.of("message", it -> it.hasSingleText() ? it.singleText() : null, classifier);
    return new InputGuard(guard, it -> mapper.map(it.userMessage()));
  }

  /**
   * Returns a guard for which a message becomes the output {@code message} of a case, whose text
   * the detector of a guard reads with the conversation before it. A message with other parts than
   * texts cannot be read.
   *
   * @throws IllegalArgumentException if the guard has no detector
   */
  public static InputGuard reading(Guard guard) {
    Conversation.requireReading(guard);
    CaseMapper<UserMessage> mapper = CaseMapper.reading("message", Conversation::readable);
    return new InputGuard(guard, it -> mapper.map(it.userMessage()))
        .withConversation(Conversation.UNREAD);
  }

  /**
   * Returns this guard with cases that carry the messages of the chat memory, without the message
   * under review. They are recorded with the case.
   *
   * @param classifier returns the attributes of a message, whose {@code text()} may be null
   */
  public InputGuard withConversation(Function<Message, Attributes> classifier) {
    return new InputGuard(
        guard,
        it ->
            mapper
                .map(it)
                .withMessages(
                    Conversation.before(it.userMessage(), it.requestParams(), classifier)));
  }

  @Override
  public InputGuardrailResult validate(InputGuardrailRequest request) {
    Ruling ruling = guard.review(mapper, request);
    return ruling.passes() ? success() : fatal("the message was refused: " + ruling.reason());
  }
}
