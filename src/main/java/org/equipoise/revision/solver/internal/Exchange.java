package org.equipoise.revision.solver.internal;

import java.util.List;

/**
 * What takes the place of a group of elements in the best hitting set, if none of it may be chosen.
 *
 * @param price of keeping the group
 * @param dropped elements of the best hitting set that are no longer chosen, ascending
 * @param added elements chosen in their stead, ascending; both empty if no hitting set is left
 */
public record Exchange(Price price, List<Integer> dropped, List<Integer> added) {}
