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
import org.equipoise.service.guard.CaseMapper;
import org.equipoise.service.guard.Guard;
import org.equipoise.service.guard.Ruling;

/**
 * A model whose every reply is reviewed before anybody sees it, also what it says beside a call of
 * a tool, which LangChain4j's guardrails never see. What may not pass ends in a {@link
 * RefusedReplyException}. Listeners of the model itself see all. Immutable and safe to share
 * between threads if the model is.
 */
public final class GuardedChatModel implements ChatModel {
  private final Guard guard;
  private final CaseMapper<AiMessage> mapper;
  private final ChatModel model;

  private GuardedChatModel(Guard guard, CaseMapper<AiMessage> mapper, ChatModel model) {
    this.guard = guard;
    this.mapper = mapper;
    this.model = model;
  }

  /** A model whose replies the host describes. */
  public static GuardedChatModel of(Guard guard, CaseMapper<AiMessage> mapper, ChatModel model) {
    return new GuardedChatModel(guard, mapper, model);
  }

  /**
   * A model a reply of which is the output {@code reply} of a case, its text being the reply's.
   *
   * @param classifier the attributes of a reply; its {@code text()} may be null
   */
  public static GuardedChatModel classifying(
      Guard guard, Function<AiMessage, Attributes> classifier, ChatModel model) {
    return of(guard, CaseMapper.of("reply", AiMessage::text, classifier), model);
  }

  @Override
  public ChatResponse chat(ChatRequest request) {
    return reviewed(model.chat(request));
  }

  @Override
  public ChatResponse chat(ChatRequest request, ChatRequestOptions options) {
    return reviewed(model.chat(request, options));
  }

  @Override
  public ChatResponse doChat(ChatRequest request) {
    return reviewed(model.doChat(request));
  }

  private ChatResponse reviewed(ChatResponse response) {
    Ruling ruling = guard.review(mapper, response.aiMessage());
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
