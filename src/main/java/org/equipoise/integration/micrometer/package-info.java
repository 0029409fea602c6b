/**
 * How is a governor counted? In comes what a governor does; out go meters of Micrometer, with tags
 * of a bounded number of values. No case, output or constitution is ever named.
 */
@NullMarked
package org.equipoise.integration.micrometer;

import org.jspecify.annotations.NullMarked;
