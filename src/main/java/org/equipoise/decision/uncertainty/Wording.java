package org.equipoise.decision.uncertainty;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.equipoise.constitution.Authority;
import org.equipoise.decision.Decision;
import org.equipoise.decision.OutputDecision;
import org.equipoise.revision.Cost;

/**
 * Sentences that tell end users what a decision is unsure of, in some languages. Immutable and safe
 * to share between threads.
 *
 * <p>A user gets the best language for its locale: the locale itself, else its language, else
 * English.
 */
public final class Wording {
  private static final int MAX_DECIMALS = 3;

  private final SortedMap<Locale, Map<String, String>> sentences;

  private Wording(SortedMap<Locale, Map<String, String>> sentences) {
    this.sentences = sentences;
  }

  /** Returns the wording of this library, in English and German. */
  public static Wording standard() {
    return Bundled.WORDING;
  }

  /** Read once, when it is first needed. */
  private static final class Bundled {
    private static final Wording WORDING =
        new Wording(languages())
            .with(Locale.ENGLISH, WordingFile.bundled(Locale.ENGLISH))
            .with(Locale.GERMAN, WordingFile.bundled(Locale.GERMAN));
  }

  private static SortedMap<Locale, Map<String, String>> languages() {
    return new TreeMap<>(Comparator.comparing(Locale::toLanguageTag));
  }

  /**
   * Returns this wording with a language that is added or replaced.
   *
   * @param file has every sentence
   */
  public Wording with(Locale locale, WordingFile file) {
    SortedMap<Locale, Map<String, String>> more = languages();
    more.putAll(sentences);
    more.put(locale, file.sentences());
    return new Wording(more);
  }

  /** Returns the languages, sorted by their tags. */
  public List<Locale> locales() {
    return List.copyOf(sentences.keySet());
  }

  /** Returns what {@link #tell(Decision, Authority, boolean, WordingForm, Locale)} does. */
  public Told tell(Decision decision, Authority authority, WordingForm form, Locale locale) {
    return tell(decision, authority, false, form, locale);
  }

  /**
   * Returns what a user is told.
   *
   * @param authority the constitution or charter that decided
   * @param isContested whether equilibria of the constitution decide the case differently
   * @param locale of the user
   */
  public Told tell(
      Decision decision,
      Authority authority,
      boolean isContested,
      WordingForm form,
      Locale locale) {
    Locale language = language(locale);
    Map<String, String> of = Objects.requireNonNull(sentences.get(language));
    List<Uncertainty> kinds = Uncertainty.of(decision, authority, isContested);
    List<String> told = new ArrayList<>();
    for (Uncertainty kind : form == WordingForm.NONE ? List.<Uncertainty>of() : kinds) {
      String number =
          form == WordingForm.NUMBER ? number(kind, decision, authority, of, language) : "";
      told.add(number.isEmpty() ? Objects.requireNonNull(of.get(WordingFile.hedge(kind))) : number);
    }
    return new Told(kinds, form, language, String.join(" ", told));
  }

  private Locale language(Locale wanted) {
    Locale found =
        Locale.lookup(
            List.of(new Locale.LanguageRange(wanted.toLanguageTag())), sentences.keySet());
    return found == null ? Locale.ENGLISH : found;
  }

  /** The sentence with numbers; empty where the engine derived none. */
  private static String number(
      Uncertainty kind,
      Decision decision,
      Authority authority,
      Map<String, String> of,
      Locale locale) {
    return switch (kind) {
      case FAULT, GAP -> "";
      case EPISTEMIC -> {
        int facts = decision.fragile().size();
        String sentence =
            facts == 1 ? of.get(WordingFile.ONE_FACT) : of.get(WordingFile.SEVERAL_FACTS);
        yield Objects.requireNonNull(sentence)
            .replace(WordingFile.FACTS, NumberFormat.getInstance(locale).format(facts));
      }
      case ESSENTIAL -> {
        List<OutputDecision> balanced = Uncertainty.balanced(decision, authority);
        boolean hasWeights = balanced.size() == 1 && isFinite(balanced.get(0));
        yield hasWeights ? weights(balanced.get(0), of, locale) : "";
      }
    };
  }

  private static boolean isFinite(OutputDecision output) {
    return !output.allowing().cost().isInfinite() && !output.blocking().cost().isInfinite();
  }

  /** With the weights on the level that decides. */
  private static String weights(OutputDecision output, Map<String, String> of, Locale locale) {
    Cost against = output.allowing().cost();
    Cost infavour = output.blocking().cost();
    int rank = against.equals(infavour) ? against.rank() : against.firstDifference(infavour);
    NumberFormat format = NumberFormat.getInstance(locale);
    format.setMaximumFractionDigits(MAX_DECIMALS);
    return Objects.requireNonNull(of.get(WordingFile.WEIGHTS))
        .replace(
            WordingFile.AGAINST, format.format(BigDecimal.valueOf(against.billionths(rank), 9)))
        .replace(
            WordingFile.INFAVOUR, format.format(BigDecimal.valueOf(infavour.billionths(rank), 9)));
  }
}
