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
import org.equipoise.service.guard.CaseMapper;
import org.equipoise.service.guard.Guard;

/**
 * A model that streams, each reply of which is reviewed whole before any part of it, its thinking
 * or its calls of tools are handed on. What may not pass is dropped and ends in {@code onError}
 * with a {@link RefusedReplyException}. In shadow mode parts pass as they come, and the reply is
 * decided when it is complete. Listeners of the model itself see all. Immutable and safe to share
 * between threads if the model is.
 */
public final class GuardedStreamingChatModel implements StreamingChatModel {
  private final Guard guard;
  private final CaseMapper<AiMessage> mapper;
  private final StreamingChatModel model;

  private GuardedStreamingChatModel(
      Guard guard, CaseMapper<AiMessage> mapper, StreamingChatModel model) {
    this.guard = guard;
    this.mapper = mapper;
    this.model = model;
  }

  /** A model whose replies the host describes. */
  public static GuardedStreamingChatModel of(
      Guard guard, CaseMapper<AiMessage> mapper, StreamingChatModel model) {
    return new GuardedStreamingChatModel(guard, mapper, model);
  }

  /**
   * A model a reply of which is the output {@code reply} of a case, its text being the reply's.
   *
   * @param classifier the attributes of a reply; its {@code text()} may be null
   */
  public static GuardedStreamingChatModel classifying(
      Guard guard, Function<AiMessage, Attributes> classifier, StreamingChatModel model) {
    return of(guard, CaseMapper.of("reply", AiMessage::text, classifier), model);
  }

  @Override
  public void chat(ChatRequest request, StreamingChatResponseHandler handler) {
    model.chat(request, new ReviewedStream(guard, mapper, handler));
  }

  @Override
  public void chat(
      ChatRequest request, ChatRequestOptions options, StreamingChatResponseHandler handler) {
    model.chat(request, options, new ReviewedStream(guard, mapper, handler));
  }

  @Override
  public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
    model.doChat(request, new ReviewedStream(guard, mapper, handler));
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
