package org.equipoise.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.google.common.collect.Streams;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.equipoise.audit.card.Card;
import org.equipoise.audit.card.Card.Figure;
import org.equipoise.audit.card.Card.Section;
import org.equipoise.audit.ledger.Entry;
import org.equipoise.audit.ledger.EntryKind;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.authoring.coverage.RuleProfileWriter;
import org.equipoise.authoring.coverage.RuleProfiler;
import org.equipoise.calibration.Calibration;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.DefinedRule;
import org.equipoise.formats.CalibrationReader;
import org.equipoise.service.detection.DetectorThresholds;
import org.jspecify.annotations.Nullable;

/** Fills a card with what other commands print. */
final class CardBuilder {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final Constitution constitution;
  private final Sources sources;
  private final Map<List<String>, JsonNode> printed = new HashMap<>();

  /**
   * What a card is made from.
   *
   * @param folder the constitution's folder
   * @param ledger the ledger's folder; null if there is none
   * @param corpus the options that name cases and judgments; empty if there are none
   * @param isJudged whether there are judgments
   * @param fixtures the options that name fixtures and mutants
   * @param calibration a file of calibrations; null if there is none
   * @param loading the options for every command that loads the constitution
   */
  record Sources(
      Path folder,
      @Nullable Path ledger,
      List<String> corpus,
      boolean isJudged,
      List<String> fixtures,
      @Nullable Path calibration,
      List<String> loading) {
    Sources {
      corpus = List.copyOf(corpus);
      fixtures = List.copyOf(fixtures);
      loading = List.copyOf(loading);
    }
  }

  CardBuilder(Constitution constitution, Sources sources) {
    this.constitution = constitution;
    this.sources = sources;
  }

  Card card() {
    List<Section> sections = new ArrayList<>();
    sections.add(inForce());
    sections.add(tested());
    Path ledger = sources.ledger();
    if (ledger != null) {
      sections.add(decided(ledger.toString()));
    }
    sections.add(signed());
    sections.add(judging());
    if (sources.calibration() != null) {
      sections.add(calibrated(sources.calibration().toString()));
    }
    if (ledger != null) {
      sections.add(alarms(ledger.toString()));
    }
    return new Card("Card of " + constitution.name() + " " + constitution.version(), sections);
  }

  // ---- what is in force

  private Section inForce() {
    Collecting all = new Collecting();
    List<String> check = loading("check", sources.folder().toString());
    all.figure("constitution", check, "/constitution");
    all.figure("principles", check, "/principles");
    all.figure("theories", check, "/theories");
    List<DefinedRule> rules = new ArrayList<>(constitution.rules().values());
    List<String> levels = constitution.settings().levels().names();
    rules.sort(
        Comparator.comparing((DefinedRule it) -> levels.indexOf(String.valueOf(it.rule().level())))
            .thenComparing(it -> !it.rule().entrenched())
            .thenComparing(it -> -it.rule().weight())
            .thenComparing(it -> it.rule().id()));
    for (DefinedRule each : rules) {
      all.note(inWords(each));
      String id = each.rule().id();
      List<String> explain = loading("explain", sources.folder().toString(), id);
      printed.computeIfAbsent(
          explain,
          it ->
              read(
                  RuleProfileWriter.toJson(
                      new RuleProfiler(constitution, id).profile(), List.of())));
      all.figure("weight of " + id, explain, "/weights/0/base");
      all.figure("weight of " + id + " after the theories", explain, "/weights/0/weight");
    }
    return all.section("What is in force");
  }

