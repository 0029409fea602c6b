package org.equipoise.integration.langchain4j;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Message;
import org.equipoise.service.guard.CaseMapper;
import org.equipoise.service.guard.Guard;

/**
 * A streaming chat model whose replies a guard reviews. The model buffers a reply, with its
 * thinking and its tool calls, until the whole reply is decided. If the reply may not pass, it is
 * dropped, and {@code onError} gets a {@link RefusedReplyException}. If the parts say something
 * else than the whole reply, the reviewed text is sent in their place. Raw events are never sent,
 * because nobody can review them. In shadow mode everything passes at once, and the reply is
 * decided when it is complete. Listeners of the wrapped model see every reply. Immutable;
 * thread-safe if the wrapped model is.
 */
public final class GuardedStreamingChatModel implements StreamingChatModel {
  private final Guard guard;
  private final Function<ChatRequest, CaseMapper<AiMessage>> mapper;
  private final StreamingChatModel model;

  private GuardedStreamingChatModel(
      Guard guard, Function<ChatRequest, CaseMapper<AiMessage>> mapper, StreamingChatModel model) {
    this.guard = guard;
    this.mapper = mapper;
    this.model = model;
  }

  /** Returns a model whose replies the mapper describes. */
  public static GuardedStreamingChatModel of(
      Guard guard, CaseMapper<AiMessage> mapper, StreamingChatModel model) {
    return new GuardedStreamingChatModel(guard, any -> mapper, model);
  }

  /**
   * Returns a model whose replies become the output {@code reply} of a case, with the text of the
   * reply. A reply with pictures is refused, because a classifier of texts does not cover it.
   *
   * @param classifier returns the attributes of a reply, whose {@code text()} may be null
   */
  public static GuardedStreamingChatModel classifying(
      Guard guard, Function<AiMessage, Attributes> classifier, StreamingChatModel model) {
    return of(guard, Conversation.classifying(classifier), model);
  }

  /**
   * Returns a model whose replies become the output {@code reply} of a case, whose text the
   * detector of a guard reads, thinking included, with the messages of the request.
   *
   * @throws IllegalArgumentException if the guard has no detector
   */
  public static GuardedStreamingChatModel reading(Guard guard, StreamingChatModel model) {
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
  public GuardedStreamingChatModel withConversation(Function<Message, Attributes> classifier) {
    return new GuardedStreamingChatModel(guard, Conversation.addedTo(mapper, classifier), model);
  }

  @Override
  public void chat(ChatRequest request, StreamingChatResponseHandler handler) {
    model.chat(request, new ReviewedStream(guard, mapper.apply(request), handler));
  }

  @Override
  public void chat(
      ChatRequest request, ChatRequestOptions options, StreamingChatResponseHandler handler) {
    model.chat(request, options, new ReviewedStream(guard, mapper.apply(request), handler));
  }

  @Override
  public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
    model.doChat(request, new ReviewedStream(guard, mapper.apply(request), handler));
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
