package org.equipoise.page;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.equipoise.annotation.Agreement;
import org.equipoise.annotation.Residue;
import org.equipoise.audit.replay.ReplayResult;
import org.equipoise.audit.replay.ReplayWriter;
import org.equipoise.authoring.advice.Advice;
import org.equipoise.authoring.advice.AdviceWriter;
import org.equipoise.authoring.advice.CorpusEquilibria;
import org.equipoise.authoring.advice.EquilibriaWriter;
import org.equipoise.authoring.amendment.ProposedChange;
import org.equipoise.authoring.amendment.ProposedChanges;
import org.equipoise.authoring.amendment.ProposedChangesWriter;
import org.equipoise.authoring.coherence.Coherence;
import org.equipoise.authoring.coherence.CoherenceWriter;
import org.equipoise.authoring.coverage.Coverage;
import org.equipoise.authoring.coverage.CoverageWriter;
import org.equipoise.authoring.plurality.NamedConstitution;
import org.equipoise.authoring.plurality.Plurality;
import org.equipoise.authoring.plurality.PluralityWriter;
import org.equipoise.constitution.Authority;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.DefinedRule;
import org.equipoise.consultation.GroupFinder;
import org.equipoise.consultation.Grouping;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.formats.AgreementWriter;
import org.equipoise.formats.CaseWriter;
import org.equipoise.formats.Corpus.JudgedCase;
import org.equipoise.formats.JudgmentWriter;
import org.equipoise.formats.internal.JsonText;
import org.equipoise.inference.AppliedElement;
import org.equipoise.language.Element;
import org.equipoise.language.Rule;
import org.equipoise.revision.Relaxation;
import org.equipoise.revision.Revision;
import org.jspecify.annotations.Nullable;

/**
 * Reports as HTML documents in UTF-8. Each document is self-contained, so a browser can open it
 * from a file without requests to a server. The same input gives the same bytes. Stateless and
 * thread-safe.
 */
public final class Page {
  private Page() {}

  /**
   * Returns a page about advice: conflicts, relaxations with their prices, and the origin of
   * weights.
   *
   * @param constitution the constitution of the advice
   * @param cases the cases of the advice, in any order; cases that the advice does not name are not
   *     shown
   * @param judgments the judgments on the cases, in any order
   */
  public static String of(
      Constitution constitution,
      Advice advice,
      Collection<Case> cases,
      Collection<Judgment> judgments) {
    Map<String, Judgment> byId = new HashMap<>();
    Set<String> heard = new HashSet<>();
    for (AppliedElement applied : advice.weights().keySet()) {
      if (applied.element().kind() == Element.Kind.JUDGMENT) {
        heard.add(applied.element().name());
      }
    }
    Map<String, String> spoken = new TreeMap<>();
    for (Judgment judgment : judgments) {
      byId.put(judgment.id(), judgment);
      if (heard.contains(judgment.id())) {
        spoken.put(judgment.id(), JudgmentWriter.toJson(judgment));
      }
    }
    Set<String> named = named(advice);
    String json =
        JsonText.of(
            out -> {
              out.writeStartObject();
              write(constitution, out);
              out.writeFieldName("advice");
              out.writeRawValue(AdviceWriter.toJson(advice));
              out.writeArrayFieldStart("graphs");
              for (ConflictGraph graph : ConflictGraph.of(advice, byId)) {
                graph.write(out);
              }
              out.writeEndArray();
              write(
                  out,
                  "cases",
                  written(cases.stream().filter(it -> named.contains(it.id())).toList()));
              write(out, "judgments", spoken.values());
              out.writeEndObject();
            });
    return HtmlShell.page(
        "Advice on " + title(constitution), json, List.of("graph.js", "advice.js"));
  }

  /** Returns a page about the coherence of texts: both quotes of each finding side by side. */
  public static String of(Constitution constitution, Coherence coherence) {
    String json =
        JsonText.of(
            out -> {
              out.writeStartObject();
              write(constitution, out);
              out.writeFieldName("coherence");
              out.writeRawValue(CoherenceWriter.toJson(coherence));
              out.writeEndObject();
            });
    return HtmlShell.page("Coherence under " + title(constitution), json, List.of("coherence.js"));
  }

