package org.equipoise.formats;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Judgment.OnOutput;
import org.equipoise.facts.Judgment.Preference;
import org.equipoise.facts.Output;
import org.equipoise.formats.internal.JsonLimits;
import org.equipoise.formats.internal.Quoted;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.equipoise.problem.internal.Suggestion;
import org.jspecify.annotations.Nullable;

/**
 * Cases and the judgments on them, checked as a whole. The judgments are in memory. The cases stay
 * in their file, which each pass reads again. A change of the file after opening is detected only
 * if a line no longer holds a case. Immutable and thread-safe; several passes may run at once, on
 * one or several threads.
 */
public final class Corpus {
  /**
   * With more cases than this, no similar id is suggested, because comparing would take longer than
   * searching.
   */
  private static final int MAX_COMPARED = 10_000;

  private final Path file;
  private final int longestLine;
  private final long size;
  private final List<Judgment> judgments;
  private final Map<String, List<Judgment>> byCase;

  private Corpus(Path file, int longestLine, long size, List<JudgmentReader.Read> judgments) {
    this.file = file;
    this.longestLine = longestLine;
    this.size = size;
    this.judgments = judgments.stream().map(JudgmentReader.Read::judgment).toList();
    this.byCase = new HashMap<>();
    for (Judgment judgment : this.judgments) {
      byCase.computeIfAbsent(judgment.caseId(), id -> new ArrayList<>(1)).add(judgment);
    }
    byCase.replaceAll((id, list) -> List.copyOf(list));
  }

  /**
   * Reads both files once. Checks that every line holds what it should, that no id is used twice,
   * and that each judgment is on an existing output of an existing case.
   *
   * @param cases a file with at least one case
   * @param judgments a file of judgments; null for none
   * @throws InvalidInputException with the problems of both files: the first 100 and the number of
   *     the others. Only the first problem of a line is named. While a case cannot be read, a
   *     judgment on a missing case is not reported
   */
  public static Corpus open(Path cases, @Nullable Path judgments) {
    return open(cases, judgments, JsonLimits.MAX_LINE_BYTES);
  }

  static Corpus open(Path cases, @Nullable Path judgments, int longestLine) {
    return new Opening(cases, judgments, longestLine).open();
  }

  /** Returns the number of cases, at least 1. */
  public long size() {
    return size;
  }

  /** Returns all judgments, in the order of their file. */
  public List<Judgment> judgments() {
    return judgments;
  }

  /**
   * Passes each case, in the order of its file, to a consumer, with its judgments in the order of
   * their file.
   *
   * @throws InvalidInputException if the file has changed and a line holds no case
   */
  public void forEach(BiConsumer<Case, List<Judgment>> consumer) {
    try (Pass pass = pass()) {
      while (pass.hasNext()) {
        JudgedCase next = pass.next();
        consumer.accept(next.situation(), next.judgments());
      }
    }
  }

  /** Starts a pass over the cases. The caller must close it. */
  public Pass pass() {
    return new Pass(new CaseReader(file, longestLine));
  }

  /**
   * A case with the judgments on it. Immutable.
   *
   * @param situation the case
   * @param judgments the judgments on it, in the order of their file
   * @param line the line of the case, from 1
   */
  public record JudgedCase(Case situation, List<Judgment> judgments, int line) {

    public JudgedCase {
      judgments = List.copyOf(judgments);
    }
  }

  /**
   * Iterates over the cases in the order of their file and holds one at a time. Not thread-safe.
   */
  public final class Pass implements Iterator<JudgedCase>, AutoCloseable {
    private final CaseReader reader;

    private Pass(CaseReader reader) {
      this.reader = reader;
    }

    /**
     * Returns whether another case follows.
     *
     * @throws InvalidInputException if the file has changed and the next line holds no case
     */
    @Override
    public boolean hasNext() {
      return reader.hasNext();
    }

    /**
     * Returns the next case.
     *
     * @throws NoSuchElementException if there is none
     * @throws InvalidInputException if the file has changed and the next line holds no case
     */
    @Override
    public JudgedCase next() {
      Case next = reader.next();
      return new JudgedCase(next, byCase.getOrDefault(next.id(), List.of()), reader.line());
    }

    @Override
    public void close() {
      reader.close();
    }
  }

  /** The first reading of both files, with data that is needed only for the checks. */
  private static final class Opening {
    private final Path cases;
    private final @Nullable Path judgments;
    private final int longestLine;
    private final Problems problems = new Problems();
    private final Map<String, Integer> caseLines = new HashMap<>();
    private boolean hasRefusedCases;

