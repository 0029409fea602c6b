package org.equipoise.cli;

import static org.equipoise.cli.Plural.count;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.equipoise.annotation.Panel;
import org.equipoise.annotation.Residue;
import org.equipoise.annotation.Residue.Survival;
import org.equipoise.authoring.fixture.Settlement;
import org.equipoise.cli.LabelledOutputs.OutputId;
import org.equipoise.constitution.Constitution;
import org.equipoise.decision.Decider;
import org.equipoise.decision.Decision;
import org.equipoise.decision.OutputDecision;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.formats.Corpus;
import org.equipoise.formats.internal.CsvRows.Value;
import org.equipoise.formats.internal.JsonText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code annotate residue F}: the labels that stand whoever is left out. */
@Command(
    name = "residue",
    mixinStandardHelpOptions = true,
    description =
        "Lists the labels that stand whichever few annotators are left out, in every group of"
            + " annotators, and under every constitution, and for each of the others the smallest"
            + " set of annotators without whom it falls.",
    footer = {
      "",
      "Example:",
      "  equipoise annotate residue labels.jsonl --k 2 --groups groups.csv --constitution charter"
          + " --cases cases.jsonl --fixtures settled"
    })
final class AnnotateResidueCommand implements Callable<Integer> {
  private static final int MAX_LISTED = 50;

  @Spec private CommandSpec spec;

  @Mixin private LabelsOption labels;

  @Option(
      names = "--k",
      paramLabel = "K",
      defaultValue = "1",
      description = "how many annotators may be left out (default: ${DEFAULT-VALUE})")
  private int left;

  @Option(
      names = "--groups",
      paramLabel = "F",
      description = "CSV with the annotator, and its group in each grouping, a column each")
  private @Nullable Path groups;

  @Option(
      names = "--constitution",
      paramLabel = "DIR",
      description = "a constitution, or a charter of several, under which the labels must hold")
  private @Nullable Path constitution;

  @Option(
      names = "--cases",
      paramLabel = "F",
      description = "the cases of the items, which are written CASE/OUTPUT")
  private @Nullable Path cases;

  @Option(
      names = "--fixtures",
      paramLabel = "DIR",
      description = "writes what stands as settled fixtures into a new folder; needs `--cases`")
  private @Nullable Path fixtures;

  @Mixin private LabelledOutputs outputs;

  @Mixin private AllowOption allowed;

  @Mixin private AsOfOption asOf;

  @Mixin private FormatOption format;

