package org.equipoise.integration.langchain4j;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Message;
import org.equipoise.service.guard.CaseMapper;
import org.equipoise.service.guard.Guard;
import org.equipoise.service.guard.Ruling;

/**
 * A chat model whose replies a guard reviews before anybody sees them. The guard also reviews text
 * beside tool calls, which LangChain4j's guardrails never see. If a reply may not pass, the model
 * throws a {@link RefusedReplyException}. Listeners of the wrapped model see every reply.
 * Immutable; thread-safe if the wrapped model is.
 */
public final class GuardedChatModel implements ChatModel {
  private final Guard guard;
  private final Function<ChatRequest, CaseMapper<AiMessage>> mapper;
  private final ChatModel model;

  private GuardedChatModel(
      Guard guard, Function<ChatRequest, CaseMapper<AiMessage>> mapper, ChatModel model) {
    this.guard = guard;
    this.mapper = mapper;
    this.model = model;
  }

  /** Returns a model whose replies the mapper describes. */
  public static GuardedChatModel of(Guard guard, CaseMapper<AiMessage> mapper, ChatModel model) {
    return new GuardedChatModel(guard, any -> mapper, model);
  }

  /**
   * Returns a model whose replies become the output {@code reply} of a case, with the text of the
   * reply. A reply with pictures is refused, because a classifier of texts does not cover it.
   *
   * @param classifier returns the attributes of a reply, whose {@code text()} may be null
   */
  public static GuardedChatModel classifying(
      Guard guard, Function<AiMessage, Attributes> classifier, ChatModel model) {
    return of(guard, Conversation.classifying(classifier), model);
  }

  /**
   * Returns a model whose replies become the output {@code reply} of a case, whose text the
   * detector of a guard reads, thinking included, with the messages of the request.
   *
   * @throws IllegalArgumentException if the guard has no detector
   */
  public static GuardedChatModel reading(Guard guard, ChatModel model) {
    Conversation.requireReading(guard);
    return of(
            guard, CaseMapper.reading("reply", (AiMessage it) -> Conversation.readable(it)), model)
        .withConversation(Conversation.UNREAD);
  }

  /**
   * Returns this model with cases that carry the messages of the request, those of the chat memory
   * included. They are recorded with the case.
   *
   * @param classifier returns the attributes of a message, whose {@code text()} may be null
   */
  public GuardedChatModel withConversation(Function<Message, Attributes> classifier) {
    return new GuardedChatModel(guard, Conversation.addedTo(mapper, classifier), model);
  }

  @Override
  public ChatResponse chat(ChatRequest request) {
    return reviewed(request, model.chat(request));
  }

  @Override
  public ChatResponse chat(ChatRequest request, ChatRequestOptions options) {
    return reviewed(request, model.chat(request, options));
  }

  @Override
  public ChatResponse doChat(ChatRequest request) {
    return reviewed(request, model.doChat(request));
  }

  private ChatResponse reviewed(ChatRequest request, ChatResponse response) {
    Ruling ruling = guard.review(mapper.apply(request), response.aiMessage());
    if (!ruling.passes()) {
      throw new RefusedReplyException(ruling);
    }
    return response;
  }

  @Override
  public ChatRequestParameters defaultRequestParameters() {
    return model.defaultRequestParameters();
  }

  @Override
  public List<ChatModelListener> listeners() {
    return model.listeners();
  }

  @Override
  public ModelProvider provider() {
    return model.provider();
  }

  @Override
  public Set<Capability> supportedCapabilities() {
    return model.supportedCapabilities();
  }
}
