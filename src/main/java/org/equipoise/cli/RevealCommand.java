package org.equipoise.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.equipoise.audit.ledger.MaskedFacts;
import org.equipoise.formats.internal.JsonText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reveal --ledger DIR --entry N --value V}: whether a masked value was this one. */
@Command(
    name = "reveal",
    mixinStandardHelpOptions = true,
    description =
        "Shows whether a masked value of a decision was this one, by the salt of the entry. Nothing"
            + " else is revealed.",
    footer = {
      "",
      "A value is taken as a text, and also as JSON if it is JSON: a number, true, a list.",
      "With --salt, an outsider who has the entry can check it; whoever has the salt can also try",
      "values for every other masked fact of the entry.",
      "",
      "Exits with 1 if no masked value was this one.",
      "",
      "Example:",
      "  equipoise reveal --ledger ledger --entry 4 --value \"Anna Berg\""
    })
final class RevealCommand implements Callable<Integer> {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  @Spec private CommandSpec spec;

  @Mixin private LedgerFolder folder;

  @Option(
      names = "--entry",
      paramLabel = "N",
      required = true,
      description = "the number of the decision's entry")
  private long entry;

  @Option(
      names = "--value",
      paramLabel = "V",
      required = true,
      description = "the value that may have been masked")
  private String value;

  @Option(names = "--salt", description = "shows the salt of the entry as well")
  private boolean withSalt;

  @Mixin private FormatOption form;

  @Override
  public Integer call() {
    MaskedFacts masked = folder.reading(() -> MaskedFacts.of(folder.ledger(), entry));
    TreeSet<String> places = new TreeSet<>(masked.placesOf(value));
    places.addAll(ofJson(masked));
    PrintWriter out = spec.commandLine().getOut();
    if (form.isJson()) {
      PlainWriter.unescaped(out).println(json(masked, places));
    } else {
      for (String place : places) {
        out.println("entry " + entry + ": the masked value at " + place + " is `" + value + "`");
      }
      if (places.isEmpty()) {
        out.println(
            "entry "
                + entry
                + ": none of the masked values is `"
                + value
                + "`; masked are "
                + String.join(", ", masked.places()));
      }
      if (withSalt) {
        out.println("salt: " + masked.salt());
      }
    }
    return places.isEmpty() ? ExitCode.FINDINGS : ExitCode.FINE;
  }

  private List<String> ofJson(MaskedFacts masked) {
    try {
      @Nullable Object read = JSON.readValue(value, Object.class);
      return masked.placesOf(read);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return List.of(); // it is a text alone, or no attribute can hold it
    }
  }

  private String json(MaskedFacts masked, SortedSet<String> places) {
    return JsonText.of(
        json -> {
          json.writeStartObject();
          json.writeNumberField("entry", entry);
          json.writeStringField("value", value);
          json.writeBooleanField("holds", !places.isEmpty());
          JsonText.strings(json, "places", places);
          JsonText.strings(json, "masked", masked.places());
          if (withSalt) {
            json.writeStringField("salt", masked.salt());
          }
          json.writeEndObject();
        });
  }
}
