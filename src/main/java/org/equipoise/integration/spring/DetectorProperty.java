package org.equipoise.integration.spring;

import java.util.Set;
import java.util.TreeSet;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.internal.Suggestion;
import org.equipoise.service.detection.Detector;
import org.equipoise.service.detection.Patterns;
import org.equipoise.service.detection.TextReader;
import org.equipoise.service.guard.Guard;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;

/** {@code equipoise.detector}: what reads the texts of cases. */
final class DetectorProperty {
  private static final String PROPERTY = "equipoise.detector";
  private static final String PATTERNS = "patterns";

  private DetectorProperty() {}

  /**
   * Returns the reader that a property names; null if it names none.
   *
   * @throws InvalidInputException if there is no such bean, or the library for patterns is missing
   */
  static @Nullable TextReader reader(@Nullable String name, ListableBeanFactory beans) {
    if (name == null) {
      return null;
    }
    Set<String> known = new TreeSet<>(Set.of(beans.getBeanNamesForType(Detector.class)));
    known.addAll(Set.of(beans.getBeanNamesForType(TextReader.class)));
    if (known.contains(name)) {
      Object bean = beans.getBean(name);
      return bean instanceof TextReader reader ? reader : TextReader.of((Detector) bean);
    }
    if (name.equals(PATTERNS)) {
      try {
        return TextReader.of(new Patterns());
      } catch (IllegalStateException e) {
        throw LedgerSettings.refused(PROPERTY, String.valueOf(e.getMessage()), null);
      }
    }
    known.add(PATTERNS);
    String near = Suggestion.didYouMean(name, known);
    throw LedgerSettings.refused(
        PROPERTY,
        "`" + name + "` is no bean of the type `Detector` or `TextReader`",
        near != null ? near : "known are `" + String.join("`, `", known) + "`");
  }

  /**
   * Returns a guard with a reader.
   *
   * @throws InvalidInputException if what is in force declares no attributes
   */
  static Guard reading(Guard guard, TextReader reader) {
    try {
      return guard.reading(reader);
    } catch (IllegalStateException e) {
      throw LedgerSettings.refused(PROPERTY, String.valueOf(e.getMessage()), null);
    }
  }
}
