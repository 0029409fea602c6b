package org.equipoise.formats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.equipoise.authoring.fixture.Fixtures;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.vetting.Permissions;
import org.equipoise.formats.internal.TextFile;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is no text in UTF-8 is told as what it is, whatever it should have held. */
class FormsOfFilesTest {
  private static final String PLAIN = "{\"name\": \"a\", \"version\": \"1\"}\n";

  @TempDir Path folder;

  private static Map<String, byte[]> otherForms() throws IOException {
    Map<String, byte[]> forms = new TreeMap<>();
    for (String each : new String[] {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32"}) {
      String mark = each.equals("UTF-32") ? "\uFEFF" : "";
      forms.put(each, (mark + PLAIN).getBytes(Charset.forName(each)));
    }
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
      out.write(PLAIN.getBytes(UTF_8));
    }
    forms.put("compressed", compressed.toByteArray());
    forms.put("zeros", new byte[100]);
    return forms;
  }

  private static String told(Problem problem) {
    return problem.code() + " " + problem.message().replace("the file ", "");
  }

  private static String expected(String form) {
    return "invalid-utf-8 "
        + switch (form) {
          case "compressed" -> "is compressed";
          case "zeros" -> "holds nothing but zeros";
          default -> "is " + form.substring(0, 6);
        };
  }

  @Test
  void filesOfRulesAndSettingsAreToldAsWhatTheyAre() throws IOException {
    for (Map.Entry<String, byte[]> form : otherForms().entrySet()) {
      for (String name : new String[] {"constitution.json", "attributes.json", "r.drl", "t.csv"}) {
        Path at = Files.createDirectories(folder.resolve(form.getKey() + name));
        Files.writeString(at.resolve("constitution.json"), PLAIN);
        Files.write(at.resolve(name), form.getValue());
        Problem problem =
            Constitution.check(at, Permissions.none()).problems().stream()
                .filter(it -> it.file().endsWith("/" + name))
                .findFirst()
                .orElseThrow();
        assertEquals(expected(form.getKey()), told(problem), name);
      }
    }
  }

  @Test
  void casesFixturesAndOtherFilesLikewise() throws IOException {
    for (Map.Entry<String, byte[]> form : otherForms().entrySet()) {
      for (String name : new String[] {"cases.jsonl", "f.yaml", "f.json"}) {
        Path file = Files.write(folder.resolve(form.getKey() + name), form.getValue());
        InvalidInputException refused =
            assertThrows(
                InvalidInputException.class,
                () -> {
                  if (name.startsWith("f.")) {
                    Fixtures.read(file);
                  } else {
                    Corpus.open(file, null).forEach((given, judged) -> {});
                  }
                });
        assertEquals(expected(form.getKey()), told(refused.problems().get(0)), name);
      }
      Path file = Files.write(folder.resolve(form.getKey() + ".txt"), form.getValue());
      InvalidInputException refused =
          assertThrows(InvalidInputException.class, () -> TextFile.read(file));
      assertEquals(expected(form.getKey()), told(refused.problems().get(0)));
    }
  }

  @Test
  void aFileThatIsReadWholeIsBoundedAndToldByNameAndPlace() throws IOException {
    Path file =
        Files.write(folder.resolve("a"), "first\nz\u00e4h".getBytes(Charset.forName("ISO-8859-1")));
    assertEquals("a:2:2 invalid-utf-8", placed(file, 100));
    assertEquals("a file-too-large", placed(file, 5));
    assertEquals("not-there no-such-file", placed(folder.resolve("not-there"), 5));
    assertEquals(folder.getFileName() + " not-a-file", placed(folder, 5));
    Files.writeString(file, "PK,name\nBZh,1\n");
    assertEquals("PK,name\nBZh,1\n", TextFile.read(file, 100));
    Files.writeString(file, "\uFEFFtext");
    assertEquals("text", TextFile.read(file, 7));
  }

  private static String placed(Path file, int maxBytes) {
    Problem problem =
        assertThrows(InvalidInputException.class, () -> TextFile.read(file, maxBytes))
            .problems()
            .get(0);
    assertEquals(file.toString(), problem.file());
    return file.getFileName()
        + (problem.line() == 0 ? "" : ":" + problem.line() + ":" + problem.column())
        + " "
        + problem.code();
  }

  @Test
  void foldersAndFilesThatAreNearlyNamedLikeAPartAreTold() throws IOException {
    for (String name : new String[] {"constitution.json", "attributes.json", "t.xlsx"}) {
      Path at = Files.createDirectories(folder.resolve("folder-" + name));
      if (!name.startsWith("con")) {
        Files.writeString(at.resolve("constitution.json"), PLAIN);
      }
      Files.createDirectories(at.resolve(name));
      assertEquals(
          "unreadable",
          Constitution.check(at, Permissions.none()).problems().stream()
              .filter(it -> it.file().endsWith("/" + name))
              .map(Problem::code)
              .findFirst()
              .orElse("nothing"),
          name);
    }
    for (String name :
        new String[] {"attributes", "attributes.json.txt", "Attributes.yaml", "attributes.json5"}) {
      assertEquals("unread-rules", toldOf(name), name);
    }
    for (String name : new String[] {"atributes.json", "attribute.json", "constituton.json"}) {
      assertEquals("doubtful", toldOf(name), name);
    }
    for (String name : new String[] {"data.json", "attributes-of-people.json"}) {
      assertEquals("nothing", toldOf(name), name);
    }
  }

  private String toldOf(String name) throws IOException {
    Path at = Files.createDirectories(folder.resolve("named-" + name));
    Files.writeString(at.resolve("constitution.json"), PLAIN);
    Files.writeString(at.resolve(name), "{}");
    Constitution.Checked checked = Constitution.check(at, Permissions.none());
    return checked.problems().stream()
        .filter(it -> it.file().endsWith("/" + name))
        .map(Problem::code)
        .findFirst()
        .orElse(
            checked.unread().stream().anyMatch(it -> it.path().equals(name) && it.isDoubtful())
                ? "doubtful"
                : "nothing");
  }
}
