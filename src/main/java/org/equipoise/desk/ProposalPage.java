package org.equipoise.desk;

import static j2html.TagCreator.a;
import static j2html.TagCreator.button;
import static j2html.TagCreator.caption;
import static j2html.TagCreator.code;
import static j2html.TagCreator.dd;
import static j2html.TagCreator.div;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.dt;
import static j2html.TagCreator.each;
import static j2html.TagCreator.fieldset;
import static j2html.TagCreator.form;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.h4;
import static j2html.TagCreator.input;
import static j2html.TagCreator.label;
import static j2html.TagCreator.legend;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.pre;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;
import static j2html.TagCreator.textarea;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;
import static j2html.TagCreator.ul;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.equipoise.audit.amendment.AmendmentNote;
import org.equipoise.audit.amendment.SignedAmendment;
import org.equipoise.authoring.adoption.Amendment;
import org.equipoise.constitution.SignOff;
import org.jspecify.annotations.Nullable;

/** Proposals: a list of those that are open, and one of them, to sign or to dissent from. */
final class ProposalPage {
  private static final int MAX_LISTED = 200;

  private static final Map<String, String> FIGURES = new LinkedHashMap<>();

  static {
    FIGURES.put("index", "Disequilibrium index");
    FIGURES.put("coverage", "Coverage");
    FIGURES.put("informative", "Informative principles");
  }

  private ProposalPage() {}

  static String path(SignedAmendment proposal) {
    return "/proposals/" + proposal.digest().substring("sha256:".length());
  }

  // ---- the list

  static DeskResponse list(
      DeskRequest request, int status, List<SignedAmendment> open, @Nullable String fault) {
    List<DomContent> content = new ArrayList<>();
    if (fault != null) {
      content.add(Layout.alert(fault));
    }
    content.add(
        section(
            h2(open.size() == 1 ? "1 proposal is open" : open.size() + " proposals are open"),
            open.isEmpty()
                ? p("No proposal lies open in this ledger.")
                : ul(each(
                        open,
                        it ->
                            li(
                                a(Shown.text(it.amendment().title()))
                                    .withHref(request.base() + path(it))
                                    .withClass("name"),
                                p(Shown.text(
                                        it.amendment().id()
                                            + " by "
                                            + it.amendment().proposer()
                                            + ": "
                                            + it.signatures().size()
                                            + " signed, "
                                            + it.dissents().size()
                                            + " dissented"))
                                    .withClass("where"))))
                    .withClass("reasons")));
    content.add(
        section(
            h2("Lay a proposal open"),
            p("The file that propose wrote.").withClass("lead"),
            form(
                    div(
                            label("File").withFor("file"),
                            textarea(request.form().getOrDefault("file", ""))
                                .withId("file")
                                .withName("file")
                                .withRows("6")
                                .isRequired())
                        .withClass("field"),
                    p(button("Lay it open").withType("submit")))
                .withMethod("post")
                .withAction(request.base() + "/proposals")
                .withClass("judgment")));
    return Layout.page(request, status, "Proposals", content);
  }

  // ---- one

  static DeskResponse one(
      DeskRequest request,
      int status,
      SignedAmendment proposal,
      Optional<SignOff> signOff,
      @Nullable String fault) {
    List<DomContent> content = new ArrayList<>();
    if (fault != null) {
      content.add(Layout.alert(fault));
    }
    Amendment amendment = proposal.amendment();
    content.add(
        section(
            h2("What is proposed"),
            p(Shown.text(amendment.reason())).withClass("context").attr("dir", "auto"),
            dl(
                    fact("Proposed by", Shown.text(amendment.proposer())),
                    fact("on", amendment.time().toString()),
                    fact(
                        "holds",
                        amendment.until() == null ? "for ever" : "until " + amendment.until()),
                    fact(
                        "touches",
                        amendment.touches().isEmpty()
                            ? "nothing special"
                            : String.join(", ", amendment.touches())),
                    fact("evidence", Shown.text(amendment.evidence().toString())))
                .withClass("facts")));
    content.add(lists(proposal));
    content.add(figures(proposal));
    content.add(
        section(
            h2("The rules"),
            ul(each(amendment.changes(), it -> li(Shown.text(it.toString())))),
            diff(proposal.proposal().patch())));
    content.add(notes(proposal, signOff));
    content.add(signing(request, proposal));
    return Layout.page(request, status, amendment.title(), content);
  }

  private static DomContent fact(String name, String value) {
    return div(dt(name), dd(value));
  }

  private static DomContent lists(SignedAmendment proposal) {
    Object settled = proposal.proposal().effects().get("settled");
    List<String> unsettled = proposal.proposal().effect("unsettled");
    return section(
            h2("What it does to decisions"),
            div(
                    list("Sought", proposal.proposal().effect("sought"), "none"),
                    div(
                        h4("Settled"),
                        p((settled == null ? "0" : settled) + " stand"),
                        unsettled.isEmpty()
                            ? text("")
                            : list("Unsettled", unsettled, "none").withClass("alarm")),
                    list("Changed besides", proposal.proposal().effect("elseChanged"), "nothing"))
                .withClass("three"))
        .withId("lists");
  }

