package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.equipoise.audit.ledger.LedgerEvent;
import org.equipoise.audit.ledger.LedgerOptions;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.vetting.Permissions;
import org.equipoise.decision.Decision;
import org.equipoise.decision.DecisionError;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rules could do that the vet let pass, they cannot do in a process without rights. */
class IsolatedTest {
  private static final Path SMALL = Path.of("test-fixtures", "ledgers", "small");
  private static final List<String> ALLOWED =
      List.of(
          "java.lang.*", "java.io.*", "java.nio.*", "java.nio.file.*", "java.net.*", "java.util.*");

  /** Of the whole system. A rule that could write it writes what it holds. */
  private static final Path KERNEL_SETTING = Path.of("/proc/sys/kernel/core_pattern");

  @TempDir Path folder;

  @BeforeEach
  void needConfinement() throws IOException {
    assumeTrue(
        Confinement.found() != null,
        "this system cannot confine a process: Linux with bubblewrap, or unshare and setpriv");
  }

  /** A ledger with rules that the vet would not have let pass, and one case. */
  private Path hostile(String code) {
    Constitution constitution =
        Constitution.of(
            Map.of(
                "constitution.json",
                "{\"name\":\"hostile\",\"version\":\"1\"}\n",
                "hostile.drl",
                """
                package hostile
                rule "r"
                    @Principle
                when
                    $o : Output()
                then
                    String came;
                    try { CODE } catch ( Exception e ) { came = "held: " + e; }
                    forbid( $o, came );
                end
                """
                    .replace("CODE", code)),
            Permissions.none().withClasses(ALLOWED.toArray(String[]::new)));
    Case given = Case.of("C", Output.of("o", Attributes.none()));
    Path ledger = folder.resolve("hostile");
    try (LedgerRecorder recorder = LedgerRecorder.open(ledger, LedgerOptions.DEFAULT)) {
      recorder.adopt(Instant.EPOCH, constitution);
      recorder.appendAndWait(
          new LedgerEvent.DecisionEvent(
              Instant.EPOCH,
              given,
              List.of(),
              Decision.failed(
                  given,
                  Action.BLOCK,
                  constitution.digest(),
                  new DecisionError(
                      DecisionError.Code.FACTS_LIMIT,
                      "r",
                      9L,
                      null,
                      "the limit of 9 derived facts was met in case `C` in rule `r`; raise it"))));
    }
    return ledger;
  }

  private static Ran replay(Path ledger, Object... more) {
    List<Object> arguments =
        new ArrayList<>(List.of("replay", "--ledger", ledger, "--format", "json"));
    ALLOWED.forEach(it -> arguments.addAll(List.of("--allow", it)));
    arguments.addAll(List.of(more));
    return Ran.of(arguments.toArray());
  }

  @Test
  void anHonestLedgerGivesTheSameToTheByte() {
    for (List<Object> command :
        List.<List<Object>>of(
            List.of("replay", "--ledger", SMALL),
            List.of("why", "--ledger", SMALL, "--entry", "1", "--not", "a", "--for", "allow"))) {
      Ran plain = Ran.of(command.toArray());
      List<Object> isolated = new ArrayList<>(command);
      isolated.add("--isolated");
      Ran again = Ran.of(isolated.toArray());
      assertEquals(plain.out(), again.out(), again.err());
      assertEquals(plain.code(), again.code());
      assertTrue(again.err().startsWith("isolated: no network"), again.err());
    }
  }

  @Test
  void rulesCanNeitherWriteNorReadNorStartNorConnect() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "hidden treasure");
    Path written = folder.resolve("written");
    String write =
        "java.nio.file.Files.writeString( java.nio.file.Path.of( \"%s\" ), \"x\" ); "
            .formatted(written);
    Path ledger = hostile(write + "came = \"wrote\";");
    replay(ledger);
    assertTrue(Files.exists(written), "without --isolated the rule writes, or this shows nothing");
    Files.delete(written);
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      StringBuilder code = new StringBuilder("came = \"\"; ");
      for (String attempt :
          List.of(
              write,
              "java.nio.file.Files.writeString( java.nio.file.Path.of( \"%s\" ), \"%s\" ); "
                  .formatted(KERNEL_SETTING, Files.readString(KERNEL_SETTING).strip()),
              "java.nio.file.Files.delete( java.nio.file.Path.of( \"%s/head\" ) ); "
                  .formatted(folder.resolve("hostile")),
              "java.nio.file.Files.writeString( java.nio.file.Path.of( \"/dev/shm/x\" ), \"x\" ); ",
              "came += java.nio.file.Files.readString( java.nio.file.Path.of( \"%s\" ) ); "
                  .formatted(secret),
              "came += java.nio.file.Files.readString( java.nio.file.Path.of( \"/etc/passwd\" ) );"
                  + " ",
              "new java.net.Socket( \"127.0.0.1\", %d ).close(); ".formatted(server.getLocalPort()),
              "Runtime.getRuntime().exec( new String[] { \"/bin/sh\", \"-c\", \"id\" } ); ")) {
        code.append("try { ")
            .append(attempt)
            .append("came += \"DONE \"; } catch ( Exception e ) ")
            .append("{ came += \"held by \" + e.getClass().getSimpleName() + \"; \"; } ");
      }
      deleteLedger();
      Ran ran = replay(hostile(code.toString()), "--isolated");
      assertTrue(ran.out().contains("held by"), ran.toString());
      assertFalse(ran.out().contains("DONE"), ran.out());
      assertFalse(ran.out().contains("treasure"), ran.out());
      assertFalse(Files.exists(written));
    }
  }

  private void deleteLedger() throws IOException {
    try (var files = Files.walk(folder.resolve("hostile"))) {
      for (Path each : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  @Test
  void rulesThatNeverEndOrEndTheProcessGiveOneError() {
    Path ledger = hostile("Thread.sleep( 100000000L ); came = \"\";");
    Ran late = replay(ledger, "--isolated", "--isolated-seconds", "20");
    assertEquals(2, late.code(), late.toString());
    assertTrue(late.err().contains("was ended after 20 s"), late.err());
  }

  @Test
  void rulesThatEndTheProcessGiveNoResult() {
    Ran gone = replay(hostile("Runtime.getRuntime().halt( 0 ); came = \"\";"), "--isolated");
    assertEquals(2, gone.code(), gone.toString());
    assertTrue(gone.err().contains("ended without a result"), gone.err());
  }

  @Test
  void rulesThatTakeMemoryDoNotTakeThatOfOthers() {
    Ran ran =
        replay(
            hostile(
                "java.util.ArrayList all = new java.util.ArrayList(); for ( int i = 0; i < 100000;"
                    + " i++ ) all.add( java.nio.ByteBuffer.allocate( 1 << 24 ) ); came = \"\" +"
                    + " all.size();"),
            "--isolated",
            "--isolated-memory",
            "256");
    assertTrue(ran.code() == 2 || ran.code() == 1 || ran.code() == 3, ran.toString());
    assertFalse(ran.out().contains("100000"), ran.out());
  }

  @Test
  void whatNeedsRightsIsRefused() {
    Ran resume = Ran.of("replay", "--ledger", SMALL, "--isolated", "--resume", "file");
    assertEquals(2, resume.code());
    assertTrue(resume.err().contains("`--resume` writes a file"), resume.err());
    Ran alone = Ran.of("replay", "--ledger", SMALL, "--unconfined");
    assertEquals(2, alone.code());
    assertTrue(alone.err().contains("add that"), alone.err());
  }
}
