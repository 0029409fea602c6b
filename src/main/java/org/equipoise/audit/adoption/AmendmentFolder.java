package org.equipoise.audit.adoption;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.equipoise.audit.amendment.SignedAmendment;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;

/** The folder {@code amendments} of a constitution: one file for each that was adopted. */
final class AmendmentFolder {
  static final String NAME = "amendments";

  private AmendmentFolder() {}

  /** The path of an amendment's file, relative to the constitution. */
  static String path(String id) {
    return NAME + "/" + id + ".json";
  }

  /** The number of the next amendment, from 1. */
  static int next(Path constitution) throws IOException {
    int last = 0;
    for (Path file : files(constitution)) {
      last = Math.max(last, Integer.parseInt(file.getFileName().toString().substring(0, 4)));
    }
    return last + 1;
  }

  private static List<Path> files(Path constitution) throws IOException {
    Path folder = constitution.resolve(NAME);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(it -> it.getFileName().toString().matches("\\d{4}-.*\\.json"))
          .sorted()
          .toList();
    }
  }

  /**
   * The amendments of a constitution, in order. Nothing is verified.
   *
   * @throws InvalidInputException if one cannot be read
   */
  static List<SignedAmendment> read(Path constitution) throws IOException {
    List<SignedAmendment> all = new ArrayList<>();
    for (Path file : files(constitution)) {
      try {
        all.add(SignedAmendment.parse(Files.readString(file)));
      } catch (IllegalArgumentException e) {
        throw new InvalidInputException(
            Problem.error(
                "not-an-amendment",
                file.toString(),
                0,
                0,
                null,
                "it is no amendment: " + e.getMessage(),
                "`adopt` writes these files; take it from a copy, or move it out of the folder"));
      }
    }
    return all;
  }
}
