package org.equipoise.integration.spring;

import java.util.Locale;
import java.util.Map;
import org.equipoise.decision.uncertainty.Wording;
import org.equipoise.decision.uncertainty.WordingFile;

/** Creates the wording from the properties. */
final class WordingSettings {
  private WordingSettings() {}

  static Wording wording(Map<String, String> files, ClassLoader loader) {
    Wording wording = Wording.standard();
    for (Map.Entry<String, String> each : files.entrySet()) {
      String property = "equipoise.wording." + each.getKey();
      Locale locale = Locale.forLanguageTag(each.getKey());
      if (locale.getLanguage().isEmpty()) {
        throw LedgerSettings.refused(
            property,
            "`" + each.getKey() + "` is no language",
            "name one by its tag, as in `equipoise.wording.de`");
      }
      String text =
          new Location(each.getValue(), loader)
              .read()
              .orElseThrow(
                  () ->
                      LedgerSettings.refused(
                          property,
                          "there is no file `" + each.getValue() + "`",
                          "name a file with every sentence in that language"));
      wording = wording.with(locale, WordingFile.of(each.getValue(), text));
    }
    return wording;
  }
}
