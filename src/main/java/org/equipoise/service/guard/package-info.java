/**
 * May the host go on? The input is what a host is about to let through, with the host's description
 * of it as a case. The result is a ruling: it passes, or it does not, and why. This package turns
 * decisions into actions: observe or enforce. It does not depend on a host's library.
 */
@NullMarked
package org.equipoise.service.guard;

import org.jspecify.annotations.NullMarked;
