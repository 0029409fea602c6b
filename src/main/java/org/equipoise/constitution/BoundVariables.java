package org.equipoise.constitution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The facts that a rule binds to variables. Hints on its consequence name its own variables, and
 * not those of an example.
 */
final class BoundVariables {
  private static final Pattern RULE = Pattern.compile("(?<![\\w$.@])rule(?=\\s*[\"']|\\s+[\\w$])");
  private static final Pattern BINDING = Pattern.compile("(\\$?\\w+)\\s*:\\s*([A-Z]\\w*)\\s*\\(");
  private static final Pattern EXAMPLE =
      Pattern.compile("\\$(?:[oabpj]|output|over|judgment|principle)(?!\\w)");
  private static final int MAX_RULE = 20_000;

  private final Map<String, String> typeOf = new LinkedHashMap<>();

  private BoundVariables() {}

  /** Those of the rule in whose consequence a place stands; none if it stands in no consequence. */
  static BoundVariables at(SourceFile file, int offset) {
    BoundVariables bound = new BoundVariables();
    String code = file.code();
    int from = Math.max(0, offset - MAX_RULE);
    int start = -1;
    Matcher rule = RULE.matcher(code).region(from, offset);
    while (rule.find()) {
      start = rule.start();
    }
    Matcher then = RuleText.THEN.matcher(code).region(Math.max(from, start), offset);
    if (start >= 0 && then.find()) {
      Matcher binding = BINDING.matcher(code).region(start, then.start());
      while (binding.find()) {
        bound.typeOf.putIfAbsent(binding.group(1), binding.group(2));
      }
    }
    return bound;
  }

  /** The variables that hold a fact of a type, in the order in which they are bound. */
  List<String> of(String type) {
    List<String> names = new ArrayList<>();
    typeOf.forEach(
        (name, of) -> {
          if (of.equals(type)) {
            names.add(name);
          }
        });
    return names;
  }

  /** A hint with the rule's own variables in place of those that it does not bind. */
  String in(String hint) {
    if (typeOf.isEmpty()) {
      return hint;
    }
    return EXAMPLE.matcher(hint).replaceAll(it -> Matcher.quoteReplacement(own(it.group())));
  }

  private String own(String example) {
    if (typeOf.containsKey(example)) {
      return example;
    }
    List<String> own =
        switch (example) {
          case "$p", "$principle" -> of("Principle").isEmpty() ? of("Theory") : of("Principle");
          case "$j", "$judgment" -> of("Judgment");
          default -> of("Output");
        };
    int index = example.equals("$b") || example.equals("$over") ? 1 : 0;
    return index < own.size() ? own.get(index) : example;
  }
}
