/**
 * What did an author mean who writes as in another language? The input is a text in which something
 * was found wrong, and the place. The result is what to write instead, if the habit is known. A
 * correct rule is never looked at, so none is refused here.
 */
@NullMarked
package org.equipoise.constitution.internal.habit;

import org.jspecify.annotations.NullMarked;