  private static String inWords(DefinedRule rule) {
    StringBuilder words = new StringBuilder(rule.rule().element().toString());
    if (rule.rule().level() != null) {
      words.append(", of the level ").append(rule.rule().level());
    }
    if (rule.rule().entrenched()) {
      words.append(", entrenched");
    }
    List<String> lifted = rule.annotated("Except");
    if (!lifted.isEmpty()) {
      words.append(", an exception to ").append(String.join(" and ", lifted));
    }
    if (rule.term().isLimited()) {
      words.append(", in force ").append(rule.term().days());
    }
    if (rule.term().owner() != null) {
      words.append(", owned by ").append(rule.term().owner());
    }
    if (rule.rule().says() != null) {
      words.append(": ").append(rule.rule().says());
    }
    if (rule.rule().source() != null) {
      words.append(" Why: ").append(rule.rule().source());
    }
    return words.toString();
  }

  // ---- what it was tested on

  private Section tested() {
    Collecting all = new Collecting();
    List<String> test = loading("test", sources.folder().toString());
    test.addAll(sources.fixtures());
    all.figure("fixtures", test, "/fixtures");
    all.figure("failed fixtures", test, "/failed");
    all.figure("changes to rules that fixtures notice", test, "/mutation/noticed");
    all.figure("changes to rules that no fixture notices", test, "/mutation/unnoticed#");
    if (sources.corpus().isEmpty()) {
      all.note("No cases were given, so coverage, gaps and the index are not shown.");
      return all.section("What it was tested on");
    }
    List<String> cover = overCorpus("cover");
    all.figure("cases", cover, "/cases");
    all.figure("coverage", cover, "/coverage");
    all.figure("informativeness", cover, "/informativeness");
    all.figure("gaps", cover, "/gaps/count");
    all.figure("silences", cover, "/silences/count");
    all.figure("comparisons that no case tries", cover, "/untried#");
    if (sources.isJudged()) {
      List<String> advise = overCorpus("advise");
      all.figure("judgments", cover, "/judgments");
      all.figure("disequilibrium index", advise, "/disequilibrium/index");
      all.figure("conflicts", advise, "/conflicts#");
      all.figure("irreconcilable conflicts", advise, "/irreconcilable#");
      List<String> amend = overCorpus("amend");
      amend.addAll(List.of("--top", "1", "--seconds", "20")); // pairs do not depend on the search
      if (Set.of("cases", "inseparable").stream().anyMatch(it -> isLeftOut(amend, it))) {
        all.note("Pairs of cases that no ground parts were not counted in time.");
      } else {
        all.figure("pairs of cases that no ground parts", amend, "/inseparable#");
      }
      List<String> equilibria = overCorpus("equilibria");
      all.figure("equilibria", equilibria, "/count");
      all.figure("share of cases that all equilibria decide alike", equilibria, "/robust");
      all.figure(
          "greatest distance of two equilibria in decisions", equilibria, "/diameter/decision");
    }
    return all.section("What it was tested on");
  }

  private boolean isLeftOut(List<String> command, String name) {
    return Streams.stream(print(command).path("notComputed"))
        .anyMatch(it -> it.asText().equals(name));
  }

  // ---- what it decided

  private Section decided(String ledger) {
    Collecting all = new Collecting();
    List<String> verify = json("verify", "--ledger", ledger);
    all.figure("entries", verify, "/entries");
    all.figure("head", verify, "/head");
    all.figure("not altered, as far as the ledger itself can tell", verify, "/intact");
    List<String> outcomes =
        json("log", "--ledger", ledger, "--kind", "decision", "--by", "outcome");
    for (int i = 0; i < print(outcomes).size(); i++) {
      all.figure(
          "decisions: " + print(outcomes).at("/" + i + "/by/outcome").asText(),
          outcomes,
          "/" + i + "/count");
    }
    all.figure("overridden decisions", json("log", "--ledger", ledger, "--overridden"), "#");
    all.figure("answers", json("log", "--ledger", ledger, "--kind", "answer"), "#");
    List<String> replay = json("replay", "--ledger", ledger);
    all.figure("decisions that follow again from the record", replay, "/same");
    all.figure("decisions that come out otherwise", replay, "/changed");
    all.figure("decisions that cannot be made again", replay, "/notReplayable");
    List<String> decisive = json("decisive", "--ledger", ledger);
    for (int i = 0; i < print(decisive).at("/rules").size(); i++) {
      String place = "/rules/" + i;
      String rule = print(decisive).at(place + "/rule").asText();
      all.figure("decisions in which " + rule + " was decisive", decisive, place + "/decisive");
    }
    return all.section("What it decided");
  }

