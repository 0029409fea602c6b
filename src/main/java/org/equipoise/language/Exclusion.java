package org.equipoise.language;

/**
 * A judgment that a theory excludes as not considered. It claims nothing. Immutable.
 *
 * @param judgment the id of the judgment
 */
public record Exclusion(String judgment) {}
