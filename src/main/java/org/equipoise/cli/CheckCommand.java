package org.equipoise.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.equipoise.authoring.fixture.Fixture;
import org.equipoise.authoring.fixture.Fixtures;
import org.equipoise.constitution.Authority;
import org.equipoise.constitution.Charter;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.IncrementalCheck;
import org.equipoise.constitution.KnownNames;
import org.equipoise.constitution.UnreadFile;
import org.equipoise.constitution.internal.warning.AlikeNames;
import org.equipoise.constitution.internal.warning.EndingTerms;
import org.equipoise.constitution.internal.warning.KnownAttributes;
import org.equipoise.constitution.internal.warning.LenientSettings;
import org.equipoise.constitution.internal.warning.Warnings;
import org.equipoise.facts.Judgment;
import org.equipoise.formats.Corpus;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.equipoise.problem.internal.Suggestion;
import org.equipoise.service.internal.FileChanges;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code check DIR}: every problem in a constitution at once. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description =
        "Compiles and vets a constitution, or a charter with its constitutions; shows all problems"
            + " at once.",
    footer = {
      "",
      "Exits with 2 if there is any error, with 1 if there are warnings only.",
      "",
      "Example:",
      "  equipoise check rules/common-morality",
      "  equipoise check my-rules --watch",
      "  equipoise check my-rules --cases cases.jsonl --format sarif > check.sarif",
      "  equipoise check --explain never-fires"
    })
final class CheckCommand implements Callable<Integer> {

  /** How problems are written. */
  enum ProblemFormat {
    TEXT,
    JSON,
    SARIF;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration REST = Duration.ofMillis(50);
  private static final long MAX_MILLIS_TO_END = 2_000;

  @Spec private CommandSpec spec;

  @Mixin private AllowOption allowed;

  @Mixin private AsOfOption asOf;

  @Parameters(
      paramLabel = "DIR",
      arity = "0..1",
      description = "the folder of the constitution or charter")
  private @Nullable Path folder;

  @Option(
      names = "--cases",
      paramLabel = "F",
      description = "cases, one JSON object a line: warns of attributes that none of them has")
  private @Nullable Path cases;

  @Option(
      names = "--judgments",
      paramLabel = "F",
      description = "judgments on these cases, for their circumstances")
  private @Nullable Path judgments;

  @Option(names = "--watch", description = "checks again whenever a file is saved, until Ctrl-C")
  private boolean isWatching;

  @Option(
      names = "--explain",
      paramLabel = "CODE",
      description = "says what a problem of this code is, and what to do about it")
  private @Nullable String code;

  @Option(names = "--all", description = "prints every warning, however many there are of a kind")
  private boolean areAllShown;

  @Option(
      names = "--format",
      defaultValue = "text",
      description = "text, json or sarif (2.1.0) (default: ${DEFAULT-VALUE})")
  private ProblemFormat format;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (code != null) {
      page(code).lines().forEach(out::println);
      return ExitCode.FINE;
    }
    if (folder == null) {
      throw misuse("name the constitution's folder: `check DIR`");
    }
    OptionDependency.require(spec, "--cases", "--judgments");
    if (isWatching) {
      if (format == ProblemFormat.SARIF) {
        throw misuse("`--watch` writes text or json, one report after the other");
      }
      if (Charter.isIn(folder)) {
        throw misuse("`--watch` checks one constitution: name its folder, not that of a charter");
      }
      watch(folder, out);
      return ExitCode.FINE;
    }
    Instant time = asOf.time();
    Progress.at("compiling `" + folder + "`");
    CheckReport report =
        Charter.isIn(folder)
            ? ofCharter(folder, time)
            : report(folder, Constitution.check(folder, allowed.permissions()), time);
    report.write(format, !areAllShown, out);
    if (!report.isValid()) {
      return ExitCode.BAD_INPUT;
    }
    return report.problems().isEmpty() ? ExitCode.FINE : ExitCode.FINDINGS;
  }

