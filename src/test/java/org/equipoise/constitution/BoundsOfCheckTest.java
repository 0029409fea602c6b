package org.equipoise.constitution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.equipoise.constitution.internal.warning.Warnings;
import org.equipoise.problem.Problem;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What would take minutes or all memory to check is refused before the expensive step. */
class BoundsOfCheckTest {
  private static final String MANIFEST = "{\"name\": \"bounds\", \"version\": \"1\"}";
  private static final String CONDITION = "$o : Output( attr(\"x\") == true )";
  private static final String CLAIM = "forbid( $o, \"no\" );";

  /** Far beyond what any of these takes; without the bounds, each would take all of it. */
  private static final Duration NOT_FOR_EVER = Duration.ofMinutes(2);

  @TempDir Path folder;

  private static String rule(String name, String conditions, String consequence) {
    return "rule \""
        + name
        + "\"\n    @Principle\nwhen\n    "
        + conditions
        + "\nthen\n    "
        + consequence
        + "\nend\n\n";
  }

  private static String ofCondition(String condition) {
    return rule("r", condition, CLAIM);
  }

  private static String ofCode(String code) {
    return rule("r", CONDITION, code + " " + CLAIM);
  }

  private static String nested(String open, String inner, String close, int depth) {
    return open.repeat(depth) + inner + close.repeat(depth);
  }

  private static String many(int number, IntFunction<String> part) {
    return IntStream.range(0, number).mapToObj(part).collect(Collectors.joining());
  }

  private static List<Problem> problems(String rules) throws IOException {
    Path folder = Files.createTempDirectory("bounds");
    Files.writeString(folder.resolve("constitution.json"), MANIFEST);
    Files.writeString(folder.resolve("rules.drl"), "package bounds\n\n" + rules);
    try {
      return Constitution.check(folder).problems();
    } finally {
      Files.delete(folder.resolve("rules.drl"));
      Files.delete(folder.resolve("constitution.json"));
      Files.delete(folder);
    }
  }

  private static Map<String, String> tooDeep() {
    Map<String, String> forms = new LinkedHashMap<>();
    forms.put(
        "parentheses around a test",
        ofCondition("$o : Output( " + nested("(", "attr(\"x\") == true", ")", 16) + " )"));
    forms.put(
        "negations",
        ofCondition("$o : Output( " + nested("!(", "attr(\"x\") == true", ")", 16) + " )"));
    forms.put(
        "groups joined by and",
        ofCondition("$o : Output( " + nested("( id != \"b\" && ", "id == \"a\"", ")", 16) + " )"));
    forms.put(
        "an attribute's name",
        ofCondition("$o : Output( attr(" + nested("(", "\"x\"", ")", 16) + ") == true )"));
    forms.put(
        "calls in a condition",
        ofCondition("$o : Output( id == " + nested("String.valueOf( ", "1", " )", 16) + " )"));
    forms.put("eval", ofCondition(CONDITION + " eval( " + nested("(", "true", ")", 16) + " )"));
    forms.put(
        "from", ofCondition(CONDITION + " Object() from " + nested("List.of( ", "1", " )", 16)));
    forms.put(
        "the source of accumulate",
        ofCondition(
            CONDITION
                + " accumulate( Output( "
                + nested("(", "id != \"b\"", ")", 16)
                + " ); $n : count( 1 ) )"));
    forms.put("calls in code", ofCode("Object s = " + nested("List.of( ", "1", " )", 90) + ";"));
    forms.put(
        "lambdas",
        ofCode(
            "Object s = "
                + nested("java.util.Optional.of( 1 ).map( x -> ", "1", " )", 12)
                    .replace("x ->", "x0 ->")
                + ";"));
    forms.put(
        "a function",
        "function Object f( int a ) { return "
            + nested("List.of( ", "a", " )", 90)
            + "; }\n"
            + ofCondition(CONDITION));
    forms.put("blocks", ofCode(nested("{ ", "", "}", 90)));
    return forms;
  }

  @TestFactory
  Stream<DynamicTest> whatIsNestedTooDeepIsRefusedAtOnce() {
    return refused(tooDeep(), "too-deep");
  }

