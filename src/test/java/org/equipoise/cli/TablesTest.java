package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.drools.decisiontable.InputType;
import org.drools.decisiontable.SpreadsheetCompiler;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.internal.table.RuleTable;
import org.equipoise.decision.Decider;
import org.equipoise.decision.DecisionWriter;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules in tables are rules as by hand, and what is wrong in them is told at its cell. */
class TablesTest {
  private static final Path FIXTURES = Path.of("test-fixtures", "tables");
  private static final String CSV = read(FIXTURES.resolve("lending/lending.csv"));
  private static final String MANIFEST = read(FIXTURES.resolve("lending/constitution.json"));

  /** The fixture's cells, row by row. */
  private static final String[][] CELLS = {
    {"RuleSet", "lending"},
    {"Declare", "declare Region name : String end"},
    {"One principle a row: which loans must not be granted."},
    {"", "RuleTable loans"},
    {"", "NAME", "METADATA", "METADATA", "CONDITION", "CONDITION", "CONDITION", "ACTION"},
    {"", "", "", "", "Case", "", "$o : Output"},
    {
      "",
      "",
      "Principle( weight = $param )",
      "Says( \"$param\" )",
      "attr(\"amount\") > $param",
      "attr(\"score\") < $param",
      "id",
      "forbid( $o, \"$1 of $2\" );"
    },
    {"", "Name", "Weight", "In words", "Amount above", "Score below", "Answer", "Why"},
    {
      "loans of old",
      "large-loan",
      "0.8",
      "A large loan, asked with a low score, is refused.",
      "50000",
      "600",
      "grant",
      "size, score"
    },
    {
      "",
      "any-low-score",
      "0.5",
      "Who paid nothing back gets nothing.",
      "",
      "300",
      "grant",
      "lack, trust"
    },
    {
      "",
      "small-loan",
      "0.3",
      "A small loan is not worth a refusal.",
      "",
      "650",
      "refuse",
      "effort, \"little\" gain"
    }
  };

  @TempDir Path folder;

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The fixture as a workbook, changed. */
  private static byte[] workbook(Consumer<Sheet> change) throws IOException {
    try (XSSFWorkbook workbook = new XSSFWorkbook()) {
      Sheet sheet = workbook.createSheet("Loans 2026");
      for (int row = 0; row < CELLS.length; row++) {
        sheet.createRow(row);
        for (int column = 0; column < CELLS[row].length; column++) {
          String text = CELLS[row][column];
          if (text.matches("[0-9.]+")) {
            cell(sheet, nameOf(row, column)).setCellValue(Double.parseDouble(text));
          } else if (!text.isEmpty()) {
            cell(sheet, nameOf(row, column)).setCellValue(text);
          }
        }
      }
      sheet.addMergedRegion(CellRangeAddress.valueOf("E6:F6"));
      change.accept(sheet);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      workbook.write(bytes);
      return bytes.toByteArray();
    }
  }

  private static String nameOf(int row, int column) {
    return new CellReference(row, column).formatAsString();
  }

  private static Cell cell(Sheet sheet, String name) {
    CellReference at = new CellReference(name);
    var row = sheet.getRow(at.getRow());
    row = row == null ? sheet.createRow(at.getRow()) : row;
    return row.getCell(
        at.getCol(), org.apache.poi.ss.usermodel.Row.MissingCellPolicy.CREATE_NULL_AS_BLANK);
  }

  private Constitution load(byte[] workbook) throws IOException {
    Path inside = Files.createDirectories(folder.resolve("constitution"));
    Files.writeString(inside.resolve("constitution.json"), MANIFEST);
    Files.write(inside.resolve("lending.xlsx"), workbook);
    return Constitution.load(inside);
  }

  /** The problems of a workbook in a constitution, in lines, with the folder left out. */
  private String problems(byte[] workbook) throws IOException {
    try {
      load(workbook);
      return "";
    } catch (InvalidInputException e) {
      return told(e.problems());
    }
  }

