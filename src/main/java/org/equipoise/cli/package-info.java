/**
 * What does a person at a terminal see? The input is arguments. The result is text, JSON, SARIF,
 * JUnit XML or a page, and an exit code; {@code init} writes files. This package asks the others
 * and shows their results. It computes nothing of its own.
 */
@NullMarked
package org.equipoise.cli;

import org.jspecify.annotations.NullMarked;
