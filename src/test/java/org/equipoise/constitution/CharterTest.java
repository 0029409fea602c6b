package org.equipoise.constitution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.equipoise.constitution.vetting.Permissions;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Output;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CharterTest {
  private static final Path FOLDER = Path.of("test-fixtures/charter");
  private static final Charter CHARTER = Charter.load(FOLDER, Permissions.none());

  @TempDir private Path folder;

  private static Case in(Object jurisdiction) {
    return withAttributes(Map.of("jurisdiction", jurisdiction));
  }

  private static Case withAttributes(Map<String, ?> attributes) {
    return Case.of("c", Output.of("o", Attributes.none()))
        .withAttributes(
            Attributes.of(attributes), List.of(Output.of("o", Attributes.none())), List.of());
  }

  private static String clause(Case given) {
    return CHARTER.clauseFor(given).name();
  }

  @Test
  void theValueOfTheAttributeChoosesTheClause() {
    assertEquals("europe", clause(in("DE")));
    assertEquals("europe", clause(in("FR")));
    assertEquals("america", clause(in("US")));
    assertEquals(List.of("eu", "house"), CHARTER.clauseFor(in("DE")).apply());
  }

  @Test
  void whateverNoClauseNamesIsForTheOneThatAppliesAll() {
    assertEquals("otherwise", clause(in("BR")));
    assertEquals("otherwise", clause(in("de")));
    assertEquals("otherwise", clause(in(7)));
    assertEquals("otherwise", clause(in(List.of("DE"))));
    assertEquals("otherwise", clause(in(new Disputed("DE", 0.9))));
    assertEquals("otherwise", clause(withAttributes(Map.of("jurisdictions", "DE"))));
    assertEquals(List.of("eu", "us", "house"), CHARTER.clauseFor(in("BR")).apply());
    assertEquals(Combination.STRICTEST, CHARTER.clauseFor(in("BR")).combine());
  }

  @Test
  void itsFilesMakeTheSameCharterAgain() {
    Authority again = Authority.of(CHARTER.files(), Permissions.none());
    assertEquals(CHARTER.digest(), again.digest());
    assertEquals(CHARTER.files(), again.files());
    assertEquals(
        CHARTER.constitutions().stream().map(Constitution::digest).toList(),
        again.constitutions().stream().map(Constitution::digest).toList());
    assertEquals(CHARTER.digest(), Authority.digestOf(FOLDER).orElseThrow());
  }

  @Test
  void itsDigestIsOfTheCharterAndOfEveryConstitution() {
    for (String path : List.of(Charter.FILE, "constitutions/us/us.drl")) {
      SortedMap<String, String> changed = new TreeMap<>(CHARTER.files());
      changed.merge(path, " ", String::concat);
      assertNotEquals(CHARTER.digest(), Authority.of(changed, Permissions.none()).digest(), path);
    }
  }

  @Test
  void aNameIsKnownIfOneOfItsConstitutionsReadsIt() {
    Case given =
        Case.of("c", Output.of("o", Attributes.of(Map.of("insults", true, "answerz", true))));
    List<KnownNames.Unknown> unknown = CHARTER.unknown(given, List.of());
    assertEquals(List.of("answerz"), unknown.stream().map(KnownNames.Unknown::name).toList());
    assertEquals("did you mean `answers`?", CHARTER.hint(unknown.get(0), Set.of()));
    assertEquals(List.of(), CHARTER.unknown(in("DE"), List.of()));
  }

  @Test
  void oneConstitutionIsNotReadFromTheFolderOfACharter() {
    assertEquals(
        "one-constitution",
        Constitution.check(FOLDER, Permissions.none()).problems().get(0).code());
  }

  // ---- what is refused

  private static final String TOP =
      """
      {
        "name": "n",
        "version": "1",
        "constitutions": { "a": "a", "b": "b" }""";

  private List<Problem> problems(String charter) throws IOException {
    for (String name : List.of("a", "b")) {
      Path of = Files.createDirectories(folder.resolve(name));
      Files.writeString(
          of.resolve("constitution.json"), "{\"name\": \"" + name + "\", \"version\": \"1\"}");
      Files.writeString(
          of.resolve("rules.drl"),
          """
          package p
          rule "kept" @Principle( weight = 1 ) @Entrenched
          when $o : Output( attr("x") == true ) then forbid( $o, "x" ); end
          rule "given" @Principle( weight = 0.5 )
          when $o : Output( attr("y") == true ) then permit( $o, "y" ); end
          """);
    }
    Files.writeString(folder.resolve(Charter.FILE), charter);
    return Charter.check(folder, Permissions.none()).problems();
  }

  private void refused(String charter, String code, int line, String field, String message)
      throws IOException {
    List<Problem> problems = problems(charter);
    assertEquals(1, problems.size(), problems.toString());
    Problem only = problems.get(0);
    assertEquals(code, only.code(), only.toString());
    assertEquals(folder.resolve(Charter.FILE).toString(), only.file());
    assertEquals(line, only.line(), only.toString());
    assertEquals(field, String.valueOf(only.subject()));
    assertTrue(only.message().contains(message), only.toString());
    assertThrows(InvalidInputException.class, () -> Authority.load(folder, Permissions.none()));
  }

  private void refused(String rest, String code, String field, String message) throws IOException {
    refused(TOP + ",\n  " + rest + "\n}", code, 5, field, message);
  }

  @Test
  void aCharterOfSeveralConstitutionsNeedsNoMore() throws IOException {
    assertEquals(List.of(), problems(TOP + "\n}"));
    Authority charter = Authority.load(folder, Permissions.none());
    assertEquals(2, charter.constitutions().size());
  }

  @Test
  void whatIsNotJsonIsRefused() throws IOException {
    refused("[]", "not-an-object", 1, "null", "does not hold a JSON object");
    refused("{\"name\": \"n\",}", "invalid-json", 1, "null", "");
    refused(TOP + ", \"name\": \"m\" }", "invalid-json", 4, "null", "given twice");
  }

  @Test
  void whatIsMissingOrUnknownIsNamed() throws IOException {
    refused(
        "{\"name\": \"n\", \"version\": \"1\"}",
        "missing-field",
        1,
        "constitutions",
        "`constitutions` is missing");
    refused("\"clause\": {}", "unknown-field", "clause", "`clause` is not known");
    refused(
        "\"otherwise\": {\"combin\": \"strictest\"}",
        "unknown-field",
        "otherwise.combin",
        "`combin` is not known");
    refused("\"by\": \"place\"", "missing-field", 1, "clauses");
    refused(
        "\"by\": \"place\", \"clauses\": {\"x\": {\"values\": [\"DE\"]}}",
        "missing-field",
        "clauses.x.apply",
        "which constitutions apply");
    refused(
        "\"by\": \"place\", \"clauses\": {\"x\": {\"apply\": \"a\"}}",
        "missing-field",
        "clauses.x.values",
        "for which values");
  }

  private void refused(String rest, String code, int line, String field) throws IOException {
    refused(TOP + ",\n  " + rest + "\n}", code, line, field, "is missing");
  }

  @Test
  void aConstitutionThatIsNotNamedIsUnknown() throws IOException {
    refused(
        "\"otherwise\": {\"apply\": [\"a\", \"c\"]}",
        "unknown-constitution",
        "otherwise.apply",
        "`constitutions` has no `c`");
    refused("\"weights\": {\"c\": 1}", "unknown-constitution", "weights.c", "has no `c`");
    refused(
        "\"concessions\": [{\"constitution\": \"c\", \"element\": \"principle:given\"}]",
        "unknown-constitution",
        "concessions.constitution",
        "has no `c`");
  }

  @Test
  void aValueChoosesOneClause() throws IOException {
    refused(
        "\"by\": \"p\", \"clauses\": {\"x\": {\"values\": [1], \"apply\": \"a\"},"
            + " \"y\": {\"values\": [1.0], \"apply\": \"b\"}}",
        "value-twice",
        "clauses.y.values",
        "`1.0` is also named by the clause `x`");
    refused(
        "\"by\": \"p\", \"clauses\": {\"x\": {\"values\": [\"DE\", \"DE\"], \"apply\": \"a\"}}",
        "value-twice",
        "clauses.x.values",
        "`DE` is also named by the clause `x`");
  }

  @Test
  void wrongValuesAreNamed() throws IOException {
    refused(
        "\"otherwise\": {\"combine\": \"strict\"}",
        "wrong-value",
        "otherwise.combine",
        "is not a way to combine");
    refused("\"otherwise\": \"strictest\"", "wrong-value", "otherwise", "is not an object");
    refused("\"otherwise\": {\"apply\": []}", "wrong-value", "otherwise.apply", "one constitution");
    refused(
        "\"otherwise\": {\"apply\": [\"a\", \"a\"]}", "wrong-value", "otherwise.apply", "twice");
    refused(
        "\"otherwise\": {\"apply\": \"a\", \"combine\": \"bridge\"}",
        "wrong-value",
        "otherwise.combine",
        "between several");
    refused("\"weights\": {\"a\": 0}", "wrong-value", "weights.a", "is not a weight");
    refused("\"weights\": {\"a\": 1e3}", "wrong-value", "weights.a", "is not a weight");
    refused("\"weights\": {\"a\": \"1\"}", "wrong-value", "weights.a", "is not a weight");
    refused(
        "\"by\": \"p\", \"clauses\": {\"x\": {\"values\": [null], \"apply\": \"a\"}}",
        "wrong-value",
        "clauses.x.values",
        "is not a text");
    refused(
        "\"by\": \"p\", \"clauses\": {\"otherwise\": {\"values\": [1], \"apply\": \"a\"}}",
        "wrong-value",
        "clauses",
        "not the name of a clause");
  }

  @Test
  void whoeverIsWeighedNeedsAWeight() throws IOException {
    refused(
        "\"weights\": {\"a\": 1.5}, \"otherwise\": {\"combine\": \"weighted\"}",
        "missing-field",
        "weights.b",
        "`b` has no weight");
  }

  @Test
  void onlyRulesThatAreNotEntrenchedAreConceded() throws IOException {
    refused(
        "\"concessions\": [{\"constitution\": \"a\", \"element\": \"principle:kept\"}]",
        "wrong-value",
        "concessions.element",
        "is entrenched");
    refused(
        "\"concessions\": [{\"constitution\": \"a\", \"element\": \"given\"}]",
        "wrong-value",
        "concessions.element",
        "`a` has no `given`");
    assertEquals(
        List.of(),
        problems(
            TOP
                + ", \"concessions\": [{\"constitution\": \"a\", \"element\": \"principle:given\"}],"
                + " \"otherwise\": {\"combine\": \"bridge\"}}"));
  }

  private void placed(String path, String code, String message) throws IOException {
    refused(
        "{\"name\": \"n\", \"version\": \"1\",\n \"constitutions\": {\"a\": \"a\", \"z\": \""
            + path
            + "\"}}",
        code,
        2,
        "constitutions.z",
        message);
  }

  @Test
  void foldersAreThoseOfDifferentConstitutionsBesideTheCharter() throws IOException {
    placed("no", "no-constitution", "there is no folder `no`");
    placed("a/../a", "wrong-value", "is also the folder of `a`");
    placed(".", "charter-in-charter", "is the folder of a charter");
    placed("/tmp", "wrong-value", "relative to the charter");
    placed("C:\\\\x", "wrong-value", "relative to the charter");
  }

  @Test
  void aCharterDoesNotNameACharter() throws IOException {
    Path inner = Files.createDirectories(folder.resolve("inner"));
    Files.writeString(inner.resolve(Charter.FILE), "{}");
    placed("inner", "charter-in-charter", "is the folder of a charter");
  }

  @Test
  void aFolderIsNotBothACharterAndAConstitution() throws IOException {
    Files.writeString(folder.resolve("constitution.json"), "{}");
    List<Problem> problems = problems(TOP + "}");
    assertEquals(List.of("charter-in-charter"), problems.stream().map(Problem::code).toList());
  }

  @Test
  void errorsOfAConstitutionAreErrorsOfTheCharter() throws IOException {
    assertEquals(List.of(), problems(TOP + "}"));
    Path rules = folder.resolve("b/rules.drl");
    Files.writeString(rules, Files.readString(rules).replace("Output(", "Outpt("));
    Charter.Checked checked = Charter.check(folder, Permissions.none());
    assertTrue(checked.charter().isEmpty());
    assertEquals(rules.toString(), checked.problems().get(0).file());
  }

  @Test
  void aRecordedCharterThatLacksAConstitutionIsRefused() {
    Map<String, String> files = new HashMap<>(CHARTER.files());
    files.keySet().removeIf(it -> it.startsWith("constitutions/us/"));
    assertThrows(InvalidInputException.class, () -> Authority.of(files, Permissions.none()));
  }
}
