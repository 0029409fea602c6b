/**
 * How is an exported model of entailment run? In come the folder of a model in the ONNX format and
 * pairs of texts; out come the relations of the pairs. Whether a relation tells anything is decided
 * by a calibration, after this package.
 */
@NullMarked
package org.equipoise.integration.onnx;

import org.jspecify.annotations.NullMarked;
