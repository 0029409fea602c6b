/**
 * Which recorded facts can rules read? Finds the recorded facts that rules can read. For Equipoise
 * only.
 */
@NullMarked
package org.equipoise.audit.replay.internal;

import org.jspecify.annotations.NullMarked;
