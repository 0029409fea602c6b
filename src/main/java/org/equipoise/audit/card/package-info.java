/**
 * What is in force, on what was it tested, what did it decide, and who signed? The input is a
 * constitution and what commands print about it and about a ledger. The result is one document, in
 * which each number has the command that prints it again. Nothing is decided or measured here.
 */
@NullMarked
package org.equipoise.audit.card;

import org.jspecify.annotations.NullMarked;
