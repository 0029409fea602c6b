package org.equipoise.constitution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.equipoise.constitution.Constitution.Checked;
import org.equipoise.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderContentsTest {
  private static final String MANIFEST = "{\"name\": \"small\", \"version\": \"1\"}";

  private static String rule(String name) {
    return """
    package some
    rule "%s" @Principle when $o : Output( attr("x") == true ) then forbid( $o, "x" ); end
    """
        .formatted(name);
  }

  private static final String TABLE =
      """
      RuleSet,small,,,
      ,RuleTable t,,,
      ,NAME,METADATA,CONDITION,ACTION
      ,,,$o : Output,
      ,,Principle( weight = $param ),"attr(""$param"") == true","forbid( $o, ""$param"" );"
      ,Name,Weight,Attribute,Why
      ,of-a-table,0.8,y,it is y
      """;

  @TempDir private Path folder;

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void writeAConstitution() throws IOException {
    write("constitution.json", MANIFEST);
    write("good.drl", rule("good"));
  }

  @Test
  void suffixesAreReadWhateverTheirCase() throws IOException {
    write("Constitution.JSON", MANIFEST);
    write("Extra.DRL", rule("extra"));
    write("deep/er.d/Mixed.Drl", rule("mixed"));
    write("with space/a rule.dRL", rule("spaced"));
    write("named like.drl/inner.drl", rule("inner"));
    write("T.CSV", TABLE);
    Constitution read = Constitution.load(folder);
    assertEquals(
        List.of("extra", "inner", "mixed", "of-a-table", "spaced"),
        List.copyOf(read.rules().keySet()));
    assertEquals("T.CSV", read.rules().get("of-a-table").path());
    assertTrue(read.rules().get("of-a-table").isOfTable());
    Constitution again = Constitution.of(read.files());
    assertEquals(read.digest(), again.digest());
    assertEquals(read.rules().keySet(), again.rules().keySet());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sample.xls",
        "Sample.XLS",
        "deep/macro.xlsm",
        "sheet.ods",
        "t.tsv",
        "extra.dslr",
        "extra.dsl",
        "extra.rdrl",
        "extra.Drlx",
        "guided.gdst",
        "model.dmn",
        "three.drl.txt",
        "three.DRL.TXT",
        "three.drl.gz",
        "t.csv.txt",
        "t.xlsx.zip",
        "three.drl ",
        "typo.dlr",
        "constitution.yaml",
        "constitution.json.txt",
        ".hidden/four.drl",
        ".four.drl",
        "deep/.five.csv"
      })
  void whatLooksLikeAPartAndIsNotReadIsAnErrorThatNamesIt(String path) throws IOException {
    writeAConstitution();
    write(path, rule("lost"));
    Checked checked = Constitution.check(folder);
    assertTrue(checked.constitution().isEmpty(), path + " was passed over");
    assertEquals(1, checked.problems().size(), checked.problems()::toString);
    Problem problem = checked.problems().get(0);
    assertEquals("unread-rules", problem.code());
    assertEquals(folder.resolve(path).toString(), problem.file());
    assertTrue(problem.hint() != null && problem.hint().contains("move"), problem::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"notes.txt", "rules", "later.rules", "Rule.java", "x.yaml"})
  void aFileOfAnySuffixThatHoldsRulesIsAnError(String path) throws IOException {
    writeAConstitution();
    write("fixtures/f.yaml", "");
    write(path, "# mine\n" + rule("lost"));
    Checked checked = Constitution.check(folder);
    assertEquals("unread-rules", checked.problems().get(0).code(), checked.problems()::toString);
    assertTrue(checked.constitution().isEmpty());
  }

  @Test
  void otherFilesAreNamedAndWhatToolsKeepIsNot() throws IOException {
    writeAConstitution();
    List<String> expected =
        List.of(
            "LICENSE", "README.md", "Readme.txt", "cases.jsonl", "fixtures/a.yaml", "notes.txt");
    List<String> doubtful =
        List.of(
            "deep/constitution.json",
            "facts.json",
            "good.drl.bak",
            "good.drl.orig",
            "good.drl~",
            "off.drl.disabled");
    for (String path : expected) {
      write(path, "some text");
    }
    for (String path : doubtful) {
      write(path, "some text");
    }
    for (String path :
        List.of(
            ".git/x.drl",
            ".DS_Store",
            "deep/.DS_Store",
            "~$lock.xlsx",
            ".~lock.t.csv#",
            "#good.drl#",
            "._good.drl",
            ".editorconfig",
            ".vscode/settings.json",
            "..2026_01_01/good.drl",
            "Thumbs.db",
            "__MACOSX/good.drl")) {
      write(path, rule("kept by a tool"));
    }
    Files.createSymbolicLink(folder.resolve(".#good.drl"), Path.of("me@host.1234:5678"));
    Checked checked = Constitution.check(folder);
    assertEquals(List.of(), checked.problems());
    assertEquals(List.of("good"), List.copyOf(checked.constitution().get().rules().keySet()));
    List<String> unread = checked.unread().stream().map(UnreadFile::path).toList();
    TreeSet<String> all = new TreeSet<>(expected);
    all.addAll(doubtful);
    assertEquals(List.copyOf(all), unread);
    assertEquals(
        doubtful,
        checked.unread().stream().filter(UnreadFile::isDoubtful).map(UnreadFile::path).toList());
  }

  @Test
  void filesThatSomeMachinesTakeForOneAreAnError() throws IOException {
    writeAConstitution();
    write("Good.DRL", rule("other"));
    write("caf\u00e9.drl", rule("composed"));
    write("cafe\u0301.drl", rule("decomposed"));
    write("Constitution.json", MANIFEST);
    List<String> codes = Constitution.check(folder).problems().stream().map(Problem::code).toList();
    assertEquals(List.of("same-name", "same-name", "same-name"), codes);
  }

  @Test
  void everyFileThatCannotBeReadIsNamed() throws IOException, InterruptedException {
    writeAConstitution();
    Files.createSymbolicLink(folder.resolve("gone.drl"), Path.of("nowhere.drl"));
    Files.createSymbolicLink(folder.resolve("shared"), Path.of("nowhere"));
    Files.createSymbolicLink(folder.resolve("self.drl"), Path.of("self.drl"));
    assertEquals(
        0, new ProcessBuilder("mkfifo", folder.resolve("pipe.drl").toString()).start().waitFor());
    List<String> problems =
        Constitution.check(folder).problems().stream()
            .map(it -> folder.relativize(Path.of(it.file())) + " " + it.code())
            .toList();
    assertEquals(
        List.of(
            "gone.drl unreadable",
            "pipe.drl unreadable",
            "self.drl unreadable",
            "shared unreadable"),
        problems);
  }

  @Test
  void filesAtHandAreJudgedAsThoseOfAFolderAre() {
    Map<String, String> files =
        Map.of("constitution.json", MANIFEST, "a.drl", rule("a"), "b.drl.txt", rule("b"));
    Problem problem = assertRefused(files);
    assertEquals("unread-rules", problem.code());
    assertEquals("b.drl.txt", problem.file());
  }

  private static Problem assertRefused(Map<String, String> files) {
    return org.junit.jupiter.api.Assertions.assertThrows(
            org.equipoise.problem.InvalidInputException.class, () -> Constitution.of(files))
        .problems()
        .get(0);
  }
}
