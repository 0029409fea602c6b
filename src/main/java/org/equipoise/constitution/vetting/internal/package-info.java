/**
 * What may the code of rules do? The classes that Drools made of a constitution enter, before any
 * of them runs, with what the host permits; either what they may not do leaves, with whose it is,
 * or the same classes made to count what they use. Nothing of files and positions is known here,
 * and a constitution itself has no say.
 */
@NullMarked
package org.equipoise.constitution.vetting.internal;

import org.jspecify.annotations.NullMarked;
