package org.equipoise.constitution.internal.warning;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.equipoise.constitution.internal.anatomy.Anatomy;
import org.equipoise.constitution.internal.anatomy.Condition;
import org.equipoise.constitution.reading.Span;
import org.equipoise.constitution.reading.Token;
import org.equipoise.constitution.reading.Token.Kind;
import org.equipoise.constitution.reading.ValueRead;

/** Texts of consequences that look like templates, which rules do not fill in. */
final class LiteralTemplates {
  private static final String NAME = "\\s*([A-Za-z_$][\\w$.-]*)\\s*";

  /** Marks that other languages put around a name. */
  private static final Pattern MARKED =
      Pattern.compile(
          "\\{\\{"
              + NAME
              + "\\}\\}|[$#%]\\{"
              + NAME
              + "\\}|\\{"
              + NAME
              + "\\}|(\\$[A-Za-z_]\\w*(?:\\.\\w+)*)");

  private static final Pattern FORMAT =
      Pattern.compile("(?<![%\\d])%(?:\\d+\\$)?(?:s|d|\\.\\d+f)(?!\\w)");
  private static final Pattern PROPERTY =
      Pattern.compile("id|text|index|author|caseId|context|stakeholder|confidence|status|output");

  private static final String JOIN = "join the text and a value with `+`";

  private final Anatomy rule;
  private final Warnings warnings;

  private LiteralTemplates(Anatomy rule, Warnings warnings) {
    this.rule = rule;
    this.warnings = warnings;
  }

  static void warn(List<Anatomy> rules, Warnings warnings) {
    for (Anatomy rule : rules) {
      LiteralTemplates templates = new LiteralTemplates(rule, warnings);
      rule.calls().forEach(it -> it.arguments().forEach(at -> templates.argument(at)));
    }
  }

  /** Reads the texts that are joined in an argument, not those that are handed to a method. */
  private void argument(Span argument) {
    List<Token> tokens = Token.of(rule.text(argument));
    int depth = 0;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
      boolean isAsked = i + 1 < tokens.size() && tokens.get(i + 1).is(".");
      if (depth == 0 && token.kind() == Kind.TEXT && !isAsked) {
        text(token, argument.start() + token.start());
      }
    }
  }

  private void text(Token text, int start) {
    Matcher marked = MARKED.matcher(text.text());
    while (marked.find()) {
      String name =
          Stream.of(1, 2, 3, 4)
              .map(marked::group)
              .filter(Objects::nonNull)
              .findFirst()
              .orElseThrow();
      Optional<String> value = value(name);
      boolean isOfOthers = marked.group(1) != null || marked.group(2) != null;
      boolean isRead = rule.defined().reads().attributes().anyMatch(it -> it.name().equals(name));
      if (value.isPresent() || isOfOthers || isRead) {
        warn(
            start,
            marked,
            value
                .map(it -> "write `" + joined(text.text(), marked, it) + "`")
                .orElse(isRead ? bound(text, marked, name) : JOIN));
        return;
      }
    }
    Matcher format = FORMAT.matcher(text.text());
    if (format.find()) {
      warn(
          start,
          format,
          anyValue().map(it -> "write `" + joined(text.text(), format, it) + "`").orElse(JOIN));
    }
  }

  private void warn(int start, Matcher mark, String hint) {
    warnings.add(
        "taken-literally",
        rule,
        new Span(start + mark.start(), start + mark.end()),
        "`" + mark.group() + "` stands in the text as it is: no value takes its place",
        hint);
  }

  private static String bound(Token text, Matcher mark, String name) {
    String variable = "$" + name.replaceAll("\\W", "_");
    return "bind it in the condition, `"
        + variable
        + " : attr(\""
        + name
        + "\")`, and write `"
        + joined(text.text(), mark, variable)
        + "`";
  }

  private static String joined(String text, Matcher mark, String value) {
    String quote = text.substring(0, 1);
    String before = text.substring(1, mark.start());
    String after = text.substring(mark.end(), text.length() - 1);
    return quote
        + before
        + quote
        + " + "
        + value
        + (after.isEmpty() ? "" : " + " + quote + after + quote);
  }

  /** How a consequence reads what a template calls by this name, if the rule has such a thing. */
  private Optional<String> value(String name) {
    String plain = name.startsWith("$") ? name.substring(1) : name;
    int dot = plain.indexOf('.');
    Optional<String> variable = variable(dot < 0 ? plain : plain.substring(0, dot), dot >= 0);
    if (variable.isPresent()) {
      return variable.map(it -> dot < 0 ? it : of(it, plain.substring(dot + 1)));
    }
    return name.startsWith("$") ? Optional.empty() : attribute(plain);
  }

  private static String of(String variable, String property) {
    return PROPERTY.matcher(property).matches()
        ? variable
            + ".get"
            + Character.toUpperCase(property.charAt(0))
            + property.substring(1)
            + "()"
        : variable + ".attr(\"" + property + "\")";
  }

  /** A variable, or the id of the fact that it stands for. */
  private Optional<String> variable(String name, boolean isAsked) {
    for (Condition.Pattern pattern : rule.patterns().toList()) {
      for (String bound : pattern.binds()) {
        if (bound.equals(name) || bound.equals("$" + name)) {
          boolean isFact = bound.equals(pattern.variable()) && !isAsked;
          return Optional.of(isFact ? bound + ".getId()" : bound);
        }
      }
    }
    return Optional.empty();
  }

  /** An attribute that a pattern with a variable reads. */
  private Optional<String> attribute(String name) {
    return rule.defined()
        .reads()
        .attributes()
        .filter(it -> it.name().equals(name))
        .flatMap(it -> read(it).stream())
        .findFirst();
  }

  private Optional<String> anyValue() {
    return rule.defined().reads().attributes().flatMap(it -> read(it).stream()).findFirst();
  }

  private Optional<String> read(ValueRead read) {
    return rule.patterns()
        .filter(it -> it.variable() != null && it.testsAt().contains(read.at()))
        .filter(it -> it.polarity() == Condition.Polarity.SHOWN)
        .findFirst()
        .map(it -> it.variable() + ".attr(\"" + read.name() + "\")");
  }
}
