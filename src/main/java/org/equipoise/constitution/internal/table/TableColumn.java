package org.equipoise.constitution.internal.table;

import org.jspecify.annotations.Nullable;

/**
 * A column of a table.
 *
 * @param at its number
 * @param group the first of the columns that share its pattern
 */
record TableColumn(
    int at, Kind kind, int group, @Nullable FactPattern pattern, @Nullable Snippet snippet) {
  enum Kind {
    NAME,
    CONDITION,
    ACTION,
    METADATA,
    DESCRIPTION
  }

  /** A pattern that constraints are put in, or what an action is done to. */
  record FactPattern(Cell cell, int end) {}
}
