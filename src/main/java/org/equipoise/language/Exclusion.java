package org.equipoise.language;

/**
 * A judgment that a theory rules out as not considered: it claims nothing.
 *
 * @param judgment the judgment's id
 */
public record Exclusion(String judgment) {}
