package org.equipoise.constitution.reading;

/** A place in a rule's text, by offsets from 0; the end is exclusive. */
public record Span(int start, int end) {

  /** Whether another place lies within this one. */
  public boolean contains(Span other) {
    return start <= other.start && other.end <= end;
  }
}
