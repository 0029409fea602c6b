package org.equipoise.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The cells of a table compare with attributes by value, however they are written. What is right is
 * worked out here from decimals.
 */
class ValuesInTablesTest {
  private static final List<String> NUMBERS =
      List.of("1", "1.00", "1e0", "1.0", "1L", "0.10", "0.1", "-2.50", "1000", "1e3", "0");
  private static final List<String> OTHERS =
      List.of("\"a\"", "'a'", "\"1\"", "\"1.00\"", "\"true\"", "true", "false");
  private static final List<String> SIGNS = List.of("==", "!=", "<", "<=", ">", ">=");
  private static final List<@Nullable Object> VALUES =
      Arrays.asList(
          null,
          1,
          1L,
          1.0,
          1.0f,
          0.1,
          0.1f,
          new BigDecimal("1.000"),
          new BigDecimal("-2.5"),
          BigInteger.TEN.pow(3),
          -0.0,
          "a",
          "1",
          "1.00",
          "true",
          true,
          false);

  private record Row(String sign, Object worth) {}

  private final Map<String, Row> rows = new HashMap<>();

  private static Object worth(String cell) {
    if (cell.startsWith("\"") || cell.startsWith("'")) {
      return cell.substring(1, cell.length() - 1);
    }
    return cell.equals("true") || cell.equals("false")
        ? (Object) Boolean.valueOf(cell)
        : new BigDecimal(cell.replace("L", ""));
  }

  /** A table with a column for each sign, in each of whose rows one cell is filled. */
  private Constitution table(Path folder, List<String> signs, List<String> cells)
      throws IOException {
    StringBuilder csv = new StringBuilder("RuleSet,some" + ",".repeat(signs.size() + 1) + "\n");
    csv.append(",RuleTable values" + ",".repeat(signs.size() + 1) + "\n");
    csv.append(",NAME,METADATA" + ",CONDITION".repeat(signs.size()) + ",ACTION\n");
    csv.append(",,");
    for (int i = 0; i < signs.size(); i++) {
      csv.append(",$o : Output" + (signs.size() > 1 ? "..." : ""));
    }
    csv.append(",\n,,Principle( weight = $param )");
    signs.forEach(it -> csv.append(",\"attr(\"\"x\"\") " + it + " $param\""));
    csv.append(",\"permit( $o, \"\"$param\"\" );\"\n");
    csv.append(",Name,Weight" + ",Value".repeat(signs.size()) + ",Why\n");
    for (int sign = 0; sign < signs.size(); sign++) {
      for (String cell : cells) {
        String name = "r" + rows.size();
        rows.put(name, new Row(signs.get(sign), worth(cell)));
        List<String> written = new ArrayList<>();
        for (int i = 0; i < signs.size(); i++) {
          written.add(i == sign ? "\"" + cell.replace("\"", "\"\"") + "\"" : "");
        }
        csv.append("," + name + ",0.5," + String.join(",", written) + ",so\n");
      }
    }
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("constitution.json"), "{\"name\":\"n\",\"version\":\"1\"}");
    Files.writeString(folder.resolve("values.csv"), csv);
    return Constitution.load(folder);
  }

  private static boolean holds(@Nullable Object value, Row row) {
    if (value == null) {
      return row.sign().equals("!=");
    }
    Object worth = value instanceof Number number ? new BigDecimal(number.toString()) : value;
    int order =
        worth instanceof BigDecimal number && row.worth() instanceof BigDecimal other
            ? number.compareTo(other)
            : worth.equals(row.worth()) ? 0 : 1;
    return switch (row.sign()) {
      case "==" -> order == 0;
      case "!=" -> order != 0;
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      default -> order >= 0;
    };
  }

  @Test
  void cellsCompareByValueHoweverTheyAreWritten(@TempDir Path folder) throws IOException {
    List<String> all = new ArrayList<>(NUMBERS);
    all.addAll(OTHERS);
    Constitution equalities = table(folder.resolve("equal"), SIGNS.subList(0, 2), all);
    Constitution orders = table(folder.resolve("order"), SIGNS.subList(2, 6), NUMBERS);
    for (Object value : VALUES) {
      compare(equalities, value);
      if (value == null || value instanceof Number) {
        compare(orders, value);
      }
    }
  }

  private void compare(Constitution constitution, @Nullable Object value) {
    Map<String, Object> attributes = new HashMap<>();
    attributes.put("x", value);
    Decision decision =
        new Decider(constitution)
            .decide(Case.of("C", Output.of("o", Attributes.of(attributes))), List.of());
    assertNull(decision.error());
    Set<String> spoke = new TreeSet<>();
    decision.outputs().get(0).claims().forEach(it -> spoke.add(it.claim().claimant().name()));
    Set<String> expected = new TreeSet<>();
    rows.forEach(
        (name, row) -> {
          if (constitution.rules().containsKey(name) && holds(value, row)) {
            expected.add(name);
          }
        });
    assertEquals(expected, spoke, () -> value + " " + rows);
  }
}
