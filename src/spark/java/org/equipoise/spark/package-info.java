/**
 * How is a ledger replayed on a cluster? A Spark context and a ledger's folder enter, and what came
 * of the replay leaves: the same, to the byte, as on one machine.
 */
package org.equipoise.spark;
