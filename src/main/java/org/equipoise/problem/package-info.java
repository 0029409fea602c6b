/**
 * What is wrong with what a person wrote? Every reader of rules or data reports here, in one form:
 * position, subject, message, hint. Nothing about what the input means is known here.
 */
@NullMarked
package org.equipoise.problem;

import org.jspecify.annotations.NullMarked;
