package org.equipoise.audit.ledger.transparency;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Proves that one list begins with another (RFC 6962, section 2.1.2). Immutable.
 *
 * @param older the size of the shorter list
 * @param newer the size of the longer list
 * @param path the hashes from which both roots can be computed
 */
public record ConsistencyProof(long older, long newer, List<Hash> path) {
  public ConsistencyProof {
    path = List.copyOf(path);
  }

  /**
   * Computes the proof for two sizes of a list.
   *
   * @param leaves the hashes of the leaves in order; at most {@code newer} are read
   * @throws IllegalArgumentException unless 0 ≤ {@code older} ≤ {@code newer}
   * @throws NoSuchElementException if there are fewer than {@code newer} leaves
   */
  public static ConsistencyProof of(long older, long newer, Iterator<Hash> leaves) {
    if (older < 0 || older > newer) {
      throw new IllegalArgumentException(older + " leaves are not the first of " + newer);
    }
    List<Span> spans = new ArrayList<>();
    if (older > 0 && older < newer) {
      collect(older, 0, newer, true, spans);
    }
    return new ConsistencyProof(older, newer, Span.hashes(spans, leaves));
  }

  private static void collect(long older, long from, long to, boolean whole, List<Span> spans) {
    if (older == to) {
      if (!whole) {
        spans.add(new Span(from, to));
      }
      return;
    }
    long middle = from + Span.split(to - from);
    if (older <= middle) {
      collect(older, from, middle, whole, spans);
      spans.add(new Span(middle, to));
    } else {
      collect(older, middle, to, false, spans);
      spans.add(new Span(from, middle));
    }
  }

  /** Returns whether the list with the newer root begins with the list with the older root. */
  public boolean proves(Hash olderRoot, Hash newerRoot) {
    if (older < 0 || older > newer) {
      return false;
    }
    if (older == newer) {
      return path.isEmpty() && olderRoot.equals(newerRoot);
    }
    if (older == 0) {
      return path.isEmpty() && olderRoot.equals(Hash.EMPTY);
    }
    long node = older - 1;
    long last = newer - 1;
    while ((node & 1) == 1) {
      node >>= 1;
      last >>= 1;
    }
    Iterator<Hash> steps = path.iterator();
    if (node != 0 && !steps.hasNext()) {
      return false;
    }
    Hash first = node == 0 ? olderRoot : steps.next(); // older is a power of two, or is not
    Hash before = first;
    Hash now = first;
    while (steps.hasNext()) {
      Hash step = steps.next();
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        before = Hash.node(step, before);
        now = Hash.node(step, now);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        now = Hash.node(now, step);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && before.equals(olderRoot) && now.equals(newerRoot);
  }
}
