package org.equipoise.integration.onnx;

import java.util.ArrayList;
import java.util.List;
import org.equipoise.coherence.TextPair;

/**
 * Puts the pieces of two texts into the frame in which a model reads a pair. Immutable.
 *
 * @param pieces cuts each text
 * @param frame the special tokens and the two texts, in order
 * @param mostTokens how many tokens a pair has at most
 */
record WordPieceEncoder(WordPieces pieces, List<Slot> frame, int mostTokens)
    implements PairEncoder {
  /**
   * A place of the frame.
   *
   * @param text which text stands here, 0 or 1; -1 for a special token
   * @param token the number of the special token
   * @param type the type of the tokens here
   */
  record Slot(int text, int token, int type) {
    static Slot special(int token, int type) {
      return new Slot(-1, token, type);
    }

    static Slot text(int text, int type) {
      return new Slot(text, 0, type);
    }
  }

  WordPieceEncoder {
    frame = List.copyOf(frame);
  }

  /** The frame of BERT: {@code [CLS] first [SEP] second [SEP]}. */
  static List<Slot> ofBert(int start, int end) {
    return List.of(
        Slot.special(start, 0),
        Slot.text(0, 0),
        Slot.special(end, 0),
        Slot.text(1, 1),
        Slot.special(end, 1));
  }

  @Override
  public Encoding encode(TextPair pair) {
    List<List<Integer>> texts = List.of(pieces.cut(pair.premise()), pieces.cut(pair.hypothesis()));
    int all = texts.get(0).size() + texts.get(1).size();
    int specials = (int) frame.stream().filter(it -> it.text() < 0).count();
    List<Integer> kept =
        PairEncoder.kept(texts.get(0).size(), texts.get(1).size(), mostTokens - specials);
    long unknown =
        texts.stream().flatMap(List::stream).filter(it -> it == pieces.unknown()).count();
    List<Integer> ids = new ArrayList<>();
    List<Integer> types = new ArrayList<>();
    for (Slot slot : frame) {
      List<Integer> tokens =
          slot.text() < 0
              ? List.of(slot.token())
              : texts.get(slot.text()).subList(0, kept.get(slot.text()));
      for (int token : tokens) {
        ids.add(token);
        types.add(slot.type());
      }
    }
    boolean isCut = kept.get(0) + kept.get(1) < all;
    return new Encoding(ids, types, isCut, all == 0 ? 0 : (double) unknown / all);
  }
}
