package org.equipoise.constitution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Splitter;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.equipoise.language.Principle;
import org.equipoise.language.Rule;
import org.equipoise.language.Theory;
import org.equipoise.problem.InvalidInputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConstitutionTest {
  private static final String MANIFEST = "{\n  \"name\": \"small\",\n  \"version\": \"1.2.3\"\n}\n";
  private static final String RULES =
      """
      package small

      // Says little, but all that can be said.
      rule "no-deception"
          @Principle( weight = 0.8 )
          @Entrenched
          @Says( "An output must not deceive; \\"never\\"." )
          @Tags( "honesty", "trust" )
          @Source( "Bok, Lying (1978)" )
      when
          $o : Output( attr("violates.deceive") == true )
      then
          forbid( $o, "it deceives" );
      end

      rule 'plain'
          @Theory
      when
          $p : Principle( tags contains "honesty" )
      then
          support( $p, 0.5, "it can be made public" );
      end
      """;

  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void writeAConstitution() throws IOException {
    folder = Files.createDirectories(temporary.resolve("small/constitution"));
    Files.writeString(folder.resolve("constitution.json"), MANIFEST);
    Files.createDirectory(folder.resolve("deep"));
    Files.writeString(folder.resolve("deep/rules.drl"), RULES);
  }

  private static String problems(Path folder) {
    return Constitution.check(folder).problems().toString();
  }

  @Test
  void linksAreFollowedAndOneThatLeadsNowhereOrBackIsAnError() throws IOException {
    Path elsewhere = Files.createDirectories(temporary.resolve("elsewhere"));
    String more =
        "rule \"more\" @Principle when $o : Output( attr(\"x\") == 1 ) then forbid( $o ); end\n";
    Files.writeString(elsewhere.resolve("more.drl"), more);
    Path link = Files.createSymbolicLink(folder.resolve("shared"), elsewhere);
    assertTrue(Constitution.load(folder).rules().containsKey("more"));
    Path back = Files.createSymbolicLink(elsewhere.resolve("back"), folder);
    assertTrue(problems(folder).contains("a link in it leads back to a folder"), problems(folder));
    Files.delete(back);
    Files.delete(link);
    Files.createSymbolicLink(folder.resolve("gone.drl"), elsewhere.resolve("gone.drl"));
    assertTrue(problems(folder).contains("gone.drl: error [unreadable]"), problems(folder));
  }

  @Test
  void filesThatKubernetesPutsInPlaceByLinksAreReadOnce() throws IOException {
    Path mounted = Files.createDirectories(temporary.resolve("mounted"));
    Path version = Files.createDirectories(mounted.resolve("..2026_11_23"));
    Map<String, String> files = Map.of("constitution.json", MANIFEST, "rules.drl", RULES);
    for (String name : files.keySet()) {
      Files.writeString(version.resolve(name), files.get(name));
      Files.createSymbolicLink(mounted.resolve(name), Path.of("..data").resolve(name));
    }
    Files.createSymbolicLink(mounted.resolve("..data"), version.getFileName());
    assertEquals(Constitution.of(files).digest(), Constitution.load(mounted).digest());
  }

  /** The compiler parts the model of more than 1,000 rules into several classes. */
  @Test
  void aConstitutionMayHaveMoreThanAThousandRules() throws IOException {
    Path many = Files.createDirectory(temporary.resolve("many"));
    Files.writeString(many.resolve("constitution.json"), "{\"name\":\"many\",\"version\":\"1\"}");
    StringBuilder drl = new StringBuilder("package many\n");
    for (int i = 0; i <= 1_000; i++) {
      drl.append("rule \"r%d\" @Principle when $o : Output( attr(\"a\") == %d )".formatted(i, i))
          .append(" then forbid( $o, \"it is so\" ); end\n");
    }
    Files.writeString(many.resolve("rules.drl"), drl);
    assertEquals(1_001, Constitution.load(many).rules().size());
  }

  @Test
  void whatARuleSaysOfItselfIsRead() {
    Constitution small = Constitution.load(folder);
    assertEquals("small", small.name());
    assertEquals("1.2.3", small.version());
    assertEquals(List.of("no-deception", "plain"), List.copyOf(small.rules().keySet()));

    DefinedRule defined = small.rules().get("no-deception");
    assertEquals("deep/rules.drl", defined.file());
    assertEquals(4, defined.line());
    assertTrue(
        defined.text().startsWith("rule \"no-deception\"") && defined.text().endsWith("end"));
    assertEquals(
        new Principle(
            "no-deception",
            0.8,
            true,
            "An output must not deceive; \"never\".",
            List.of("honesty", "trust"),
            "Bok, Lying (1978)"),
        defined.rule());

    Rule plain = small.rules().get("plain").rule();
    assertTrue(plain instanceof Theory);
    assertEquals(1, plain.weight());
    assertNull(plain.says());
    assertNull(plain.source());
    assertEquals(List.of(), plain.tags());
  }

  @Test
  void theDigestIsThatOfTheRulesAndOfNothingElse() throws IOException {
    String digest = Constitution.load(folder).digest();
    assertTrue(digest.matches("sha256:[0-9a-f]{64}"), digest);

    Files.writeString(folder.resolve("deep/rules.drl"), RULES.replace("\n", "\r\n"));
    Files.writeString(folder.resolve("README.md"), "rule \"not a rule\"");
    Files.writeString(folder.resolve("deep/constitution.json"), "not the manifest");
    assertEquals(digest, Constitution.load(folder).digest(), "line ends or a README changed it");

    Files.writeString(folder.resolve("deep/rules.drl"), RULES.replace("0.8", "0.7"));
    assertNotEquals(digest, Constitution.load(folder).digest(), "a byte did not change it");

    Files.delete(folder.resolve("deep/rules.drl"));
    Files.writeString(folder.resolve("rules.drl"), RULES);
    assertNotEquals(digest, Constitution.load(folder).digest(), "a path did not change it");
  }

  @Test
  void aConstitutionIsFoundOnTheClassPathInAFolderAndInAJar() throws IOException {
    String digest = Constitution.load(folder).digest();
    Path withDirectories = jar("with.jar", true);
    Path withoutDirectories = jar("without.jar", false);
    for (URL place :
        List.of(
            temporary.toUri().toURL(),
            withDirectories.toUri().toURL(),
            withoutDirectories.toUri().toURL())) {
      try (URLClassLoader loader =
          new URLClassLoader(new URL[] {place}, Constitution.class.getClassLoader())) {
        assertEquals(
            digest,
            Constitution.loadResource(loader, "small/constitution").digest(),
            () -> place + "");
        assertEquals(
            digest,
            Constitution.loadResource(loader, "small/constitution/").digest(),
            () -> place + "");
      }
    }
  }

  @Test
  void aFileLargerThanSixteenMebibytesIsRefusedInAFolderAndInAJar() throws IOException {
    byte[] blanks = new byte[(16 << 20) + 1];
    Arrays.fill(blanks, (byte) '\n');
    Files.write(folder.resolve("large.drl"), blanks);
    for (URL place : List.of(temporary.toUri().toURL(), jar("large.jar", true).toUri().toURL())) {
      try (URLClassLoader loader =
          new URLClassLoader(new URL[] {place}, Constitution.class.getClassLoader())) {
        InvalidInputException refused =
            assertThrows(
                InvalidInputException.class,
                () -> Constitution.loadResource(loader, "small/constitution"));
        assertEquals(1, refused.problems().size(), refused.getMessage());
        assertEquals("file-too-large", refused.problems().get(0).code());
        String file = refused.problems().get(0).file();
        assertTrue(file.endsWith("small/constitution/large.drl"), file);
      }
    }
  }

  @Test
  void aFolderThatIsNotOnTheClassPathIsAProblemAndNotACrash() {
    InvalidInputException refused =
        assertThrows(
            InvalidInputException.class, () -> Constitution.loadResource("no/such/constitution"));
    assertEquals("no-constitution", refused.problems().get(0).code());
  }

  @Test
  void aBundledConstitutionIsTheSameOnTheClassPathAndInItsFolder() {
    assertEquals(
        Constitution.load(Path.of("rules/common-morality")).digest(),
        Constitution.loadResource("org/equipoise/rules/common-morality").digest());
  }

  @Test
  void aConstitutionAndTheKernelAreFoundInsideASpringBootFatJar() throws Exception {
    Path fat = fatJar();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                fat.toString(),
                "small/constitution")
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(2, TimeUnit.MINUTES), "it did not end");
    assertTrue(
        printed.lines().anyMatch(("digest " + Constitution.load(folder).digest())::equals),
        printed);
    assertEquals(0, process.exitValue(), printed);
  }

  /** A jar as Spring Boot's plugin makes it: the loader, and all else as jars stored within. */
  private Path fatJar() throws IOException {
    Manifest manifest = manifest();
    manifest
        .getMainAttributes()
        .putValue("Main-Class", "org.springframework.boot.loader.launch.JarLauncher");
    manifest.getMainAttributes().putValue("Start-Class", PrintDigest.class.getName());
    Path fat = temporary.resolve("fat.jar");
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(fat), manifest)) {
      put(out, "BOOT-INF/lib/small.jar", Files.readAllBytes(jar("small.jar", true)), true);
      int number = 0;
      for (String entry : Splitter.on(File.pathSeparatorChar).split(classPath)) {
        Path path = Path.of(entry);
        if (path.getFileName().toString().matches("spring-boot-loader-\\d.*")) {
          unpack(path, out);
        } else if (Files.isDirectory(path)) {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          pack(path, "", true, bytes);
          put(out, "BOOT-INF/lib/" + number++ + ".jar", bytes.toByteArray(), true);
        } else if (Files.exists(path)) {
          put(out, "BOOT-INF/lib/" + number++ + ".jar", Files.readAllBytes(path), true);
        }
      }
    }
    return fat;
  }

  private Path jar(String name, boolean withDirectories) throws IOException {
    Path jar = temporary.resolve(name);
    try (OutputStream out = Files.newOutputStream(jar)) {
      pack(folder, "small/constitution/", withDirectories, out);
    }
    return jar;
  }

  private static void pack(Path from, String prefix, boolean withDirectories, OutputStream to)
      throws IOException {
    Map<String, Path> entries = new LinkedHashMap<>();
    try (Stream<Path> walk = Files.walk(from)) {
      for (Path path : walk.sorted().toList()) {
        String name = prefix + from.relativize(path).toString().replace(File.separatorChar, '/');
        boolean isDirectory = Files.isDirectory(path);
        entries.put(isDirectory && !name.endsWith("/") ? name + "/" : name, path);
      }
    }
    entries.remove("/");
    try (JarOutputStream out = new JarOutputStream(to, manifest())) {
      for (Map.Entry<String, Path> entry : entries.entrySet()) {
        boolean isDirectory = Files.isDirectory(entry.getValue());
        if (!isDirectory || withDirectories) {
          byte[] bytes = isDirectory ? new byte[0] : Files.readAllBytes(entry.getValue());
          put(out, entry.getKey(), bytes, false);
        }
      }
    }
  }

  private static void unpack(Path jar, JarOutputStream out) throws IOException {
    List<String> seen = new ArrayList<>();
    try (JarInputStream in = new JarInputStream(Files.newInputStream(jar))) {
      for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
        if (!entry.getName().startsWith("META-INF/") && !seen.contains(entry.getName())) {
          seen.add(entry.getName());
          put(out, entry.getName(), in.readAllBytes(), false);
        }
      }
    }
  }

  private static void put(JarOutputStream out, String name, byte[] bytes, boolean stored)
      throws IOException {
    JarEntry entry = new JarEntry(name);
    if (stored) {
      CRC32 crc = new CRC32();
      crc.update(bytes);
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(bytes.length);
      entry.setCrc(crc.getValue());
    }
    out.putNextEntry(entry);
    out.write(bytes);
    out.closeEntry();
  }

  private static Manifest manifest() {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    return manifest;
  }
}
