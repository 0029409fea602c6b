package org.equipoise.inference;

import java.util.List;
import org.equipoise.inference.internal.LazyEnvironments;
import org.equipoise.language.Element;

/**
 * Why a claim or a conflict holds: all minimal environments. An environment is a set of elements;
 * the claim holds if they stand, whatever else is relaxed (de Kleer 1986). Immutable and safe to
 * share between threads.
 *
 * @param environments the environments, smaller ones first, then by text; each is sorted
 * @param truncated whether environments are missing because of a limit
 */
public record Label(List<List<Element>> environments, boolean truncated) {
  /** A label that was not asked for. */
  static final Label NONE = new Label(List.of(), false);

  public Label {
    if (!(environments instanceof LazyEnvironments)) {
      environments = List.copyOf(environments);
    }
  }
}
