package org.equipoise.constitution.internal.warning;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.DefinedRule;
import org.equipoise.constitution.KnownNames;
import org.equipoise.constitution.internal.anatomy.Anatomy;
import org.equipoise.constitution.reading.ValueRead;
import org.equipoise.formats.internal.Quoted;
import org.equipoise.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Warns of two names that nobody tells apart: they differ in capitals, accents, or characters that
 * are not seen. Whoever means the one may write the other, and nothing is unknown then.
 */
public final class AlikeNames {
  private static final String MANIFEST = "constitution.json";
  private static final String ATTRIBUTES = "attributes.json";
  private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*+)\"");
  private static final Pattern UNSEEN =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\x{34f}\\x{fe00}-\\x{fe0f}\\x{e0100}-\\x{e01ef}]");

  /**
   * Accents. A mark that follows a letter of another script is mostly a vowel, and the breve makes
   * letters of their own in Cyrillic.
   */
  private static final Pattern ACCENTS =
      Pattern.compile(
          "(?<=[\\p{IsLatin}\\p{IsGreek}])\\p{M}+|(?<=\\p{IsCyrillic})[\\p{M}&&[^\\x{306}]]+");

  private final Path folder;
  private final Constitution constitution;
  private final Set<Problem> found = new LinkedHashSet<>();
  private @Nullable Map<String, Place> reads;

  private AlikeNames(Path folder, Constitution constitution) {
    this.folder = folder;
    this.constitution = constitution;
  }

  /** Where a name stands; line 0 if that is not known. */
  private record Place(String file, int line, int column) {}

  /**
   * The warnings on names of stakeholders, levels, rules and attributes, each at the second name.
   *
   * @param folder the constitution's, as problems are to name it
   */
  public static List<Problem> of(Path folder, Constitution constitution) {
    AlikeNames alike = new AlikeNames(folder, constitution);
    alike.inFile("stakeholders", MANIFEST, constitution.settings().stakeholders().keySet());
    alike.inFile("levels", MANIFEST, constitution.settings().levels().names());
    if (constitution.declarations().isGiven()) {
      alike.inFile("attributes", ATTRIBUTES, constitution.declarations().byName().keySet());
    } else {
      alike.attributes();
    }
    alike.rules();
    return List.copyOf(alike.found);
  }

  /** The names under a field of the constitution's JSON. */
  private void inFile(String field, String file, Collection<String> names) {
    Map<String, String> pairs = pairs(names);
    if (pairs.isEmpty()) {
      return;
    }
    String path = folder.resolve(file).toString();
    String text = constitution.files().getOrDefault(file, "");
    int from = Math.max(0, text.indexOf("\"" + field + "\""));
    Map<String, Place> places = new HashMap<>();
    int line = 1;
    int lineStart = 0;
    Matcher each = TEXT.matcher(text);
    while (each.find()) {
      int next = text.indexOf('\n', lineStart);
      while (next >= 0 && next < each.start()) {
        line++;
        lineStart = next + 1;
        next = text.indexOf('\n', lineStart);
      }
      if (each.start() > from) {
        places.putIfAbsent(each.group(1), new Place(path, line, each.start() - lineStart + 1));
      }
    }
    pairs.forEach(
        (name, other) ->
            warn(field, places.getOrDefault(name, new Place(path, 0, 0)), other, name));
  }

  /** The attributes that rules read, where none are declared. */
  private void attributes() {
    for (KnownNames.Subject subject : KnownNames.Subject.values()) {
      if (subject != KnownNames.Subject.STAKEHOLDER) {
        pairs(constitution.names().of(subject))
            .forEach(
                (name, other) ->
                    warn(
                        "attributes",
                        reads().getOrDefault(name, new Place(folder.toString(), 0, 0)),
                        other,
                        name));
      }
    }
  }

  /** Where rules read attributes, of each name the first place. */
  private Map<String, Place> reads() {
    if (reads == null) {
      reads = new HashMap<>();
      for (DefinedRule rule : constitution.rules().values()) {
        Anatomy anatomy = Anatomy.of(rule);
        for (ValueRead read : rule.reads().attributes().toList()) {
          int at = read.nameAt().start();
          reads.putIfAbsent(
              read.name(), new Place(file(rule), anatomy.line(at), anatomy.column(at)));
        }
      }
    }
    return reads;
  }

  private void rules() {
    Map<String, DefinedRule> rules = constitution.rules();
    pairs(rules.keySet())
        .forEach(
            (name, other) -> {
              DefinedRule rule = rules.get(name);
              if (rule != null) {
                warn("rules", new Place(file(rule), rule.line(), rule.column()), other, name);
              }
            });
  }

  private String file(DefinedRule rule) {
    return folder.resolve(rule.path()) + rule.file().substring(rule.path().length());
  }

  /** By names, those before them in natural order that they cannot be told from. */
  private static Map<String, String> pairs(Collection<String> names) {
    Map<String, String> first = new HashMap<>();
    Map<String, String> pairs = new TreeMap<>();
    for (String name : new TreeSet<>(names)) {
      String other = first.putIfAbsent(folded(name), name);
      if (other != null) {
        pairs.put(name, other);
      }
    }
    return pairs;
  }

  private static String folded(String name) {
    String parted = UNSEEN.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD)).replaceAll("");
    return ACCENTS.matcher(parted).replaceAll("").toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  private void warn(String what, Place at, String one, String other) {
    found.add(
        Problem.warning(
            "alike-names",
            at.file(),
            at.line(),
            at.column(),
            Quoted.plain(other),
            "the "
                + what
                + " "
                + Quoted.of(one)
                + " and "
                + Quoted.of(other)
                + " differ only in capitals, accents, forms of letters or characters that are not"
                + " seen",
            "if one is misspelt, write the other; if both are meant, give them other names"));
  }
}
