package org.equipoise.formats.internal;

import com.fasterxml.jackson.core.StreamReadConstraints;

/** How large the JSON may be that the library reads. */
public final class JsonLimits {
  /** Objects and lists of cases, judgments and fixtures are nested at most so deep. */
  public static final int MAX_NESTING = 64;

  /** The same for {@code constitution.json}. */
  public static final int MAX_SETTINGS_NESTING = 16;

  /** The same for recorded decisions that are explained: a deeper tree overflows the stack. */
  public static final int MAX_EXPLAINED_NESTING = 2_000;

  /** A number that attributes hold has at most so many characters. */
  public static final int MAX_NUMBER_CHARS = 100;

  /** A line that holds a case or a judgment has at most so many bytes. */
  public static final int MAX_LINE_BYTES = 16 << 20;

  /** A file of fixtures has at most so many bytes. */
  public static final long MAX_FIXTURES_BYTES = 16L << 20;

  /** A number in a ledger has at most so many characters: the largest strength, in full. */
  private static final int MAX_RECORDED_DIGITS = 400;

  private JsonLimits() {}

  /** Limits the nesting only: texts, names and numbers are limited by what holds them. */
  public static StreamReadConstraints nesting(int max) {
    return StreamReadConstraints.builder()
        .maxNestingDepth(max)
        .maxNumberLength(Integer.MAX_VALUE)
        .maxStringLength(Integer.MAX_VALUE)
        .maxNameLength(Integer.MAX_VALUE)
        .build();
  }

  /**
   * No limits, for the entries of a ledger, which its writer has limited; but of numbers, which
   * take long to read if they are long, and of which no writer makes such.
   */
  public static StreamReadConstraints none() {
    return nesting(Integer.MAX_VALUE).rebuild().maxNumberLength(MAX_RECORDED_DIGITS).build();
  }
}