  @TestFactory
  Stream<DynamicTest> castsInARowAndDeepTypeArgumentsAreRefusedAtOnce() {
    String number = "(int) ".repeat(40) + "1";
    String type = nested("List<", "String", ">", 40);
    Map<String, String> forms = new LinkedHashMap<>();
    forms.put("casts", ofCondition(CONDITION + " eval( " + number + " == 1 )"));
    forms.put("casts in a test", ofCondition("$o : Output( index == " + number + " )"));
    forms.put(
        "casts and signs", ofCondition("$o : Output( index == " + "(int) - ".repeat(40) + "1 )"));
    forms.put(
        "casts and negations",
        ofCondition(CONDITION + " eval( " + "(boolean) !".repeat(40) + "true )"));
    forms.put(
        "casts to types",
        ofCondition(CONDITION + " eval( " + "(Integer) ".repeat(40) + "1 == 1 )"));
    forms.put(
        "casts to types with arguments",
        ofCondition(CONDITION + " eval( " + "(List<String>) ".repeat(40) + "null == null )"));
    forms.put("from", ofCondition(CONDITION + " Object() from " + "(Object) ".repeat(40) + "$o"));
    forms.put(
        "accumulate",
        ofCondition(
            CONDITION + " accumulate( Output( $i : index ); $n : sum( " + number + " + $i ) )"));
    forms.put("a field", "declare T\n    x : int = " + number + "\nend\n" + ofCondition(CONDITION));
    forms.put(
        "an annotation",
        ofCondition(CONDITION).replace("@Principle", "@Principle( weight = " + number + " )"));
    forms.put(
        "a cast to a deep type", ofCondition(CONDITION + " eval( (" + type + ") null == null )"));
    forms.put(
        "a new deep type", ofCondition(CONDITION + " eval( new Array" + type + "() == null )"));
    forms.put("instanceof", ofCondition(CONDITION + " eval( $o instanceof " + type + " )"));
    forms.put(
        "second arguments",
        ofCondition(
            CONDITION
                + " eval( $o instanceof "
                + nested("Map<String, ", "String", ">", 40)
                + " )"));
    forms.put(
        "forall in forall", ofCondition(CONDITION + nested(" forall( ", "Output()", " )", 40)));
    return refused(forms, "too-deep");
  }

  @Test
  void comparisonsAreNoTypeArgumentsAndSomeCastsAreFine() throws IOException {
    String ordered = many(12, i -> ", index < $a, index > $b");
    String reversed = many(12, i -> ", $a < index") + many(12, i -> ", $b > index");
    String rules =
        rule("few casts", "$o : Output( index == (int) (long) - (int) 1 )", CLAIM)
            + rule(
                "comparisons",
                "$k : Output( $a : index, $b : index ) $o : Output( index != 3"
                    + ordered
                    + reversed
                    + " )",
                CLAIM)
            + rule(
                "sums",
                "$k : Output( $a : index ) $o : Output( index == " + "($a) - ".repeat(9) + "($a) )",
                CLAIM);
    assertEquals(
        List.of(), problems(rules).stream().filter(it -> it.code().equals("too-deep")).toList());
  }

  @Test
  void thousandsOfUnknownNamesInOneConsequenceAreToldAtOnce() throws IOException {
    String names = many(4_000, i -> "\n    u" + i + ";");
    List<Problem> found =
        assertTimeoutPreemptively(NOT_FOR_EVER, () -> problems(ofCode(names + "\n    ")));
    assertEquals("unknown-variable", found.get(0).code());
    assertEquals(List.of(9, 5), List.of(found.get(0).line(), found.get(0).column()));
  }

  @TestFactory
  Stream<DynamicTest> tooManyWaysToMatchARuleAreRefusedAtOnce() {
    IntFunction<String> group =
        i -> " ( Judgment( id == \"a" + i + "\" ) or Judgment( id == \"b" + i + "\" ) )";
    Map<String, String> forms = new LinkedHashMap<>();
    forms.put("groups", ofCondition(CONDITION + many(20, group)));
    forms.put(
        "groups under not",
        ofCondition(
            CONDITION + " not( Judgment()" + many(20, i -> " and" + group.apply(i)) + " )"));
    forms.put(
        "groups under exists",
        ofCondition(
            CONDITION + " exists( Judgment()" + many(20, i -> " and" + group.apply(i)) + " )"));
    forms.put(
        "one group of many",
        ofCondition(
            CONDITION
                + " ( Judgment()"
                + many(200, i -> " or Judgment( id == \"" + i + "\" )")
                + " )"));
    forms.put(
        "groups in a query",
        "query q()\n    " + many(20, group) + "\nend\n" + ofCondition(CONDITION + " q()"));
    return refused(forms, "too-many-alternatives");
  }

