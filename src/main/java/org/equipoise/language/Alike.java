package org.equipoise.language;

/**
 * An output that carries a key: all outputs that carry it, of whatever case, are relevantly alike.
 *
 * @param key what the author holds relevant, as text
 */
public record Alike(String key, String caseId, String output) {

  /** The key and the output's place, as conflicts name them. */
  @Override
  public String toString() {
    return key + " @ " + caseId + "/" + output;
  }
}
