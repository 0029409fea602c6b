/**
 * What do the data files say? The input is files of cases and judgments, one JSON object a line.
 * The result is the cases and judgments in order, or every problem of the files with its position.
 * This package also writes cases and judgments as such lines, and other packages that write JSON
 * use its spelling of texts. Rules, weights and decisions never enter.
 */
@NullMarked
package org.equipoise.formats;

import org.jspecify.annotations.NullMarked;
