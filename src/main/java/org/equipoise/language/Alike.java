package org.equipoise.language;

/**
 * An output with a key. All outputs with the same key, in any case, are relevantly alike.
 * Immutable.
 *
 * @param key the text that the author considers relevant
 * @param caseId the id of the case
 * @param output the id of the output
 */
public record Alike(String key, String caseId, String output) {

  /** Returns the key and the place of the output, as conflicts name them. */
  @Override
  public String toString() {
    return key + " @ " + caseId + "/" + output;
  }
}
