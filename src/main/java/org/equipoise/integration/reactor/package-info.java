/**
 * How does a reactive host, such as one on WebFlux, use a guard? The input is a case. The result is
 * a {@code Mono} of the ruling, which blocks none of the host's threads.
 */
@NullMarked
package org.equipoise.integration.reactor;

import org.jspecify.annotations.NullMarked;
