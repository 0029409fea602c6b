package org.equipoise.language;

import org.jspecify.annotations.Nullable;

/**
 * A stance on an output: something claims that it is forbidden, or something claims that it is
 * permitted or obligatory. Immutable.
 *
 * @param caseId the id of the case
 * @param output the id of the output
 * @param position {@code against} or {@code for}
 */
public record Stance(String caseId, String output, String position) {
  public static final String AGAINST = "against";
  public static final String FOR = "for";

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Stance that
        && position.equals(that.position)
        && output.equals(that.output)
        && caseId.equals(that.caseId);
  }

  @Override
  public int hashCode() {
    return 31 * output.hashCode() + position.hashCode();
  }
}