  /**
   * Returns a page about all equilibria: how many there are, what they agree on, and how far apart
   * they are.
   *
   * @param constitution the constitution of the equilibria
   * @param cases their cases, in any order; those that all decide alike are not shown
   * @param judgments the judgments on the cases, in any order
   */
  public static String of(
      Constitution constitution,
      CorpusEquilibria found,
      Collection<Case> cases,
      Collection<Judgment> judgments) {
    Set<String> named = new HashSet<>();
    found.contested().forEach(it -> named.add(it.caseId()));
    Map<String, String> spoken = new TreeMap<>();
    for (Judgment judgment : judgments) {
      if (named.contains(judgment.caseId())) {
        spoken.put(judgment.id(), JudgmentWriter.toJson(judgment));
      }
    }
    String json =
        JsonText.of(
            out -> {
              out.writeStartObject();
              write(constitution, out);
              out.writeFieldName("equilibria");
              out.writeRawValue(EquilibriaWriter.toJson(found));
              write(
                  out,
                  "cases",
                  written(cases.stream().filter(it -> named.contains(it.id())).toList()));
              write(out, "judgments", spoken.values());
              out.writeEndObject();
            });
    return HtmlShell.page("Equilibria of " + title(constitution), json, List.of("equilibria.js"));
  }

  /**
   * Returns a page about a proposal: the changes with what they resolve and else change, the patch,
   * and what cannot be parted.
   *
   * @param constitution the constitution that would be amended
   * @param cases the cases of the proposal with the judgments on them, in any order; those that the
   *     proposal does not name are not shown
   */
  public static String of(
      Constitution constitution, ProposedChanges proposal, Collection<JudgedCase> cases) {
    Set<String> named = named(proposal);
    Map<String, String> spoken = new TreeMap<>();
    List<Case> given = new ArrayList<>();
    for (JudgedCase each : cases) {
      if (named.contains(each.situation().id())) {
        given.add(each.situation());
        each.judgments().forEach(it -> spoken.put(it.id(), JudgmentWriter.toJson(it)));
      }
    }
    String json =
        JsonText.of(
            out -> {
              out.writeStartObject();
              write(constitution, out);
              out.writeFieldName("proposal");
              out.writeRawValue(ProposedChangesWriter.toJson(proposal));
              write(out, "cases", written(given));
              write(out, "judgments", spoken.values());
              out.writeEndObject();
            });
    return HtmlShell.page("Amendment of " + title(constitution), json, List.of("amend.js"));
  }

  /**
   * Returns a page about several constitutions: how far apart they are, what they decide alike,
   * what divides them, and the bridge.
   *
   * @param constitutions those compared, in the same order
   * @param cases the cases compared, in any order
   * @param judgments the judgments on the cases, in any order
   */
  public static String of(
      List<NamedConstitution> constitutions,
      Plurality plurality,
      Collection<Case> cases,
      Collection<Judgment> judgments) {
    Map<String, String> spoken = new TreeMap<>();
    judgments.forEach(it -> spoken.put(it.id(), JudgmentWriter.toJson(it)));
    String json =
        JsonText.of(
            out -> {
              out.writeStartObject();
              out.writeArrayFieldStart("compared");
              for (NamedConstitution each : constitutions) {
                out.writeStartObject();
                out.writeStringField("name", each.name());
                write(each.constitution(), out);
                out.writeEndObject();
              }
              out.writeEndArray();
              out.writeFieldName("plurality");
              out.writeRawValue(PluralityWriter.toJson(plurality));
              write(out, "cases", written(cases));
              write(out, "judgments", spoken.values());
              out.writeEndObject();
            });
    return HtmlShell.page(
        constitutions.stream().map(NamedConstitution::name).collect(Collectors.joining(", ")),
        json,
        List.of("plural.js"));
  }

  /**
   * Returns a page about coverage: where rules are silent, contradict each other or decide nothing.
   *
   * @param constitution the constitution of the coverage
   * @param cases the cases to show in full, for example its examples, in any order
   */
  public static String of(Constitution constitution, Coverage coverage, Collection<Case> cases) {
    String json =
        JsonText.of(
            out -> {
              out.writeStartObject();
              write(constitution, out);
              out.writeFieldName("coverage");
              out.writeRawValue(CoverageWriter.toJson(coverage));
              write(out, "cases", written(cases));
              out.writeEndObject();
            });
    return HtmlShell.page("Coverage of " + title(constitution), json, List.of("coverage.js"));
  }

  /**
   * Returns a page about a replay: which recorded decisions differ, and why.
   *
   * @param ledger the name of the ledger
   * @param against the constitution or charter that decided; null if each decision was replayed
   *     under its own
   */
  public static String of(String ledger, ReplayResult replay, @Nullable Authority against) {
    String json =
        JsonText.of(
            out -> {
              out.writeStartObject();
              out.writeStringField("ledger", ledger);
              if (against != null) {
                write(against, out);
              }
              out.writeFieldName("replay");
              out.writeRawValue(ReplayWriter.toJson(replay));
              out.writeEndObject();
            });
    return HtmlShell.page("Replay of " + ledger, json, List.of("replay.js"));
  }

