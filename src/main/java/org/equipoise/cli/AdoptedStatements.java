package org.equipoise.cli;

import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.equipoise.consultation.Grouping;
import org.equipoise.consultation.Objection;
import org.equipoise.consultation.StatementResult;
import org.equipoise.consultation.Tally;
import org.equipoise.formats.internal.Unwritable;

/**
 * What was adopted as a constitution to begin with: one principle for each statement, which forbids
 * what goes against it. Its weight is the least agreement of a group; who disagreed is kept beside
 * it.
 */
final class AdoptedStatements {
  private final ConsultResult result;
  private final Map<String, String> files = new TreeMap<>();
  private final Set<String> ids = new HashSet<>();

  private AdoptedStatements(ConsultResult result) {
    this.result = result;
  }

  /**
   * Writes it into a folder that is empty or not there.
   *
   * @return the files written
   */
  static List<String> write(Path folder, ConsultResult result) {
    AdoptedStatements adopted = new AdoptedStatements(result);
    adopted.compose(folder);
    Scaffold.refuseIfTaken(folder);
    List<Path> written = new ArrayList<>();
    try {
      Files.createDirectories(folder.resolve("fixtures"));
      for (Map.Entry<String, String> file : adopted.files.entrySet()) {
        Path path = folder.resolve(file.getKey());
        written.add(path);
        Files.writeString(path, file.getValue());
      }
    } catch (IOException e) {
      for (Path path : written) {
        try {
          Files.deleteIfExists(path);
        } catch (IOException left) {
          e.addSuppressed(left);
        }
      }
      throw Unwritable.of(folder, e, "choose another folder for `--to`");
    }
    return written.stream().map(Path::toString).toList();
  }

  private void compose(Path folder) {
    Path named = folder.toAbsolutePath().normalize().getFileName();
    Map<String, Object> stakeholders = new LinkedHashMap<>();
    Grouping grouping = result.counted().grouping();
    int all = 0;
    for (int group = 0; group < grouping.names().size(); group++) {
      all = Math.max(all, grouping.size(group));
    }
    for (int group = 0; group < grouping.names().size(); group++) {
      BigDecimal weight =
          BigDecimal.valueOf(grouping.size(group))
              .divide(BigDecimal.valueOf(Math.max(1, all)), 3, RoundingMode.HALF_EVEN)
              .max(new BigDecimal("0.001"));
      stakeholders.put("group " + grouping.names().get(group), weight);
    }
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("name", named == null ? "consultation" : named.toString());
    manifest.put("version", "0.1.0");
    manifest.put(
        "description",
        "What every group of "
            + result.files().votes().participants().size()
            + " participants agreed with.");
    manifest.put("settings", Map.of("stakeholders", stakeholders));
    files.put("constitution.json", pretty(manifest));
    Map<String, Object> attributes = new LinkedHashMap<>();
    StringBuilder rules =
        new StringBuilder("package consultation\n\n// One principle for each statement adopted.\n");
    StringBuilder fixtures = new StringBuilder();
    for (StatementResult statement : result.counted().adopted()) {
      String id = id(statement);
      String name = "against.s" + id;
      String text = text(statement);
      attributes.put(
          name,
          new TreeMap<>(
              Map.of("of", "output", "type", "boolean", "says", "It goes against: " + text)));
      rules.append(rule(statement, id, name, text));
      fixtures.append(fixture(id, name));
    }
    files.put("attributes.json", pretty(attributes));
    files.put("statements.drl", rules.toString());
    if (fixtures.length() > 0) {
      files.put("fixtures/statements.yaml", fixtures.toString());
    }
  }

  /** What a statement is called in rules: its id, in characters that names of attributes have. */
  private String id(StatementResult statement) {
    String plain = statement.statement().replaceAll("[^A-Za-z0-9_]", "_");
    String id = plain;
    for (int number = 2; !ids.add(id); number++) {
      id = plain + "_" + number;
    }
    return id;
  }

  private static String fixture(String id, String attribute) {
    return String.format(
        Locale.ROOT,
        """
        - name: what goes against statement %s is held back
          given: {outputs: [{output: a, attributes: {%s: true}}]}
          expect: {a: block, by: [statement-%s]}
        """,
        id,
        attribute,
        id);
  }

  private String text(StatementResult statement) {
    String text = result.files().texts().get(statement.statement());
    return (text == null ? "statement " + statement.statement() : text)
        .replaceAll("[\\p{Cc}\\p{Cf}]+", " ")
        .strip();
  }

  private String rule(StatementResult statement, String id, String attribute, String text) {
    List<String> counts = new ArrayList<>();
    List<String> dissent = new ArrayList<>();
    for (int group = 0; group < statement.byGroup().size(); group++) {
      Tally tally = statement.byGroup().get(group);
      String name =
          result.counted().grouping().names().get(group).replaceAll("[\\p{Cc}\\p{Cf}\"\\\\]", " ");
      counts.add("group " + name + ": " + tally.agrees() + " of " + tally.votes() + " agree");
      dissent.add("group " + name + " " + tally.disagrees());
    }
    String written = text.replace("\\", "\\\\").replace("\"", "\\\"");
    return String.format(
        Locale.ROOT,
        """

        // Disagree: %s.%s
        rule "statement-%s"
            @Principle( weight = %s )
            @Says( "%s" )
            @Source( "Statement %s; %s" )
        when
            $o : Output( attr("%s") == true )
        then
            forbid( $o, "it goes against what every group agrees with" );
        end
        """,
        String.join(", ", dissent),
        objection(statement),
        id,
        statement.worstGroup().decimal(3).toPlainString(),
        written,
        id,
        String.join("; ", counts),
        attribute);
  }

  /** A line on the fewest people who object, if there are any. */
  private String objection(StatementResult statement) {
    Objection smallest = result.smallest(statement);
    return smallest == null
        ? ""
        : "\n// Object: "
            + ConsultText.objection(smallest).replaceAll("[\\p{Cc}\\p{Cf}]+", " ")
            + ".";
  }

  private static String pretty(Map<String, Object> tree) {
    try {
      return new ObjectMapper().writer(new DefaultPrettyPrinter()).writeValueAsString(tree) + "\n";
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
