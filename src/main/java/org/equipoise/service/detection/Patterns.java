package org.equipoise.service.detection;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.equipoise.constitution.Attribute;
import org.equipoise.constitution.Attribute.Subject;
import org.equipoise.facts.Detection.Quote;
import org.equipoise.problem.internal.OptionalLibrary;

/**
 * Finds the patterns that a constitution declares beside its attributes ({@code detect}). An
 * attribute is true if one of its patterns is found, and false if none is; an attribute without
 * patterns is passed over. Attributes of the case are looked for in the context and the
 * conversation as well. The time to look for a pattern grows with the length of the text and not
 * faster, whatever the text is. Thread-safe.
 */
public final class Patterns implements Detector {
  private static final int MAX_QUOTED_CHARS = 500;
  private static final DetectorCard CARD =
      DetectorCard.of("patterns", "1", "RE2")
          .with("the patterns that the constitution declares", "Apache-2.0");

  private final Map<String, Pattern> compiled = new ConcurrentHashMap<>();
  private final DetectorCard card;
  private final boolean speaksOfAbsence;

  /**
   * Creates a detector.
   *
   * @throws IllegalStateException if the library that finds patterns is not on the class path
   */
  public Patterns() {
    this(CARD, true);
    OptionalLibrary.require("com.google.re2j.Pattern", "com.google.re2j:re2j", "patterns");
  }

  private Patterns(DetectorCard card, boolean speaksOfAbsence) {
    this.card = card;
    this.speaksOfAbsence = speaksOfAbsence;
  }

  /**
   * Returns a detector that abstains where none of an attribute's patterns is found, so that
   * another one can be asked ({@link Detectors#first}).
   */
  public Patterns onlyWhatIsFound() {
    return new Patterns(
        DetectorCard.of("patterns-found", "1", "RE2").with(CARD.data(), CARD.licence()), false);
  }

  @Override
  public DetectorCard card() {
    return card;
  }

  @Override
  public Map<String, Detected> read(Passage passage, List<Attribute> asked) {
    Map<String, Detected> found = new LinkedHashMap<>();
    for (Attribute attribute : asked) {
      found.put(
          attribute.name(),
          attribute.patterns().isEmpty()
              ? Detected.abstained("no pattern is declared for it")
              : found(passage, attribute));
    }
    return found;
  }

  private Detected found(Passage passage, Attribute attribute) {
    List<Quote> quotes = new ArrayList<>();
    boolean isFound = find(passage.id(), passage.text(), attribute, quotes);
    if (attribute.of() == Subject.CASE) {
      for (Map.Entry<String, String> each : passage.surroundings().entrySet()) {
        isFound |= find(each.getKey(), each.getValue(), attribute, quotes);
      }
    }
    return isFound || speaksOfAbsence
        ? Detected.probability(isFound ? 1 : 0, quotes)
        : Detected.abstained("none of its patterns is found");
  }

  /** Adds the first place of each pattern. A long one is quoted up to some length. */
  private boolean find(String in, String text, Attribute attribute, List<Quote> quotes) {
    boolean isFound = false;
    for (String pattern : attribute.patterns()) {
      Matcher matcher = compiled.computeIfAbsent(pattern, Pattern::compile).matcher(text);
      if (matcher.find()) {
        isFound = true;
        int from = matcher.start();
        int to = Math.min(matcher.end(), from + MAX_QUOTED_CHARS);
        if (to < matcher.end() && Character.isHighSurrogate(text.charAt(to - 1))) {
          to--;
        }
        if (to > from) {
          quotes.add(new Quote(in, from, to, text.substring(from, to)));
        }
      }
    }
    return isFound;
  }
}
