/**
 * Which facts do rules see of a case? A case enters; facts as rules match them leave. What rules
 * conclude from them, and which of them stand in which world, is not known here.
 */
@NullMarked
package org.equipoise.inference.internal;

import org.jspecify.annotations.NullMarked;
