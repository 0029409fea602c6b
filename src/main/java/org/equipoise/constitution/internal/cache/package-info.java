/**
 * Which rules did an earlier command compile, unaltered since? What was compiled and vetted comes
 * in, and leaves again as it was, or not at all. Only the command line turns it on. For Equipoise
 * only.
 */
@NullMarked
package org.equipoise.constitution.internal.cache;

import org.jspecify.annotations.NullMarked;
