package org.equipoise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.Sets;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What the library's jar and the command line's contain. */
@EnabledIfSystemProperty(
    named = "equipoise.jar",
    matches = ".+",
    disabledReason = "runs after the jars are built, in the execution jars")
class PackagedJarsTest {
  private static final Path TARGET = Path.of("target");
  private static final File LIBRARY = new File(System.getProperty("equipoise.jar", "none"));
  private static final File COMMAND_LINE = TARGET.resolve("equipoise-cli.jar").toFile();
  private static final String LIST = "META-INF/licenses/THIRD-PARTY.txt";

  /** A line of the list: artifact, licence, file that holds its text. */
  private static final Pattern LISTED =
      Pattern.compile("^([\\w.-]+:[\\w.-]+) +([\\w.-]+) +(META-INF/\\S+)$", Pattern.MULTILINE);

  /** A line of {@code dependency:list}. */
  private static final Pattern RESOLVED =
      Pattern.compile("^ *([\\w.-]+:[\\w.-]+):jar:.*:(?:compile|runtime)\\b", Pattern.MULTILINE);

  private static String text(JarFile jar, String name) throws IOException {
    ZipEntry entry = jar.getEntry(name);
    assertNotNull(entry, name + " is not in " + jar.getName());
    try (InputStream in = jar.getInputStream(entry)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Set<String> names(JarFile jar) {
    return jar.stream().map(ZipEntry::getName).collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> artifactsInCommandLine() throws IOException {
    String resolved = Files.readString(TARGET.resolve("cli-artifacts.txt"));
    return RESOLVED
        .matcher(resolved)
        .results()
        .map(it -> it.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void bothJarsCarryLicenceAndNotice() throws IOException {
    for (File file : new File[] {LIBRARY, COMMAND_LINE}) {
      try (JarFile jar = new JarFile(file)) {
        String licence = text(jar, "META-INF/LICENSE");
        assertTrue(licence.contains("Apache License\n"), licence);
        assertTrue(licence.contains("END OF TERMS AND CONDITIONS"), licence);
        String notice = text(jar, "META-INF/NOTICE");
        assertTrue(notice.contains("Copyright 2026 The Equipoise authors"), notice);
      }
    }
  }

  @Test
  void theLibraryContainsNothingOfOthers() throws IOException {
    try (JarFile jar = new JarFile(LIBRARY)) {
      for (String name : names(jar)) {
        boolean ours =
            name.startsWith("org/equipoise/")
                || name.equals("org/")
                || name.startsWith("META-INF/maven/")
                || name.startsWith("META-INF/spring")
                || Set.of(
                        "META-INF/", "META-INF/MANIFEST.MF", "META-INF/LICENSE", "META-INF/NOTICE")
                    .contains(name);
        assertTrue(ours, name);
      }
    }
  }

  @Test
  void everyArtifactInTheCommandLineHasItsLicenceTextThere() throws IOException {
    try (JarFile jar = new JarFile(COMMAND_LINE)) {
      Map<String, String> texts = new TreeMap<>();
      for (MatchResult each : LISTED.matcher(text(jar, LIST)).results().toList()) {
        assertEquals(null, texts.put(each.group(1), each.group(3)), each.group(1) + " twice");
      }
      Set<String> present = artifactsInCommandLine();
      assertTrue(present.contains("org.drools:drools-core"), present.toString());
      assertEquals(
          Set.of(),
          Sets.difference(present, texts.keySet()),
          "in equipoise-cli.jar but not in src/licenses/THIRD-PARTY.txt: list each with its licence,"
              + " and add the text of the licence to the jar");
      assertEquals(
          Set.of(),
          Sets.difference(texts.keySet(), present),
          "in src/licenses/THIRD-PARTY.txt but not in equipoise-cli.jar");
      for (Map.Entry<String, String> each : texts.entrySet()) {
        assertTrue(text(jar, each.getValue()).length() > 1000, each.toString());
      }
    }
  }

  @Test
  void theNoticesOfOthersAreInTheCommandLine() throws IOException {
    try (JarFile jar = new JarFile(COMMAND_LINE)) {
      String notice = text(jar, "META-INF/NOTICE");
      for (String owner : Set.of("Drools :: Engine", "Jackson JSON", "Apache Commons Codec")) {
        assertTrue(notice.contains(owner), notice);
      }
      for (String named : Set.of("about.html", "META-INF/FastDoubleParser-LICENSE")) {
        assertFalse(text(jar, named).isBlank(), named);
      }
    }
  }

  @Test
  void theCommandLineContainsNoIntegrationButThatOfModels() throws IOException {
    try (JarFile jar = new JarFile(COMMAND_LINE)) {
      for (String name : names(jar)) {
        boolean isOfHost =
            name.startsWith("org/equipoise/integration/")
                && !name.equals("org/equipoise/integration/")
                && !name.startsWith("org/equipoise/integration/onnx/");
        assertFalse(isOfHost, name);
        assertFalse(name.startsWith("ai/onnxruntime/"), name);
        assertFalse(name.startsWith("org/springframework/"), name);
      }
    }
  }
}