  @Override
  public Integer call() throws IOException {
    if (left < 0) {
      throw wrong("`--k` is 0 or more");
    }
    if (cases == null && (constitution != null || fixtures != null)) {
      throw wrong("`--constitution` and `--fixtures` need `--cases`");
    }
    NewFile.require(spec, "--fixtures", fixtures);
    Panel panel = labels.panel();
    Residue residue = Residue.of(panel, groupings());
    Map<String, Case> byId = byId();
    Map<String, List<String>> against = against(residue, byId);
    List<Survival> standing =
        residue.items().stream()
            .filter(it -> it.survives(left) && !against.containsKey(it.item()))
            .toList();
    if (fixtures != null) {
      write(panel, standing, byId, fixtures);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (format.isJson()) {
      PlainWriter.unescaped(out).println(json(residue, against));
    } else {
      text(residue, standing, against, out);
      if (fixtures != null) {
        out.println("wrote " + count(standing.size(), "settled fixture") + " to " + fixtures);
      }
    }
    return ExitCode.FINE;
  }

  private Map<String, Map<String, String>> groupings() {
    Map<String, Map<String, String>> groupings = new TreeMap<>();
    if (groups != null) {
      CsvTable table = CsvTable.read(groups);
      int annotator = table.need("annotator");
      for (List<Value> row : table.rows()) {
        String name = table.needed(row.get(annotator), "annotator");
        for (int column = 0; column < row.size(); column++) {
          String group = row.get(column).text().strip();
          if (column != annotator && !group.isEmpty()) {
            groupings
                .computeIfAbsent(table.columns().get(column), it -> new HashMap<>())
                .put(name, group);
          }
        }
      }
    }
    return groupings;
  }

  private Map<String, Case> byId() {
    Map<String, Case> byId = new HashMap<>();
    if (cases != null) {
      Corpus.open(cases, null).forEach((given, judgments) -> byId.put(given.id(), given));
    }
    return byId;
  }

  private Case situation(Map<String, Case> byId, String item) {
    OutputId on = outputs.output(item);
    Case found = byId.get(on.caseId());
    if (found == null || found.outputs().stream().noneMatch(it -> it.id().equals(on.output()))) {
      throw wrong(
          "`" + cases + "` has no output `" + on.output() + "` of case `" + on.caseId() + "`");
    }
    return found;
  }

  /** For each item whose label a constitution decides against, the names of these. */
  private Map<String, List<String>> against(Residue residue, Map<String, Case> byId) {
    Map<String, List<String>> against = new TreeMap<>();
    if (constitution == null) {
      return against;
    }
    for (Constitution each : asOf.loadAny(allowed, constitution).constitutions()) {
      Decider decider = new Decider(each);
      Map<String, Decision> decided = new HashMap<>();
      for (Survival item : residue.items()) {
        if (item.label() != null) {
          Case given = situation(byId, item.item());
          Decision decision =
              decided.computeIfAbsent(given.id(), it -> decider.decide(given, List.of()));
          if (!holds(decision, outputs.output(item.item()), outputs.status(item.label()))) {
            against.computeIfAbsent(item.item(), it -> new ArrayList<>()).add(each.name());
          }
        }
      }
    }
    return against;
  }

  /** Whether a decision is as a judgment has it, or says nothing of the output. */
  private static boolean holds(Decision decision, OutputId on, DeonticStatus status) {
    for (OutputDecision each : decision.outputs()) {
      if (each.output().equals(on.output())) {
        return switch (each.verdict()) {
          case ABSTAIN -> true;
          case ALLOW -> status != DeonticStatus.FORBIDDEN;
          case BLOCK -> status == DeonticStatus.FORBIDDEN;
          case ESCALATE -> false;
        };
      }
    }
    return false;
  }

  // ---- settled fixtures

  private void write(Panel panel, List<Survival> standing, Map<String, Case> byId, Path folder)
      throws IOException {
    Map<String, String> texts = new TreeMap<>();
    for (Survival item : standing) {
      String label = String.valueOf(item.label());
      Case given = situation(byId, item.item());
      boolean isForbidden = outputs.status(label) == DeonticStatus.FORBIDDEN;
      Settlement settled =
          new Settlement(
              holders(panel, item.item(), label),
              asOf.time().atZone(ZoneOffset.UTC).toLocalDate().toString(),
              null);
      String text =
          settled.fixture(
              given, Map.of(outputs.output(item.item()).output(), isForbidden ? "block" : "allow"));
      texts.put("residue-" + (texts.size() + 1) + ".json", text + "\n");
    }
    Files.createDirectories(folder);
    for (Map.Entry<String, String> each : texts.entrySet()) {
      Files.writeString(folder.resolve(each.getKey()), each.getValue());
    }
  }

  private static List<String> holders(Panel panel, String item, String label) {
    int number = panel.items().indexOf(item);
    int code = panel.labels().indexOf(label);
    List<String> holders = new ArrayList<>();
    for (int a = 0; a < panel.annotators().size(); a++) {
      if (panel.label(number, a) == code) {
        holders.add(panel.annotators().get(a));
      }
    }
    return holders;
  }

  // ---- what is told

  private String json(Residue residue, Map<String, List<String>> against) {
    return JsonText.of(
        json -> {
          json.writeStartObject();
          json.writeNumberField("k", left);
          json.writeArrayFieldStart("items");
          for (Survival item : residue.items()) {
            List<String> deciding = against.getOrDefault(item.item(), List.of());
            json.writeStartObject();
            json.writeStringField("item", item.item());
            json.writeFieldName("label");
            json.writeString(item.label());
            json.writeBooleanField("survives", item.survives(left) && deciding.isEmpty());
            JsonText.strings(json, "overturning", item.overturning());
            json.writeStringField("where", item.where());
            JsonText.strings(json, "against", deciding);
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private void text(
      Residue residue,
      List<Survival> standing,
      Map<String, List<String>> against,
      PrintWriter out) {
    out.println(
        standing.size()
            + " of "
            + count(residue.items().size(), "label")
            + " stand whichever "
            + count(left, "annotator")
            + (left == 1 ? " is" : " are")
            + " left out"
            + (groups == null ? "" : ", in every group")
            + (constitution == null ? "" : ", and under every constitution"));
    out.println();
    out.println("The others, the weakest first");
    List<Survival> others = new ArrayList<>(residue.items());
    others.removeAll(standing);
    others.sort(Comparator.comparingInt(it -> it.overturning().size()));
    ListedRows.write(
        others, MAX_LISTED, it -> it.item() + ": " + why(it, against.get(it.item())), out);
  }

  private String why(Survival item, @Nullable List<String> against) {
    String where = item.where().isEmpty() ? "" : " in " + item.where();
    if (item.label() == null) {
      return "several labels are even";
    }
    if (item.overturning().isEmpty()) {
      return item.label() + " does not lead" + where;
    }
    return item.label()
        + (item.survives(left)
            ? ""
            : " falls" + where + " without " + String.join(", ", item.overturning()))
        + (against == null ? "" : "; decided otherwise by " + String.join(", ", against));
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
