package org.equipoise.integration.langchain4j;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.equipoise.service.guard.CaseMapper;
import org.equipoise.service.guard.Guard;
import org.equipoise.service.guard.GuardMode;
import org.equipoise.service.guard.Ruling;

/** Buffers a streamed reply until the whole reply may pass, then sends its parts in order. */
final class ReviewedStream implements StreamingChatResponseHandler {
  private final Guard guard;
  private final CaseMapper<AiMessage> mapper;
  private final StreamingChatResponseHandler next;
  private final List<Consumer<StreamingChatResponseHandler>> kept = new ArrayList<>();

  ReviewedStream(Guard guard, CaseMapper<AiMessage> mapper, StreamingChatResponseHandler next) {
    this.guard = guard;
    this.mapper = mapper;
    this.next = next;
  }

  private synchronized void keep(Consumer<StreamingChatResponseHandler> event) {
    if (guard.mode() == GuardMode.SHADOW) {
      event.accept(next);
    } else {
      kept.add(event);
    }
  }

  @Override
  public void onPartialResponse(String part) {
    keep(it -> it.onPartialResponse(part));
  }

  @Override
  public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
    keep(it -> it.onPartialResponse(part, context));
  }

  @Override
  public void onPartialThinking(PartialThinking part) {
    keep(it -> it.onPartialThinking(part));
  }

  @Override
  public void onPartialThinking(PartialThinking part, PartialThinkingContext context) {
    keep(it -> it.onPartialThinking(part, context));
  }

  @Override
  public void onPartialToolCall(PartialToolCall part) {
    keep(it -> it.onPartialToolCall(part));
  }

  @Override
  public void onPartialToolCall(PartialToolCall part, PartialToolCallContext context) {
    keep(it -> it.onPartialToolCall(part, context));
  }

  @Override
  public void onCompleteToolCall(CompleteToolCall call) {
    keep(it -> it.onCompleteToolCall(call));
  }

  @Override
  public void onUnmappedRawEvent(Object event) {
    keep(it -> it.onUnmappedRawEvent(event));
  }

  @Override
  public void onCompleteResponse(ChatResponse response) {
    Ruling ruling = guard.review(mapper, response.aiMessage());
    List<Consumer<StreamingChatResponseHandler>> events = taken();
    if (ruling.passes()) {
      events.forEach(it -> it.accept(next));
      next.onCompleteResponse(response);
    } else {
      next.onError(new RefusedReplyException(ruling));
    }
  }

  @Override
  public void onError(Throwable error) {
    taken();
    next.onError(error);
  }

  private synchronized List<Consumer<StreamingChatResponseHandler>> taken() {
    List<Consumer<StreamingChatResponseHandler>> events = List.copyOf(kept);
    kept.clear();
    return events;
  }
}
