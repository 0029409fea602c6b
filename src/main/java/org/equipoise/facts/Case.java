package org.equipoise.facts;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A situation to decide, with its alternative outputs. Immutable and safe to share between threads,
 * if the facts are. No component is null unless it says so; the constructor copies the lists.
 *
 * @param id unique among the cases that are decided together
 * @param context a description of the situation, or null
 * @param attributes the attributes of the case
 * @param outputs the alternatives, in the order given; at least one, each with its own id
 * @param facts objects of the host that rules may match; they cannot be relaxed
 * @param extensions fields named {@code x-…}; Equipoise carries them along and does not read them
 * @param at the time as of which the case is decided, or null for the time at which it is decided
 * @param messages the conversation, the earliest first
 * @param session what was raised in earlier cases of the conversation
 * @param noneIsFine whether blocking every output is an answer; null where the constitution decides
 * @param detections what detectors read in the texts of the case; empty if none did
 */
public record Case(
    String id,
    @Nullable String context,
    Attributes attributes,
    List<Output> outputs,
    List<Object> facts,
    Attributes extensions,
    @Nullable Instant at,
    List<Message> messages,
    Session session,
    @Nullable Boolean noneIsFine,
    List<Detection> detections) {

  /**
   * @throws IllegalArgumentException if there is no output, two share an id, or one has the id that
   *     stands for a message with disputed attributes
   */
  public Case {
    outputs = List.copyOf(outputs);
    facts = List.copyOf(facts);
    messages = List.copyOf(messages);
    detections = List.copyOf(detections);
    if (outputs.isEmpty()) {
      throw new IllegalArgumentException("case `" + id + "` has no output");
    }
    if (outputs.size() > 1) {
      requireDistinct(id, outputs);
    }
    if (!messages.isEmpty()) {
      requireApart(id, outputs, messages);
    }
  }

  /** Creates a case in whose texts no detector read. */
  public Case(
      String id,
      @Nullable String context,
      Attributes attributes,
      List<Output> outputs,
      List<Object> facts,
      Attributes extensions,
      @Nullable Instant at,
      List<Message> messages,
      Session session,
      @Nullable Boolean noneIsFine) {
    this(
        id,
        context,
        attributes,
        outputs,
        facts,
        extensions,
        at,
        messages,
        session,
        noneIsFine,
        List.of());
  }

  /** Creates a case without time, messages and session. */
  public Case(
      String id,
      @Nullable String context,
      Attributes attributes,
      List<Output> outputs,
      List<Object> facts,
      Attributes extensions) {
    this(id, context, attributes, outputs, facts, extensions, null, List.of(), Session.NONE, null);
  }

  /** Returns this case with other attributes, in place of its own, its outputs' and messages'. */
  public Case withAttributes(Attributes own, List<Output> ofOutputs, List<Message> ofMessages) {
    return new Case(
        id,
        context,
        own,
        ofOutputs,
        facts,
        extensions,
        at,
        ofMessages,
        session,
        noneIsFine,
        detections);
  }

  private static void requireDistinct(String id, List<Output> outputs) {
    Set<String> ids = new HashSet<>();
    for (Output output : outputs) {
      if (!ids.add(output.id())) {
        throw new IllegalArgumentException(
            "case `" + id + "` has two outputs `" + output.id() + "`");
      }
    }
  }

  private static void requireApart(String id, List<Output> outputs, List<Message> messages) {
    for (int turn = 0; turn < messages.size(); turn++) {
      String owner = Message.owner(turn);
      if (!messages.get(turn).attributes().disputed().isEmpty()
          && outputs.stream().anyMatch(it -> it.id().equals(owner))) {
        throw new IllegalArgumentException(
            "output `"
                + owner
                + "` of case `"
                + id
                + "` has the name by which disputed attributes of message "
                + turn
                + " go");
      }
    }
  }

  /** Returns a case without context, attributes and facts of the host. */
  public static Case of(String id, Output... outputs) {
    return new Case(id, null, Attributes.none(), List.of(outputs), List.of(), Attributes.none());
  }

  /** Returns this case with these objects of the host as its facts, in place of any others. */
  public Case withFacts(Object... more) {
    return copy(attributes, outputs, List.of(more), at, messages, session, noneIsFine);
  }

  /** Returns this case with other attributes. */
  public Case withAttributes(Attributes others) {
    return copy(others, outputs, facts, at, messages, session, noneIsFine);
  }

  /** Returns this case with other outputs. */
  public Case withOutputs(List<Output> others) {
    return copy(attributes, others, facts, at, messages, session, noneIsFine);
  }

  /** Returns this case as of a time. */
  public Case withAt(Instant time) {
    return copy(attributes, outputs, facts, time, messages, session, noneIsFine);
  }

  /** Returns this case with these messages, in place of any others. */
  public Case withMessages(List<Message> others) {
    return copy(attributes, outputs, facts, at, others, session, noneIsFine);
  }

  /** Returns this case in a session. */
  public Case withSession(Session other) {
    return copy(attributes, outputs, facts, at, messages, other, noneIsFine);
  }

  /** Returns this case, saying whether blocking every output is an answer. */
  public Case withNoneIsFine(boolean isFine) {
    return copy(attributes, outputs, facts, at, messages, session, isFine);
  }

  /** Returns this case with what these detectors read, in place of any others. */
  public Case withDetections(List<Detection> others) {
    return new Case(
        id,
        context,
        attributes,
        outputs,
        facts,
        extensions,
        at,
        messages,
        session,
        noneIsFine,
        others);
  }

  private Case copy(
      Attributes ofCase,
      List<Output> alternatives,
      List<Object> ofHost,
      @Nullable Instant time,
      List<Message> conversation,
      Session earlier,
      @Nullable Boolean isFine) {
    return new Case(
        id,
        context,
        ofCase,
        alternatives,
        ofHost,
        extensions,
        time,
        conversation,
        earlier,
        isFine,
        detections);
  }

  /**
   * Returns the attributes of the case, of one of its outputs or of one of its messages.
   *
   * @param owner the id of an output, {@link Message#owner} of a message, or empty for the case
   * @throws IllegalArgumentException if there is no such output or message
   */
  public Attributes attributesOf(String owner) {
    if (owner.isEmpty()) {
      return attributes;
    }
    for (Output output : outputs) {
      if (output.id().equals(owner)) {
        return output.attributes();
      }
    }
    for (int turn = 0; turn < messages.size(); turn++) {
      if (Message.owner(turn).equals(owner)) {
        return messages.get(turn).attributes();
      }
    }
    throw new IllegalArgumentException("case `" + id + "` has no output `" + owner + "`");
  }
}
