/**
 * What did an author mean who writes as in another language? Enters a text in which something was
 * found wrong, and the place; leaves what to write instead, if the habit is known. Only what is
 * wrong anyway is looked at, so no sound rule is ever refused here.
 */
@NullMarked
package org.equipoise.constitution.internal.habit;

import org.jspecify.annotations.NullMarked;
