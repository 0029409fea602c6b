package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldedWarningsTest {
  private static final String REST = "… and 2 more of this kind [subsumed]: `--all` prints them";

  @TempDir private Path folder;

  /** Thirteen rules that say the same: each but the first is warned of. */
  @BeforeEach
  void write() throws IOException {
    Files.writeString(
        folder.resolve("constitution.json"), "{\"name\": \"many\", \"version\": \"1.0.0\"}");
    StringBuilder rules = new StringBuilder("package many\n");
    for (int i = 0; i < 13; i++) {
      rules
          .append("rule \"r")
          .append(i)
          .append("\" @Principle( weight = 0.5 ) @Says( \"no\" )\n")
          .append("when $o : Output( attr(\"bad\") == true ) then forbid( $o, \"bad\" ); end\n");
    }
    Files.writeString(folder.resolve("many.drl"), rules);
  }

  private static long warnings(Ran ran) {
    return ran.out().lines().filter(it -> it.contains("warning [subsumed]")).count();
  }

  @Test
  void ofManyWarningsOfAKindTenAreShownAndTheOthersCounted() {
    Ran ran = Ran.of("check", folder.toString());
    assertEquals(1, ran.code(), ran.toString());
    assertEquals(10, warnings(ran), ran.toString());
    assertTrue(ran.out().lines().anyMatch(REST::equals), ran.toString());
    assertTrue(ran.out().contains("12 warnings"), ran.toString());
  }

  @Test
  void allAreShownIfAskedForAndAlwaysInJson() {
    Ran all = Ran.of("check", folder.toString(), "--all");
    assertEquals(12, warnings(all), all.toString());
    String json = Ran.of("check", folder.toString(), "--format", "json").out();
    assertEquals(12, json.split("\"subsumed\"", -1).length - 1, json);
  }
}
