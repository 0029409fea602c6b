package org.equipoise.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.equipoise.authoring.amendment.Amender;
import org.equipoise.authoring.amendment.ProposedChange;
import org.equipoise.authoring.amendment.ProposedChanges;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;

/**
 * What exceptions learn of the endgames of tic-tac-toe (Aha 1991): all boards on which a game can
 * end that x begins, where x has won or has not. A rule permits every board; people forbid those on
 * which x has won. Seven tenths are learned from, drawn anew in each trial, and the rest are
 * predicted.
 *
 * <p>Arguments: the number of trials; by default 10.
 */
final class RuleLearning {
  private static final String SQUARES = "abcdefghi";

  private static final int[][] LINES = {
    {0, 1, 2}, {3, 4, 5}, {6, 7, 8}, {0, 3, 6}, {1, 4, 7}, {2, 5, 8}, {0, 4, 8}, {2, 4, 6}
  };

  private RuleLearning() {}

  public static void main(String[] arguments) {
    int trials = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10;
    List<String> boards = new ArrayList<>();
    play("bbbbbbbbb", 'x', boards);
    Collections.sort(boards);
    System.out.println(boards.size() + " boards, x has won " + won(boards) + " of them");
    double errors = 0;
    for (int trial = 0; trial < trials; trial++) {
      errors += measure(boards, new Random(trial));
    }
    System.out.printf("mean error %.2f %%%n", 100 * errors / trials);
  }

  private static long won(List<String> boards) {
    return boards.stream().filter(it -> has(it, 'x')).count();
  }

  private static void play(String board, char next, List<String> ends) {
    if (has(board, 'x') || has(board, 'o') || board.indexOf('b') < 0) {
      if (!ends.contains(board)) {
        ends.add(board);
      }
      return;
    }
    for (int i = 0; i < board.length(); i++) {
      if (board.charAt(i) == 'b') {
        String after = board.substring(0, i) + next + board.substring(i + 1);
        play(after, next == 'x' ? 'o' : 'x', ends);
      }
    }
  }

  private static boolean has(String board, char who) {
    for (int[] line : LINES) {
      boolean isWhole = true;
      for (int square : line) {
        isWhole &= board.charAt(square) == who;
      }
      if (isWhole) {
        return true;
      }
    }
    return false;
  }

  private static double measure(List<String> boards, Random random) {
    Constitution constitution =
        Constitution.of(
            Map.of(
                "constitution.json",
                "{\"name\": \"boards\", \"version\": \"1.0.0\"}",
                "rules.drl",
                """
                package boards
                rule "fine" @Principle( weight = 0.8 )
                when
                    $o : Output()
                then
                    permit( $o, "x has not won" );
                end
                """));
    List<String> drawn = new ArrayList<>(boards);
    Collections.shuffle(drawn, random);
    int learned = boards.size() * 7 / 10;
    Amender amender = new Amender(constitution, new Amender.Options(3, 1, 0, null));
    for (String board : drawn.subList(0, learned)) {
      Judgment.Verdict forbidden = new Judgment.OnOutput("o", DeonticStatus.FORBIDDEN);
      amender.add(
          given(board),
          has(board, 'x') ? List.of(Judgment.of("J" + board, board, forbidden, 1)) : List.of());
    }
    long start = cpu();
    ProposedChanges proposal = amender.propose();
    double seconds = (cpu() - start) / 1e9;
    List<ProposedChange> rules =
        proposal.changes().stream().filter(ProposedChange::isOfRules).toList();
    List<String> rest = drawn.subList(learned, drawn.size());
    long wrong = rest.stream().filter(it -> has(it, 'x') != covers(rules, given(it))).count();
    System.out.printf(
        "%d exceptions, %d tests, %d of %d wrong, certified %s, %.2f s%n",
        rules.size(),
        rules.stream().mapToInt(it -> it.where().size()).sum(),
        wrong,
        rest.size(),
        proposal.certified(),
        seconds);
    return (double) wrong / rest.size();
  }

  private static long cpu() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static boolean covers(List<ProposedChange> rules, Case given) {
    return rules.stream()
        .anyMatch(
            rule -> rule.where().stream().allMatch(it -> it.holds(given, given.outputs().get(0))));
  }

  private static Case given(String board) {
    Map<String, Object> squares = new HashMap<>();
    for (int i = 0; i < SQUARES.length(); i++) {
      squares.put(SQUARES.substring(i, i + 1), board.substring(i, i + 1));
    }
    return Case.of(board, Output.of("o", Attributes.of(squares)));
  }
}
