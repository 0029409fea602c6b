/**
 * May the host go on? In comes something a host is about to let through, with the host's own way of
 * describing it as a case; out goes a ruling: it passes, or it does not and why. Here what was
 * decided becomes what is done: observed only, or enforced. What is decided is settled before this
 * package; no host's library enters it.
 */
@NullMarked
package org.equipoise.service.guard;

import org.jspecify.annotations.NullMarked;
