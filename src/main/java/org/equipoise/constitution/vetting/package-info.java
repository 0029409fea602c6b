/**
 * Which classes of the host may rules use? The names that a host allows enter. Only the host
 * decides this; no file of a constitution can.
 */
@NullMarked
package org.equipoise.constitution.vetting;

import org.jspecify.annotations.NullMarked;
