package org.equipoise.formats.internal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;

/** What to tell where a file or folder cannot be written. */
public final class Unwritable {
  private Unwritable() {}

  /**
   * The error to throw.
   *
   * @param file the one that its author named
   * @param hint what to do about it
   */
  public static InvalidInputException of(Path file, IOException cause, String hint) {
    return new InvalidInputException(
        Problem.error(
            "cannot-write", file.toString(), 0, 0, null, "cannot be written: " + why(cause), hint));
  }

  private static String why(IOException cause) {
    if (cause instanceof FileAlreadyExistsException it) {
      return "`" + it.getFile() + "` is a file";
    }
    if (cause instanceof NoSuchFileException it) {
      return "there is no folder `" + Path.of(it.getFile()).toAbsolutePath().getParent() + "`";
    }
    return cause instanceof AccessDeniedException it
        ? "`" + it.getFile() + "` may not be written"
        : String.valueOf(cause.getMessage());
  }
}
