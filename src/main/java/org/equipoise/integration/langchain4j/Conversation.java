package org.equipoise.integration.langchain4j;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.guardrail.GuardrailRequestParams;
import dev.langchain4j.memory.ChatMemory;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Message;
import org.equipoise.facts.Message.Role;
import org.equipoise.service.guard.CaseMapper;
import org.equipoise.service.guard.Guard;
import org.jspecify.annotations.Nullable;

/** The messages of LangChain4j as cases carry them. Stateless and safe to share between threads. */
public final class Conversation {
  /** Gives a message no attributes, so that a detector reads it. */
  static final Function<Message, Attributes> UNREAD = it -> Attributes.none();

  private Conversation() {}

  static void requireReading(Guard guard) {
    if (guard.reader() == null) {
      throw new IllegalArgumentException(
          "the guard has no detector to read a text: give it one with `reading`");
    }
  }

  /**
   * Returns all that a reply says, thinking included; empty if it says nothing, null if it has
   * pictures.
   */
  static @Nullable String readable(AiMessage reply) {
    if (hasPictures(reply)) {
      return null;
    }
    return Stream.of(reply.text(), reply.thinking())
        .filter(Objects::nonNull)
        .collect(Collectors.joining("\n\n"));
  }

  /** A mapper for classifiers, most of which read a text: it describes no reply with pictures. */
  static CaseMapper<AiMessage> classifying(Function<AiMessage, Attributes> classifier) {
    CaseMapper<AiMessage> mapper = CaseMapper.of("reply", AiMessage::text, classifier);
    return reply -> {
      if (hasPictures(reply)) {
        throw new IllegalArgumentException(
            "the reply holds pictures, and the classifier reads texts: describe it with `of`");
      }
      return mapper.map(reply);
    };
  }

  private static boolean hasPictures(AiMessage reply) {
    return reply.images() != null && !reply.images().isEmpty();
  }

  /** Returns the text of a message; null if it has parts that are no texts. */
  static @Nullable String readable(UserMessage message) {
    return message.contents().stream().allMatch(TextContent.class::isInstance)
        ? text(message.contents())
        : null;
  }

  /**
   * Returns messages in their order. A message without text, such as a picture or a tool call, has
   * none. A message of a kind of the host's own is one of a user.
   *
   * @param classifier returns the attributes of a message, whose {@code text()} may be null
   */
  public static List<Message> of(
      List<ChatMessage> messages, Function<Message, Attributes> classifier) {
    List<Message> all = new ArrayList<>(messages.size());
    for (ChatMessage each : messages) {
      Message plain = new Message(role(each), text(each), Attributes.none(), Attributes.none());
      all.add(plain.withAttributes(classifier.apply(plain)));
    }
    return all;
  }

  /** Returns a mapper, by the request that is answered, whose cases carry its messages as well. */
  static Function<ChatRequest, CaseMapper<AiMessage>> addedTo(
      Function<ChatRequest, CaseMapper<AiMessage>> mapper,
      Function<Message, Attributes> classifier) {
    return request ->
        reply -> mapper.apply(request).map(reply).withMessages(of(request.messages(), classifier));
  }

  /**
   * Returns the messages in the memory of a request; none without a memory.
   *
   * @param reviewed what is under review; it is left out if the memory ends with it
   */
  static List<Message> before(
      ChatMessage reviewed,
      GuardrailRequestParams params,
      Function<Message, Attributes> classifier) {
    ChatMemory memory = params.chatMemory();
    List<ChatMessage> messages = memory == null ? List.of() : memory.messages();
    int size = messages.size();
    boolean isLast = size > 0 && messages.get(size - 1).equals(reviewed);
    return of(isLast ? messages.subList(0, size - 1) : messages, classifier);
  }

  private static Role role(ChatMessage message) {
    return switch (message.type()) {
      case SYSTEM -> Role.SYSTEM;
      case AI -> Role.ASSISTANT;
      case TOOL_EXECUTION_RESULT -> Role.TOOL;
      case USER, CUSTOM -> Role.USER;
    };
  }

  private static @Nullable String text(ChatMessage message) {
    if (message instanceof SystemMessage it) {
      return it.text();
    }
    if (message instanceof AiMessage it) {
      return it.text();
    }
    if (message instanceof UserMessage it) {
      return text(it.contents());
    }
    return message instanceof ToolExecutionResultMessage it ? text(it.contents()) : null;
  }

  private static @Nullable String text(List<Content> contents) {
    String text =
        contents.stream()
            .filter(TextContent.class::isInstance)
            .map(it -> ((TextContent) it).text())
            .collect(Collectors.joining("\n"));
    return text.isEmpty() ? null : text;
  }
}
