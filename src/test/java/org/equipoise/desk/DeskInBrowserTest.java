package org.equipoise.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.equipoise.audit.adoption.Clinic;
import org.equipoise.audit.adoption.OpenAmendments;
import org.equipoise.audit.amendment.AmendmentNote;
import org.equipoise.audit.amendment.SignedAmendment;
import org.equipoise.audit.approval.Approvals;
import org.equipoise.audit.ledger.Entry;
import org.equipoise.audit.ledger.EntryKind;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.ledger.LedgerEvent;
import org.equipoise.audit.ledger.LedgerOptions;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.audit.ledger.transparency.SigningKey;
import org.equipoise.audit.review.PlantedCases;
import org.equipoise.audit.review.Ward;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.vetting.Permissions;
import org.equipoise.decision.Decider;
import org.equipoise.facts.Case;
import org.equipoise.page.Browser;
import org.equipoise.service.governor.Governor;
import org.equipoise.service.guard.Guard;
import org.equipoise.service.guard.GuardMode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The desk as people meet it: clicked, or used by the keyboard alone. {@code
 * -Dequipoise.screenshots=DIR} keeps pictures of its pages; {@code -Dequipoise.queued=10000} queues
 * as many cases.
 */
class DeskInBrowserTest {
  private static final int QUEUED = Integer.getInteger("equipoise.queued", 120);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder;
  private static final Ward.SetClock CLOCK = new Ward.SetClock();
  private static Browser browser;
  private static LedgerRecorder recorder;
  private static LoopbackDesk server;
  private static long act;

  @BeforeAll
  static void start() throws Exception {
    browser = Browser.start();
    recorder = LedgerRecorder.open(folder, LedgerOptions.DEFAULT);
    Governor governor = Ward.governor(recorder, CLOCK);
    Decider decider = new Decider(Ward.CONSTITUTION);
    for (int i = 0; i < QUEUED; i++) {
      Case given =
          Ward.dose(
              "dose-" + i,
              i % 3 == 0 ? "fatal" : "child",
              i % 3 == 0 ? "lastHope" : "doctor",
              "drug=x");
      recorder.record(
          new LedgerEvent.DecisionEvent(
              CLOCK.instant(), given, List.of(), decider.decide(given, List.of()), true));
    }
    Case given = Ward.dose("act-1", "child", "doctor", "drug=amoxicillin");
    new Approvals(governor, recorder, CLOCK)
        .request(
            Guard.of(governor, GuardMode.ENFORCE).review(given),
            given,
            "{\"drug\":\"amoxicillin\",\"mg\":5,\"patient\":\"D. Vane, 7\"}",
            Duration.ofHours(1));
    act = recorder.head().size() - 2;
    Desk desk = new Desk(recorder, () -> Ward.CONSTITUTION, PlantedCases.NONE, CLOCK);
    server = LoopbackDesk.start(desk, 0);
    browser.open(server.address());
    browser.click("#name");
    browser.type("Ada");
    browser.loading(() -> browser.click("button[type=submit]"));
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.close();
      recorder.close();
    }
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void onAScreen() throws Exception {
    browser.size(1280, 900);
    browser.media("screen", "light");
  }

  private static String text(String selector) throws Exception {
    return browser
        .evaluate(
            "document.querySelector(" + JSON.writeValueAsString(selector) + ")?.innerText ?? ''")
        .asText();
  }

  private static List<String> answers() {
    List<String> found = new ArrayList<>();
    try (Ledger.Entries all = recorder.ledger().entries()) {
      while (all.hasNext()) {
        Entry entry = all.next();
        if (entry.kind() == EntryKind.ANSWER) {
          found.add(entry.body());
        }
      }
    }
    return found;
  }

  private static void picture(String name) throws Exception {
    String place = System.getProperty("equipoise.screenshots");
    if (place == null) {
      return;
    }
    Files.createDirectories(Path.of(place));
    for (String scheme : List.of("light", "dark")) {
      browser.media("screen", scheme);
      browser.screenshot(Path.of(place, name + "-" + scheme + ".png"), true);
    }
    browser.size(360, 800);
    browser.media("screen", "light");
    browser.screenshot(Path.of(place, name + "-narrow.png"), true);
    browser.size(1280, 900);
    browser.media("print", "dark");
    browser.screenshot(Path.of(place, name + "-print.png"), true);
    browser.media("screen", "light");
  }

