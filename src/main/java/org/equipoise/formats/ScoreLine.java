package org.equipoise.formats;

import org.jspecify.annotations.Nullable;

/**
 * One line of a file of scores or pairs, with what people said of it. Immutable.
 *
 * @param number the number of the line, from 1
 * @param text the line as it stands in the file
 * @param score in [0, 1]; null if the line has none
 * @param label what people said; null if nobody labelled it
 * @param attribute the attribute that is scored; null if the line names none
 * @param group what the thing belongs to; null if the line names nothing
 * @param premise the text that stands; null if the line has no pair
 * @param hypothesis the text that is tested against it; null if the line has no pair
 * @param question what both texts answer; null if the line has none
 */
public record ScoreLine(
    int number,
    String text,
    @Nullable Double score,
    @Nullable Boolean label,
    @Nullable String attribute,
    @Nullable String group,
    @Nullable String premise,
    @Nullable String hypothesis,
    @Nullable String question) {}
