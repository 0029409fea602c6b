package org.equipoise.desk;

import static j2html.TagCreator.button;
import static j2html.TagCreator.div;
import static j2html.TagCreator.form;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.input;
import static j2html.TagCreator.label;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;

import j2html.tags.DomContent;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.equipoise.audit.ledger.DamagedLedgerException;
import org.equipoise.audit.ledger.LedgerEvent;
import org.equipoise.audit.ledger.LedgerException;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.audit.review.AnswerEffects;
import org.equipoise.audit.review.GivenAnswer;
import org.equipoise.audit.review.Oversight;
import org.equipoise.audit.review.PlantedCases;
import org.equipoise.audit.review.ReviewQueue;
import org.equipoise.audit.review.WaitingCase;
import org.equipoise.constitution.Authority;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.vetting.Permissions;
import org.equipoise.problem.internal.OptionalLibrary;
import org.equipoise.service.guard.ActTicket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The desk of reviewers: answers requests with pages, and records in a ledger what people judge. It
 * asks nobody who they are: whoever passes requests on says so, and lets nobody else in. A form
 * that another origin sent is refused. Thread-safe.
 */
public final class Desk {
  private static final Logger LOG = LoggerFactory.getLogger(Desk.class);
  private static final int MAX_OPENED = 10_000;

