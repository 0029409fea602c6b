/**
 * Which recorded facts can rules read? The input is a constitution and recorded facts. The result
 * is the facts that its rules may read.
 */
@NullMarked
package org.equipoise.audit.replay.internal;

import org.jspecify.annotations.NullMarked;
