package org.equipoise.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.equipoise.authoring.adoption.JsonTree;
import org.equipoise.constitution.Authority;
import org.equipoise.decision.Decision;
import org.equipoise.decision.uncertainty.Told;
import org.equipoise.decision.uncertainty.Uncertainty;
import org.equipoise.decision.uncertainty.Wording;
import org.equipoise.decision.uncertainty.WordingFile;
import org.equipoise.decision.uncertainty.WordingForm;
import org.equipoise.formats.internal.JsonText;
import org.equipoise.formats.internal.TextFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code --wording}: what end users are told of the uncertainty of each decision. */
final class WordingOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--wording",
      paramLabel = "FORM",
      converter = FormConverter.class,
      description = {
        "adds what an end user is told of the uncertainty of each decision: none, number (numbers",
        "where there are any) or hedge (words alone)"
      })
  private @Nullable WordingForm form;

  @Option(
      names = "--locale",
      paramLabel = "TAG",
      defaultValue = "en",
      description =
          "with --wording: the user's language, such as de-AT (default: ${DEFAULT-VALUE})")
  private String tag;

  @Option(
      names = "--wording-file",
      paramLabel = "F",
      description = "with --wording: sentences of your own for that language, a properties file")
  private @Nullable Path file;

  @Option(
      names = "--contested",
      paramLabel = "F",
      description = {
        "with --wording: what `equilibria --format json` wrote; where it names a case as contested,",
        "values conflict"
      })
  private @Nullable Path equilibria;

  @Option(
      names = "--record-wording",
      description = "records in the ledger which form was shown for each decision")
  private boolean isRecorded;

  /** Reads a form by its word. */
  static final class FormConverter implements ITypeConverter<WordingForm> {
    @Override
    public WordingForm convert(String word) {
      return WordingForm.of(word)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "`"
                          + word
                          + "` is none of "
                          + Arrays.stream(WordingForm.values())
                              .map(WordingForm::word)
                              .collect(Collectors.joining(", "))));
    }
  }

  /** What is told of decisions under one authority. */
  interface Teller {
    /** Returns what is told, or null if that was not asked for. */
    @Nullable Told tell(Decision decision);
  }

  /** Reads what the options name, before anything is decided. */
  Teller teller(Authority authority) throws IOException {
    OptionDependency.require(
        spec, "--wording", "--locale", "--wording-file", "--contested", "--record-wording");
    OptionDependency.require(spec, "--ledger", "--record-wording");
    WordingForm asked = form;
    if (asked == null) {
      return decision -> null;
    }
    Locale locale = locale();
    Wording wording =
        file == null ? Wording.standard() : Wording.standard().with(locale, WordingFile.read(file));
    Set<String> contested = contested();
    return decision ->
        wording.tell(decision, authority, contested.contains(decision.caseId()), asked, locale);
  }

  private Locale locale() {
    Locale locale = Locale.forLanguageTag(tag);
    if (locale.getLanguage().isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "`" + tag + "` is no language: write a tag such as de or de-AT");
    }
    return locale;
  }

  private Set<String> contested() throws IOException {
    if (equilibria == null) {
      return Set.of();
    }
    try {
      return JsonTree.parse(TextFile.read(equilibria)).objects("contested").stream()
          .map(it -> it.text("case"))
          .collect(Collectors.toSet());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(),
          "`" + equilibria + "` is not what `equilibria --format json` writes: " + e.getMessage(),
          e);
    }
  }

  /** Returns what to record of what was told; null if nothing is to be recorded. */
  @Nullable String recorded(@Nullable Told told) {
    return isRecorded && told != null ? told.inOneLine() : null;
  }

  /** Returns a decision in JSON with what is told of it. */
  static String in(String decision, @Nullable Told told) {
    if (told == null) {
      return decision;
    }
    String field =
        JsonText.of(
            json -> {
              json.writeStartObject();
              JsonText.strings(
                  json, "kinds", told.kinds().stream().map(Uncertainty::word).toList());
              json.writeStringField("form", told.form().word());
              json.writeStringField("language", told.locale().toLanguageTag());
              json.writeStringField("text", told.text());
              json.writeEndObject();
            });
    return decision.substring(0, decision.length() - 1) + ",\"told\":" + field + "}";
  }
}
