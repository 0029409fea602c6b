package org.equipoise.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.audit.approval.Approvals;
import org.equipoise.audit.approval.Redemption;
import org.equipoise.audit.ledger.BrokenDisk;
import org.equipoise.audit.ledger.Entry;
import org.equipoise.audit.ledger.EntryKind;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.ledger.LedgerOptions;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.audit.review.PlantedCases;
import org.equipoise.audit.review.Ward;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.equipoise.service.governor.Governor;
import org.equipoise.service.guard.ActTicket;
import org.equipoise.service.guard.Guard;
import org.equipoise.service.guard.GuardMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The desk over HTTP, without a browser. */
class DeskTest {
  private static final String SCRIPT = "<script>taken=1</script>\"'><img src=x onerror=taken=1>";

  @TempDir private Path folder;
  private final Ward.SetClock clock = new Ward.SetClock();
  private final HttpClient client = HttpClient.newHttpClient();
  private BrokenDisk disk;
  private LedgerRecorder recorder;
  private Governor governor;
  private LoopbackDesk server;
  private String cookie = "";

  @BeforeEach
  void open() throws Exception {
    disk = BrokenDisk.in(folder);
    recorder =
        LedgerRecorder.open(disk, LedgerOptions.DEFAULT.withRetryEvery(Duration.ofMillis(1)));
    governor = Ward.governor(recorder, clock);
    Desk desk = new Desk(recorder, () -> Ward.CONSTITUTION, PlantedCases.NONE, clock);
    server = LoopbackDesk.start(desk, 0);
    HttpResponse<String> entered = send(HttpRequest.newBuilder(URI.create(server.address())));
    assertEquals(303, entered.statusCode());
    String set = entered.headers().firstValue("Set-Cookie").orElseThrow();
    assertTrue(set.contains("HttpOnly") && set.contains("SameSite=Strict"), set);
    cookie = set.substring(0, set.indexOf(';'));
    post("/who", Map.of("name", "Ada"));
  }

