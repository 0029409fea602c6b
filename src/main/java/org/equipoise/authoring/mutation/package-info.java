/**
 * Which changes to a rule would no fixture notice? The input is a constitution and fixtures that it
 * passes. Every small change to every rule is made, one at a time. The result is the changes under
 * which all fixtures still pass. Nothing is written to any file.
 */
@NullMarked
package org.equipoise.authoring.mutation;

import org.jspecify.annotations.NullMarked;
