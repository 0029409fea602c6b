/**
 * How is a governor measured? Counts what a governor does. The result is Micrometer meters with
 * tags of a bounded number of values. They name no case, output or constitution.
 */
@NullMarked
package org.equipoise.integration.micrometer;

import org.jspecify.annotations.NullMarked;
