package org.equipoise.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import org.equipoise.revision.solver.internal.Covering;
import org.equipoise.revision.solver.internal.HittingSetProblem;

/**
 * Weighted covering problems of the OR-Library (Balas and Ho 1980, Beasley 1987): rows to be
 * covered by columns, each at a cost. The files are not part of this project.
 *
 * @param optimum as published (Beasley 1990)
 */
record OrLibrary(String name, HittingSetProblem problem, int rows, int columns, long optimum) {
  private static final Map<String, Long> OPTIMA = new LinkedHashMap<>();

  static {
    long[] four = {429, 512, 516, 494, 512, 560, 430, 492, 641, 514};
    long[] five = {253, 302, 226, 242, 211, 213, 293, 288, 279, 265};
    long[] six = {138, 146, 145, 131, 161};
    for (int i = 0; i < four.length; i++) {
      OPTIMA.put("scp4" + (i + 1), four[i]);
    }
    for (int i = 0; i < five.length; i++) {
      OPTIMA.put("scp5" + (i + 1), five[i]);
    }
    for (int i = 0; i < six.length; i++) {
      OPTIMA.put("scp6" + (i + 1), six[i]);
    }
  }

  /** The problems whose files ({@code scp41.txt} and so on) lie in a folder. */
  static List<OrLibrary> read(Path folder) throws IOException {
    List<OrLibrary> all = new ArrayList<>();
    for (Map.Entry<String, Long> known : OPTIMA.entrySet()) {
      Path file = folder.resolve(known.getKey() + ".txt");
      if (Files.exists(file)) {
        all.add(read(known.getKey(), Files.readString(file), known.getValue()));
      }
    }
    return all;
  }

  /** The rows and columns, the columns' costs, and of each row how many and which columns. */
  private static OrLibrary read(String name, String text, long optimum) {
    StringTokenizer numbers = new StringTokenizer(text);
    int rows = next(numbers);
    int columns = next(numbers);
    long[] costs = new long[columns];
    for (int i = 0; i < columns; i++) {
      costs[i] = next(numbers) * Covering.UNIT;
    }
    int[][] sets = new int[rows][];
    for (int row = 0; row < rows; row++) {
      sets[row] = new int[next(numbers)];
      for (int i = 0; i < sets[row].length; i++) {
        sets[row][i] = next(numbers) - 1;
      }
    }
    return new OrLibrary(name, HittingSetProblem.of(costs, sets), rows, columns, optimum);
  }

  private static int next(StringTokenizer numbers) {
    return Integer.parseInt(numbers.nextToken());
  }
}
