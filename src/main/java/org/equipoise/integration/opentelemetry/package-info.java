/**
 * How is a decision seen among an application's events? In comes what a governor does; out go
 * events of OpenTelemetry, small and of bounded size. What was said, and by whom, never enters.
 */
@NullMarked
package org.equipoise.integration.opentelemetry;

import org.jspecify.annotations.NullMarked;
