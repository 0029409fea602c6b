/**
 * What do the data files say? Files of cases and judgments, one JSON object a line, come in; cases
 * and judgments leave, in order, or every problem of the files with its position. Cases and
 * judgments also leave as such lines, and every room that writes JSON spells texts as it is done
 * here. Rules, weights and decisions never enter.
 */
@NullMarked
package org.equipoise.formats;

import org.jspecify.annotations.NullMarked;
