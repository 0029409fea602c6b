package org.equipoise.cli;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Help whose options come in the same order everywhere. By itself picocli compares names in the
 * capitals of the system's language, and in Turkish that of {@code i} comes after all others.
 */
final class HelpInOneOrder extends Help {
  private static final Comparator<OptionSpec> BY_NAME =
      Comparator.<OptionSpec, String>comparing(it -> name(it).toUpperCase(Locale.ROOT))
          .thenComparing(HelpInOneOrder::name, Comparator.reverseOrder());

  private static final Comparator<OptionSpec> BY_ARITY =
      Comparator.<OptionSpec>comparingInt(it -> it.arity().max())
          .thenComparing(it -> it.arity().min())
          .thenComparing(OptionSpec::isMultiValue)
          .thenComparing(BY_NAME);

  HelpInOneOrder(CommandSpec spec, ColorScheme colors) {
    super(spec, colors);
  }

  private static String name(OptionSpec option) {
    return Arrays.stream(option.names())
        .min(Comparator.comparingInt(String::length))
        .orElse("")
        .replaceFirst("^-+", "");
  }

  @Override
  public Comparator<OptionSpec> createDefaultOptionSort() {
    return BY_NAME;
  }

  @Override
  public String detailedSynopsis(
      int headingLength, Comparator<OptionSpec> order, boolean areShortClustered) {
    return super.detailedSynopsis(headingLength, BY_ARITY, areShortClustered);
  }
}
