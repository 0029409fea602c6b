/**
 * Which changes to a rule would no fixture notice? A constitution and the fixtures that it passes
 * enter; every small change to every rule is made, one at a time, and those leave under which all
 * fixtures still pass. Nothing is written to any file.
 */
@NullMarked
package org.equipoise.authoring.mutation;

import org.jspecify.annotations.NullMarked;
