package org.equipoise.authoring.comparison;

import java.util.Locale;

/** In what respect two decisions of one case may differ; the weightiest first. */
public enum Aspect {
  /** What the case comes down to. */
  ANSWER,
  /** What is decided of an output. */
  DECISION,
  /** What the host is told to do with an output. */
  ACTION,
  /** How clearly, or by how much dearer the runner-up is. */
  MARGIN,
  /** What it costs to allow and to block an output. */
  COST,
  /** What is claimed of an output, by whom, and on what that rests. */
  CLAIMS,
  /** What rules say of an output besides, and on what that rests. */
  GUIDANCE,
  /** What cannot all stand. */
  CONFLICTS,
  /** Whether no principle speaks. */
  GAP,
  /** On which disputed attributes the answer turns. */
  FRAGILE,
  /** Which rules were not in force. */
  TERM,
  /** What was raised for the rest of the conversation. */
  RAISED,
  /** Which clause of a charter applied, and how it combined. */
  CLAUSE,
  /** What one constitution of a charter said. */
  SAYS,
  /** The reasons given for claims and conflicts. */
  REASONS,
  /** What deciding failed of. */
  ERROR;

  /** The aspect as it is written. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
