package org.equipoise.audit.monitor;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.equipoise.audit.log.LogOutcome;
import org.equipoise.audit.monitor.Observed.Period;
import org.equipoise.facts.Case;
import org.equipoise.facts.Message;
import org.equipoise.facts.Output;
import org.jspecify.annotations.Nullable;

/**
 * The same text that was read otherwise, and the same words that were answered otherwise. Two cases
 * say the same if their texts differ in capitals, punctuation and spaces only, or if the field
 * {@code x-rewording-of} of one names the other; what the host says of the case must be the same.
 */
final class Readings implements SignWatch {
  private static final String REWORDING_OF = "x-rewording-of";

  private final Shown shown;
  private final Map<HashCode, Answer> byWords = new HashMap<>();
  private final Map<String, Answer> byCase = new HashMap<>();
  private final Map<HashCode, Reading> byText = new HashMap<>();
  private final Set<String> flipped = new LinkedHashSet<>();
  private final SortedMap<String, Set<String>> unsteady = new TreeMap<>();
  private long compared;
  private long flips;
  private long again;
  private long firstFlip = -1;
  private final Map<String, Long> firstUnsteady = new HashMap<>();

  /** How a case was answered. */
  private record Answer(
      long entry,
      String caseId,
      HashCode text,
      @Nullable LogOutcome outcome,
      String constitution) {}

  /** How a text was read. */
  private record Reading(String caseId, Map<String, String> attributes) {}

  Readings(Shown shown) {
    this.shown = shown;
  }

  @Override
  public void decided(Observed decision) {
    Case given = decision.given();
    if (decision.period() != Period.LAST || given == null || !hasText(given)) {
      return;
    }
    HashCode text = hash(given, UnaryOperator.identity());
    if (!decision.isJudged()) {
      answer(decision, given, text);
    }
    read(decision, given, text);
  }

  private static boolean hasText(Case given) {
    return given.outputs().stream().anyMatch(it -> it.text() != null && !it.text().isBlank());
  }

  private void answer(Observed decision, Case given, HashCode text) {
    Answer now =
        new Answer(
            decision.entry().entry(),
            given.id(),
            text,
            decision.entry().outcome(),
            String.valueOf(decision.entry().constitution()));
    Answer alike = byWords.putIfAbsent(hash(given, Readings::words), now);
    if (alike == null && given.extensions().get(REWORDING_OF) instanceof String other) {
      alike = byCase.get(other);
    }
    byCase.put(given.id(), now);
    if (alike != null
        && !alike.text().equals(text)
        && alike.constitution().equals(now.constitution())) {
      compared++;
      if (alike.outcome() != now.outcome()) {
        flips++;
        flipped.add(alike.caseId());
        flipped.add(now.caseId());
        firstFlip = firstFlip < 0 ? now.entry() : firstFlip;
      }
    }
  }

  private void read(Observed decision, Case given, HashCode text) {
    Map<String, String> attributes = new TreeMap<>();
    for (Output output : given.outputs()) {
      FlatAttributes.of(output.attributes())
          .forEach((name, value) -> attributes.put(output.id() + "\n" + name, value));
    }
    Reading before = byText.putIfAbsent(text, new Reading(given.id(), attributes));
    if (before == null) {
      return;
    }
    again++;
    Set<String> names = new TreeSet<>(attributes.keySet());
    names.addAll(before.attributes().keySet());
    for (String name : names) {
      String value = attributes.get(name);
      if (value == null || !value.equals(before.attributes().get(name))) {
        String attribute = name.substring(name.indexOf('\n') + 1);
        Set<String> cases = unsteady.computeIfAbsent(attribute, it -> new LinkedHashSet<>());
        cases.add(before.caseId());
        cases.add(given.id());
        firstUnsteady.putIfAbsent(attribute, decision.entry().entry());
      }
    }
  }

  /** What a case says, with what the host says of it besides. */
  private static HashCode hash(Case given, UnaryOperator<String> as) {
    Hasher hasher = Hashing.sha256().newHasher();
    put(hasher, given.attributes().toString());
    put(hasher, given.session().raised().toString());
    put(hasher, as.apply(String.valueOf(given.context())));
    for (Message message : given.messages()) {
      put(hasher, message.role().word());
      put(hasher, as.apply(String.valueOf(message.text())));
    }
    for (Output output : given.outputs()) {
      put(hasher, output.id());
      put(hasher, as.apply(String.valueOf(output.text())));
    }
    return hasher.hash();
  }

  private static void put(Hasher hasher, String text) {
    hasher.putInt(text.length()).putString(text, StandardCharsets.UTF_16LE);
  }

  private static String words(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}]+", " ")
        .strip();
  }

  @Override
  public List<Alarm> alarms() {
    List<Alarm> alarms = new ArrayList<>();
    if (flips > 0) {
      alarms.add(
          new Alarm(
              AlarmSign.REWORDING,
              null,
              flips
                  + " of "
                  + compared
                  + " cases that say the same as another are answered otherwise",
              Map.of("compared", (double) compared, "flips", (double) flips),
              first(flipped),
              why(firstFlip)));
    }
    unsteady.forEach(
        (attribute, cases) ->
            alarms.add(
                new Alarm(
                    AlarmSign.UNSTEADY_DETECTOR,
                    "output " + attribute,
                    "the output "
                        + attribute
                        + " differs between cases with the same text, "
                        + again
                        + " of which were read again",
                    Map.of("again", (double) again, "cases", (double) cases.size()),
                    first(cases),
                    why(firstUnsteady.getOrDefault(attribute, 0L)))));
    return alarms;
  }

  private List<String> why(long entry) {
    return List.of("why", "--ledger", shown.ledger(), "--entry", Long.toString(entry));
  }

  private static List<String> first(Set<String> cases) {
    return cases.stream().limit(Alarm.MAX_CASES).toList();
  }

  @Override
  public @Nullable Unmeasured unmeasured() {
    if (compared > 0 || again > 0) {
      return null;
    }
    return new Unmeasured(AlarmSign.REWORDING, "no two cases of the last window say the same");
  }
}
