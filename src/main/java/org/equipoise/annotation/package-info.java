/**
 * What the labels of several annotators are worth: how far they agree, how many independent voices
 * they are, which label is right, and which judgments stand when annotators are left out.
 *
 * <p>In come labels by annotator and item; out come measures with intervals, estimates and the
 * judgments that survive. Reading files and writing results stay out.
 */
@NullMarked
package org.equipoise.annotation;

import org.jspecify.annotations.NullMarked;
