package org.equipoise.audit.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.equipoise.audit.ledger.Entry;
import org.equipoise.audit.ledger.EntryKind;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.ledger.LedgerEvent;
import org.equipoise.audit.ledger.LedgerOptions;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.audit.review.Ward;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.service.governor.Governor;
import org.equipoise.service.guard.ActTicket;
import org.equipoise.service.guard.Guard;
import org.equipoise.service.guard.GuardMode;
import org.equipoise.service.guard.Ruling;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An approval serves for one exact act, once, and not for long. */
class ApprovalsTest {
  private static final Case DOSE = Ward.dose("D-1", "child", "doctor");
  private static final String ARGUMENTS = "{\"drug\":\"x\",\"mg\":5}";

  @TempDir private Path folder;
  private final Ward.SetClock clock = new Ward.SetClock();
  private LedgerRecorder recorder;
  private Governor governor;
  private Guard guard;
  private Approvals approvals;

  @BeforeEach
  void open() {
    recorder = LedgerRecorder.open(folder, LedgerOptions.DEFAULT.withClock(clock));
    governor = Ward.governor(recorder, clock);
    guard = Guard.of(governor, GuardMode.ENFORCE);
    approvals = new Approvals(governor, recorder, clock);
  }

  @AfterEach
  void close() {
    recorder.close();
  }

  private ActTicket ticket() {
    Ruling ruling = guard.review(DOSE);
    return approvals.request(ruling, DOSE, ARGUMENTS, Duration.ofMinutes(10));
  }

  private void answer(ActTicket ticket, boolean passes) {
    long entry = entries(EntryKind.TICKET).size();
    assertTrue(entry > 0);
    recorder.appendAndWait(
        new LedgerEvent.AnswerEvent(
            clock.instant(),
            1,
            passes,
            "Ada",
            "seen",
            new LedgerEvent.Review(List.of(), true, Duration.ofSeconds(9), Map.of(), ticket)));
  }

  private List<Entry> entries(EntryKind kind) {
    List<Entry> found = new ArrayList<>();
    try (Ledger.Entries all = recorder.ledger().entries()) {
      all.forEachRemaining(it -> found.add(it));
    }
    found.removeIf(it -> it.kind() != kind);
    return found;
  }

  @Test
  void anApprovedActIsDoneOnceAlsoAfterARestart() {
    ActTicket ticket = ticket();
    assertEquals(Redemption.UNANSWERED, approvals.redeem(ticket, DOSE, ARGUMENTS));
    answer(ticket, true);
    assertEquals(Redemption.APPROVED, approvals.redeem(ticket, DOSE, ARGUMENTS));
    assertEquals(Redemption.USED, approvals.redeem(ticket, DOSE, ARGUMENTS));
    close();
    open();
    assertEquals(Redemption.USED, approvals.redeem(ticket, DOSE, ARGUMENTS));
    List<String> results =
        entries(EntryKind.REDEMPTION).stream()
            .map(it -> it.body().replaceAll(".*\"result\":\"([^\"]*)\".*", "$1"))
            .toList();
    assertEquals(List.of("approved", "used", "used"), results);
  }

  @Test
  void ofManyWhoRedeemOneTicketAtTheSameMomentOneMayGoOn() throws Exception {
    for (int round = 0; round < 5; round++) {
      ActTicket ticket = ticket();
      answer(ticket, true);
      int hosts = 4;
      CyclicBarrier together = new CyclicBarrier(hosts);
      List<CompletableFuture<Redemption>> asked = new ArrayList<>();
      for (int i = 0; i < hosts; i++) {
        Approvals own = new Approvals(governor, recorder, clock);
        own.redeem(new ActTicket("0", "", "", clock.instant()), DOSE, ARGUMENTS); // has read all
        CompletableFuture<Redemption> result = new CompletableFuture<>();
        asked.add(result);
        new Thread(
                () -> {
                  try {
                    together.await();
                    result.complete(own.redeem(ticket, DOSE, ARGUMENTS));
                  } catch (Exception e) {
                    result.completeExceptionally(e);
                  }
                })
            .start();
      }
      List<Redemption> results = asked.stream().map(CompletableFuture::join).sorted().toList();
      assertEquals(1, results.stream().filter(Redemption::passes).count(), results::toString);
      assertEquals(Redemption.USED, approvals.redeem(ticket, DOSE, ARGUMENTS));
    }
  }

