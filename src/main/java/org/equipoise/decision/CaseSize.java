package org.equipoise.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Message;
import org.equipoise.facts.Output;

/** What in a case is larger than in most cases. */
final class CaseSize {
  private static final int MANY = 20;
  private static final int MANY_DISPUTED = 8;
  private static final int MANY_ATTRIBUTES = 1_000;
  private static final int MANY_CHARACTERS = 100_000;

  private CaseSize() {}

  /** What is large, as the end of a sentence about an error; empty if nothing is. */
  static String words(Case given, List<Judgment> judgments) {
    List<String> large = new ArrayList<>();
    if (judgments.size() >= MANY) {
      large.add(judgments(judgments));
    }
    if (given.outputs().size() >= MANY) {
      large.add(number(given.outputs().size()) + " outputs");
    }
    long attributes = given.attributes().size();
    long disputed = given.attributes().disputed().size();
    long characters = given.context() == null ? 0 : given.context().length();
    for (Output output : given.outputs()) {
      attributes += output.attributes().size();
      disputed += output.attributes().disputed().size();
      characters = Math.max(characters, output.text() == null ? 0 : output.text().length());
    }
    for (Message message : given.messages()) {
      attributes += message.attributes().size();
      disputed += message.attributes().disputed().size();
      characters = Math.max(characters, message.text() == null ? 0 : message.text().length());
    }
    if (given.messages().size() >= MANY) {
      large.add(number(given.messages().size()) + " messages");
    }
    if (disputed >= MANY_DISPUTED) {
      large.add(number(disputed) + " disputed attributes");
    }
    if (attributes >= MANY_ATTRIBUTES) {
      large.add(number(attributes) + " attributes");
    }
    if (given.facts().size() >= MANY) {
      large.add(number(given.facts().size()) + " facts of the host");
    }
    if (characters >= MANY_CHARACTERS) {
      large.add(number(characters) + " letters in one text");
    }
    return large.isEmpty() ? "" : ", with " + String.join(", ", large);
  }

  /** How many judgments there are; of one output, if most are on it. */
  private static String judgments(List<Judgment> judgments) {
    String most = null; // the only output that more than half of them can be on
    int lead = 0;
    for (Judgment judgment : judgments) {
      if (judgment.verdict() instanceof Judgment.OnOutput on) {
        most = lead == 0 ? on.output() : most;
        lead += on.output().equals(most) ? 1 : -1;
      }
    }
    int number = 0;
    for (Judgment judgment : judgments) {
      if (judgment.verdict() instanceof Judgment.OnOutput on && on.output().equals(most)) {
        number++;
      }
    }
    return 2 * number > judgments.size()
        ? number(number) + " judgments on output `" + most + "`"
        : number(judgments.size()) + " judgments";
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
