/**
 * How is a client of Spring AI governed? In come the model's replies, whole or in parts, and its
 * calls of tools, with the host's way of describing each as a case; out goes what may pass, and
 * only after it was decided. The same classes serve Spring AI 1.1 and 2.0.
 */
@NullMarked
package org.equipoise.integration.springai;

import org.jspecify.annotations.NullMarked;
