/**
 * What rules does a table hold, and which cell does each part of them come from? A table's bytes
 * come in, comma-separated or as a workbook; their rules leave as one text, with the way back to
 * the cells. Whether the rules are right is never asked here, and no library of spreadsheets
 * enters.
 */
@NullMarked
package org.equipoise.constitution.internal.table;

import org.jspecify.annotations.NullMarked;
