package org.equipoise.inference.internal;

import java.util.List;
import java.util.function.BiFunction;
import org.equipoise.constitution.internal.RuleBase;
import org.equipoise.constitution.internal.matching.WorkingMemory;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Message;
import org.equipoise.facts.Output;
import org.equipoise.language.AttributeReader;
import org.equipoise.language.Case;
import org.equipoise.language.Session;

/** The facts of a case that cannot be relaxed, and what rules say of one another. */
public final class CaseFacts {
  private CaseFacts() {}

  /**
   * Adds the case, its outputs and its conversation, and the facts that rules are.
   *
   * @param sorted the outputs by id
   * @param choiceDue whether one of several outputs has to be chosen
   * @param readers reads the attributes of an owner, by its id; that of the case is empty
   */
  public static void insert(
      WorkingMemory memory,
      RuleBase rules,
      org.equipoise.facts.Case given,
      List<Output> sorted,
      boolean choiceDue,
      BiFunction<String, Attributes, AttributeReader> readers) {
    org.equipoise.language.Output[] outputs = new org.equipoise.language.Output[sorted.size()];
    for (int i = 0; i < outputs.length; i++) {
      Meter.step();
      Output output = sorted.get(i);
      outputs[i] =
          new org.equipoise.language.Output(
              output.id(),
              i,
              given.id(),
              output.text(),
              output.author(),
              readers.apply(output.id(), output.attributes()));
    }
    Case fact =
        new Case(
            given.id(),
            given.context(),
            readers.apply("", given.attributes()),
            List.of(outputs),
            choiceDue);
    insert(memory, fact, given.attributes());
    for (int i = 0; i < outputs.length; i++) {
      insert(memory, outputs[i], sorted.get(i).attributes());
    }
    insertConversation(memory, given, readers);
    memory.insertAll(rules.rules());
  }

  private static void insertConversation(
      WorkingMemory memory,
      org.equipoise.facts.Case given,
      BiFunction<String, Attributes, AttributeReader> readers) {
    List<Message> messages = given.messages();
    for (int turn = 0; turn < messages.size(); turn++) {
      Meter.step();
      Attributes own = messages.get(turn).attributes();
      AttributeReader reader = readers.apply(Message.owner(turn), own);
      insert(memory, new org.equipoise.language.Message(messages.get(turn), turn, reader), own);
    }
    if (!given.session().isEmpty()) {
      memory.insert(new Session(given.session().raised()));
    }
  }

  private static void insert(WorkingMemory memory, Object fact, Attributes attributes) {
    if (attributes.disputed().isEmpty()) {
      memory.insert(fact, attributes);
    } else {
      memory.insert(fact);
    }
  }
}
