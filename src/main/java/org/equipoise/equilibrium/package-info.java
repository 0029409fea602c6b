/**
 * Which positions are in reflective equilibrium? The formal model of Beisbart, Betz and Brun, in
 * exact arithmetic: structures, initial commitments and weights come in; processes with all their
 * branches, fixed points and global optima leave. Nothing about rules, cases or files is known
 * here.
 */
@NullMarked
package org.equipoise.equilibrium;

import org.jspecify.annotations.NullMarked;
