/**
 * Whether annotators labelled as they should, which nobody could know when they did: blind audits.
 *
 * <p>In come a ledger in which a sample and labels were committed to before they were shown, and
 * the labels of whoever looks again; out come how often to look, entries to record, and each breach
 * of the protocol by name. Files and options stay out.
 */
@NullMarked
package org.equipoise.audit.blind;

import org.jspecify.annotations.NullMarked;
