package org.equipoise.constitution;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.drools.drl.ast.descr.FunctionDescr;
import org.equipoise.constitution.DrlFile.ParsedRule;
import org.equipoise.constitution.DrlFile.Statement;
import org.equipoise.constitution.vetting.internal.Vetting;
import org.equipoise.constitution.vetting.internal.Violation;

/** What compiled code may not do, told at the place where its author wrote it. */
final class CodeProblems {
  private static final List<String> OUTSIDE =
      List.of(
          "java.io.", "java.nio.", "java.net.", "java.sql.", "javax.", "sun.", "jdk.", "com.sun.");
  private static final List<String> INSIDE =
      List.of("java.lang.reflect.", "java.lang.invoke.", "java.lang.Class", "java.lang.Module");
  private static final List<String> ENGINE = List.of("org.drools.", "org.kie.", "org.mvel");
  private static final List<String> BESIDE =
      List.of("java.util.concurrent.", "java.lang.Thread", "java.util.Timer");

  private final List<DrlFile> authored;
  private final FactTypes types;
  private final Problems problems;

  private CodeProblems(List<DrlFile> authored, FactTypes types, Problems problems) {
    this.authored = authored;
    this.types = types;
    this.problems = problems;
  }

  /** A stretch of a file that compiled to the code at fault. */
  private record Part(SourceFile file, String name, int named, int from, int to) {}

  static void report(
      Collection<Violation> violations,
      List<DrlFile> authored,
      FactTypes types,
      Problems problems) {
    CodeProblems code = new CodeProblems(authored, types, problems);
    violations.forEach(code::report);
  }

  private void report(Violation violation) {
    if (violation.reason() == Violation.Reason.WRONG_DATE) {
      authored.forEach(
          file ->
              Stream.concat(file.rules().stream(), file.queries().stream())
                  .forEach(it -> DateLiterals.report(it, violation.member(), problems)));
      return;
    }
    List<Part> parts = parts(violation);
    for (Part part : parts) {
      int at = place(part, violation);
      problems.error(
          code(violation),
          part.file(),
          at < 0 ? part.named() : at,
          part.name().isEmpty() ? null : part.name(),
          message(violation),
          hint(violation));
    }
  }

  /** Where the code may come from: what is known to be, or else anything. */
  private List<Part> parts(Violation violation) {
    if (types.isDeclared(violation.type())) {
      List<Part> declared =
          authored.stream()
              .flatMap(
                  file ->
                      file.declarations().stream()
                          .filter(
                              it ->
                                  it.types()
                                      .anyMatch(t -> t.getTypeName().equals(violation.type())))
                          .map(it -> part(file, it, violation.type())))
              .toList();
      if (!declared.isEmpty()) {
        return declared;
      }
    }
    List<Part> known =
        new TreeSet<>(violation.subjects())
            .stream()
                .flatMap(subject -> authored.stream().flatMap(it -> parts(it, subject)))
                .toList();
    SourceFile first = authored.get(0).source();
    return !known.isEmpty() ? known : List.of(new Part(first, "", 0, 0, first.text().length()));
  }

  private static Stream<Part> parts(DrlFile file, String subject) {
    Stream<Part> rules =
        Stream.concat(file.rules().stream(), file.queries().stream())
            .filter(it -> it.text().name().equals(subject))
            .map(CodeProblems::part);
    Stream<Part> functions =
        file.functions().stream()
            .filter(
                it ->
                    it.parsed().getFunctions().stream()
                        .map(FunctionDescr::getName)
                        .anyMatch(subject::equals))
            .map(it -> part(file, it, subject));
    return Stream.concat(rules, functions);
  }

  private static Part part(ParsedRule rule) {
    RuleText text = rule.text();
    return new Part(rule.file(), text.name(), text.nameStart(), text.headerEnd(), text.end());
  }

  private static Part part(DrlFile file, Statement statement, String name) {
    return new Part(file.source(), name, statement.start(), statement.start(), statement.end());
  }

  /** Where the author names what is used, or -1: the method, or else its class. */
  private static int place(Part part, Violation violation) {
    String owner = Pattern.quote(violation.simpleOwner());
    String member = Pattern.quote(violation.member());
    List<String> ways =
        violation.member().isEmpty()
            ? List.of("\\b" + owner + "\\b")
            : violation.member().equals("new")
                ? List.of(
                    "\\bnew\\s+(?:[\\w.]+\\.)?" + owner + "\\b",
                    "\\b" + owner + "\\s*::\\s*new\\b",
                    "\\bnew\\s")
                : List.of(
                    "\\b" + owner + "\\s*(?:\\.|::)\\s*" + member + "\\b",
                    "(?:\\.|::)\\s*" + member + "\\b",
                    "\\b" + member + "\\b",
                    "\\b" + property(violation.member()) + "\\b",
                    "\\b" + owner + "\\b");
    if (violation.owner().isEmpty() && violation.member().isEmpty()) {
      return -1;
    }
    for (String way : ways) {
      Matcher found =
          Pattern.compile(way).matcher(part.file().code()).region(part.from(), part.to());
      found.useTransparentBounds(true);
      if (found.find()) {
        return part.file().next(skip(part.file().code(), found.start()));
      }
    }
    return -1;
  }

