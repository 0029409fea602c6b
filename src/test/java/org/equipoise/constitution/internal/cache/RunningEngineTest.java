package org.equipoise.constitution.internal.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningEngineTest {
  @TempDir private Path folder;

  private Path jar(String name, String before, String content) throws IOException {
    Path jar = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(jar)) {
      out.write(before.getBytes(StandardCharsets.UTF_8));
      try (ZipOutputStream zip = new ZipOutputStream(out)) {
        ZipEntry entry = new ZipEntry("A.class");
        entry.setLastModifiedTime(FileTime.fromMillis(1_000_000_000_000L));
        zip.putNextEntry(entry);
        zip.write(content.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return jar;
  }

  @Test
  void jarsAreToldApartByWhatTheyHold() throws IOException {
    String one = RunningEngine.contents(jar("a.jar", "", "one"));
    assertEquals(one, RunningEngine.contents(jar("b.jar", "", "one")));
    assertNotEquals(one, RunningEngine.contents(jar("c.jar", "#!/bin/sh\n", "one")));
    assertNotEquals(one, RunningEngine.contents(jar("d.jar", "", "two")));
  }

  @Test
  void whatIsNoJarHasNoDirectory() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x".repeat(100));
    assertThrows(IOException.class, () -> RunningEngine.contents(file));
    Path empty = Files.createFile(folder.resolve("empty"));
    assertThrows(IOException.class, () -> RunningEngine.contents(empty));
  }

  @Test
  void anEngineFromSeveralPlacesHasNoIdentity() {
    assertTrue(
        !System.getProperty("java.class.path").contains(File.pathSeparator)
            || RunningEngine.identity().isEmpty());
  }
}