  @TestFactory
  Stream<DynamicTest> tooManyStatementsAreRefusedAtOnce() {
    Map<String, String> forms = new LinkedHashMap<>();
    forms.put("rules", many(100_000, i -> rule("r" + i, CONDITION, CLAIM)));
    forms.put("broken functions", "function\n".repeat(110_000));
    forms.put("functions without an end", "function int f( {\n".repeat(60_000));
    forms.put("open quotes", "rule \"\n".repeat(100_000));
    forms.put("declarations", "declare A\n".repeat(80_000));
    forms.put("imports", "import x\n".repeat(100_000));
    return refused(forms, "too-many-rules");
  }

  @TestFactory
  Stream<DynamicTest> tooManyTypesAreRefusedAtOnce() {
    Map<String, String> forms = new LinkedHashMap<>();
    forms.put("types", many(1_001, i -> "declare T" + i + "\n    a : int\nend\n"));
    forms.put("enums", many(1_001, i -> "declare enum E" + i + "\n    A, B;\nend\n"));
    return refused(forms, "too-many-types");
  }

  @TestFactory
  Stream<DynamicTest> queriesThatNoClassCanHoldAreRefused() {
    IntFunction<String> head = i -> "query q" + i + "( String $a )\n    ";
    Map<String, String> forms = new LinkedHashMap<>();
    forms.put("many", many(300, i -> head.apply(i) + "Output( id == $a )\nend\n"));
    forms.put(
        "long ones",
        many(
            30,
            i ->
                head.apply(i)
                    + many(8, k -> "Output( id == $a, id != \"" + k + "\" )\n    ")
                    + "\nend\n"));
    Map<String, String> used = new LinkedHashMap<>();
    forms.forEach((name, form) -> used.put(name, form + ofCondition(CONDITION)));
    return refused(used, "too-many-queries");
  }

  @TestFactory
  Stream<DynamicTest> ofThousandsOfProblemsTheFirstAreTold() {
    Map<String, String> forms = new LinkedHashMap<>();
    forms.put("broken functions", "function\n".repeat(9_000));
    forms.put("functions without an end", "function int f( {\n".repeat(9_000));
    forms.put("open quotes", "rule \"\n".repeat(9_000));
    forms.put("rules without an end", "rule \"a\"\nwhen\n".repeat(9_000));
    forms.put("unknown words", many(3_000, i -> rule("r" + i, CONDITION, "forbids( $o );")));
    forms.put(
        "functions that call each other",
        many(
            3_000,
            i -> "function int f" + i + "( int a ) { return f" + (i + 1) % 3_000 + "( b ); }\n"));
    return refused(forms, "more-problems");
  }

  @TestFactory
  Stream<DynamicTest> typesThatExtendThemselvesAreRefused() {
    Map<String, String> forms = new LinkedHashMap<>();
    forms.put("directly", "declare A extends A\nend\n" + ofCondition(CONDITION + " A( z == 1 )"));
    forms.put(
        "in a circle",
        many(50, i -> "declare T" + i + " extends T" + (i + 1) % 50 + "\nend\n")
            + rule("r", CONDITION + " T1( z == 1 )", "insert( new T3() ); " + CLAIM));
    return refused(forms, "type-circle");
  }

  private static Stream<DynamicTest> refused(Map<String, String> forms, String code) {
    return forms.entrySet().stream()
        .map(
            form ->
                DynamicTest.dynamicTest(
                    form.getKey(),
                    () ->
                        assertEquals(
                            List.of(code),
                            assertTimeoutPreemptively(NOT_FOR_EVER, () -> problems(form.getValue()))
                                .stream()
                                .map(Problem::code)
                                .filter(code::equals)
                                .distinct()
                                .toList())));
  }

