package org.equipoise.service.detection;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.facts.Detection.Quote;
import org.equipoise.facts.Message;
import org.jspecify.annotations.Nullable;

/**
 * A text that a detector reads, and what it stands in. Immutable.
 *
 * @param id the id of the output that has the text, or {@link Message#owner} of the message
 * @param text the text, as the host let it come; it may be empty, long or hostile
 * @param context the description of the situation, or null
 * @param conversation the messages before it, the earliest first
 */
public record Passage(
    String id, String text, @Nullable String context, List<Message> conversation) {
  private static final String CONTEXT = "context";
  private static final int MAX_QUOTED_CHARS = 1_000;

  public Passage {
    conversation = List.copyOf(conversation);
  }

  /** Returns the texts around it, by the names that quotes give them: the context and messages. */
  public Map<String, String> surroundings() {
    Map<String, String> texts = new TreeMap<>();
    if (context != null) {
      texts.put(CONTEXT, context);
    }
    for (int turn = 0; turn < conversation.size(); turn++) {
      String said = conversation.get(turn).text();
      if (said != null) {
        texts.put(Message.owner(turn), said);
      }
    }
    return texts;
  }

  /**
   * Returns the first place in the text of some words, or else in the texts around it. The words
   * must stand there verbatim, in whole characters.
   *
   * @return the quote; null if the words stand nowhere, there are none, or they have more than
   *     1,000 UTF-16 code units
   */
  public @Nullable Quote quote(String words) {
    if (!isQuotable(words)) {
      return null;
    }
    Quote own = quote(id, text, words);
    if (own != null) {
      return own;
    }
    for (Map.Entry<String, String> each : surroundings().entrySet()) {
      Quote found = quote(each.getKey(), each.getValue(), words);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable Quote quote(String in, String text, String words) {
    int at = text.indexOf(words);
    return at < 0 ? null : new Quote(in, at, at + words.length(), words);
  }

  /** Returns whether words can be a quote: some, not too many, and no half of a character. */
  private static boolean isQuotable(String words) {
    return !words.isEmpty()
        && words.length() <= MAX_QUOTED_CHARS
        && !Character.isLowSurrogate(words.charAt(0))
        && !Character.isHighSurrogate(words.charAt(words.length() - 1));
  }

  /** Returns whether a quote stands in the passage, verbatim and in whole characters. */
  public boolean holds(Quote quote) {
    String whole = quote.in().equals(id) ? text : surroundings().get(quote.in());
    return whole != null
        && quote.to() <= whole.length()
        && quote.text().length() == quote.to() - quote.from()
        && whole.startsWith(quote.text(), quote.from())
        && isWhole(whole, quote.from())
        && isWhole(whole, quote.to());
  }

  /** Returns whether a place is between two characters, and not within one. */
  private static boolean isWhole(String text, int at) {
    return at == 0
        || at == text.length()
        || !(Character.isHighSurrogate(text.charAt(at - 1))
            && Character.isLowSurrogate(text.charAt(at)));
  }
}
