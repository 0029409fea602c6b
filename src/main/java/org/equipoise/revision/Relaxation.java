package org.equipoise.revision;

import org.equipoise.language.Element;

/**
 * One thing given up.
 *
 * @param cost in billionths of a weight
 */
public record Relaxation(Kind kind, Element element, long cost) {

  /** What giving something up amounts to. */
  public enum Kind {
    /** A judgment's holder gives it up. */
    REVISE,
    /** A rule is outweighed in one case, and still in force. */
    OVERRIDE,
    /** A disputed attribute's asserted value is given up. */
    SETTLE
  }

  static Relaxation of(Element element, long cost) {
    Kind kind =
        switch (element.kind()) {
          case JUDGMENT -> Kind.REVISE;
          case PRINCIPLE, THEORY -> Kind.OVERRIDE;
          case ATTRIBUTE -> Kind.SETTLE;
        };
    return new Relaxation(kind, element, cost);
  }
}
