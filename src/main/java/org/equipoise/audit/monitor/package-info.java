/**
 * Does the governance look well and is dead? The input is a ledger and the constitution in force.
 * The result is alarms: where a figure that looks well is contradicted by what people decided,
 * found or planted, with the cases and the command that shows them. Nothing is recorded, and no
 * rule is changed.
 */
@NullMarked
package org.equipoise.audit.monitor;

import org.jspecify.annotations.NullMarked;
