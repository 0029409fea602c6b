/**
 * How do decisions appear among the events of an application? Emits decisions as OpenTelemetry
 * events, small and of bounded size. The events do not contain texts or their authors.
 */
@NullMarked
package org.equipoise.integration.opentelemetry;

import org.jspecify.annotations.NullMarked;