  private String problems(String csv) {
    try {
      Constitution.of(Map.of("constitution.json", MANIFEST, "lending.csv", csv));
      return "";
    } catch (InvalidInputException e) {
      return told(e.problems());
    }
  }

  private String told(List<Problem> problems) {
    StringBuilder told = new StringBuilder();
    problems.forEach(
        it -> told.append(Path.of(it.position()).getFileName() + " " + it.code() + "\n"));
    return told.toString().strip();
  }

  private static String squeezed(String drl) {
    return drl.replaceAll("(?m)^\\s*//.*$", "").replaceAll("[\\s;]+", "");
  }

  private static String byDrools(String csv) {
    return new SpreadsheetCompiler()
        .compile(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), InputType.CSV);
  }

  @Test
  void decisionsUnderATableAreThoseUnderRulesByHand() throws IOException {
    Constitution byHand = Constitution.load(FIXTURES.resolve("by-hand"));
    List<Constitution> tables =
        List.of(Constitution.load(FIXTURES.resolve("lending")), load(workbook(sheet -> {})));
    Set<String> seen = new HashSet<>();
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      Case given =
          new Case(
              "C-" + seed,
              null,
              Attributes.of(
                  Map.of("amount", random.nextInt(100_000), "score", random.nextInt(800))),
              List.of(
                  Output.of("grant", Attributes.none()), Output.of("refuse", Attributes.none())),
              List.of(),
              Attributes.none());
      String expected = decide(byHand, given);
      seen.add(expected.replaceAll("C-\\d+", ""));
      for (Constitution table : tables) {
        assertEquals(expected, decide(table, given), "seed " + seed);
      }
    }
    assertTrue(seen.size() >= 4, "only " + seen.size() + " different decisions");
  }

  private static String decide(Constitution constitution, Case given) {
    return DecisionWriter.toJson(new Decider(constitution).decide(given, List.of()))
        .replace(constitution.digest(), "");
  }

  @Test
  void theRulesAreThoseThatDroolsMakes() {
    String inDocs =
        read(Path.of("src/docs/rules.md")).split("```csv\n|```\n```csv", -1)[1].split("```", -1)[0];
    List<String> tables =
        List.of(
            CSV,
            inDocs,
            "RuleTable a\nC,C,C,A\n,$c : Case(),not Claim(),$x\nOutput(),text,\"id ==\","
                + "add($param)\n,,,\nx,ab,\"\"\"q\"\"\",7\n",
            """
            RuleTable b
            CONDITION,ACTION
            $t : Claim() from $c.claims,
            over matches,go();
            ,
            a.*b,x
            """,
            "RuleTable c\nCONDITION,ACTION\n$t : Claim from $c.claims,\n\"a > $1, b < $2\","
                + "\"go($1, $2);\"\n,\n\"1, max(2, 3)\",\"\"\"a, b\"\", c\"\n",
            """
            RuleTable d
            CONDITION,ACTION,C
            eval,,
            "$1 > $2","say(""$param"");",Case()
            ,,
            "1,2","6"" wide ""w\""",y
            """,
            """
            RuleSet,e
            Import,"java.util.List, java.util.Map"
            RuleTable e
            N,C,A
            ,,
            ,Case(),x
            ,,
            first,x,x
            second,x,x
            RuleTable f
            C,A
            ,
            Case(),y
            ,
            x,x
            """);
    for (String table : tables) {
      assertEquals(
          squeezed(byDrools(table)).replace("packagerule_table", ""),
          squeezed(RuleTable.ofCsv("t.csv", table).drl()),
          table);
    }
  }

  @Test
  void whatIsWrongInATextIsToldAtItsCell() throws IOException {
    assertEquals("", problems(CSV));
    assertEquals(
        """
        lending.csv:7:54 unknown-accessor
        lending.csv:9:25 wrong-weight
        lending.csv:6:26 unknown-type
        lending.csv:7:3 unknown-annotation
        lending.csv:9:14 no-annotation
        lending.csv:10:2 no-annotation
        lending.csv:11:2 no-annotation
        lending.csv:11:2 duplicate-rule
        lending.csv:4:2 no-rule-table
        lending.csv:1:1 no-rule-table
        lending.csv:1:1 no-rule-table
        lending.csv:2:6 table-snippet
        lending.csv:2:16 table-snippet
        lending.csv:5:25 table-column
        lending.csv:5:25 table-column
        lending.csv:12:2 table-gap
        lending.csv:7:82 table-snippet
        lending.csv:11:92 table-column
        lending.csv:9:98 table-cell
        lending.csv:11:66 syntax
        lending.csv:7:38 syntax
        lending.csv:11:56 does-not-compile
        lending.csv:1:1 table-property
        lending.csv no-rule-table""",
        Stream.of(
                CSV.replace("attr(\"\"amount", "atr(\"\"amount"),
                CSV.replace("0.8", "8"),
                CSV.replace("Output", "Outpt"),
                CSV.replace("Principle(", "Princple("),
                CSV.replace("small-loan,", "large-loan,"),
                CSV.substring(0, CSV.indexOf("loans of")),
                CSV.replace("RuleTable", "RuelTable"),
                "RuleTable;;\nNAME;CONDITION;ACTION\n",
                CSV.replaceFirst("CONDITION", "CONDITON"),
                CSV.replaceFirst("CONDITION", "PRIORITY"),
                CSV.replace(",small-loan", ",,,,,,,\n,small-loan"),
                CSV.replace("Case...,Case...", "Case,"),
                CSV.replace("gain\"", "gain\",stray"),
                CSV.replace("\"size, score\"", "\"size\""),
                CSV.replace("gain\"", "gain"),
                CSV.replace("\"Says( \"\"$param\"\" )\"", "Says( \"$param\" )"),
                CSV.replace(",650,", ",\"6,50\","),
                CSV.replace("RuleSet", "Variables"),
                "\n,,\n")
            .map(this::problems)
            .collect(Collectors.joining("\n")));
  }

  @Test
  void whatIsWrongInAWorkbookIsToldAtItsCell() throws IOException {
    String prefix = "lending.xlsx:Loans 2026!";
    assertEquals("", problems(workbook(sheet -> {})));
    assertEquals(
        prefix + "E7:1:1 unknown-accessor",
        problems(workbook(it -> cell(it, "E7").setCellValue("atr(\"amount\") > $param"))));
    assertEquals(
        prefix + "C9:1:1 wrong-weight", problems(workbook(it -> cell(it, "C9").setCellValue(8))));
    assertEquals(
        prefix + "F10:1:1 table-cell",
        problems(workbook(it -> cell(it, "F10").setCellFormula("F9/2"))));
    assertEquals(
        prefix + "F9:1:1 table-cell",
        problems(
            workbook(
                it -> {
                  CellStyle date = it.getWorkbook().createCellStyle();
                  date.setDataFormat(it.getWorkbook().createDataFormat().getFormat("yyyy-mm-dd"));
                  cell(it, "F9").setCellStyle(date);
                })));
    assertEquals(
        prefix + "F10:1:1 table-cell",
        problems(workbook(it -> cell(it, "F10").setCellErrorValue((byte) 7))));
    assertEquals(
        prefix + "F9:1:1 table-cell",
        problems(workbook(it -> it.addMergedRegion(CellRangeAddress.valueOf("F9:F11")))));
    assertEquals(
        prefix + "A1:1:1 no-rule-table",
        problems(
                workbook(it -> cell(it.getWorkbook().createSheet("notes"), "A1").setCellValue("x")))
            .replace("notes", "Loans 2026"));
  }

  @Test
  void theCellIsShownWithACaret() throws IOException {
    problems(workbook(it -> cell(it, "E7").setCellValue("attr(\"amount\") => $param")));
    Ran ran = Ran.of("check", folder.resolve("constitution"));
    assertEquals(2, ran.code(), ran.toString());
    assertTrue(ran.out().contains("lending.xlsx:Loans 2026!E7:1:"), ran.out());
    assertTrue(ran.out().contains("     1 | attr(\"amount\") => $param\n"), ran.out());
    assertTrue(ran.out().contains("^"), ran.out());
    Ran log = Ran.of("check", folder.resolve("constitution"), "--format", "sarif");
    assertEquals(2, log.code(), log.toString());
    assertTrue(log.out().contains("lending.xlsx\"}"), log.out());
  }

  @Test
  void whatIsKeptOfATableMakesTheSameConstitution() throws IOException {
    Constitution one = load(workbook(sheet -> {}));
    assertEquals(Set.of("constitution.json", "lending.xlsx"), one.files().keySet());
    Constitution again = Constitution.of(one.files());
    assertEquals(one.digest(), again.digest());
    assertEquals(one.rules(), again.rules());
    assertEquals("lending.xlsx:Loans 2026!B9", one.rules().get("large-loan").file());
    Constitution other = load(workbook(it -> cell(it, "C9").setCellValue(0.7)));
    assertNotEquals(one.digest(), other.digest());
    Constitution csv = Constitution.load(FIXTURES.resolve("lending"));
    assertEquals(csv.digest(), Constitution.of(csv.files()).digest());
    assertEquals(CSV, csv.files().get("lending.csv"));
    assertEquals(
        "not-a-workbook",
        assertThrowsInvalid(Map.of("constitution.json", MANIFEST, "a.xlsx", "%%")).code());
  }

  private static Problem assertThrowsInvalid(Map<String, String> files) {
    return org.junit.jupiter.api.Assertions.assertThrows(
            InvalidInputException.class, () -> Constitution.of(files))
        .problems()
        .get(0);
  }

  @Test
  void damagedAndHostileWorkbooksAreRefusedInOneLine() throws IOException {
    byte[] sound = workbook(sheet -> {});
    assertEquals("lending.xlsx not-a-workbook", problems(new byte[0]));
    assertEquals(
        "lending.xlsx not-a-workbook", problems("RuleTable".getBytes(StandardCharsets.UTF_8)));
    assertEquals(
        "lending.xlsx file-too-large",
        problems(replaced(sound, "xl/bomb.bin", new byte[65 << 20])));
    String loop =
        "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><sst><si><t>&b;</t></si></sst>";
    assertEquals(
        "lending.xlsx not-a-workbook",
        problems(replaced(sound, "xl/sharedStrings.xml", loop.getBytes(StandardCharsets.UTF_8))));
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int refused = 0;
    for (int i = 0; i < 300; i++) {
      byte[] damaged = sound.clone();
      int at = random.nextInt(damaged.length);
      damaged[at] = (byte) random.nextInt(256);
      byte[] cut = i % 3 == 0 ? java.util.Arrays.copyOf(damaged, at) : damaged;
      try {
        assertFalse(RuleTable.ofWorkbook("t.xlsx", cut).drl().isEmpty());
      } catch (InvalidInputException e) {
        refused++;
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ", round " + i, e);
      }
    }
    assertTrue(refused > 50, "only " + refused + " were refused");
  }

  @Test
  void whatAnOpenSpreadsheetProgramLeavesIsNoPart() throws IOException {
    load(workbook(sheet -> {}));
    Files.writeString(folder.resolve("constitution/~$lending.xlsx"), "x");
    assertTrue(Constitution.check(folder.resolve("constitution")).problems().isEmpty());
  }

  /** A zip with one entry replaced or added. */
  private static byte[] replaced(byte[] zip, String name, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip));
        ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (!entry.getName().equals(name)) {
          put(out, entry.getName(), in.readAllBytes());
        }
      }
      put(out, name, content);
    }
    return bytes.toByteArray();
  }

  private static void put(ZipOutputStream out, String name, byte[] content) throws IOException {
    out.putNextEntry(new ZipEntry(name));
    ((OutputStream) out).write(content);
    out.closeEntry();
  }
}
