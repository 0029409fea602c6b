/**
 * How far can a measure of a sample be relied on? Samples come in, a measure with its interval
 * leaves; what is measured stays outside.
 */
@NullMarked
package org.equipoise.statistics;

import org.jspecify.annotations.NullMarked;
