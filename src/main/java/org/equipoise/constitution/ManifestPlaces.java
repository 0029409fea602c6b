package org.equipoise.constitution;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.equipoise.problem.internal.Suggestion;
import org.jspecify.annotations.Nullable;

/** What to write where a field or a course of {@code constitution.json} is another. */
final class ManifestPlaces {
  private static final List<String> COURSES = List.of("allow", "block", "escalate");

  /** What other languages say for a course. */
  private static final Map<String, List<String>> ALSO =
      Map.of(
          "allow", List.of("permit", "accept", "pass", "ignore", "continue", "permitted", "open"),
          "block",
              List.of("deny", "reject", "forbid", "refuse", "fail", "forbidden", "closed", "stop"),
          "escalate", List.of("review", "ask", "human", "person", "manual", "abstain", "defer"));

  private ManifestPlaces() {}

  /** Where fields belong that are not known at the top. */
  static Map<String, String> ofTop() {
    Map<String, String> places = new HashMap<>();
    within(places, Manifest.LIMITS, "a limit", "`\"settings\": {\"limits\": {\"%s\": …}}`");
    within(places, Manifest.REVISION, "of revision", "`\"revision\": {\"%s\": …}`");
    within(places, Manifest.SETTINGS, "a setting", "`\"settings\": {\"%s\": …}`");
    return places;
  }

  /** Where fields belong that are not known among the settings. */
  static Map<String, String> ofSettings() {
    Map<String, String> places = new HashMap<>();
    within(places, Manifest.LIMITS, "a limit", "`\"limits\": {\"%s\": …}`");
    within(places, Manifest.REVISION, "of revision", "`\"revision\": {\"%s\": …}`");
    for (String field : Manifest.FIELDS) {
      places.put(field, "it stands beside `settings`: close `settings` before it");
    }
    return places;
  }

  private static void within(
      Map<String, String> places, List<String> fields, String kind, String form) {
    for (String field : fields) {
      places.put(field, "it is " + kind + ": write " + String.format(Locale.ROOT, form, field));
    }
  }

  /** What to write where something else stands for a course. */
  static String course(String key, @Nullable Object written, Action none) {
    if (written instanceof String it) {
      String word = it.strip().toLowerCase(Locale.ROOT);
      String near =
          COURSES.contains(word)
              ? "did you mean `" + word + "`?"
              : Suggestion.didYouMean(word, COURSES);
      if (near != null) {
        return near;
      }
      for (String course : COURSES) {
        if (Objects.requireNonNull(ALSO.get(course)).contains(word)) {
          return "write `\"" + key + "\": \"" + course + "\"`";
        }
      }
    }
    return "write `\"" + key + "\": \"" + none.word() + "\"`, or leave it out for that";
  }
}
