/**
 * How is a Spring AI client governed? The input is the model's replies, whole or in parts, and its
 * tool calls, with the host's description of each as a case. The result is what may pass, after it
 * was decided. The same classes serve Spring AI 1.1 and 2.0.
 */
@NullMarked
package org.equipoise.integration.springai;

import org.jspecify.annotations.NullMarked;