  @Test
  void whatWasAlteredAfterTheApprovalIsRefused() {
    ActTicket ticket = ticket();
    answer(ticket, true);
    Case other = Ward.dose("D-1", "child", "doctor", "drug=y");
    assertEquals(Redemption.ALTERED, approvals.redeem(ticket, DOSE, "{\"drug\":\"x\",\"mg\":50}"));
    assertEquals(Redemption.ALTERED, approvals.redeem(ticket, other, ARGUMENTS));
    ActTicket forged =
        new ActTicket(
            ticket.id(), ActTicket.digest(other, ""), ticket.constitution(), ticket.expires());
    assertEquals(Redemption.ALTERED, approvals.redeem(forged, other, ""));
    ActTicket longer =
        new ActTicket(
            ticket.id(), ticket.act(), ticket.constitution(), ticket.expires().plusSeconds(9));
    assertEquals(Redemption.ALTERED, approvals.redeem(longer, DOSE, ARGUMENTS));
    ActTicket unknown = new ActTicket("0", ticket.act(), ticket.constitution(), ticket.expires());
    assertEquals(Redemption.UNKNOWN, approvals.redeem(unknown, DOSE, ARGUMENTS));
    assertEquals(Redemption.APPROVED, approvals.redeem(ticket, DOSE, ARGUMENTS));
  }

  @Test
  void aTicketIsVoidFromItsExpiryOn() {
    ActTicket ticket = ticket();
    answer(ticket, true);
    clock.pass(Duration.ofMinutes(10));
    assertEquals(Redemption.EXPIRED, approvals.redeem(ticket, DOSE, ARGUMENTS));
  }

  @Test
  void aTicketIsVoidUnderAnotherConstitution() {
    ActTicket ticket = ticket();
    answer(ticket, true);
    Map<String, String> files = new TreeMap<>(Ward.CONSTITUTION.files());
    files.put("constitution.json", "{\"name\":\"ward\",\"version\":\"2\"}");
    governor.adopt(Constitution.of(files));
    assertEquals(Redemption.OTHER_CONSTITUTION, approvals.redeem(ticket, DOSE, ARGUMENTS));
  }

  @Test
  void theLastAnswerCountsAndARefusalHoldsBack() {
    ActTicket ticket = ticket();
    answer(ticket, true);
    answer(ticket, false);
    assertEquals(Redemption.REFUSED, approvals.redeem(ticket, DOSE, ARGUMENTS));
  }

  @Test
  void ofManyThatRedeemAtOnceOneMayDoIt() throws Exception {
    ActTicket ticket = ticket();
    answer(ticket, true);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    Callable<Redemption> redeeming = () -> approvals.redeem(ticket, DOSE, ARGUMENTS);
    List<Redemption> results = new ArrayList<>();
    for (Future<Redemption> each : threads.invokeAll(List.of(redeeming, redeeming, redeeming))) {
      results.add(each.get());
    }
    threads.shutdown();
    assertEquals(1, results.stream().filter(Redemption::passes).count(), results::toString);
  }

  @Test
  void whatIsNotLeftToAPersonOrCannotBeBoundGetsNoTicket() {
    Ruling blocked = guard.review(Ward.dose("D-2", "child"));
    assertThrows(
        IllegalArgumentException.class,
        () -> approvals.request(blocked, Ward.dose("D-2", "child"), "", Duration.ofHours(1)));
    Ruling ruling = guard.review(DOSE);
    assertThrows(
        IllegalArgumentException.class, () -> approvals.request(ruling, DOSE, "", Duration.ZERO));
    Case withObjects =
        new Case(
            "D-1",
            null,
            Attributes.none(),
            DOSE.outputs(),
            List.of(new Object()),
            Attributes.none());
    assertThrows(
        IllegalArgumentException.class,
        () -> approvals.request(ruling, withObjects, "", Duration.ofHours(1)));
  }

  @Test
  void theDigestDependsOnWhatIsDoneAndNotOnWhenOrHowItIsWritten() {
    String digest = ActTicket.digest(DOSE, ARGUMENTS);
    assertEquals(digest, ActTicket.digest(Ward.dose("D-1", "doctor", "child"), ARGUMENTS));
    Case dated =
        new Case(
            DOSE.id(),
            DOSE.context(),
            DOSE.attributes(),
            DOSE.outputs(),
            DOSE.facts(),
            DOSE.extensions(),
            clock.instant(),
            DOSE.messages(),
            DOSE.session(),
            DOSE.noneIsFine());
    assertEquals(digest, ActTicket.digest(dated, ARGUMENTS));
    assertTrue(!digest.equals(ActTicket.digest(DOSE, ARGUMENTS + " ")));
  }
}
