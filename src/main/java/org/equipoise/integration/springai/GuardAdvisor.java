package org.equipoise.integration.springai;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.equipoise.service.guard.CaseMapper;
import org.equipoise.service.guard.Guard;
import org.equipoise.service.guard.GuardMode;
import org.equipoise.service.guard.Ruling;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.api.Advisor;
import org.springframework.ai.chat.client.advisor.api.BaseAdvisor;
import org.springframework.ai.chat.client.advisor.api.CallAdvisor;
import org.springframework.ai.chat.client.advisor.api.CallAdvisorChain;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisor;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisorChain;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import reactor.core.publisher.Flux;

/**
 * Reviews every reply of a model. What may not pass is replaced by a refusal that says why, with
 * the {@link Ruling} in the response's context under {@link #RULING}. Of a stream nothing is let
 * through before the whole of it was decided; in shadow mode its parts pass as they come, and it is
 * decided when it ends, is broken off, or fails. Immutable and safe to share between threads.
 *
 * <p>By default it stands just inside Spring AI's chat memory, so that what was refused is not
 * remembered, and in Spring AI 2 outside the loop of tool calls, so that it sees final replies. An
 * advisor that is to see what it lets through unchanged must come before it in order.
 */
public final class GuardAdvisor implements CallAdvisor, StreamAdvisor {
  /** The key of the ruling in the context of a refusal. */
  public static final String RULING = "equipoise.ruling";

  private final Guard guard;
  private final CaseMapper<Reply> mapper;
  private final Function<Ruling, String> refusal;
  private final int order;

  private GuardAdvisor(
      Guard guard, CaseMapper<Reply> mapper, Function<Ruling, String> refusal, int order) {
    this.guard = guard;
    this.mapper = mapper;
    this.refusal = refusal;
    this.order = order;
  }

  /** An advisor that describes replies, with what they answer, as the host does. */
  public static GuardAdvisor of(Guard guard, CaseMapper<Reply> mapper) {
    return new GuardAdvisor(
        guard, mapper, it -> "This reply was withheld: " + it.reason(), insideMemory());
  }

  /**
   * An advisor for which a reply is a case with an output {@code reply}; where the model generated
   * several alternatives, the others are {@code reply-2} and so on, and all of them must be
   * allowed. A reply that holds media is refused, since a classifier of texts says nothing of it.
   *
   * @param classifier the attributes of a text; the text is empty where the model said nothing
   */
  public static GuardAdvisor classifying(Guard guard, Function<String, Attributes> classifier) {
    return of(guard, it -> describe(it, classifier));
  }

  private static Case describe(Reply reply, Function<String, Attributes> classifier) {
    if (reply.hasMedia()) {
      throw new IllegalArgumentException(
          "the reply holds media, and the classifier reads texts: describe it with `of`");
    }
    List<Output> outputs = new ArrayList<>();
    for (String text : reply.texts()) {
      String id = outputs.isEmpty() ? "reply" : "reply-" + (outputs.size() + 1);
      outputs.add(new Output(id, text, null, classifier.apply(text), Attributes.none()));
    }
    return Case.of(UUID.randomUUID().toString(), outputs.toArray(Output[]::new));
  }

  /** This advisor, putting something else in place of what may not pass. */
  public GuardAdvisor withRefusal(Function<Ruling, String> refusal) {
    return new GuardAdvisor(guard, mapper, refusal, order);
  }

  /** This advisor at another place among advisors. */
  public GuardAdvisor withOrder(int order) {
    return new GuardAdvisor(guard, mapper, refusal, order);
  }

  /** The memory's own place differs between versions, and the compiler would fix it. */
  private static int insideMemory() {
    try {
      return Advisor.class.getField("DEFAULT_CHAT_MEMORY_PRECEDENCE_ORDER").getInt(null) + 50;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this version of Spring AI has no order of memory", e);
    }
  }

  @Override
  public String getName() {
    return "equipoise";
  }

  @Override
  public int getOrder() {
    return order;
  }

  @Override
  public ChatClientResponse adviseCall(ChatClientRequest request, CallAdvisorChain chain) {
    ChatClientResponse response = chain.nextCall(request);
    Ruling ruling = guard.review(mapper, new Reply(request, List.of(response)));
    return ruling.passes() ? response : refused(response, ruling);
  }

  @Override
  public Flux<ChatClientResponse> adviseStream(
      ChatClientRequest request, StreamAdvisorChain chain) {
    return Flux.defer(
        () ->
            guard.mode() == GuardMode.SHADOW
                ? observed(request, chain.nextStream(request))
                : decided(request, chain.nextStream(request)));
  }

  private Flux<ChatClientResponse> observed(
      ChatClientRequest request, Flux<ChatClientResponse> stream) {
    // It may be broken off by another thread than the one that fills it.
    List<ChatClientResponse> parts = Collections.synchronizedList(new ArrayList<>());
    Runnable review = () -> guard.review(mapper, new Reply(request, parts));
    return stream
        .doOnNext(parts::add)
        .doOnCancel(review)
        .doOnError(it -> review.run())
        .doOnComplete(review);
  }

  private Flux<ChatClientResponse> decided(
      ChatClientRequest request, Flux<ChatClientResponse> stream) {
    return stream
        .collectList()
        .publishOn(BaseAdvisor.DEFAULT_SCHEDULER) // a classifier may block
        .flatMapIterable(
            parts -> {
              Ruling ruling = guard.review(mapper, new Reply(request, parts));
              if (ruling.passes()) {
                return parts;
              }
              return List.of(refused(parts.isEmpty() ? null : parts.get(parts.size() - 1), ruling));
            });
  }

  private ChatClientResponse refused(@Nullable ChatClientResponse instead, Ruling ruling) {
    Map<String, Object> context = new HashMap<>();
    if (instead != null) {
      context.putAll(instead.context());
    }
    context.put(RULING, ruling);
    ChatResponse response =
        new ChatResponse(List.of(new Generation(new AssistantMessage(refusal.apply(ruling)))));
    return new ChatClientResponse(response, context);
  }
}