  private static int skip(String code, int at) {
    return code.startsWith(".", at) ? at + 1 : code.startsWith("::", at) ? at + 2 : at;
  }

  private static String property(String member) {
    return member.matches("(?:get|is)[A-Z].*")
        ? Pattern.quote(
            Character.toLowerCase(member.replaceFirst("get|is", "").charAt(0))
                + member.replaceFirst("(?:get|is).", ""))
        : "(?!)";
  }

  private static String code(Violation violation) {
    return switch (violation.reason()) {
      case NOT_ALLOWED, EXTENDS, NOT_PLAIN -> "not-allowed";
      case NOT_REPEATABLE -> "not-repeatable";
      case LASTING_STATE -> "lasting-state";
      case WIDE_CATCH -> "wide-catch";
      case RUNS_AT_LOAD -> "runs-at-load";
      case OUT_OF_PLACE -> "not-allowed";
      case CHANGES_FACT -> "changes-fact";
      case WRONG_DATE -> "wrong-date";
      case MISREAD -> "incomparable";
    };
  }

  private static String used(Violation violation) {
    String owner = violation.simpleOwner();
    return "`"
        + (violation.member().isEmpty()
            ? owner
            : violation.member().equals("new")
                ? "new " + owner
                : owner.isEmpty() ? violation.member() : owner + "." + violation.member())
        + "`";
  }

  private static String message(Violation violation) {
    String used = used(violation);
    return switch (violation.reason()) {
      case NOT_ALLOWED ->
          violation.simpleOwner().equals("GenericCollectAccumulator") // the engine's own word
              ? "`collect` into this type is not among what rules may use"
              : used + " is not among what rules may use";
      case EXTENDS -> "a class of a rule cannot extend or implement " + used;
      case NOT_REPEATABLE -> used + " would come out otherwise when the case is decided again";
      case LASTING_STATE -> used + " would last beyond the decision, and colour the next";
      case WIDE_CATCH ->
          "a rule cannot catch " + used + ": that would hide the limits of a decision";
      case NOT_PLAIN -> used + " has no place in a constitution";
      case WRONG_DATE -> throw new IllegalStateException("told apart");
      case RUNS_AT_LOAD ->
          violation.owner().isEmpty() || starts(ENGINE, violation.owner())
              ? "this would run when the constitution is loaded, not when a case is decided"
              : used + " would run when the constitution is loaded, not when a case is decided";
      case MISREAD -> "the engine can neither compare " + used + " with a text nor join them";
      case OUT_OF_PLACE -> used + " is called where no consequence calls it";
      case CHANGES_FACT -> used + " changes a fact that other rules may have matched";
    };
  }

  private String hint(Violation violation) {
    return switch (violation.reason()) {
      case NOT_ALLOWED -> {
        String instead = Vetting.instead(violation.owner(), violation.member());
        yield instead == null ? notAllowed(violation.owner()) : instead;
      }
      case EXTENDS -> "keep one in a field or a variable, and call it";
      case NOT_REPEATABLE -> "give the value as an attribute of the case";
      case LASTING_STATE ->
          "derive a fact with `insert( new … )`, or keep a value that never changes";
      case WIDE_CATCH -> "catch `RuntimeException`, or what is expected";
      case NOT_PLAIN -> "drop it: a decision runs on one thread";
      case WRONG_DATE -> throw new IllegalStateException("told apart");
      case RUNS_AT_LOAD ->
          starts(ENGINE, violation.owner()) // the engine's own words
              ? "test what a fact says, such as `attr(\"name\") == true`; what holds always is left out"
              : "write a plain value here, and work it out in a consequence or a function";
      case MISREAD ->
          "compare a text, a number or a truth value; declare a `Character` as `char` or `String`";
      case OUT_OF_PLACE ->
          "words of the vocabulary are said in consequences, or in functions that only they call";
      case CHANGES_FACT -> "derive a new fact with `insert( new … )`";
    };
  }

  private String notAllowed(String owner) {
    if (starts(OUTSIDE, owner)) {
      return "give what the rule needs to know as an attribute of the case";
    }
    if (starts(INSIDE, owner)) {
      return "name the type and call its methods";
    }
    if (starts(BESIDE, owner)) {
      return "drop it: a decision runs on one thread";
    }
    if (owner.startsWith("java.") || owner.startsWith("org.equipoise.") || owner.isEmpty()) {
      return "rules may use the vocabulary, its facts, declared types and plain values of Java";
    }
    if (starts(ENGINE, owner)) {
      return "rules use nothing of the engine: they match facts, and say words of the vocabulary";
    }
    return "if the host trusts it, it allows it by name: `--allow " + owner.replace('$', '.') + "`";
  }

  private static boolean starts(List<String> prefixes, String name) {
    return prefixes.stream().anyMatch(name::startsWith);
  }
}
