/**
 * What does a text say, as attributes? The input is a case whose outputs and messages have texts,
 * and what its constitution declares. The result is the case with the attributes that a detector
 * found, each as far as the detector is sure, and the words they rest on. A failure of a detector
 * leaves an attribute unknown; it never passes for an absence. This package decides nothing, and
 * calls no model itself: a host gives it a function that does.
 */
@NullMarked
package org.equipoise.service.detection;

import org.jspecify.annotations.NullMarked;
