package org.equipoise.audit.replay;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.Settings;
import org.equipoise.constitution.internal.anatomy.Token;

/**
 * What the rules of a constitution can look at, as far as can be told from their text: never less
 * than what they do look at. Immutable.
 */
public final class ReadableFacts {
  private static final Set<String> ATTRIBUTES = Set.of("attributes", "circumstances");
  private static final Set<String> PROPERTIES = Set.of("context", "text", "author", "stakeholder");

  private final Set<String> attributes = new HashSet<>();
  private final Set<String> properties = new HashSet<>();
  private boolean everything;

  private ReadableFacts() {}

  /** What the rules of a constitution can look at. */
  public static ReadableFacts of(Constitution constitution) {
    ReadableFacts sight = new ReadableFacts();
    constitution.ruleTexts().values().forEach(sight::read);
    Settings settings = constitution.settings();
    if (!settings.stakeholders().isEmpty() || settings.voices() == Settings.Voices.ONE) {
      sight.properties.add("stakeholder");
    }
    return sight;
  }

  private void read(String file) {
    // Letters in disguise, and texts over several lines, which the tokens do not know.
    everything |= file.contains("\\u") || file.contains("\"\"\"");
    List<Token> tokens = Token.of(file);
    for (int i = 0; i < tokens.size(); i++) {
      String word = tokens.get(i).text();
      if (word.equals("attr")) {
        attribute(tokens, i);
      } else {
        properties.add(property(word));
      }
    }
    properties.retainAll(PROPERTIES);
  }

  /** The name behind {@code attr}; any name, if it is not written out. */
  private void attribute(List<Token> tokens, int at) {
    String name = at + 2 < tokens.size() ? tokens.get(at + 2).text() : "";
    boolean isWrittenOut =
        at + 3 < tokens.size()
            && tokens.get(at + 1).is("(")
            && tokens.get(at + 2).kind() == Token.Kind.TEXT
            && name.indexOf('\\') < 0
            && tokens.get(at + 3).is(")");
    if (isWrittenOut) {
      attributes.add(name.substring(1, name.length() - 1));
    } else {
      everything = true;
    }
  }

  /** The property that a word may stand for: {@code text}, {@code getText} and {@code "text"}. */
  private static String property(String word) {
    String bare = word.replaceAll("[\"']", "");
    return bare.startsWith("get") && bare.length() > 3
        ? bare.substring(3, 4).toLowerCase(Locale.ROOT) + bare.substring(4)
        : bare;
  }

  /** Those of some facts that rules can look at: JSON pointers, as entries name masked ones. */
  public List<String> within(List<String> pointers) {
    return pointers.stream().filter(this::sees).toList();
  }

  private boolean sees(String pointer) {
    String[] steps = pointer.substring(1).split("/", -1);
    for (int i = 0; i < steps.length; i++) {
      steps[i] = steps[i].replace("~1", "/").replace("~0", "~");
    }
    int at =
        steps[0].equals("judgments") ? 2 : steps.length > 2 && steps[1].equals("outputs") ? 3 : 1;
    if (at >= steps.length || steps[at].startsWith("x-")) {
      return at >= steps.length;
    }
    if (PROPERTIES.contains(steps[at])) {
      return everything || properties.contains(steps[at]);
    }
    if (!ATTRIBUTES.contains(steps[at])) {
      return true; // an id, which deciding itself looks at
    }
    String name = String.join(".", List.of(steps).subList(at + 1, steps.length));
    return everything
        || attributes.stream()
            .anyMatch(
                it -> it.equals(name) || it.startsWith(name + ".") || name.startsWith(it + "."));
  }
}