  @Test
  void byClicksTheMostUrgentCaseIsJudgedAndTheNextPageOfTheQueueOpened() throws Exception {
    long begin = System.nanoTime();
    browser.open(server.origin() + "/");
    System.out.printf("%d queued: %d ms%n", QUEUED, (System.nanoTime() - begin) / 1_000_000);
    assertEquals(List.of(), browser.complaints());
    assertTrue(text("tbody tr").startsWith("act-1"), text("tbody"));
    assertTrue(text("caption").contains("Cases 1 to 50 of " + (QUEUED + 1)), text("caption"));
    picture("queue");
    browser.loading(() -> browser.click(".pager a:last-child"));
    assertTrue(text("caption").endsWith("of " + (QUEUED + 1)), text("caption"));
    browser.loading(() -> browser.click("#contents a"));
    browser.loading(() -> browser.click("tbody a"));
    assertEquals("act-1", text("h1"));
    assertTrue(text(".act pre").contains("D. Vane, 7"), text(".act"));
    assertTrue(!text("main").contains("leans"), "the decision is not shown yet");
    picture("case");
    browser.click("input[value=forbidden]");
    browser.click("#why");
    browser.type("the dose is wrong for this weight");
    browser.loading(() -> browser.click("#judge button"));
    assertTrue(text("#answered").contains("forbidden by Ada, confidence 0.9"), text("#answered"));
    assertTrue(text("#decided").contains("leans neither way"), text("#decided"));
    assertTrue(text("#effects").contains("a forbidden"), text("#effects"));
    picture("outcome");
    assertTrue(answers().get(answers().size() - 1).contains("\"ticket\":{\"act\":\"sha256:"));
    browser.loading(() -> browser.click("#contents a:nth-child(3)"));
    assertTrue(text("tbody").contains("Ada"), text("tbody"));
    picture("oversight");
    assertEquals(List.of(), browser.complaints());
  }

  @Test
  void byTheKeyboardAloneACaseIsFoundJudgedAndLeft() throws Exception {
    int before = answers().size();
    browser.open(server.origin() + "/?page=2");
    tabTo("document.activeElement.closest('tbody') !== null");
    browser.loading(() -> browser.press("Enter"));
    String id = text("h1");
    assertTrue(id.startsWith("dose-"), id);
    tabTo("document.activeElement.type === 'radio'");
    browser.press("Space");
    assertEquals("forbidden", browser.evaluate("document.activeElement.value").asText());
    browser.press("ArrowDown");
    assertTrue(
        browser
            .evaluate(
                "document.activeElement.value === 'permitted' && document.activeElement.checked")
            .asBoolean());
    tabTo("document.activeElement.id === 'why'");
    browser.type("nothing else is left");
    tabTo("document.activeElement.name === 'conflictOfInterest'");
    browser.press("Space");
    tabTo("document.activeElement.type === 'submit'");
    browser.loading(() -> browser.press("Enter"));
    assertEquals(id, text("h1"));
    assertEquals(before + 1, answers().size());
    String body = answers().get(before);
    assertTrue(body.contains("\"circumstances\":{\"conflictOfInterest\":true}"), body);
    assertTrue(body.contains("\"passes\":true"), body);
    tabTo("document.activeElement.classList.contains('next')");
    browser.loading(() -> browser.press("Enter"));
    assertEquals("Queue", text("h1"));
  }