  @AfterEach
  void close() {
    server.close();
    disk.repair();
    recorder.close();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(server.origin() + path));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(to(path));
  }

  private HttpResponse<String> post(String path, Map<String, String> form) throws Exception {
    return send(posting(path, form).header("Origin", server.origin()));
  }

  private HttpRequest.Builder posting(String path, Map<String, String> form) {
    List<String> pairs = new ArrayList<>();
    new TreeMap<>(form)
        .forEach(
            (name, value) ->
                pairs.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return to(path)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(String.join("&", pairs)));
  }

  private long decide(Case given) {
    return governor.govern(given, List.of(), true).receipt().toCompletableFuture().join().entry();
  }

  private static Map<String, String> judgment(String status) {
    return Map.of("status-0", status, "confidence", "0.7", "why", "I know the ward");
  }

  private List<String> answers() {
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

  @Test
  void aCaseIsJudgedBlindThenTheDecisionIsShownAndMayBeRevised() throws Exception {
    long entry = decide(Ward.dose("D-1", "fatal", "lastHope"));
    assertTrue(get("/").body().contains("/cases/" + entry));
    String blind = get("/cases/" + entry).body();
    assertTrue(blind.contains("it is fatal") && blind.contains("nothing else is left"), blind);
    for (String told : List.of("leans", "To allow it costs", "disequilibrium")) {
      assertFalse(blind.contains(told), told);
    }
    clock.pass(Duration.ofSeconds(42));
    assertEquals(422, post("/cases/" + entry, Map.of("status-0", "forbidden")).statusCode());
    HttpResponse<String> done =
        post(
            "/cases/" + entry,
            Map.of(
                "status-0",
                "forbidden",
                "confidence",
                "0.7",
                "why",
                "no",
                "underPressure",
                "true"));
    assertEquals(303, done.statusCode());
    String body = answers().get(0);
    assertTrue(body.startsWith("{\"by\":\"Ada\",\"entry\":" + entry + ",\"judgments\":["), body);
    assertTrue(
        body.contains("\"circumstances\":{\"underPressure\":true},\"confidence\":0.7"), body);
    assertTrue(body.contains("\"passes\":false,\"review\":{\"blind\":true,\"seconds\":42}"), body);

    String shown = get("/cases/" + entry).body();
    assertTrue(shown.contains("leans neither way") && shown.contains("id=\"effects\""), shown);
    assertFalse(get("/").body().contains("/cases/" + entry), "it no longer waits");
    assertEquals(409, post("/cases/" + entry, judgment("permitted")).statusCode(), "sent twice");
    Map<String, String> revised = new TreeMap<>(judgment("permitted"));
    revised.put("revision", "true");
    assertEquals(303, post("/cases/" + entry, revised).statusCode());
    assertTrue(answers().get(1).contains("\"passes\":true,\"review\":{\"blind\":false"));
    assertEquals(2, answers().size());
    assertTrue(get("/oversight").body().contains("42 s"), get("/oversight").body());
  }

  @Test
  void anExactActIsApprovedAndOnlyWhatIsShown() throws Exception {
    Case given = Ward.dose("D-1", "child", "doctor");
    Guard guard = Guard.of(governor, GuardMode.ENFORCE);
    Approvals approvals = new Approvals(governor, recorder, clock);
    ActTicket ticket =
        approvals.request(guard.review(given), given, "{\"mg\":5}", Duration.ofHours(1));
    String page = get("/cases/1").body();
    assertTrue(page.contains("{&quot;mg&quot;:5}") && page.contains(ticket.act()), page);
    assertEquals(422, post("/cases/1", judgment("permitted")).statusCode(), "without the ticket");
    Map<String, String> form = new TreeMap<>(judgment("permitted"));
    form.put("ticket", ticket.id());
    assertEquals(303, post("/cases/1", form).statusCode());
    assertEquals(Redemption.ALTERED, approvals.redeem(ticket, given, "{\"mg\":50}"));
    assertEquals(Redemption.APPROVED, approvals.redeem(ticket, given, "{\"mg\":5}"));
    assertEquals(Redemption.USED, approvals.redeem(ticket, given, "{\"mg\":5}"));

    Case other = Ward.dose("D-2", "child", "doctor");
    ActTicket swapped =
        approvals.request(
            guard.review(other),
            Ward.dose("D-2", "child", "doctor", "drug=y"),
            "{}",
            Duration.ofHours(1));
    long entry = recorder.head().size() - 2;
    assertTrue(get("/cases/" + entry).body().contains("something else than what is shown"));
    form.put("ticket", swapped.id());
    assertEquals(422, post("/cases/" + entry, form).statusCode());
    form.put("status-0", "forbidden");
    assertEquals(303, post("/cases/" + entry, form).statusCode());
  }

  @Test
  void whoHasNoCookieOrComesFromElsewhereIsRefused() throws Exception {
    long entry = decide(Ward.dose("D-1", "child", "doctor"));
    String path = "/cases/" + entry;
    assertEquals(server.origin(), server.address(), "the token is used up");
    assertEquals(403, get("/?token=null").statusCode());
    assertEquals(403, send(posting(path, judgment("permitted"))).statusCode(), "no origin");
    for (String origin : List.of("http://evil.example", "null", "http://127.0.0.1:1")) {
      HttpRequest.Builder foreign = posting(path, judgment("permitted")).header("Origin", origin);
      assertEquals(403, send(foreign).statusCode(), origin);
    }
    HttpRequest.Builder site =
        posting(path, judgment("permitted"))
            .header("Origin", server.origin())
            .header("Sec-Fetch-Site", "same-site");
    assertEquals(403, send(site).statusCode());
    assertEquals(
        405, send(to("/").method("PUT", HttpRequest.BodyPublishers.noBody())).statusCode());
    assertEquals(404, get("/cases/99").statusCode());
    assertEquals(404, get("/nothing").statusCode());
    int port = URI.create(server.origin()).getPort();
    assertEquals(403, overASocket(port, "evil.example:" + port), "another name of the host");
    String mine = cookie;
    for (String wrong : List.of("", "equipoise-desk=x")) {
      cookie = wrong;
      for (String each : List.of("/", path, "/oversight", "/proposals", "/desk.js")) {
        assertEquals(403, get(each).statusCode(), each);
      }
      assertEquals(403, post(path, judgment("permitted")).statusCode());
    }
    cookie = mine;
    assertEquals(List.of(), answers());
    Map<String, List<String>> headers = get("/").headers().map();
    assertTrue(
        headers.get("content-security-policy").get(0).startsWith("default-src 'none'"),
        "" + headers);
    assertEquals(List.of("nosniff"), headers.get("x-content-type-options"));
    assertEquals(List.of("no-store"), headers.get("cache-control"));
  }

  /** The status of a request under a name of the host that the client would not send. */
  private int overASocket(int port, String host) throws IOException {
    try (java.net.Socket socket = new java.net.Socket(InetAddress.getLoopbackAddress(), port)) {
      socket
          .getOutputStream()
          .write(
              ("GET / HTTP/1.1\r\nHost: " + host + "\r\nCookie: " + cookie + "\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      byte[] head = socket.getInputStream().readNBytes(12);
      return Integer.parseInt(new String(head, 9, 3, StandardCharsets.US_ASCII));
    }
  }

  @Test
  void scriptInEveryTextIsShownAndNeverObeyed() throws Exception {
    Case hostile =
        new Case(
            SCRIPT,
            SCRIPT,
            Attributes.of(Map.of("a" + SCRIPT.replace(".", ""), SCRIPT)),
            List.of(
                new Output(
                    SCRIPT,
                    SCRIPT + "\u202e\u0007",
                    SCRIPT,
                    Attributes.of(Map.of("child", true, "doctor", true, "note", SCRIPT)),
                    Attributes.none())),
            List.of(),
            Attributes.none());
    Approvals approvals = new Approvals(governor, recorder, clock);
    ActTicket ticket =
        approvals.request(
            Guard.of(governor, GuardMode.ENFORCE).review(hostile),
            hostile,
            SCRIPT,
            Duration.ofHours(1));
    post("/who", Map.of("name", SCRIPT));
    List<String> pages = new ArrayList<>();
    pages.add(get("/").body());
    pages.add(get("/cases/1").body());
    Map<String, String> form = new TreeMap<>(judgment("permitted"));
    form.put("why", SCRIPT);
    pages.add(post("/cases/1", form).body());
    form.put("ticket", ticket.id());
    assertEquals(303, post("/cases/1", form).statusCode());
    pages.add(get("/cases/1").body());
    pages.add(get("/oversight").body());
    for (String page : pages) {
      assertTrue(page.contains("&lt;script&gt;"), page);
      assertFalse(page.contains("<script>") || page.contains("<img"), page);
    }
    assertTrue(pages.get(1).contains("[U+202E]") && pages.get(1).contains("[U+0007]"));
    assertEquals(1, answers().size());
  }

  @Test
  void whatTheDiskCannotKeepIsNotAcknowledgedAndCanBeSentAgain() throws Exception {
    long entry = decide(Ward.dose("D-1", "child", "doctor"));
    for (BrokenDisk.Fault fault : BrokenDisk.Fault.values()) {
      disk.breakDown(fault);
      HttpResponse<String> refused = post("/cases/" + entry, judgment("forbidden"));
      assertEquals(503, refused.statusCode(), refused.body());
      assertTrue(refused.body().contains("was not recorded"), refused.body());
      assertTrue(refused.body().contains("I know the ward"), "what was written is still there");
      assertEquals(List.of(), answers(), fault.toString());
      disk.repair();
    }
    HttpResponse<String> sent = post("/cases/" + entry, judgment("forbidden"));
    for (int i = 0; i < 500 && sent.statusCode() == 503; i++) { // until the ledger works again
      Thread.sleep(10);
      sent = post("/cases/" + entry, judgment("forbidden"));
    }
    assertEquals(303, sent.statusCode(), sent.body());
    assertEquals(1, answers().size());
  }

  @Test
  void anotherReviewersAnswerIsNotOverwritten() throws Exception {
    long entry = decide(Ward.dose("D-1", "child", "doctor"));
    assertEquals(303, post("/cases/" + entry, judgment("forbidden")).statusCode());
    post("/who", Map.of("name", "Bo"));
    Map<String, String> form = new TreeMap<>(judgment("permitted"));
    form.put("revision", "true");
    HttpResponse<String> late = post("/cases/" + entry, form);
    assertEquals(409, late.statusCode());
    assertTrue(late.body().contains("Somebody else answered"), late.body());
    assertEquals(1, answers().size());
  }
}
