package org.equipoise.constitution;

import org.equipoise.language.Rule;

/**
 * A principle or theory and where it is written.
 *
 * @param rule what it says of itself
 * @param file relative to the constitution
 * @param line of the rule's name, from 1
 * @param column of the rule's name, its quote included, from 1
 * @param text as its author wrote it, from {@code rule} to {@code end}
 */
public record DefinedRule(Rule rule, String file, int line, int column, String text) {}
