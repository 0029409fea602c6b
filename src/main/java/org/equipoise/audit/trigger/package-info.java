/**
 * Who is asked to look at the rules again, and when? The input is a ledger and the constitution in
 * force. The result is dockets: entries that say which bound was met, with the evidence. What is
 * done about it is for people and their amendments to say.
 */
@NullMarked
package org.equipoise.audit.trigger;

import org.jspecify.annotations.NullMarked;
