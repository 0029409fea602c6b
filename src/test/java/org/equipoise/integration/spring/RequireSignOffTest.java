package org.equipoise.integration.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.equipoise.constitution.Constitution;
import org.equipoise.service.governor.Governor;
import org.equipoise.service.governor.NotAdoptedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** {@code equipoise.require-sign-off}: only adopted constitutions come into force. */
class RequireSignOffTest {
  private static final Path CLINIC = Path.of("test-fixtures/clinic/rules");

  @TempDir private Path folder;

  @BeforeEach
  void copy() throws IOException {
    try (Stream<Path> all = Files.walk(CLINIC)) {
      for (Path from : all.filter(Files::isRegularFile).toList()) {
        Path to = rules().resolve(CLINIC.relativize(from).toString());
        Files.createDirectories(to.getParent());
        Files.copy(from, to);
      }
    }
  }

  private Path rules() {
    return folder.resolve("rules");
  }

  private ConfigurableApplicationContext start() {
    return Started.with(
        "equipoise.constitution=" + rules(),
        "equipoise.ledger=" + folder.resolve("ledger"),
        "equipoise.require-sign-off=true");
  }

  private void edit() throws IOException {
    Path file = rules().resolve("rules.drl");
    Files.writeString(file, Files.readString(file).replace("weight = 0.8", "weight = 0.1"));
  }

  @Test
  void whatWasEditedByHandIsRefusedWhileTheServiceRunsAndWhenItStarts() throws IOException {
    String first;
    try (ConfigurableApplicationContext service = start()) {
      Governor governor = service.getBean(Governor.class);
      first = governor.constitution().digest();
      edit();
      assertThrows(
          NotAdoptedException.class, () -> governor.adopt(() -> Constitution.load(rules())));
      assertEquals(first, governor.constitution().digest());
    }
    Throwable refused = assertThrows(RuntimeException.class, this::start);
    while (refused.getCause() != null && !(refused instanceof NotAdoptedException)) {
      refused = refused.getCause();
    }
    assertTrue(String.valueOf(refused.getMessage()).contains("was not adopted"), "" + refused);
  }
}
