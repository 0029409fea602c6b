/**
 * Settles how a person judges, approves and signs in a browser. Requests come in, of a server of
 * its own on loopback or of a host; pages leave, and what people answer goes into a ledger. How
 * cases are decided and compared stays out. Needs the library j2html.
 */
@NullMarked
package org.equipoise.desk;

import org.jspecify.annotations.NullMarked;
