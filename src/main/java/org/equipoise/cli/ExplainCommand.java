package org.equipoise.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.equipoise.authoring.coverage.RuleProfile;
import org.equipoise.authoring.coverage.RuleProfileWriter;
import org.equipoise.authoring.coverage.RuleProfiler;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.internal.warning.KnownAttributes;
import org.equipoise.constitution.internal.warning.Warnings;
import org.equipoise.formats.Corpus;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.equipoise.problem.internal.Suggestion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code explain DIR RULE}: what one rule says, weighs and does. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description =
        "Shows of one rule what it says and what it weighs; with --cases, also where it speaks,"
            + " what hangs on it, and whom it contradicts.",
    footer = {
      "",
      "Example:",
      "  equipoise explain rules/common-morality deceive"
          + " --cases test-fixtures/common-morality/cases.jsonl"
    })
final class ExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private AllowOption allowed;

  @Mixin private AsOfOption asOf;

  @Parameters(index = "0", paramLabel = "DIR", description = "the constitution's folder")
  private Path folder;

  @Parameters(index = "1", paramLabel = "RULE", description = "the rule's name")
  private String rule;

  @Mixin private CorpusIfGiven corpusIfGiven;

  @Mixin private FormatOption form;

  @Override
  public Integer call() {
    corpusIfGiven.requireCasesForJudgments();
    Constitution constitution = asOf.load(allowed, folder);
    RuleProfiler portrayal = new RuleProfiler(constitution, named(constitution));
    KnownAttributes seen = KnownAttributes.all();
    Optional<Corpus> given = corpusIfGiven.open();
    if (given.isPresent()) {
      Corpus corpus = given.get();
      UnknownNames unknown = new UnknownNames(constitution);
      Progress.Count progress = Progress.counting("looked at", corpus.size());
      corpus.forEach(
          (situation, judged) -> {
            portrayal.add(situation, judged);
            seen.add(situation, judged);
            unknown.see(situation, judged);
            progress.step();
          });
      unknown.tell(spec.commandLine().getErr());
    }
    RuleProfile portrait = portrayal.profile();
    List<Problem> ofKinds =
        Warnings.of(folder, constitution.rules().values(), given.isPresent() ? seen : null).stream()
            .filter(it -> it.code().equals("wrong-kind"))
            .filter(it -> portrait.rule().rule().id().equals(it.subject()))
            .toList();
    PrintWriter out = spec.commandLine().getOut();
    if (form.isJson()) {
      PlainWriter.unescaped(out).println(RuleProfileWriter.toJson(portrait, ofKinds));
    } else {
      RuleProfileText.write(portrait, ofKinds, folder, out);
    }
    return ExitCode.FINE;
  }

  /** The rule that is meant: a name, or {@code principle:NAME} as decisions write it. */
  private String named(Constitution constitution) {
    String name = rule.replaceFirst("^(?:principle|theory):", "");
    for (String each : new String[] {rule, name}) {
      if (constitution.rules().containsKey(each)) {
        return each;
      }
    }
    String near = Suggestion.didYouMean(name, constitution.rules().keySet());
    throw new InvalidInputException(
        Problem.error(
            "unknown-rule",
            folder.toString(),
            0,
            0,
            null,
            "there is no rule `" + rule + "`",
            near != null ? near : "`cover` lists all rules by name"));
  }
}
