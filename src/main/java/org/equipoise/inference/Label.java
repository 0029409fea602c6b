package org.equipoise.inference;

import java.util.List;
import org.equipoise.language.Element;

/**
 * Why something is believed: all minimal environments, each a set of elements whose standing
 * suffices for it, whatever becomes of the others (de Kleer 1986).
 *
 * @param environments fewer elements first, then by their text; each sorted
 * @param truncated whether environments are missing because a limit was met
 */
public record Label(List<List<Element>> environments, boolean truncated) {
  public Label {
    environments = List.copyOf(environments);
  }
}
