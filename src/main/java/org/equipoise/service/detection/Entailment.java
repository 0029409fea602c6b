package org.equipoise.service.detection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.equipoise.coherence.Answer;
import org.equipoise.coherence.EntailmentModel;
import org.equipoise.coherence.Finding.Why;
import org.equipoise.coherence.ModelCard;
import org.equipoise.coherence.Sentence;
import org.equipoise.coherence.TextPair;
import org.equipoise.constitution.Attribute;
import org.equipoise.constitution.Attribute.Subject;
import org.equipoise.facts.Detection.Quote;

/**
 * Reads attributes by a model of entailment: an attribute is as likely as a sentence of the text
 * entails what its declaration {@code says}. The greatest share of the sentences counts, and that
 * sentence is the evidence. Attributes of the case are looked for in the context and the
 * conversation as well. As safe for use by several threads as the model.
 *
 * <p>A share is a score and no probability, so it is never taken for certain: without thresholds of
 * a calibration every attribute that it reads is disputed. A text in a language that the model does
 * not read, a sentence that is longer than it reads, and a text that is longer than the limit are
 * failures; so is a text without a sentence, since nothing can be read in it.
 */
public final class Entailment implements Detector {
  private static final int MOST_SENTENCES = 100;
  private static final int CHARS_FOR_EACH = 1_000;
  private static final int MAX_QUOTED_CHARS = 500;
  private static final double EDGE = 1e-6;

  private final EntailmentModel model;
  private final int mostSentences;
  private final DetectorCard card;

  private Entailment(EntailmentModel model, int mostSentences) {
    this.model = model;
    this.mostSentences = mostSentences;
    ModelCard of = model.card();
    this.card =
        DetectorCard.of("entailment", "1", of.digest(), Integer.toString(mostSentences))
            .with("the model " + of.name(), of.licence());
  }

  /**
   * Returns a detector that reads texts of up to 100 sentences.
   *
   * @param model is not closed by the detector
   */
  public static Entailment of(EntailmentModel model) {
    return new Entailment(model, MOST_SENTENCES);
  }

  /**
   * Returns this detector with another limit to the length of a text, with its conversation where
   * that is read: so many sentences, and a thousand times as many UTF-16 code units. What is longer
   * is not read at all, since a part of it would not do.
   */
  public Entailment withMostSentences(int most) {
    if (most < 1 || most > 10_000) {
      throw new IllegalArgumentException(most + " sentences are not from 1 to 10,000");
    }
    return new Entailment(model, most);
  }

  @Override
  public DetectorCard card() {
    return card;
  }

  /** A sentence and the text it stands in. */
  private record Place(String in, Sentence sentence) {
    Quote quote() {
      String text = sentence.text();
      int length = Math.min(text.length(), MAX_QUOTED_CHARS);
      if (length < text.length() && Character.isHighSurrogate(text.charAt(length - 1))) {
        length--;
      }
      int from = sentence.start();
      return new Quote(in, from, from + length, text.substring(0, length));
    }
  }

  @Override
  public Map<String, Detected> read(Passage passage, List<Attribute> asked) {
    Map<String, Detected> found = new LinkedHashMap<>();
    for (Attribute each : asked) {
      String says = each.says();
      found.put(
          each.name(),
          each.type() != Attribute.Type.BOOLEAN
              ? Detected.abstained("entailment tells truth values alone")
              : says == null || says.isBlank()
                  ? Detected.abstained("no sentence is declared for it (`says`)")
                  : read(texts(passage, each), says));
    }
    return found;
  }

  private static Map<String, String> texts(Passage passage, Attribute attribute) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(passage.id(), passage.text());
    if (attribute.of() == Subject.CASE) {
      passage.surroundings().forEach(texts::putIfAbsent);
    }
    return texts;
  }

  private Detected read(Map<String, String> texts, String says) {
    long length = texts.values().stream().mapToLong(String::length).sum();
    if (length > (long) CHARS_FOR_EACH * mostSentences) {
      return Detected.fault("the text has " + length + " characters: too long to be read");
    }
    List<Place> places = new ArrayList<>();
    for (Map.Entry<String, String> each : texts.entrySet()) {
      if (!model.card().reads(each.getValue())) {
        return Detected.fault(why(Why.LANGUAGE));
      }
      Sentence.of(each.getValue()).forEach(it -> places.add(new Place(each.getKey(), it)));
    }
    if (places.isEmpty()) {
      return Detected.fault("there is no sentence to read");
    }
    if (places.size() > mostSentences) {
      return Detected.fault(
          "the text has " + places.size() + " sentences, and " + mostSentences + " are read");
    }
    List<Answer> answers =
        model.answer(places.stream().map(it -> new TextPair(it.sentence().text(), says)).toList());
    if (answers.size() != places.size()) {
      return Detected.fault("the model answered " + answers.size() + " of " + places.size());
    }
    int best = 0;
    for (int i = 0; i < answers.size(); i++) {
      if (answers.get(i).doubt().isPresent()) {
        return Detected.fault(why(answers.get(i).doubt().get()));
      }
      if (share(answers.get(i)) > share(answers.get(best))) {
        best = i;
      }
    }
    double share = Math.min(1 - EDGE, Math.max(EDGE, share(answers.get(best))));
    return Detected.probability(share, List.of(places.get(best).quote()));
  }

  private static double share(Answer answer) {
    return answer.relation().entails();
  }

  private static String why(Why doubt) {
    return switch (Objects.requireNonNull(doubt)) {
      case TOO_LONG -> "a sentence is longer than the model reads";
      case LANGUAGE -> "the text is in a language that the model does not read";
      default -> "the model gave no answer to rely on: " + doubt.word();
    };
  }
}
