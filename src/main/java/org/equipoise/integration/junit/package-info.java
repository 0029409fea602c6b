/**
 * How does a service's own build run the fixtures of its rules? Folders enter; tests of JUnit 5
 * leave, one for each fixture, that lead to its line. What a fixture expects, and whether it came,
 * is settled before.
 */
@NullMarked
package org.equipoise.integration.junit;

import org.jspecify.annotations.NullMarked;
