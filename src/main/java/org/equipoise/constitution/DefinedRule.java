package org.equipoise.constitution;

import java.util.Locale;
import org.equipoise.constitution.reading.RuleReads;
import org.equipoise.language.Rule;

/**
 * A principle or theory and where it is written.
 *
 * @param rule what it says of itself
 * @param file relative to the constitution; in a workbook with the sheet and the cell, {@code
 *     rules.xlsx:Sheet1!C7}
 * @param line of the rule's name, from 1; in a workbook, within the cell
 * @param column of the rule's name, its quote included, from 1
 * @param text as its author wrote it, from {@code rule} to {@code end}
 * @param reads what it reads, with places in that text
 */
public record DefinedRule(
    Rule rule, String file, int line, int column, String text, RuleReads reads) {

  /** The file alone, without a cell. */
  public String path() {
    int cell = file.toLowerCase(Locale.ROOT).lastIndexOf(".xlsx:");
    return cell < 0 ? file : file.substring(0, cell + ".xlsx".length());
  }

  /** Whether it was made from a table's row: then its text is written nowhere. */
  public boolean isOfTable() {
    return !FileKind.isDrl(file);
  }
}