  /**
   * Returns a page about a consultation: its groups, what is adopted, and who objects.
   *
   * @param json what {@code consult} prints
   * @param positions the places of participants
   * @param grouping the groups of the consultation
   */
  public static String of(
      String json, Collection<GroupFinder.Position> positions, Grouping grouping) {
    String all =
        JsonText.of(
            out -> {
              out.writeStartObject();
              out.writeFieldName("consultation");
              out.writeRawValue(json);
              out.writeArrayFieldStart("places");
              for (GroupFinder.Position each : positions) {
                out.writeStartArray();
                out.writeNumber(grouping.groupOf().get(each.participant()));
                out.writeNumber(JsonText.sixDecimals(each.x()));
                out.writeNumber(JsonText.sixDecimals(each.y()));
                out.writeEndArray();
              }
              out.writeEndArray();
              out.writeEndObject();
            });
    return HtmlShell.page("Consultation", all, List.of("consult.js"));
  }

  /**
   * Returns a page about calibrations: reliability diagrams, thresholds, and what they are worth.
   *
   * @param json the contents of a file of calibrations
   */
  public static String ofCalibrations(String json) {
    return HtmlShell.page("Calibration", json, List.of("calibration.js"));
  }

  /**
   * Returns a page about annotators: as how many voices they count, how far they agree, and which
   * of their labels stand.
   *
   * @param residue of the same panel
   */
  public static String of(Agreement agreement, Residue residue) {
    String all =
        JsonText.of(
            out -> {
              out.writeStartObject();
              out.writeFieldName("agreement");
              out.writeRawValue(AgreementWriter.toJson(agreement));
              out.writeArrayFieldStart("residue");
              for (Residue.Survival each : residue.items()) {
                out.writeStartObject();
                out.writeStringField("item", each.item());
                out.writeFieldName("label");
                out.writeString(each.label());
                JsonText.strings(out, "overturning", each.overturning());
                out.writeEndObject();
              }
              out.writeEndArray();
              out.writeEndObject();
            });
    return HtmlShell.page("Annotators", all, List.of("annotate.js"));
  }

  private static String title(Constitution constitution) {
    return constitution.name() + " " + constitution.version();
  }

  private static Set<String> named(Advice advice) {
    Set<String> named = new HashSet<>();
    advice.conflicts().forEach(it -> named.addAll(it.cases()));
    advice.changes().forEach(it -> named.add(it.caseId()));
    for (Revision revision : advice.revisions()) {
      for (Relaxation relaxation : revision.relaxations()) {
        if (relaxation.caseId() != null) {
          named.add(relaxation.caseId());
        }
      }
    }
    return named;
  }

  private static Set<String> named(ProposedChanges proposal) {
    Set<String> named = new HashSet<>();
    for (ProposedChange change : proposal.changes()) {
      named.addAll(change.resolves());
      named.addAll(change.elseChanged());
    }
    for (ProposedChanges.Pair pair : proposal.inseparable()) {
      named.add(pair.one());
      named.add(pair.other());
    }
    return named;
  }

  private static Collection<String> written(Collection<Case> cases) {
    Map<String, String> written = new TreeMap<>();
    cases.forEach(it -> written.put(it.id(), CaseWriter.toJson(it)));
    return written.values();
  }

  private static void write(JsonGenerator out, String name, Collection<String> values)
      throws IOException {
    out.writeArrayFieldStart(name);
    for (String value : values) {
      out.writeRawValue(value);
    }
    out.writeEndArray();
  }

  private static void write(Authority authority, JsonGenerator out) throws IOException {
    out.writeObjectFieldStart("constitution");
    out.writeStringField("name", authority.name());
    out.writeStringField("version", authority.version());
    out.writeStringField("digest", authority.digest());
    out.writeEndObject();
    out.writeArrayFieldStart("rules");
    List<DefinedRule> rules =
        authority.constitutions().stream().flatMap(it -> it.rules().values().stream()).toList();
    for (DefinedRule defined : rules) {
      Rule rule = defined.rule();
      out.writeStartObject();
      out.writeStringField("kind", rule.element().kind().word());
      out.writeStringField("name", rule.id());
      JsonText.decimal(out, "weight", rule.weight());
      if (rule.level() != null) {
        out.writeStringField("level", rule.level());
      }
      out.writeBooleanField("entrenched", rule.entrenched());
      if (rule.says() != null) {
        out.writeStringField("says", rule.says());
      }
      if (rule.source() != null) {
        out.writeStringField("source", rule.source());
      }
      JsonText.strings(out, "tags", rule.tags());
      out.writeStringField("file", defined.file());
      out.writeNumberField("line", defined.line());
      out.writeStringField("text", defined.text());
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}