  // ---- who signed

  private Section signed() {
    Collecting all = new Collecting();
    List<String> history = loading("history", sources.folder().toString());
    history.removeAll(asOf());
    if (sources.ledger() != null) {
      history.addAll(List.of("--ledger", sources.ledger().toString()));
    }
    all.figure("amendments", history, "/amendments#");
    int place = 0;
    for (JsonNode each : print(history).at("/amendments")) {
      String id = each.path("id").asText();
      all.note(id + ", " + each.path("outcome").asText() + ": " + each.path("title").asText());
      each.path("signatures").forEach(it -> all.note(id + ": signed by " + it.path("by").asText()));
      each.path("dissents")
          .forEach(
              it ->
                  all.note(
                      id
                          + ": dissent by "
                          + it.path("by").asText()
                          + ": "
                          + it.path("because").asText()));
      all.figure("signatures of " + id, history, "/amendments/" + place + "/signatures#");
      all.figure("dissents of " + id, history, "/amendments/" + place + "/dissents#");
      place++;
    }
    return all.section("Who signed, and who dissented");
  }

  private List<String> asOf() {
    int at = sources.loading().indexOf("--as-of");
    return at < 0 ? List.of() : sources.loading().subList(at, at + 2);
  }

  // ---- how it judges

  private Section judging() {
    Collecting all = new Collecting();
    all.note(
        "The engine decides the same whatever the order, layout and comments of rules, the names of"
            + " their packages and variables, and the order of outputs and judgments: a property"
            + " test holds this on random rules (evidence for invariance under meaning-preserving"
            + " rewrites).");
    all.note(
        "A detector, which reads attributes from texts, is not the engine: its invariance must be"
            + " measured. `equipoise monitor` compares cases that say the same.");
    Path ledger = sources.ledger();
    if (ledger != null) {
      List<String> detectors =
          json("log", "--ledger", ledger.toString(), "--kind", "decision", "--by", "detector");
      for (int i = 0; i < print(detectors).size(); i++) {
        JsonNode detector = print(detectors).at("/" + i + "/by/detector");
        all.figure(
            detector.isTextual()
                ? "decisions on what " + detector.asText() + " read"
                : "decisions without a recorded detector",
            detectors,
            "/" + i + "/count");
      }
      for (String each : thresholds(ledger)) {
        all.note(
            "Decisions rest on thresholds of a detector, "
                + each
                + (described().contains(each)
                    ? ": see below."
                    : ", of which this card was given no calibration (`--calibration`)."));
      }
    }
    return all.section("How it judges: invariance, and detectors");
  }

  /** The digests of the thresholds with which detectors were recorded. */
  private static SortedSet<String> thresholds(Path ledger) {
    SortedSet<String> thresholds = new TreeSet<>();
    try (Ledger.Entries entries = Ledger.in(ledger).entries()) {
      while (entries.hasNext()) {
        Entry entry = entries.next();
        if (entry.kind() == EntryKind.DECISION && entry.body().contains("\"thresholds\"")) {
          for (JsonNode each : read(entry.body()).at("/facts/case/detections")) {
            if (each.path("thresholds").isTextual()) {
              thresholds.add(each.path("thresholds").textValue());
            }
          }
        }
      }
    }
    return thresholds;
  }

  /** The digests of the thresholds that the given calibrations found, detector by detector. */
  private Set<String> described() {
    Path file = sources.calibration();
    return file == null
        ? Set.of()
        : CalibrationReader.read(file).stream()
            .collect(Collectors.groupingBy(Calibration::source))
            .values()
            .stream()
            .map(it -> DetectorThresholds.of(it).digest())
            .collect(Collectors.toSet());
  }

