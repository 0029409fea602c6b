package org.equipoise.constitution;

import org.equipoise.problem.Problem;

/**
 * A file in the folder of a constitution that is not part of it. Immutable.
 *
 * @param path the path, relative to the folder, with forward slashes
 * @param isDoubtful whether the file may have been meant to be part of the constitution
 * @param hint what to do about it
 */
public record UnreadFile(String path, boolean isDoubtful, String hint) {

  /**
   * The warning that the file is not read.
   *
   * @param shown the file's path as problems are to name it
   */
  public Problem warning(String shown) {
    return Problem.warning(
        "unread-file", shown, 0, 0, null, "`" + path + "` is no part of the constitution", hint);
  }
}