    Opening(Path cases, @Nullable Path judgments, int longestLine) {
      this.cases = cases;
      this.judgments = judgments;
      this.longestLine = longestLine;
    }

    Corpus open() {
      List<JudgmentReader.Read> given = readJudgments();
      Map<String, List<JudgmentReader.Read>> byCase = new HashMap<>();
      for (JudgmentReader.Read read : given) {
        byCase.computeIfAbsent(read.judgment().caseId(), id -> new ArrayList<>(1)).add(read);
      }
      try {
        readCases(byCase);
      } catch (InvalidInputException e) {
        e.problems().forEach(problems::add);
        hasRefusedCases = true;
      }
      if (!hasRefusedCases) {
        requireCases(given);
      }
      problems.throwIfAny();
      return new Corpus(cases, longestLine, caseLines.size(), given);
    }

    private List<JudgmentReader.Read> readJudgments() {
      Path file = judgments;
      if (file == null) {
        return List.of();
      }
      try {
        return JudgmentReader.read(file, longestLine, problems);
      } catch (InvalidInputException e) {
        e.problems().forEach(problems::add);
        return List.of();
      }
    }

    private void readCases(Map<String, List<JudgmentReader.Read>> byCase) {
      try (CaseReader reader = new CaseReader(cases, longestLine)) {
        while (true) {
          try {
            CaseReader.Read read = reader.read();
            if (read == null) {
              break;
            }
            check(read, byCase);
          } catch (RefusedLineException e) {
            problems.add(e.problem());
            hasRefusedCases = true;
          }
        }
      }
      if (caseLines.isEmpty() && !hasRefusedCases) {
        problems.add(
            Problem.error(
                "no-case",
                cases.toString(),
                0,
                0,
                null,
                "the file holds no case",
                "write one case a line"));
        hasRefusedCases = true;
      }
    }

    private void check(CaseReader.Read read, Map<String, List<JudgmentReader.Read>> byCase) {
      String id = read.given().id();
      Integer first = caseLines.putIfAbsent(id, read.line());
      if (first != null) {
        problems.add(
            Problem.error(
                "duplicate-case",
                cases.toString(),
                read.line(),
                read.idColumn(),
                "case",
                "case " + Quoted.of(id) + " is given twice, first on line " + first,
                "give each case an id of its own"));
        return;
      }
      List<JudgmentReader.Read> judged = byCase.get(id);
      if (judged == null) {
        return;
      }
      Set<String> outputs = new HashSet<>();
      for (Output output : read.given().outputs()) {
        outputs.add(output.id());
      }
      for (JudgmentReader.Read each : judged) {
        if (each.judgment().verdict() instanceof OnOutput on) {
          requireOutput(each, "output", each.outputColumn(), on.output(), outputs);
        } else if (each.judgment().verdict() instanceof Preference preference) {
          requireOutput(each, "prefer", each.outputColumn(), preference.preferred(), outputs);
          requireOutput(each, "over", each.overColumn(), preference.over(), outputs);
        }
      }
    }

    private void requireOutput(
        JudgmentReader.Read read, String field, int column, String output, Set<String> outputs) {
      if (!outputs.contains(output)) {
        problems.add(
            Problem.error(
                "unknown-output",
                String.valueOf(judgments),
                read.line(),
                column,
                field,
                String.format(
                    Locale.ROOT,
                    "case %s has no output %s",
                    Quoted.of(read.judgment().caseId()),
                    Quoted.of(output)),
                near(output, outputs)));
      }
    }

    private void requireCases(List<JudgmentReader.Read> given) {
      for (JudgmentReader.Read read : given) {
        String id = read.judgment().caseId();
        if (!caseLines.containsKey(id)) {
          problems.add(
              Problem.error(
                  "unknown-case",
                  String.valueOf(judgments),
                  read.line(),
                  read.caseColumn(),
                  "case",
                  "there is no case " + Quoted.of(id),
                  near(id, caseLines.keySet())));
        }
      }
    }

    private static @Nullable String near(String word, Set<String> candidates) {
      if (word.length() > 100 || candidates.size() > MAX_COMPARED) {
        return null;
      }
      List<String> comparable = candidates.stream().filter(it -> it.length() <= 100).toList();
      return Suggestion.didYouMean(word, comparable);
    }
  }
}
