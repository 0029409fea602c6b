/**
 * What does a person see who runs Equipoise from a terminal? Arguments enter; text or JSON leaves,
 * and an exit code. Whatever is worth knowing is worked out in the rooms before; here it is only
 * asked for and shown.
 */
package org.equipoise.cli;
