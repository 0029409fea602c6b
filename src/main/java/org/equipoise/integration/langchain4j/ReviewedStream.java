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
import java.util.function.Function;
import java.util.stream.Collectors;
import org.equipoise.service.guard.CaseMapper;
import org.equipoise.service.guard.Guard;
import org.equipoise.service.guard.GuardMode;
import org.equipoise.service.guard.Ruling;
import org.jspecify.annotations.Nullable;

/**
 * Buffers a streamed reply until the whole reply may pass, then sends its parts in order. Only the
 * whole reply is reviewed. So if its parts say anything else, what was reviewed is sent instead of
 * them; and raw events, which nobody can review, are not sent.
 */
final class ReviewedStream implements StreamingChatResponseHandler {
  private final Guard guard;
  private final CaseMapper<AiMessage> mapper;
  private final StreamingChatResponseHandler next;
  private final List<Part> kept = new ArrayList<>();

  private enum Kind {
    TEXT,
    THINKING,
    CALL
  }

  /** A part of a reply, and what sends it; a call has no text. */
  private record Part(Kind kind, String text, Consumer<StreamingChatResponseHandler> event) {}

  ReviewedStream(Guard guard, CaseMapper<AiMessage> mapper, StreamingChatResponseHandler next) {
    this.guard = guard;
    this.mapper = mapper;
    this.next = next;
  }

  private synchronized void keep(
      Kind kind, @Nullable String text, Consumer<StreamingChatResponseHandler> event) {
    if (guard.mode() == GuardMode.SHADOW) {
      event.accept(next);
    } else {
      kept.add(new Part(kind, text == null ? "" : text, event));
    }
  }

  @Override
  public void onPartialResponse(String part) {
    keep(Kind.TEXT, part, it -> it.onPartialResponse(part));
  }

  @Override
  public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
    keep(Kind.TEXT, part.text(), it -> it.onPartialResponse(part, context));
  }

  @Override
  public void onPartialThinking(PartialThinking part) {
    keep(Kind.THINKING, part.text(), it -> it.onPartialThinking(part));
  }

  @Override
  public void onPartialThinking(PartialThinking part, PartialThinkingContext context) {
    keep(Kind.THINKING, part.text(), it -> it.onPartialThinking(part, context));
  }

  @Override
  public void onPartialToolCall(PartialToolCall part) {
    keep(Kind.CALL, null, it -> it.onPartialToolCall(part));
  }

  @Override
  public void onPartialToolCall(PartialToolCall part, PartialToolCallContext context) {
    keep(Kind.CALL, null, it -> it.onPartialToolCall(part, context));
  }

  @Override
  public void onCompleteToolCall(CompleteToolCall call) {
    keep(Kind.CALL, null, it -> it.onCompleteToolCall(call));
  }

  @Override
  public void onUnmappedRawEvent(Object event) {
    if (guard.mode() == GuardMode.SHADOW) {
      next.onUnmappedRawEvent(event);
    }
  }

  @Override
  public void onCompleteResponse(ChatResponse response) {
    Ruling ruling = guard.review(mapper, response.aiMessage());
    List<Part> parts = taken();
    if (ruling.passes()) {
      reviewed(parts, response.aiMessage()).forEach(it -> it.event().accept(next));
      next.onCompleteResponse(response);
    } else {
      next.onError(new RefusedReplyException(ruling));
    }
  }

  private static List<Part> reviewed(List<Part> parts, AiMessage reply) {
    List<Part> texts =
        reviewed(parts, Kind.TEXT, reply.text(), it -> next -> next.onPartialResponse(it));
    return reviewed(
        texts,
        Kind.THINKING,
        reply.thinking(),
        it -> next -> next.onPartialThinking(new PartialThinking(it)));
  }

  /** Parts of a kind that say what was reviewed; the one part that does where the given do not. */
  private static List<Part> reviewed(
      List<Part> parts,
      Kind kind,
      @Nullable String whole,
      Function<String, Consumer<StreamingChatResponseHandler>> event) {
    String said =
        parts.stream()
            .filter(it -> it.kind() == kind)
            .map(Part::text)
            .collect(Collectors.joining());
    if (said.isEmpty() || said.equals(whole)) {
      return parts;
    }
    List<Part> instead = new ArrayList<>();
    String reviewed = whole == null ? "" : whole;
    boolean isSaid = reviewed.isEmpty();
    for (Part part : parts) {
      if (part.kind() != kind) {
        instead.add(part);
      } else if (!isSaid) {
        instead.add(new Part(kind, reviewed, event.apply(reviewed)));
        isSaid = true;
      }
    }
    return instead;
  }

  @Override
  public void onError(Throwable error) {
    taken();
    next.onError(error);
  }

  private synchronized List<Part> taken() {
    List<Part> parts = List.copyOf(kept);
    kept.clear();
    return parts;
  }
}
