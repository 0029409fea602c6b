package org.equipoise.constitution.internal.warning;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.equipoise.constitution.DefinedRule;
import org.equipoise.constitution.internal.anatomy.Anatomy;
import org.equipoise.constitution.reading.Span;
import org.equipoise.problem.Problem;
import org.jspecify.annotations.Nullable;

/** What is doubtful in rules that have no errors. */
public final class Warnings {
  private final Path folder;
  private final Set<Problem> found = new LinkedHashSet<>();

  private Warnings(Path folder) {
    this.folder = folder;
  }

  /**
   * The warnings on some rules, by place.
   *
   * @param folder the constitution's, as problems are to name it
   * @param rules all of a constitution, in any order
   * @param seen what cases have, or null if none are at hand
   */
  public static List<Problem> of(
      Path folder, Collection<DefinedRule> rules, @Nullable KnownAttributes seen) {
    Warnings warnings = new Warnings(folder);
    List<Anatomy> anatomies =
        rules.stream().map(Anatomy::of).sorted(Comparator.comparing(Anatomy::id)).toList();
    Contradiction.warn(anatomies, warnings);
    SubsumedRules.warn(anatomies, warnings);
    RuleReferences.warn(anatomies, warnings);
    ConstantTests.warn(anatomies, warnings);
    ValueKinds.warn(anatomies, seen, warnings);
    SessionAbsence.warn(anatomies, warnings);
    LiteralTemplates.warn(anatomies, warnings);
    if (seen != null) {
      UnknownAttributes.warn(anatomies, seen, warnings);
    }
    return warnings.found.stream().sorted().toList();
  }

  void add(String code, Anatomy rule, Span at, String message, @Nullable String hint) {
    Problem problem =
        Problem.warning(
            code,
            file(rule.defined()),
            rule.line(at.start()),
            rule.column(at.start()),
            rule.id(),
            message,
            hint);
    found.add(problem);
  }

  private String file(DefinedRule rule) {
    return folder.resolve(rule.path()) + rule.file().substring(rule.path().length());
  }
}
