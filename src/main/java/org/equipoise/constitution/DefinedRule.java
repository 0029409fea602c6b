package org.equipoise.constitution;

import java.util.List;
import java.util.Locale;
import org.equipoise.constitution.reading.RuleReads;
import org.equipoise.language.Rule;

/**
 * A principle or theory and its place in the files. Immutable.
 *
 * @param rule the rule as other rules see it
 * @param file the file, relative to the constitution; in a workbook with sheet and cell, {@code
 *     rules.xlsx:Sheet1!C7}
 * @param line the line of the rule's name, from 1; in a workbook, within the cell
 * @param column the column of the quote before the rule's name, from 1
 * @param term how long it is in force, and who answers for it
 * @param text the text of the rule, from {@code rule} to {@code end}
 * @param reads what the rule reads, with places in that text
 */
public record DefinedRule(
    Rule rule, Term term, String file, int line, int column, String text, RuleReads reads) {

  /** Returns the file without sheet and cell. */
  public String path() {
    int cell = file.toLowerCase(Locale.ROOT).lastIndexOf(".xlsx:");
    return cell < 0 ? file : file.substring(0, cell + ".xlsx".length());
  }

  /** Returns the texts in quotes of an annotation; none if the rule does not have it. */
  public List<String> annotated(String annotation) {
    return Annotations.texts(text, annotation);
  }

  /** Returns whether the rule was made from a row of a table. Then its text is in no file. */
  public boolean isOfTable() {
    return !FileKind.isDrl(file);
  }
}
