/**
 * How does the build of a service run the fixtures of its rules? The input is folders. The result
 * is JUnit 5 tests, one for each fixture, which link to its line. Fixtures are evaluated before
 * this package.
 */
@NullMarked
package org.equipoise.integration.junit;

import org.jspecify.annotations.NullMarked;