  private Section calibrated(String file) {
    Collecting all = new Collecting();
    all.note(
        "A bound holds for things drawn as the labels were, and for no others: `equipoise calibrate"
            + " --check` compares a calibration with other labels.");
    List<String> show = json("calibrate", "--show", file);
    for (int i = 0; i < print(show).size(); i++) {
      String of = " of " + print(show).at("/" + i + "/use").asText();
      all.figure("calibration" + of, show, "/" + i + "/digest");
      all.figure("detector or model" + of, show, "/" + i + "/source");
      all.figure("labelled set" + of, show, "/" + i + "/labels");
      all.figure("labels" + of, show, "/" + i + "/n");
      all.figure("accepted share of false alarms" + of, show, "/" + i + "/asked/risk");
      all.figure("accepted share of misses" + of, show, "/" + i + "/asked/misses");
      all.figure("confidence" + of, show, "/" + i + "/asked/confidence");
      all.figure("undecided labels" + of, show, "/" + i + "/outcome/undecided");
    }
    return all.section("What the scores of detectors are worth");
  }

  private Section alarms(String ledger) {
    Collecting all = new Collecting();
    List<String> monitor = loading("monitor", sources.folder().toString());
    monitor.addAll(List.of("--ledger", ledger));
    all.figure("alarms", monitor, "/alarms#");
    for (JsonNode each : print(monitor).at("/alarms")) {
      all.note(
          each.path("alarm").asText()
              + ": "
              + each.path("says").asText()
              + " ("
              + each.path("command").asText()
              + ")");
    }
    for (JsonNode each : print(monitor).at("/unmeasured")) {
      all.note("not looked for: " + each.path("sign").asText() + ": " + each.path("why").asText());
    }
    return all.section("Alarms");
  }

  // ---- commands

  private List<String> json(String... arguments) {
    List<String> command = new ArrayList<>(List.of(arguments));
    command.addAll(List.of("--format", "json"));
    return command;
  }

  private List<String> loading(String... arguments) {
    List<String> command = json(arguments);
    command.addAll(sources.loading());
    return command;
  }

  private List<String> overCorpus(String name) {
    List<String> command = loading(name, sources.folder().toString());
    command.addAll(sources.corpus());
    return command;
  }

  /** What a command prints, as JSON; missing if it prints none. */
  private JsonNode print(List<String> command) {
    return printed.computeIfAbsent(List.copyOf(command), CardBuilder::run);
  }

  private static JsonNode run(List<String> command) {
    StringWriter out = new StringWriter();
    Main.run(
        command.toArray(String[]::new), new PrintWriter(out), new PrintWriter(new StringWriter()));
    if (!List.of("log", "calibrate").contains(command.get(0))) {
      return out.toString().isBlank() ? JSON.missingNode() : read(out.toString());
    }
    ArrayNode lines = JSON.createArrayNode();
    out.toString().lines().forEach(it -> lines.add(read(it)));
    return lines;
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a command printed no JSON: " + json, e);
    }
  }

  /** The notes and figures of a section. */
  private final class Collecting {
    private final List<String> notes = new ArrayList<>();
    private final List<Figure> figures = new ArrayList<>();

    void note(String note) {
      notes.add(note);
    }

    /** Adds a figure, unless the command prints none. */
    void figure(String name, List<String> command, String at) {
      JsonNode output = print(command);
      boolean isCount = at.endsWith("#");
      JsonNode found = output.at(isCount ? at.substring(0, at.length() - 1) : at);
      if (isCount ? found.isArray() : found.isValueNode() && !found.isNull()) {
        String value =
            isCount
                ? Integer.toString(found.size())
                : found.isTextual() ? found.textValue() : found.toString();
        figures.add(new Figure(name, value, command, at));
      }
    }

    Section section(String heading) {
      return new Section(heading, notes, figures);
    }
  }
}
