package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.equipoise.constitution.internal.table.RuleTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables as LibreOffice Calc 7.4 wrote them: styled, with numbers as texts, in other locales. */
class SpreadsheetsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path TABLES = Path.of("test-fixtures", "tables");
  private static final Path WRITTEN = TABLES.resolve("libreoffice");

  @TempDir Path folder;

  /** A constitution of one table. */
  private Path constitution(String table) throws IOException {
    Files.copy(TABLES.resolve("lending/constitution.json"), folder.resolve("constitution.json"));
    Files.copy(WRITTEN.resolve(table), folder.resolve(table));
    return folder;
  }

  private static String squeezed(String drl) {
    return drl.replaceAll("\\s+", "");
  }

  @Test
  void whatItWritesHoldsTheRulesOfTheTableByHand() throws IOException {
    String expected =
        RuleTable.ofCsv("t.csv", Files.readString(TABLES.resolve("lending/lending.csv"))).drl();
    byte[] workbook = Files.readAllBytes(WRITTEN.resolve("good.xlsx"));
    assertEquals(squeezed(expected), squeezed(RuleTable.ofWorkbook("t.xlsx", workbook).drl()));
    String text =
        Files.readString(WRITTEN.resolve("semicolons.csv")).replace("\uFEFF", "").replace("\r", "");
    assertEquals(squeezed(expected), squeezed(RuleTable.ofCsv("t.csv", text).drl()));
    String tabs = text.replace("\"\" );", "\"\" )~").replace(';', '\t').replace('~', ';');
    assertEquals(squeezed(expected), squeezed(RuleTable.ofCsv("t.csv", tabs).drl()), tabs);
  }

  @Test
  void semicolonsABeginningMarkAndCarriageReturnsAreFine() throws IOException {
    Ran ran = Ran.of("check", constitution("semicolons.csv"));
    assertEquals(0, ran.code(), ran.out());
    assertTrue(ran.out().contains("3 principles, 0 theories: no errors"), ran.out());
  }

  @ParameterizedTest
  @CsvSource({
    "formula.xlsx,Loans 2026!C9,table-cell,holds a formula",
    "date.xlsx,Loans 2026!C9,table-cell,holds a date or time",
    "merged-rows.xlsx,Loans 2026!C12,table-cell,is merged with others",
    "hidden.xlsx,Lists!A1,hidden-sheet,the sheet is hidden"
  })
  void whatIsNoPlainValueIsToldAtItsCell(String table, String cell, String code, String said)
      throws IOException {
    Path constitution = constitution(table);
    Ran text = Ran.of("check", constitution);
    assertEquals(2, text.code(), text.out());
    assertTrue(text.out().contains(table + ":" + cell + ":1:1: error [" + code), text.out());
    assertTrue(text.out().contains(said), text.out());
    Ran sarif = Ran.of("check", constitution, "--format", "sarif");
    assertEquals(List.of(), CheckTest.sarif().validate(sarif.out(), InputFormat.JSON), sarif.out());
    JsonNode location = JSON.readTree(sarif.out()).at("/runs/0/results/0/locations/0");
    assertTrue(
        location.at("/physicalLocation/artifactLocation/uri").asText().endsWith(table),
        sarif.out());
    assertEquals(cell, location.at("/logicalLocations/0/name").asText(), sarif.out());
  }

  @Test
  void aMutantOfARowIsNamedByFileAndCell() throws IOException {
    Path constitution = constitution("good.xlsx");
    Files.writeString(
        Files.createDirectories(folder.resolve("fixtures")).resolve("large.yaml"),
        """
        given: {attributes: {amount: 60000, score: 500}, outputs: [{output: grant}]}
        expect: {grant: block, by: [large-loan]}
        """);
    Ran ran = Ran.of("test", constitution, "--mutate", "--format", "json");
    JsonNode unnoticed = JSON.readTree(ran.out()).at("/mutation/unnoticed");
    TreeSet<String> cells = new TreeSet<>();
    unnoticed.forEach(it -> cells.add(it.get("rule").asText() + " " + it.get("file").asText()));
    assertEquals(
        List.of(
            "any-low-score good.xlsx:Loans 2026!B10",
            "large-loan good.xlsx:Loans 2026!B9",
            "small-loan good.xlsx:Loans 2026!B11"),
        List.copyOf(cells));
    assertEquals("large-loan", unnoticed.get(0).get("rule").asText(), "row 9 is before row 10");
  }
}
