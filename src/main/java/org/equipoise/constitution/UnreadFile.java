package org.equipoise.constitution;

import org.equipoise.problem.Problem;

/**
 * A file in a constitution's folder that is no part of it.
 *
 * @param path relative to the folder, with forward slashes
 * @param isDoubtful whether it may well have been meant to be one, or was one: a copy, say
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
