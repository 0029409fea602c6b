/**
 * On what do the rules speak, over many cases, and what depends on each rule? The input is cases
 * with their findings, one at a time. The result is one record of gaps, of rules that contradict
 * each other, of what depends on each rule, and of what no case tried. Whether a decision is right
 * is not settled here.
 */
@NullMarked
package org.equipoise.authoring.coverage;

import org.jspecify.annotations.NullMarked;