  private static j2html.tags.specialized.DivTag list(
      String name, List<String> cases, String otherwise) {
    List<String> shown = cases.subList(0, Math.min(MAX_LISTED, cases.size()));
    return div(
        h4(name + " (" + cases.size() + ")"),
        cases.isEmpty()
            ? p(otherwise).withClass("note")
            : ul(each(shown, it -> li(Shown.name(it)))).withClass("reasons"),
        cases.size() > shown.size()
            ? p("and " + (cases.size() - shown.size()) + " more, in the file").withClass("note")
            : text(""));
  }

  private static DomContent figures(SignedAmendment proposal) {
    List<DomContent> rows = new ArrayList<>();
    FIGURES.forEach(
        (field, name) -> {
          if (proposal.proposal().effects().get(field) instanceof Map<?, ?> moved) {
            rows.add(
                tr(
                    th(name).attr("scope", "row"),
                    td(figure(moved.get("before"))).attr("data-title", "Before"),
                    td(figure(moved.get("after"))).attr("data-title", "After")));
          }
        });
    return section(
        h2("Figures"),
        rows.isEmpty()
            ? p("The proposal was made without a corpus.")
            : table(
                caption("On the corpus of the proposal"),
                thead(
                    tr(
                        QueuePage.head("Figure"),
                        QueuePage.head("Before"),
                        QueuePage.head("After"))),
                tbody(rows.toArray(DomContent[]::new))));
  }

  private static String figure(@Nullable Object value) {
    return value instanceof Number number ? Shown.number(number.doubleValue()) : "not known";
  }

  private static DomContent diff(String patch) {
    return pre(each(
            patch.lines().toList(),
            it -> {
              boolean isHead = it.startsWith("+++") || it.startsWith("---");
              String kind =
                  isHead
                      ? ""
                      : it.startsWith("+") ? " added" : it.startsWith("-") ? " dropped" : "";
              return span(Shown.text(it) + "\n").withClass("line" + kind);
            }))
        .withClass("diff")
        .attr("dir", "ltr");
  }

  private static DomContent notes(SignedAmendment proposal, Optional<SignOff> signOff) {
    List<AmendmentNote> all = new ArrayList<>(proposal.signatures());
    all.addAll(proposal.dissents());
    return section(
            h2("Signatures and dissents"),
            all.isEmpty()
                ? p("Nobody has signed or dissented.")
                : ul(each(all, it -> note(it, signOff))).withClass("reasons"),
            p(signOff
                    .map(
                        it ->
                            "An ordinary amendment needs signatures ("
                                + needed(it.ordinary().signatures())
                                + ") and lies open for "
                                + it.ordinary().days()
                                + " days.")
                    .orElse("The constitution does not say who may sign: it has no signOff."))
                .withClass("note"))
        .withId("notes");
  }

  private static String needed(Map<String, Integer> byRole) {
    return byRole.entrySet().stream()
        .map(it -> it.getValue() + " by " + Shown.text(it.getKey()))
        .collect(Collectors.joining(", "));
  }

  private static DomContent note(AmendmentNote note, Optional<SignOff> signOff) {
    String role =
        signOff
            .flatMap(it -> note.signer(it).flatMap(it::role))
            .orElse("no key of the constitution");
    return li(
        Shown.name(note.name()),
        text(
            " (" + Shown.text(role) + ") " + (note.because() == null ? "signed, " : "dissented, ")),
        Shown.time(note.time()),
        note.because() == null
            ? text("")
            : span(": “" + Shown.text(note.because()) + "”").attr("dir", "auto"),
        note.interest() == null
            ? text("")
            : p("declares an interest: " + Shown.text(note.interest())).withClass("where"));
  }

  // ---- signing

  private static DomContent signing(DeskRequest request, SignedAmendment proposal) {
    String base = request.base() + path(proposal);
    String file = proposal.amendment().id() + ".json";
    return section(
            h2("Sign or dissent"),
            form(
                    fieldset(
                            legend("With a key, in this browser"),
                            p("The key stays in this browser: only the signed note is sent.")
                                .withClass("note"),
                            choice("signs", "I sign"),
                            choice("dissents", "I dissent"),
                            field(
                                "Why (needed for a dissent)",
                                "because",
                                textarea().withId("because").withRows("2")),
                            field(
                                "Conflict of interest, if any",
                                "interest",
                                input().withId("interest").withType("text")),
                            field("Secret key", "key", input().withId("key").withType("file")),
                            p(button("Sign the note").withType("button").withId("make")),
                            p().withId("told").attr("role", "alert"))
                        .withId("with-key")
                        .attr("hidden"),
                    fieldset(
                        legend("Signed elsewhere"),
                        p(
                            a("Save the file").withHref(base + "/file").attr("download", file),
                            text(", sign it there, and give the note or the file here:")),
                        pre(
                            code(
                                "equipoise sign "
                                    + file
                                    + " --key K [--interest T]\nequipoise dissent "
                                    + file
                                    + " --key K --because T [--interest T]")),
                        field(
                            "Signed note or file",
                            "note",
                            textarea().withId("note").withName("note").withRows("5").isRequired()),
                        p(button("Record the note").withType("submit"))))
                .withMethod("post")
                .withAction(base)
                .withId("sign")
                .withClass("judgment")
                .attr("data-digest", proposal.digest())
                .attr("data-despite", String.join(" ", AmendmentNote.digests(proposal.dissents()))))
        .withId("signing");
  }

  private static DomContent choice(String value, String words) {
    return label(input().withType("radio").withName("act").withValue(value), span(words))
        .withClass("choice");
  }

  private static DomContent field(String name, String id, DomContent control) {
    return div(label(name).withFor(id), control).withClass("field");
  }
}
