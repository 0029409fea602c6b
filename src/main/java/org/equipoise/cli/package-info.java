/**
 * What does a person see who runs Equipoise from a terminal? Arguments enter; text, JSON, SARIF,
 * JUnit's XML or a page leaves, and an exit code; {@code init} leaves files. Whatever is worth
 * knowing is worked out in the rooms before; here it is only asked for and shown.
 */
@NullMarked
package org.equipoise.cli;

import org.jspecify.annotations.NullMarked;
