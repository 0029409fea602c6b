package org.equipoise.page;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.equipoise.audit.replay.ReplayResult;
import org.equipoise.audit.replay.ReplayWriter;
import org.equipoise.authoring.advice.Advice;
import org.equipoise.authoring.advice.AdviceWriter;
import org.equipoise.authoring.coverage.Coverage;
import org.equipoise.authoring.coverage.CoverageWriter;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.DefinedRule;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.formats.CaseWriter;
import org.equipoise.formats.JudgmentWriter;
import org.equipoise.formats.internal.JsonText;
import org.equipoise.inference.AppliedElement;
import org.equipoise.language.Element;
import org.equipoise.language.Rule;
import org.equipoise.revision.Relaxation;
import org.equipoise.revision.Revision;
import org.jspecify.annotations.Nullable;

/**
 * Reports to read in a browser: one HTML document each, in UTF-8, with all it needs inside, so that
 * it opens from a file and asks no server for anything. The same input gives the same page, to the
 * byte.
 */
public final class Page {
  private Page() {}

  /**
   * Advice: what clashes, what to give up and at which price, how weights came about.
   *
   * @param constitution the one the advice is on
   * @param cases those advised on, in any order; of any that the advice does not name, nothing is
   *     shown
   * @param judgments those on the cases, in any order
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

  /**
   * Coverage: where rules are silent, contradict each other or decide nothing.
   *
   * @param constitution the one whose coverage it is
   * @param cases those to show in full, such as its examples, in any order
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
   * A replay: which recorded decisions come out otherwise, and what brings that about.
   *
   * @param ledger the ledger's name
   * @param against what they were decided under, or null if each was under its own constitution
   */
  public static String of(String ledger, ReplayResult replay, @Nullable Constitution against) {
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

  private static void write(Constitution constitution, JsonGenerator out) throws IOException {
    out.writeObjectFieldStart("constitution");
    out.writeStringField("name", constitution.name());
    out.writeStringField("version", constitution.version());
    out.writeStringField("digest", constitution.digest());
    out.writeEndObject();
    out.writeArrayFieldStart("rules");
    for (DefinedRule defined : constitution.rules().values()) {
      Rule rule = defined.rule();
      out.writeStartObject();
      out.writeStringField("kind", rule.element().kind().word());
      out.writeStringField("name", rule.id());
      JsonText.decimal(out, "weight", rule.weight());
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