  @Test
  void whatIsNestedAsDeepAsPeopleWriteItCompiles() throws IOException {
    String rules =
        rule("tests", "$o : Output( " + nested("(", "attr(\"x\") == true", ")", 5) + " )", CLAIM)
            + rule("groups", nested("(", CONDITION, ")", 30), CLAIM)
            + rule(
                "ways",
                CONDITION
                    + many(
                        6,
                        i ->
                            " ( Judgment( id == \""
                                + i
                                + "\" ) or Judgment( id == \"b"
                                + i
                                + "\" ) )"),
                CLAIM)
            + rule("code", CONDITION, "int n = " + nested("( 1 + ", "1", " )", 20) + "; " + CLAIM)
            + rule(
                "lambdas side by side",
                CONDITION,
                "List<Integer> l = List.of( 1 ).stream().map( a -> a + 1 ).filter( b -> b > 1 )"
                    + ".map( c -> c + 1 ).filter( d -> { return d > 0; } ).map( e -> e ).toList(); "
                    + CLAIM)
            + rule(
                "cases of a switch",
                CONDITION,
                "int n = 3; switch ( n ) { case 1 -> { n = 2; } case 2 -> { n = 3; } case 3 -> n ="
                    + " 4; case 4 -> { n = 5; } case 5 -> { n = 6; } default -> n = 7; } "
                    + CLAIM);
    assertEquals(List.of(), problems(rules));
  }

  @Test
  void thousandsOfNegationsInARowAreRefusedAndNotFollowed() throws IOException {
    assertFalse(problems(rule("deep", "not ".repeat(20_000) + CONDITION, CLAIM)).isEmpty());
  }

  @Test
  void rulesThatSayTheSameAreToldOnceEach() throws IOException {
    Files.writeString(folder.resolve("constitution.json"), MANIFEST);
    Files.writeString(
        folder.resolve("rules.drl"),
        "package bounds\n\n" + many(40, i -> rule("r" + (100 + i), CONDITION, CLAIM)));
    Constitution constitution = Constitution.load(folder);
    List<Problem> warnings = Warnings.of(folder, constitution.rules().values(), null);
    assertEquals(39, warnings.size());
    assertEquals(List.of("subsumed"), warnings.stream().map(Problem::code).distinct().toList());
  }

  @TestFactory
  Stream<DynamicTest> hostileWorkbooksAreRefusedAtOnce() {
    String letters =
        "<!DOCTYPE sst [<!ENTITY a0 \"lol\">"
            + many(12, i -> "<!ENTITY a" + (i + 1) + " \"" + ("&a" + i + ";").repeat(10) + "\">")
            + "]>";
    return Stream.of(
            Map.entry("entities that multiply", letters + "<sst><si><t>&a12;</t></si></sst>"),
            Map.entry(
                "entities in a circle",
                "<!DOCTYPE sst [<!ENTITY a \"&b;\"><!ENTITY b \"&a;\">]>"
                    + "<sst><si><t>&a;</t></si></sst>"),
            Map.entry(
                "one long text in many cells",
                "<sst><si><t>" + "long text ".repeat(20_000) + "</t></si></sst>"))
        .map(
            form ->
                DynamicTest.dynamicTest(
                    form.getKey(),
                    () -> {
                      Path here = Files.createTempDirectory(folder, "workbook");
                      Files.writeString(here.resolve("constitution.json"), MANIFEST);
                      Files.writeString(here.resolve("r.drl"), ofCondition(CONDITION));
                      Files.write(here.resolve("t.xlsx"), workbook(form.getValue()));
                      List<Problem> found =
                          assertTimeoutPreemptively(
                              NOT_FOR_EVER, () -> Constitution.check(here).problems());
                      assertEquals(1, found.size());
                      assertEquals(
                          form.getKey().startsWith("entities")
                              ? "not-a-workbook"
                              : "file-too-large",
                          found.get(0).code());
                    }));
  }

  private static byte[] workbook(String sharedTexts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      Map<String, String> parts =
          Map.of(
              "xl/_rels/workbook.xml.rels",
              "<Relationships><Relationship Id=\"r1\""
                  + " Target=\"worksheets/s.xml\"/></Relationships>",
              "xl/workbook.xml",
              "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/"
                  + "relationships\"><sheets><sheet name=\"A\" r:id=\"r1\"/></sheets></workbook>",
              "xl/sharedStrings.xml",
              sharedTexts,
              "xl/worksheets/s.xml",
              "<worksheet><sheetData>"
                  + many(2_000, i -> "<row><c t=\"s\"><v>0</v></c></row>")
                  + "</sheetData></worksheet>");
      for (Map.Entry<String, String> part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }
}
