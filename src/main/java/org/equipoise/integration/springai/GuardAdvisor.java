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
import org.equipoise.facts.Message;
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
 * Reviews every reply of a model. If a reply may not pass, a refusal with the reason replaces it,
 * and the response's context holds the {@link Ruling} under {@link #RULING}. Streamed replies are
 * buffered until the whole reply is decided. In shadow mode parts pass at once, and the reply is
 * decided when the stream ends, is cancelled or fails. Immutable and thread-safe.
 *
 * <p>By default the advisor runs directly inside Spring AI's chat memory, so that refused replies
 * are not stored. In Spring AI 2 it also runs outside the loop of tool calls, so that it sees final
 * replies. An advisor that must see the unchanged approved reply must come before it in order.
 */
public final class GuardAdvisor implements CallAdvisor, StreamAdvisor {
  /** The key under which the context of a refusal holds the ruling. */
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

  /** Returns an advisor whose mapper describes replies with their requests. */
  public static GuardAdvisor of(Guard guard, CaseMapper<Reply> mapper) {
    return new GuardAdvisor(
        guard, mapper, it -> "This reply was withheld: " + it.reason(), insideMemory());
  }

  /**
   * Returns an advisor for which a reply becomes a case with an output {@code reply}. If the model
   * generated several alternatives, the others are {@code reply-2} and so on, and all of them must
   * be allowed. A reply with media is refused, because a classifier of texts does not cover it.
   *
   * @param classifier returns the attributes of a text; the text is empty if the model said nothing
   */
  public static GuardAdvisor classifying(Guard guard, Function<String, Attributes> classifier) {
    return of(guard, it -> describe(it, classifier));
  }

  /**
   * Returns an advisor as {@link #classifying} does, of whose replies the detector of a guard reads
   * the texts, with the messages of the prompt.
   *
   * @throws IllegalArgumentException if the guard has no detector
   */
  public static GuardAdvisor reading(Guard guard) {
    requireReading(guard);
    return classifying(guard, it -> Attributes.none()).withConversation(it -> Attributes.none());
  }

  static void requireReading(Guard guard) {
    if (guard.reader() == null) {
      throw new IllegalArgumentException(
          "the guard has no detector to read a text: give it one with `reading`");
    }
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

  /**
   * Returns this advisor with cases that carry the messages of the prompt, those of the chat memory
   * included. They are recorded with the case.
   *
   * @param classifier returns the attributes of a message, whose {@code text()} may be null
   */
  public GuardAdvisor withConversation(Function<Message, Attributes> classifier) {
    return new GuardAdvisor(
        guard, it -> mapper.map(it).withMessages(it.conversation(classifier)), refusal, order);
  }

  /** Returns this advisor with another text for refusals. */
  public GuardAdvisor withRefusal(Function<Ruling, String> refusal) {
    return new GuardAdvisor(guard, mapper, refusal, order);
  }

  /** Returns this advisor with another order among advisors. */
  public GuardAdvisor withOrder(int order) {
    return new GuardAdvisor(guard, mapper, refusal, order);
  }

  /**
   * Reads the order of the memory at run time. It differs between versions, and the compiler would
   * inline the constant.
   */
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
    // Another thread may cancel the stream than the one that fills the list.
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
