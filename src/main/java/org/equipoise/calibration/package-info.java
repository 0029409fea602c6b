/**
 * What is the score of a detector or a model worth? In come scores with the labels of people; out
 * come probabilities, thresholds whose error is bounded, and an alarm where scores are no longer
 * those that were calibrated. What the scores are about stays out: texts, rules and files.
 */
@NullMarked
package org.equipoise.calibration;

import org.jspecify.annotations.NullMarked;