  /** What was found in a charter and each of its constitutions. */
  private CheckReport ofCharter(Path folder, Instant time) {
    Charter.Checked checked = Charter.check(folder, allowed.permissions());
    List<Problem> problems = new ArrayList<>(checked.problems());
    List<String> beside = new ArrayList<>();
    checked
        .constitutions()
        .forEach(
            (of, each) -> {
              CheckReport report = report(of, each, time);
              problems.addAll(report.problems());
              report.beside().forEach(it -> beside.add(of.resolve(it).toString()));
            });
    checked.charter().stream()
        .flatMap(it -> it.unused().stream())
        .map(
            it ->
                Problem.warning(
                    "unused-constitution",
                    folder.resolve(Charter.FILE).toString(),
                    0,
                    0,
                    "constitutions." + it,
                    "no clause applies `" + it + "`",
                    "name it in a clause, or drop it"))
        .forEach(problems::add);
    return new CheckReport(
        problems.stream().distinct().sorted().toList(),
        checked.charter().map(Authority.class::cast),
        beside);
  }

  private CheckReport report(Path folder, Constitution.Checked checked, Instant time) {
    Progress.at("looking for what is not intended");
    Optional<Constitution> constitution = checked.constitution();
    List<Problem> unread =
        checked.unread().stream()
            .filter(UnreadFile::isDoubtful)
            .map(it -> it.warning(folder.resolve(it.path()).toString()))
            .toList();
    List<Problem> warnings = new ArrayList<>();
    constitution.ifPresent(
        it -> {
          UnknownNames unknown = new UnknownNames(it);
          Holders holders = new Holders(it);
          KnownAttributes seen = seen(it, folder, unknown, holders);
          warnings.addAll(
              AbsentAttributes.gathered(Warnings.of(folder, it.rules().values(), seen)));
          String file = String.valueOf(cases != null ? cases : folder.resolve("fixtures"));
          unknown.doubtful().stream()
              .filter(met -> !isToldWhereItIsRead(met, warnings))
              .toList()
              .forEach(met -> warnings.add(warning(met, file)));
          LenientSettings.of(folder, it).ifPresent(warnings::add);
          warnings.addAll(AlikeNames.of(folder, it));
          warnings.addAll(EndingTerms.of(folder, it.rules().values(), time));
          warnings.addAll(holders.unused(folder.resolve("constitution.json").toString()));
        });
    return new CheckReport(
        Stream.of(checked.problems(), unread, warnings).flatMap(List::stream).sorted().toList(),
        constitution.map(Authority.class::cast),
        checked.unread().stream()
            .filter(it -> !it.isDoubtful() && !it.path().startsWith("fixtures/"))
            .map(UnreadFile::path)
            .toList());
  }

