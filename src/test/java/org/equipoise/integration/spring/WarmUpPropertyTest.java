package org.equipoise.integration.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ObjectArrays;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.equipoise.audit.ledger.EntryKind;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.service.governor.Governor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** {@code equipoise.warm-up}: cases that are decided before a constitution comes into force. */
class WarmUpPropertyTest {
  private static final String RULES = "rules/common-morality";

  @TempDir private Path folder;

  private ConfigurableApplicationContext start(String... properties) {
    return Started.with(ObjectArrays.concat("equipoise.constitution=" + RULES, properties));
  }

  @Test
  void whateverWarmsUpTheLedgerHoldsOnlyAdoptionsAndNoNameIsReported() throws Exception {
    Path strange = folder.resolve("strange.jsonl");
    Files.writeString(
        strange,
        "{\"case\":\"w\",\"outputs\":[{\"output\":\"o\",\"attributes\":{\"strange\":true}}]}\n");
    for (String property :
        List.of("equipoise.recent=20", "equipoise.warm-up=none", "equipoise.warm-up=" + strange)) {
      Path ledger = Files.createTempDirectory(folder, "ledger");
      try (ConfigurableApplicationContext service =
          start(property, "equipoise.ledger=" + ledger.resolve("kept"))) {
        service.getBean(CanaryStatus.class).reload();
        assertEquals(List.of(), service.getBean(Governor.class).reportedNames(), property);
      }
      try (Ledger.Entries entries = Ledger.in(ledger.resolve("kept")).entries()) {
        while (entries.hasNext()) {
          assertEquals(EntryKind.ADOPTION, entries.next().kind(), property);
        }
      }
    }
  }

  @Test
  void aFileThatIsNamedAndDoesNotExistStopsTheApplication() {
    Path missing = folder.resolve("missing.jsonl");
    Throwable refused =
        assertThrows(RuntimeException.class, () -> start("equipoise.warm-up=" + missing).close());
    assertTrue(
        Stream.iterate(refused, it -> it != null, Throwable::getCause)
            .anyMatch(it -> String.valueOf(it.getMessage()).contains("does not exist or has no")),
        refused::toString);
  }
}
