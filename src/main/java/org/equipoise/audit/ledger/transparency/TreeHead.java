package org.equipoise.audit.ledger.transparency;

/**
 * The size and hash of a list. The text form is {@code SIZE:HASH} with the hash in hexadecimal.
 * Immutable.
 */
public record TreeHead(long size, Hash root) {
  /** The head of the empty list. */
  public static final TreeHead EMPTY = new TreeHead(0, Hash.EMPTY);

  /**
   * Creates a head.
   *
   * @throws IllegalArgumentException if the size is negative
   */
  public TreeHead {
    if (size < 0) {
      throw new IllegalArgumentException("size " + size + " is negative");
    }
  }

  /**
   * Parses a head.
   *
   * @throws IllegalArgumentException if the text is not a head in the form of {@link #toString}
   */
  public static TreeHead parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw notOne(text);
    }
    TreeHead head;
    try {
      head =
          new TreeHead(
              Long.parseLong(text.substring(0, colon)), Hash.parseHex(text.substring(colon + 1)));
    } catch (NumberFormatException e) {
      throw notOne(text);
    }
    if (!head.toString().equals(text)) {
      throw notOne(text);
    }
    return head;
  }

  private static IllegalArgumentException notOne(String text) {
    return new IllegalArgumentException("`" + text + "` is not `SIZE:HASH`");
  }

  @Override
  public String toString() {
    return size + ":" + root.hex();
  }
}