  /** The files that matter, of a folder that may be missing and come. */
  private List<Path> watched(Path folder, IncrementalCheck recheck) throws IOException {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      files.addAll(FileChanges.under(folder, recheck::concerns));
    }
    Stream.of(cases, judgments)
        .filter(Objects::nonNull)
        .filter(it -> Files.exists(it))
        .forEach(files::add);
    return files;
  }

  /** Waits for the next change; false if the thread is interrupted first. */
  private static boolean hasNext(FileChanges changes) {
    try {
      changes.await();
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  /** Checks whenever a file was saved, until the thread is interrupted or nobody listens. */
  private void watch(Path folder, PrintWriter out) throws IOException {
    Progress.rest();
    IncrementalCheck recheck = new IncrementalCheck(folder, allowed.permissions());
    FileChanges changes =
        new FileChanges(() -> watched(folder, recheck), PAUSE, REST, ignored -> {});
    Thread watching = Thread.currentThread();
    Thread end = new Thread(() -> end(watching), "equipoise-end");
    Runtime.getRuntime().addShutdownHook(end);
    try {
      do {
        check(folder, recheck, out);
        recheck.settle();
      } while (!out.checkError() && hasNext(changes));
    } finally {
      forget(end);
    }
  }

  private void check(Path folder, IncrementalCheck recheck, PrintWriter out) {
    boolean isText = format == ProblemFormat.TEXT;
    if (isText) {
      out.println(now() + " checking " + folder);
    }
    long started = System.nanoTime();
    CheckReport report;
    try {
      report = report(folder, recheck.check(), asOf.time());
    } catch (InvalidInputException e) {
      report = new CheckReport(e.problems(), Optional.empty(), List.of());
    }
    report.write(format, !areAllShown, out);
    if (isText) {
      out.printf(
          Locale.ROOT,
          "%s checked in %.2f s; again when a file is saved, Ctrl-C ends%n",
          now(),
          (System.nanoTime() - started) / 1e9);
    }
  }

  private static String now() {
    return LocalTime.now(ZoneId.systemDefault())
        .truncatedTo(ChronoUnit.SECONDS)
        .format(DateTimeFormatter.ISO_LOCAL_TIME);
  }

  /** Lets a report that is being written come to its end. */
  private static void end(Thread watching) {
    watching.interrupt();
    try {
      watching.join(MAX_MILLIS_TO_END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void forget(Thread end) {
    try {
      Runtime.getRuntime().removeShutdownHook(end);
    } catch (IllegalStateException e) {
      return; // the process is ending
    }
  }

  private String page(String code) {
    return ProblemPages.page(code)
        .map(it -> code + "\n\n" + it)
        .orElseThrow(
            () -> {
              String near = Suggestion.didYouMean(code, ProblemPages.all().keySet());
              return misuse(
                  "there is no problem `" + code + "`" + (near == null ? "" : "; " + near));
            });
  }

  private CommandLine.ParameterException misuse(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }

  /** Whether a comparison with another kind of value is told where it stands, in a rule. */
  private static boolean isToldWhereItIsRead(UnknownNames.Met met, List<Problem> warnings) {
    return met.unknown().fault() == KnownNames.Fault.OTHER_KIND
        && warnings.stream()
            .filter(it -> it.code().equals("wrong-kind"))
            .anyMatch(it -> it.message().contains("`" + KnownNames.shown(met.unknown()) + "`"));
  }

  private Problem warning(UnknownNames.Met met, String file) {
    if (met.unknown().subject() != KnownNames.Subject.STAKEHOLDER) {
      if (met.unknown().fault() != KnownNames.Fault.UNREAD) {
        return Problem.warning("unfit-attribute", file, 0, 0, null, met.inWords(), met.hint());
      }
      return Problem.warning("unread-attribute", file, 0, 0, null, met.inWords(), met.hint());
    }
    String hint = met.hint() == null ? "add it, or `\"*\"` for everybody else" : met.hint();
    String held = judgments == null ? file : judgments.toString();
    return Problem.warning("unknown-stakeholder", held, 0, 0, null, met.inWords(), hint);
  }

  /** Counts the stakeholders whose judgments are at hand. */
  private static final class Holders {
    private final Set<String> weighed;
    private boolean anyJudgment;

    Holders(Constitution constitution) {
      this.weighed = new TreeSet<>(constitution.settings().stakeholders().keySet());
      weighed.remove("*");
    }

    void see(Judgment judgment) {
      anyJudgment = true;
      weighed.remove(String.valueOf(judgment.stakeholder()));
    }

    /** Warnings of those of whom there is none, if there are any judgments. */
    List<Problem> unused(String file) {
      return !anyJudgment
          ? List.of()
          : weighed.stream()
              .map(
                  it ->
                      Problem.warning(
                          "unused-stakeholder",
                          file,
                          0,
                          0,
                          "settings.stakeholders",
                          "no judgment at hand is held by `" + it + "`",
                          "is it spelt as judgments spell it?"))
              .toList();
    }
  }

  /** What cases have; without any, what fixtures beside the rules have, as far as it goes. */
  private @Nullable KnownAttributes seen(
      Constitution constitution, Path folder, UnknownNames unknown, Holders holders) {
    if (cases == null) {
      Path fixtures = folder.resolve("fixtures");
      KnownAttributes seen = Files.isDirectory(fixtures) ? inFixtures(fixtures, unknown) : null;
      return constitution.declarations().isGiven() ? null : seen; // rules fit what is declared
    }
    KnownAttributes seen = KnownAttributes.all();
    Corpus.open(cases, judgments)
        .forEach(
            (given, judged) -> {
              seen.add(given, judged);
              unknown.see(given, judged);
              judged.forEach(holders::see);
            });
    return seen;
  }

  private static @Nullable KnownAttributes inFixtures(Path folder, UnknownNames unknown) {
    KnownAttributes seen = KnownAttributes.some();
    try {
      for (Fixture fixture : Fixtures.read(folder)) {
        fixture.cases().forEach(it -> seen.add(it, fixture.judgments()));
        fixture.cases().forEach(it -> unknown.see(it, fixture.judgments()));
      }
    } catch (InvalidInputException e) {
      return null; // `test` tells what is wrong with them
    }
    return seen;
  }
}
