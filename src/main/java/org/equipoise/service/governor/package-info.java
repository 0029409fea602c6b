/**
 * How is a running service governed? The input is cases, from any thread, and constitutions as they
 * change. The result is decisions, each passed to a journal and to listeners. This package does not
 * interpret cases and does not depend on a host's library.
 */
@NullMarked
package org.equipoise.service.governor;

import org.jspecify.annotations.NullMarked;
