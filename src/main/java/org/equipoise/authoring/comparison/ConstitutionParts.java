package org.equipoise.authoring.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.DefinedRule;
import org.equipoise.constitution.reading.Token;
import org.jspecify.annotations.Nullable;

/**
 * A constitution taken apart into what can change by itself: its settings, its rules, and what it
 * declares besides; and put together again. Immutable.
 *
 * @param manifest the text of {@code constitution.json}
 * @param attributes the text of {@code attributes.json}, or null if there is none
 * @param declarations the text of everything but rules, by name
 * @param rules the text of each rule, by id
 */
record ConstitutionParts(
    String manifest,
    @Nullable String attributes,
    SortedMap<String, String> declarations,
    SortedMap<String, String> rules) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MANIFEST = "constitution.json";
  private static final String ATTRIBUTES = "attributes.json";

  /** The setting that may stand beside {@code settings} as well. */
  private static final String LEVELS = "levels";

  private static final List<String> DECLARING = List.of("declare", "function", "query", "import");

  static ConstitutionParts of(Constitution constitution) {
    TreeMap<String, String> rules = new TreeMap<>();
    Map<String, List<DefinedRule>> byFile = new LinkedHashMap<>();
    for (DefinedRule rule : constitution.rules().values()) {
      rules.put(rule.rule().id(), rule.text());
      byFile.computeIfAbsent(rule.path(), any -> new ArrayList<>()).add(rule);
    }
    TreeMap<String, String> declarations = new TreeMap<>();
    constitution
        .ruleTexts()
        .forEach(
            (path, text) ->
                declarations(rest(text, byFile.getOrDefault(path, List.of())), declarations));
    return new ConstitutionParts(
        Objects.requireNonNull(constitution.files().get(MANIFEST)),
        constitution.files().get(ATTRIBUTES),
        declarations,
        rules);
  }

  /** A file's text without its rules. */
  private static String rest(String text, List<DefinedRule> rules) {
    StringBuilder rest = new StringBuilder();
    int from = 0;
    for (DefinedRule rule :
        rules.stream().sorted(Comparator.comparingInt(it -> text.indexOf(it.text()))).toList()) {
      int at = text.indexOf(rule.text(), from);
      rest.append(text, from, at).append('\n');
      from = at + rule.text().length();
    }
    return rest.append(text, from, text.length()).toString();
  }

  /** Takes apart what stands between rules; where a statement starts, the one before it ends. */
  private static void declarations(String text, Map<String, String> declarations) {
    StringBuilder statement = new StringBuilder();
    String name = "";
    int depth = 0;
    List<Token> tokens = Token.of(text);
    for (int i = 0; i < tokens.size(); i++) {
      String word = tokens.get(i).text();
      boolean starts = depth == 0 && (DECLARING.contains(word) || word.equals("package"));
      if (starts) {
        put(name, statement, declarations);
        statement = new StringBuilder();
        name = word.equals("package") ? "" : word + " " + named(tokens, i);
      }
      depth += "({[".contains(word) ? 1 : ")}]".contains(word) ? -1 : 0;
      statement.append(word).append(' ');
    }
    put(name, statement, declarations);
  }

  private static void put(String name, StringBuilder text, Map<String, String> declarations) {
    if (!name.isEmpty()) {
      String statement = text.toString().strip();
      declarations.put(name, name.startsWith("import ") ? name + ";" : statement);
    }
  }

  /** What a statement is about: of a function, the word before its parameters. */
  private static String named(List<Token> tokens, int at) {
    if (tokens.get(at).is("import")) {
      StringBuilder name = new StringBuilder();
      for (int i = at + 1; i < tokens.size() && !tokens.get(i).is(";"); i++) {
        boolean ends = DECLARING.contains(tokens.get(i).text()) && !tokens.get(i).is("function");
        if (ends || tokens.get(i).is("rule")) {
          break;
        }
        boolean isModifier = tokens.get(i).is("static") || tokens.get(i).is("function");
        name.append(tokens.get(i).text()).append(isModifier ? " " : "");
      }
      return name.toString();
    }
    if (tokens.get(at).is("function")) {
      for (int i = at + 1; i + 1 < tokens.size(); i++) {
        if (tokens.get(i + 1).is("(")) {
          return tokens.get(i).text();
        }
      }
    }
    int next = at + 1;
    boolean isEnum =
        next < tokens.size() && List.of("enum", "trait").contains(tokens.get(next).text());
    next += isEnum ? 1 : 0;
    return next < tokens.size() ? tokens.get(next).text() : "";
  }

  ConstitutionParts withRule(String id, String text) {
    TreeMap<String, String> more = new TreeMap<>(rules);
    more.put(id, text);
    return new ConstitutionParts(manifest, attributes, declarations, more);
  }

  ConstitutionParts withoutRule(String id) {
    TreeMap<String, String> fewer = new TreeMap<>(rules);
    fewer.remove(id);
    return new ConstitutionParts(manifest, attributes, declarations, fewer);
  }

  ConstitutionParts withDeclarations(ConstitutionParts other) {
    return new ConstitutionParts(manifest, other.attributes, other.declarations, rules);
  }

  /** With one setting as another constitution has it. */
  ConstitutionParts withSetting(String name, ConstitutionParts other) {
    try {
      ObjectNode own = (ObjectNode) JSON.readTree(manifest);
      JsonNode others = JSON.readTree(other.manifest);
      JsonNode value = others.path("settings").path(name);
      ObjectNode settings = own.withObjectProperty("settings");
      if (name.equals(LEVELS)) {
        value = value.isMissingNode() ? others.path(name) : value;
        own.remove(name);
      }
      if (value.isMissingNode()) {
        settings.remove(name);
      } else {
        settings.set(name, value);
      }
      return new ConstitutionParts(JSON.writeValueAsString(own), attributes, declarations, rules);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The constitution of these parts.
   *
   * @param terms whose rules may use what these may
   * @throws org.equipoise.problem.InvalidInputException if they make none
   */
  Constitution put(Constitution terms) {
    List<String> all = new ArrayList<>(List.of("package parts"));
    all.addAll(declarations.values());
    all.addAll(rules.values());
    Map<String, String> files = new TreeMap<>();
    files.put(MANIFEST, manifest);
    files.put("parts.drl", String.join("\n\n", all));
    if (attributes != null) {
      files.put(ATTRIBUTES, attributes);
    }
    return terms.with(files);
  }
}
