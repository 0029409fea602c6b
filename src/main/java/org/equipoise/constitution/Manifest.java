package org.equipoise.constitution;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.equipoise.language.Levels;
import org.equipoise.problem.internal.Suggestion;
import org.jspecify.annotations.Nullable;

/**
 * {@code constitution.json}: what a constitution is called, how it is set, and who may sign.
 *
 * @param levels those of the settings; null if something is wrong with them, so that nothing can be
 *     checked against them
 */
record Manifest(
    String name,
    String version,
    Settings settings,
    @Nullable Levels levels,
    Declarations.Undeclared undeclared,
    @Nullable SignOff signOff) {
  private static final String LEVELS = "levels";
  private static final List<String> TRIGGERS =
      List.of("window", "index", "overrides", "share", "gaps", "coherence", "windows");
  static final List<String> FIELDS =
      List.of(
          "name",
          "version",
          "description",
          LEVELS,
          "settings",
          "signOff",
          "undeclared",
          "revision");
  static final List<String> SETTINGS =
      List.of(
          "suspensionFactor",
          "escalationMargin",
          "onGap",
          "onError",
          "stakeholders",
          "voices",
          "undeclared",
          LEVELS,
          "limits",
          "noneIsFine",
          "revision");
  static final List<String> LIMITS = List.of("input", "firings", "facts", "labelSize", "worlds");
  static final List<String> REVISION =
      Stream.concat(
              Stream.of("exceptionTest", "spoiling", "account", "newPrincipleWeight", "notGrounds"),
              TRIGGERS.stream())
          .toList();
  private static final int MOST = 100_000_000;
  private static final int MOST_WINDOWS = 1_000;
  private static final Duration LONGEST_WINDOW = Duration.ofDays(3653);
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

  /** The file's contents, or null where it is no JSON object; problems may be reported in both. */
  static @Nullable Manifest read(SourceFile file, Problems problems) {
    return new Reader(file, problems).read();
  }

  private static final class Reader extends LocatedJson {
    Reader(SourceFile file, Problems problems) {
      super(
          file,
          problems,
          "write `{\"name\": \"…\", \"version\": \"1.0.0\"}`",
          "a constitution's settings are two deep");
    }

    @Nullable Manifest read() {
      Map<String, Located> top = top();
      if (top == null) {
        return null;
      }
      known(top, "", FIELDS, ManifestPlaces.ofTop());
      String name = text(top, "name");
      String version = text(top, "version");
      Map<String, Located> settings = objectAt(top, "settings", "");
      Levels levels = levels(settings.getOrDefault(LEVELS, top.get(LEVELS)));
      Located signOff = top.get("signOff");
      return new Manifest(
          name,
          version,
          settings(settings, levels, revision(top, settings)),
          levels,
          undeclared(top, settings),
          signOff == null ? null : new SignOffReader(this).read(signOff));
    }

    /** The levels; null if something is wrong with them. */
    private @Nullable Levels levels(@Nullable Located located) {
      if (located == null) {
        return Levels.NONE;
      }
      String hint = "write the levels, the highest first: `\"levels\": [\"root\", \"user\"]`";
      if (!(located.value() instanceof List<?> each) || each.isEmpty()) {
        wrong(located, LEVELS, "a list of one level or more", hint);
        return null;
      }
      Set<String> names = new LinkedHashSet<>();
      for (Object one : each) {
        Located level = (Located) one;
        if (!(level.value() instanceof String name)
            || name.isBlank()
            || !name.equals(name.strip())
            || name.codePoints().anyMatch(LocatedJson::isUnreadable)) {
          wrong(level, LEVELS, "the name of a level", hint);
        } else if (!names.add(name)) {
          problem(
              "wrong-value",
              level.offset(),
              LEVELS,
              "the level `" + name + "` is named twice",
              "keep one: a level has one place");
        }
      }
      return names.size() == each.size() ? new Levels(List.copyOf(names)) : null;
    }

    private Settings.Stakeholder stakeholder(
        Map<String, Located> all, String name, @Nullable Levels levels) {
      String prefix = "settings.stakeholders.";
      if (!(Objects.requireNonNull(all.get(name)).value() instanceof Map)) {
        return new Settings.Stakeholder(number(all, name, prefix, 0, true, 1, 1), null);
      }
      Map<String, Located> parts = objectAt(all, name, prefix);
      String of = prefix + name + ".";
      known(parts, of, List.of("weight", "level"));
      double weight = number(parts, "weight", of, 0, true, 1, 1);
      Located level = parts.get("level");
      if (level != null && !(level.value() instanceof String)) {
        wrong(level, of + "level", "the name of a level", "write `\"level\": \"…\"`");
      }
      boolean isKnown =
          level != null
              && level.value() instanceof String it
              && isLevel(it, levels, level, of + "level");
      return new Settings.Stakeholder(
          weight, isKnown ? (String) Objects.requireNonNull(level).value() : null);
    }

    private Settings.Revision revision(Map<String, Located> top, Map<String, Located> settings) {
      boolean isSetting = settings.containsKey("revision");
      Map<String, Located> at =
          objectAt(isSetting ? settings : top, "revision", isSetting ? "settings." : "");
      String prefix = isSetting ? "settings.revision." : "revision.";
      known(at, prefix, REVISION);
      Settings.Revision none = Settings.Revision.DEFAULT;
      return new Settings.Revision(
          number(at, "exceptionTest", prefix, 0, false, 1, none.exceptionTest()),
          number(at, "spoiling", prefix, 0, false, 10, none.spoiling()),
          number(at, "account", prefix, 0, false, 10, none.account()),
          number(at, "newPrincipleWeight", prefix, 0, true, 1, none.newPrincipleWeight()),
          names(at, "notGrounds", prefix),
          Collections.disjoint(TRIGGERS, at.keySet()) ? null : triggers(at, prefix));
    }

    private Settings.Triggers triggers(Map<String, Located> at, String prefix) {
      Settings.Triggers none = Settings.Triggers.DEFAULT;
      return new Settings.Triggers(
          window(at.get("window"), prefix, none.window()),
          at.containsKey("index") ? number(at, "index", prefix, 0, false, 1, 1) : null,
          at.containsKey("overrides") ? count(at, "overrides", prefix, MOST, 1) : null,
          at.containsKey("share") ? number(at, "share", prefix, 0, true, 1, 1) : null,
          at.containsKey("gaps") ? count(at, "gaps", prefix, MOST, 1) : null,
          at.containsKey("coherence") ? number(at, "coherence", prefix, 0, false, 1, 1) : null,
          count(at, "windows", prefix, MOST_WINDOWS, none.windows()));
    }

    private Duration window(@Nullable Located located, String prefix, Duration none) {
      if (located == null) {
        return none;
      }
      try {
        Duration window = Duration.parse(String.valueOf(located.value()));
        if (!window.isNegative() && !window.isZero() && window.compareTo(LONGEST_WINDOW) <= 0) {
          return window;
        }
      } catch (DateTimeParseException e) {
        // told below
      }
      wrong(
          located,
          prefix + "window",
          "a time of days or hours up to ten years",
          "write `\"P30D\"` for 30 days, or `\"PT12H\"` for 12 hours");
      return none;
    }

    private List<String> names(Map<String, Located> at, String key, String prefix) {
      Located located = at.get(key);
      if (located == null) {
        return List.of();
      }
      List<String> names = new ArrayList<>();
      boolean areNames = located.value() instanceof List<?>;
      if (located.value() instanceof List<?> items) {
        for (Object item : items) {
          Object value = item instanceof Located it ? it.value() : item;
          areNames &= value instanceof String name && !name.isBlank();
          names.add(String.valueOf(value));
        }
      }
      if (!areNames) {
        wrong(located, prefix + key, "a list of attributes' names", "write `[\"age\", …]`");
        return List.of();
      }
      return names;
    }

    private Settings settings(
        Map<String, Located> at, @Nullable Levels levels, Settings.Revision revision) {
      known(at, "settings.", SETTINGS, ManifestPlaces.ofSettings());
      Settings none = Settings.DEFAULT;
      Map<String, Settings.Stakeholder> stakeholders = new LinkedHashMap<>();
      Map<String, Located> weights = objectAt(at, "stakeholders", "settings.");
      for (String stakeholder : weights.keySet()) {
        if (stakeholder.isBlank() || !stakeholder.equals(stakeholder.strip())) {
          problem(
              "wrong-value",
              weights.get(stakeholder).offset(),
              "settings.stakeholders",
              "the name `" + stakeholder + "` is blank, or has space around it",
              "write the stakeholder as judgments do");
        }
        stakeholders.put(stakeholder, stakeholder(weights, stakeholder, levels));
      }
      Map<String, Located> limits = objectAt(at, "limits", "settings.");
      known(limits, "settings.limits.", LIMITS);
      return new Settings(
          suspensionFactor(at),
          number(at, "escalationMargin", "settings.", 0, false, 1, none.escalationMargin()),
          course(at, "onGap", none.onGap()),
          course(at, "onError", none.onError()),
          stakeholders,
          voices(at),
          new Settings.Limits(
              count(limits, "input", "settings.limits.", MOST, none.limits().input()),
              count(limits, "firings", "settings.limits.", MOST, none.limits().firings()),
              count(limits, "facts", "settings.limits.", MOST, none.limits().facts()),
              count(limits, "labelSize", "settings.limits.", MOST, none.limits().labelSize()),
              count(limits, "worlds", "settings.limits.", MOST, none.limits().worlds())),
          truth(at, "noneIsFine", none.noneIsFine()),
          levels == null ? Levels.NONE : levels,
          revision);
    }

    private boolean truth(Map<String, Located> at, String key, boolean none) {
      Located located = at.get(key);
      if (located == null || located.value() instanceof Boolean) {
        return located == null ? none : Boolean.TRUE.equals(located.value());
      }
      boolean isQuoted = "true".equals(located.value()) || "false".equals(located.value());
      wrong(
          located,
          "settings." + key,
          "true or false",
          isQuoted ? "write it without quotes" : "leave it out for " + none);
      return none;
    }

    private Settings.Voices voices(Map<String, Located> at) {
      Located located = at.get("voices");
      if (located == null) {
        return Settings.DEFAULT.voices();
      }
      for (Settings.Voices voices : Settings.Voices.values()) {
        if (voices.word().equals(located.value())) {
          return voices;
        }
      }
      wrong(
          located,
          "settings.voices",
          "`each` or `one`",
          Conditions.orElse(
              located.value() instanceof String it
                  ? Suggestion.didYouMean(it, List.of("each", "one"))
                  : null,
              "write `\"voices\": \"one\"` where several judgments of one stakeholder count once;"
                  + " otherwise leave it out"));
      return Settings.DEFAULT.voices();
    }

    private Declarations.Undeclared undeclared(
        Map<String, Located> top, Map<String, Located> settings) {
      boolean isSetting = settings.containsKey("undeclared");
      return word(
          isSetting ? settings : top,
          isSetting ? "settings." : "",
          "undeclared",
          Declarations.Undeclared.values(),
          Declarations.Undeclared.WARN);
    }

    private double suspensionFactor(Map<String, Located> at) {
      Located located = at.get("suspensionFactor");
      if (located != null && "infinite".equals(located.value())) {
        return Double.POSITIVE_INFINITY;
      }
      return number(at, "suspensionFactor", "settings.", 1, false, 1e6, 8);
    }

    private int count(Map<String, Located> at, String key, String prefix, int most, int none) {
      double value = number(at, key, prefix, 1, false, most, none);
      Located located = at.get(key);
      if (located != null && value != Math.rint(value)) {
        wrong(located, prefix + key, "a whole number", "leave it out for " + none);
        return none;
      }
      return (int) value;
    }

    private double number(
        Map<String, Located> at,
        String key,
        String prefix,
        double least,
        boolean above,
        double most,
        double none) {
      Located located = at.get(key);
      if (located == null) {
        return none;
      }
      if (located.value() instanceof Double it
          && (above ? it > least : it >= least)
          && it <= most) {
        return it;
      }
      String range = (above ? "(" : "[") + plain(least) + ", " + plain(most) + "]";
      boolean isQuoted = located.value() instanceof String it && NUMBER.matcher(it).matches();
      wrong(
          located,
          prefix + key,
          "a number in " + range,
          isQuoted ? "write it without quotes" : "leave it out for " + plain(none));
      return none;
    }

    private Action course(Map<String, Located> at, String key, Action none) {
      Located located = at.get(key);
      if (located == null) {
        return none;
      }
      for (Action course : Action.values()) {
        if (course.word().equals(located.value())) {
          return course;
        }
      }
      wrong(
          located,
          "settings." + key,
          "`allow`, `block` or `escalate`",
          ManifestPlaces.course(key, located.value(), none));
      return none;
    }

    private String text(Map<String, Located> at, String key) {
      Located located = at.get(key);
      if (located == null) {
        problem(
            "missing-field",
            0,
            key,
            "the field `" + key + "` is missing",
            "write `\"" + key + "\": \"" + (key.equals("version") ? "1.0.0" : "…") + "\"`");
        return "";
      }
      if (located.value() instanceof String it && !it.isBlank()) {
        if (it.codePoints().anyMatch(LocatedJson::isUnreadable)) {
          wrong(located, key, "a text of whole characters on one line", null);
        }
        return it;
      }
      wrong(
          located,
          key,
          "a text of one character or more",
          located.value() instanceof Number
              ? "write `\"" + located.shown() + "\"`, in quotes"
              : "write `\"" + key + "\": \"…\"`");
      return "";
    }

    private static String plain(double number) {
      return number == Math.rint(number) && Math.abs(number) < 1e15
          ? Long.toString((long) number)
          : Double.toString(number);
    }
  }
}
