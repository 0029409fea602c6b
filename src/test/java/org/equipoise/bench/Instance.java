package org.equipoise.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StreamTokenizer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.equipoise.revision.solver.internal.HittingSetProblem;

/**
 * A weighted hitting-set problem as {@code hitting_sets.py} writes it: weights of 1 to 100, and
 * sets of element numbers.
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
record Instance(String name, long[] weights, int[][] sets) {
  /** What one unit of weight is worth in the solver's whole numbers. */
  static final long UNIT = 1_000_000_000L;

  /** An instance by name, as {@code power-1000-3} (kind, sets, seed), made by the script. */
  static Instance made(Path script, String name) throws IOException {
    String[] parts = name.split("-", -1);
    Process process =
        new ProcessBuilder("python3", script.toString(), parts[0], parts[1], parts[2])
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (Reader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      return read(name, reader);
    }
  }

  /** An instance from a file. */
  static Instance of(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file)) {
      return read(file.getFileName().toString(), reader);
    }
  }

  private static Instance read(String name, Reader reader) throws IOException {
    StreamTokenizer tokens = new StreamTokenizer(reader);
    tokens.eolIsSignificant(true);
    int n = next(tokens);
    int m = next(tokens);
    tokens.nextToken();
    long[] weights = new long[n];
    for (int e = 0; e < n; e++) {
      weights[e] = next(tokens);
    }
    tokens.nextToken();
    int[][] sets = new int[m][];
    int[] line = new int[n];
    for (int s = 0; s < m; s++) {
      int size = 0;
      while (tokens.nextToken() == StreamTokenizer.TT_NUMBER) {
        line[size++] = (int) tokens.nval;
      }
      sets[s] = Arrays.copyOf(line, size);
    }
    return new Instance(name, weights, sets);
  }

  private static int next(StreamTokenizer tokens) throws IOException {
    if (tokens.nextToken() != StreamTokenizer.TT_NUMBER) {
      throw new IOException("a number was expected: does the script run?");
    }
    return (int) tokens.nval;
  }

  /** What it is an instance of: the kind and the number of sets. */
  String family() {
    int last = name.lastIndexOf('-');
    return last < 0 ? name : name.substring(0, last);
  }

  HittingSetProblem problem() {
    return HittingSetProblem.of(Arrays.stream(weights).map(w -> w * UNIT).toArray(), sets);
  }

  /** The weight of some elements, or -1 if they leave a set unhit. */
  long weigh(List<Integer> chosen) {
    boolean[] in = new boolean[weights.length];
    long sum = 0;
    for (int e : chosen) {
      in[e] = true;
      sum += weights[e];
    }
    for (int[] set : sets) {
      if (Arrays.stream(set).noneMatch(e -> in[e])) {
        return -1;
      }
    }
    return sum;
  }
}