  @Test
  void aProposalIsSignedAndDissentedFromWithKeysThatStayInTheBrowser() throws Exception {
    Path place = Files.createDirectories(folder.resolve("clinic"));
    Clinic clinic = new Clinic(place);
    SignedAmendment proposal = clinic.exception();
    Path ann = Files.writeString(place.resolve("ann.key"), clinic.ann.secret() + "\n");
    Path cleo = Files.writeString(place.resolve("cleo.key"), clinic.cleo.secret());
    Constitution before = clinic.constitution();
    try (LedgerRecorder own = LedgerRecorder.open(place.resolve("ledger"), LedgerOptions.DEFAULT)) {
      Desk desk =
          new Desk(own, () -> before, PlantedCases.NONE, clinic.clock())
              .withProposals(clinic.folder, Permissions.none());
      try (LoopbackDesk signing = LoopbackDesk.start(desk, 0)) {
        browser.open(signing.address());
        browser.click("#name");
        browser.type("Ann");
        browser.loading(() -> browser.click("button[type=submit]"));
        browser.loading(() -> browser.click("#contents a:nth-child(2)"));
        browser.click("#file");
        browser.type(proposal.text());
        browser.loading(() -> browser.click("main button"));
        assertEquals("clinicians need doses", text("h1"));
        assertTrue(text("#lists").contains("clinic-0"), text("#lists"));
        assertTrue(text(".diff").contains("+    not Case( attr("), text(".diff"));
        picture("proposal");
        requireNarrow("proposal");

        browser.click("#make");
        assertEquals("Choose whether you sign or dissent.", text("#told"));
        browser.click("input[value=dissents]");
        browser.click("#because");
        browser.type("doses differ by \"weight\" \u00e9");
        browser.choose("#key", cleo);
        browser.loading(() -> browser.click("#make"));
        assertTrue(text("#notes").contains("cleo (board) dissented"), text("#notes"));

        browser.click("input[value=signs]");
        browser.click("#interest");
        browser.type("I work on that ward");
        browser.choose("#key", ann);
        browser.loading(() -> browser.click("#make"));
        assertTrue(text("#notes").contains("ann (editor) signed"), text("#notes"));
        assertTrue(
            text("#notes").contains("declares an interest: I work on that ward"), text("#notes"));
        assertEquals(List.of(), browser.complaints());

        browser.click("#note");
        SignedAmendment elsewhere =
            proposal.sign(SigningKey.generate("mallory"), clinic.clock().instant());
        browser.type(elsewhere.signatures().get(0).note());
        browser.loading(() -> browser.click("#sign button[type=submit]"));
        assertTrue(text("[role=alert]").contains("not signed by a key"), text("[role=alert]"));
      }
      SignedAmendment recorded = OpenAmendments.of(own.ledger()).get(0);
      assertEquals(1, recorded.signatures().size());
      assertEquals("doses differ by \"weight\" \u00e9", recorded.dissents().get(0).because());
      assertEquals(
          AmendmentNote.digests(recorded.dissents()), recorded.signatures().get(0).despite());
      try (Ledger.Entries entries = own.ledger().entries()) {
        while (entries.hasNext()) {
          assertTrue(!entries.next().json().contains("PRIVATE"), "no secret came here");
        }
      }
    } finally {
      browser.open(server.origin() + "/");
    }
  }

  /** Presses Tab until something has the focus, which must be seen wherever it is. */
  private static void tabTo(String condition) throws Exception {
    for (int i = 0; i < 90; i++) {
      browser.press("Tab");
      if (browser
          .evaluate("document.activeElement !== document.body && (" + condition + ")")
          .asBoolean()) {
        assertTrue(
            browser
                .evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth) >= 1")
                .asBoolean(),
            "the focus is not seen: " + condition);
        return;
      }
    }
    throw new AssertionError("the keyboard does not reach " + condition);
  }

  @Test
  void aScreenReaderFindsLandmarksNamesAndTables() throws Exception {
    for (String path : List.of("/", "/cases/" + act, "/oversight", "/nothing")) {
      browser.open(server.origin() + path);
      for (String landmark : List.of("header", "nav[aria-label]", "main", "footer")) {
        assertEquals(
            1,
            browser.evaluate("document.querySelectorAll('body > " + landmark + "').length").asInt(),
            landmark + " in " + path);
      }
      assertEquals(1, browser.evaluate("document.querySelectorAll('h1').length").asInt());
      assertEquals(
          "[]",
          browser
              .evaluate(
                  "[...document.querySelectorAll('input:not([type=hidden]), select, textarea,"
                      + " button, a')].filter((it) => !it.textContent.trim() &&"
                      + " !it.labels?.length).map((it) => it.outerHTML)")
              .toString(),
          path);
      List<Integer> levels = new ArrayList<>();
      browser
          .evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map((it) => +it.tagName[1])")
          .forEach(it -> levels.add(it.asInt()));
      for (int i = 1; i < levels.size(); i++) {
        assertTrue(levels.get(i) <= levels.get(i - 1) + 2, path + " leaves out a level: " + levels);
      }
      requireNarrow(path);
    }
  }

  /** Checks that a page fits a narrow screen. */
  private static void requireNarrow(String page) throws Exception {
    browser.size(360, 800);
    assertEquals(360, browser.evaluate("document.documentElement.scrollWidth").asInt(), page);
    browser.size(1280, 900);
  }
}