  private final LedgerRecorder recorder;
  private final Supplier<? extends Authority> authority;
  private final PlantedCases planted;
  private final Clock clock;
  private final ReviewQueue queue;
  private final @Nullable Proposals proposals;
  private final Map<String, Instant> opened =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
          return size() > MAX_OPENED;
        }
      };
  private @Nullable AnswerEffects effects;
  private String effectsOf = "";

  /**
   * Creates a desk.
   *
   * @param recorder the ledger; the caller closes it
   * @param authority the constitution or charter in force
   * @param planted cases with known answers
   * @param clock tells when something is answered
   * @throws IllegalStateException if the library j2html is not on the class path
   */
  public Desk(
      LedgerRecorder recorder,
      Supplier<? extends Authority> authority,
      PlantedCases planted,
      Clock clock) {
    this(recorder, authority, planted, clock, null);
  }

  private Desk(
      LedgerRecorder recorder,
      Supplier<? extends Authority> authority,
      PlantedCases planted,
      Clock clock,
      @Nullable Proposals proposals) {
    OptionalLibrary.require("j2html.TagCreator", "com.j2html:j2html", "pages of the desk");
    this.recorder = recorder;
    this.authority = authority;
    this.planted = planted;
    this.clock = clock;
    this.proposals = proposals;
    this.queue = new ReviewQueue(recorder.ledger());
    synchronized (recorder) {
      planted.plant(queue, recorder, authority.get(), clock.instant());
    }
  }

  /**
   * Returns this desk with the proposals that lie open in the ledger, to sign and to dissent from.
   *
   * @param folder the constitution that they amend
   * @param permissions what its rules may use
   */
  public Desk withProposals(Path folder, Permissions permissions) {
    Proposals lying = new Proposals(recorder, authority, folder, permissions, clock);
    return new Desk(recorder, authority, planted, clock, lying);
  }

  /** Answers a request. Never throws an exception. */
  public DeskResponse handle(DeskRequest request) {
    try {
      return answer(request);
    } catch (DamagedLedgerException e) {
      LOG.error("the ledger is damaged", e);
      return DeskResponse.plain(500, "the ledger is damaged: " + e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("{} {} failed", request.method(), request.path(), e);
      return DeskResponse.plain(500, "this failed; the log says why");
    }
  }

  private DeskResponse answer(DeskRequest request) {
    boolean isGet = request.method().equals("GET");
    if (!isGet && !request.isPost()) {
      return DeskResponse.plain(405, "only GET and POST are answered").with("Allow", "GET, POST");
    }
    if (request.isPost() && request.isForeign()) {
      return DeskResponse.plain(403, "this form was not sent from a page of the desk");
    }
    String path = request.path();
    if (isGet && path.equals("/desk.css")) {
      return Layout.style();
    }
    if (isGet && path.equals("/desk.js")) {
      return Layout.script();
    }
    String reviewer = request.reviewer();
    if (reviewer == null || reviewer.isBlank()) {
      return who(request, isGet ? 200 : 403);
    }
    if (isGet && path.equals("/")) {
      Instant now = clock.instant();
      return QueuePage.of(request, queue.waiting(now), now);
    }
    if (isGet && path.equals("/oversight")) {
      return OversightPage.of(request, Oversight.of(queue.answers()));
    }
    if (path.startsWith("/cases/")) {
      Optional<WaitingCase> about = entry(path).flatMap(queue::decision);
      if (about.isPresent()) {
        if (isGet) {
          return open(request, about.get(), reviewer);
        }
        synchronized (recorder) { // of two reviewers, also at two desks, one answers first
          return judge(request, about.get().entry(), reviewer);
        }
      }
    }
    if (path.startsWith("/proposals") && proposals != null) {
      Optional<DeskResponse> found = proposals.handle(request);
      if (found.isPresent()) {
        return found.get();
      }
    }
    return Layout.page(
        request, 404, "Not found", List.of(section(p("The desk has no page here."))));
  }

  private static Optional<Long> entry(String path) {
    try {
      return Optional.of(Long.parseLong(path.substring("/cases/".length())));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Asks for the name under which answers are recorded. */
  private static DeskResponse who(DeskRequest request, int status) {
    DomContent asking =
        section(
            h2("Who are you?"),
            p("Your answers are recorded under this name.").withClass("lead"),
            form(
                    div(
                            label("Name").withFor("name"),
                            input()
                                .withId("name")
                                .withName("name")
                                .attr("maxlength", LoopbackDesk.MAX_NAME)
                                .attr("autocomplete", "name")
                                .isRequired())
                        .withClass("field"),
                    p(button("Begin").withType("submit")))
                .withMethod("post")
                .withAction(request.base() + "/who")
                .withClass("judgment"));
    return Layout.page(request, status, "Begin", List.of(asking));
  }

  // ---- a case

  private DeskResponse open(DeskRequest request, WaitingCase about, String reviewer) {
    if (queue.answers(about.entry()).isEmpty()) {
      synchronized (opened) {
        opened.putIfAbsent(key(about, reviewer), clock.instant());
      }
      return blind(request, about, 200, null);
    }
    return answered(request, about, reviewer, 200, null);
  }

  private static String key(WaitingCase about, String reviewer) {
    return about.entry() + " " + reviewer;
  }

  private CaseView view(WaitingCase about) {
    Map<String, String> says = new TreeMap<>();
    for (Constitution each : authority.get().constitutions()) {
      each.rules()
          .forEach(
              (id, rule) -> {
                if (rule.rule().says() != null) {
                  says.put(id, rule.rule().says());
                }
              });
    }
    return CaseView.of(recorder.ledger(), about, queue.arguments(about.entry()), says);
  }

  /** Shows a case without the decision. */
  private DeskResponse blind(
      DeskRequest request, WaitingCase about, int status, @Nullable String fault) {
    Instant now = clock.instant();
    CaseView view = view(about);
    List<DomContent> content = new ArrayList<>();
    if (fault != null) {
      content.add(Layout.alert(fault));
    }
    content.addAll(view.sections(now, List.of()));
    content.add(CaseView.alike(request, alike(about)));
    content.add(JudgmentForm.of(request, view.given(), about.entry(), about.ticket(), false));
    return Layout.page(request, status, about.caseId(), content);
  }

  /** Shows a case that somebody answered, with the decision. */
  private DeskResponse answered(
      DeskRequest request, WaitingCase about, String reviewer, int status, @Nullable String fault) {
    CaseView view = view(about);
    List<GivenAnswer> answers = queue.answers(about.entry());
    List<DomContent> content = new ArrayList<>();
    if (fault != null) {
      content.add(Layout.alert(fault));
    }
    content.add(OutcomePage.answers(request, answers));
    content.add(OutcomePage.decision(view, answers.get(answers.size() - 1)));
    List<GivenAnswer> alike = alike(about);
    content.add(
        OutcomePage.effects(
            effects().map(it -> it.effects(about.entry(), alike)).orElse(List.of())));
    content.addAll(view.sections(clock.instant(), answers));
    content.add(CaseView.alike(request, alike));
    if (answers.stream().anyMatch(it -> it.by().equals(reviewer))) {
      content.add(JudgmentForm.of(request, view.given(), about.entry(), about.ticket(), true));
    }
    return Layout.page(request, status, about.caseId(), content);
  }

  private List<GivenAnswer> alike(WaitingCase about) {
    return effects().map(it -> it.alike(about, queue.answers())).orElse(List.of());
  }

  private synchronized Optional<AnswerEffects> effects() {
    if (!(authority.get() instanceof Constitution constitution)) {
      return Optional.empty();
    }
    AnswerEffects known = effects;
    if (known == null || !effectsOf.equals(constitution.digest())) {
      known = new AnswerEffects(recorder.ledger(), constitution);
      effects = known;
      effectsOf = constitution.digest();
    }
    return Optional.of(known);
  }

  /** Records a judgment. It is durable before the browser is told so. */
  private DeskResponse judge(DeskRequest request, long entry, String reviewer) {
    WaitingCase about = queue.decision(entry).orElseThrow();
    List<GivenAnswer> before = queue.answers(entry);
    boolean isRevision = request.field("revision").equals("true");
    boolean isOwn = before.stream().anyMatch(it -> it.by().equals(reviewer));
    if (!before.isEmpty() && !(isRevision && isOwn)) {
      String fault =
          isOwn
              ? "Your judgment was recorded before. Nothing was added."
              : "Somebody else answered meanwhile. Your judgment was not recorded.";
      return answered(request, about, reviewer, 409, fault);
    }
    Instant now = clock.instant();
    CaseView view = view(about);
    JudgmentForm.Sent sent = JudgmentForm.read(request, view.given(), entry, reviewer, now);
    String fault = sent.fault() != null ? sent.fault() : unbound(request, view, sent);
    if (fault != null) {
      return refused(request, about, reviewer, before, 422, fault);
    }
    ActTicket ticket = about.isActWaiting(now) ? about.ticket() : null;
    LedgerEvent.Review review =
        new LedgerEvent.Review(
            sent.judgments(),
            before.isEmpty(),
            looked(about, reviewer, now),
            planted.answers(about),
            ticket);
    try {
      recorder.appendAndWait(
          new LedgerEvent.AnswerEvent(now, entry, sent.passes(), reviewer, sent.why(), review));
    } catch (LedgerException | IllegalArgumentException | IllegalStateException e) {
      LOG.error("the judgment on entry {} could not be recorded", entry, e);
      return refused(
          request,
          about,
          reviewer,
          before,
          503,
          "Your judgment was not recorded: " + e.getMessage() + ". Try again.");
    }
    return DeskResponse.to(request.base() + "/cases/" + entry);
  }

  /** Returns why an act cannot be answered; null if it can. */
  private static @Nullable String unbound(
      DeskRequest request, CaseView view, JudgmentForm.Sent sent) {
    ActTicket ticket = view.waiting().ticket();
    String id = ticket == null ? "" : ticket.id();
    if (!request.field("ticket").equals(id)) {
      return "Another act waits now than the one you saw. Look at it, and judge again.";
    }
    boolean isOther = ticket != null && view.match(ticket) == CaseView.Match.OTHER;
    return isOther && sent.passes()
        ? "The ticket is for something else than what is shown here. It cannot be approved."
        : null;
  }

  private DeskResponse refused(
      DeskRequest request,
      WaitingCase about,
      String reviewer,
      List<GivenAnswer> before,
      int status,
      String fault) {
    return before.isEmpty()
        ? blind(request, about, status, fault)
        : answered(request, about, reviewer, status, fault);
  }

  /** Returns how long a reviewer looked at a case: 0 if it was never opened. */
  private Duration looked(WaitingCase about, String reviewer, Instant now) {
    synchronized (opened) {
      Instant since = opened.getOrDefault(key(about, reviewer), now);
      return since.isAfter(now) ? Duration.ZERO : Duration.between(since, now);
    }
  }
}
