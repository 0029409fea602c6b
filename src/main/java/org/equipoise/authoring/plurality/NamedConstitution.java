package org.equipoise.authoring.plurality;

import org.equipoise.constitution.Constitution;

/**
 * One of several constitutions. Immutable and safe to share between threads.
 *
 * @param name what it is called beside the others
 */
public record NamedConstitution(String name, Constitution constitution) {}
