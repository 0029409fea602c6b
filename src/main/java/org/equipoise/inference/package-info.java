/**
 * What follows in a case, and what does each thing that follows rest on? A constitution, a case and
 * its judgments enter; claims and conflicts leave, each with its label of minimal environments, and
 * with them the tree of worlds in which they hold. Rules alone find claims and conflicts; here they
 * are run, and what they rest on is worked out. No weight and no decision is known here.
 */
@NullMarked
package org.equipoise.inference;

import org.jspecify.annotations.NullMarked;
