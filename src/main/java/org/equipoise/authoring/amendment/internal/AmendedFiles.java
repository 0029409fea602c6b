package org.equipoise.authoring.amendment.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.equipoise.authoring.amendment.internal.Option.Candidate;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.DefinedRule;
import org.equipoise.constitution.reading.Span;

/**
 * The files of a constitution with changes written into them. A file is never written anew: text is
 * inserted, or put in place of other text, at places known from the rule's own text, and the line
 * ends of a file stay as they are. Immutable.
 */
public final class AmendedFiles {
  private static final String MANIFEST = "constitution.json";

  private final SortedMap<String, List<Edit>> edits = new TreeMap<>();
  private final SortedMap<String, String> added = new TreeMap<>();
  private final TreeSet<String> tables = new TreeSet<>();
  private final Constitution constitution;
  private final AmendmentNames names;

  /** Text in place of what stands from one offset to another, in a file with normal line ends. */
  private record Edit(int start, int end, String text) {}

  /**
   * Writes changes into the files of a constitution.
   *
   * @param names of the amendment, which comments tell, and of its new principles
   * @param changes to its rules
   * @param weight of a new principle
   */
  public AmendedFiles(
      Constitution constitution, AmendmentNames names, List<Candidate> changes, double weight) {
    this.constitution = constitution;
    this.names = names;
    for (Candidate change : changes) {
      switch (change.kind()) {
        case EXCEPT, YIELD -> addCondition(change);
        case SUSPEND -> suspend(change);
        case ENACT -> {
          String name = names.principle(change).name();
          added.put(
              name + ".drl",
              "package amendments\n\n// "
                  + names.id()
                  + ": "
                  + Wording.inWords(change)
                  + "\n"
                  + Wording.principle(change, name, weight)
                  + "\n");
        }
        case WIDEN -> widen(change);
      }
    }
    if (!edits.isEmpty() || !added.isEmpty()) {
      raiseVersion();
    }
  }

  private DefinedRule rule(Candidate change) {
    return Objects.requireNonNull(constitution.rules().get(change.rule().name()));
  }

  private void addCondition(Candidate change) {
    DefinedRule rule = rule(change);
    RuleWords words = RuleWords.of(rule).orElseThrow();
    boolean isAgainst = rule.text().contains("forbid");
    boolean isFor = Pattern.compile("permit|oblige|prefer").matcher(rule.text()).find();
    String condition = Wording.condition(change, words.output(), isAgainst, isFor);
    insert(rule, words, comment(words, change) + words.indent() + condition + "\n");
  }

  private void widen(Candidate change) {
    DefinedRule rule = rule(change);
    RuleWords words = RuleWords.of(rule).orElseThrow();
    insert(rule, words, comment(words, change));
    int start = start(rule);
    for (Span at : Droppable.of(rule).orElseThrow().without(change.drops())) {
      edit(rule, new Edit(start + at.start(), start + at.end(), ""));
    }
  }

  private String comment(RuleWords words, Candidate change) {
    return words.indent() + "// " + names.id() + ": " + Wording.inWords(change) + "\n";
  }

  /** Inserts lines before {@code then}. */
  private void insert(DefinedRule rule, RuleWords words, String lines) {
    int at = start(rule) + words.at();
    edit(rule, new Edit(at, at, words.isOnLine() ? lines : "\n" + lines));
  }

  private void suspend(Candidate change) {
    DefinedRule rule = rule(change);
    int start = start(rule);
    int end = start + rule.text().length();
    String text = text(rule);
    boolean isLineStart = start == 0 || text.charAt(start - 1) == '\n';
    boolean isLineEnd = end == text.length() || text.charAt(end) == '\n';
    edit(
        rule,
        new Edit(
            start,
            end,
            (isLineStart ? "" : "\n")
                + "// "
                + names.id()
                + ": suspended\n"
                + Wording.commentedOut(rule)
                + (isLineEnd ? "" : "\n")));
  }

  private void edit(DefinedRule rule, Edit edit) {
    if (rule.isOfTable()) {
      tables.add(rule.path());
    }
    edits.computeIfAbsent(rule.path(), it -> new ArrayList<>()).add(edit);
  }

  private String text(DefinedRule rule) {
    return Objects.requireNonNull(constitution.ruleTexts().get(rule.path()));
  }

  private int start(DefinedRule rule) {
    int start = text(rule).indexOf(rule.text());
    if (start < 0) {
      throw new IllegalStateException("rule `" + rule.rule().id() + "` is not in " + rule.path());
    }
    return start;
  }

  private void raiseVersion() {
    String text = Objects.requireNonNull(constitution.files().get(MANIFEST));
    try (JsonParser json = new JsonFactory().createParser(text)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean isVersion = json.currentName().equals("version");
        JsonToken value = json.nextToken();
        if (isVersion && value == JsonToken.VALUE_STRING) {
          int start = (int) json.currentTokenLocation().getCharOffset();
          String version = json.getText();
          json.finishToken();
          int end = text.indexOf('"', start + 1) + 1;
          edits.put(MANIFEST, List.of(new Edit(start, end, "\"" + raised(version) + "\"")));
          return;
        }
        json.skipChildren();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next version: its second number goes up, or its only one. */
  static String raised(String version) {
    Matcher parts = Pattern.compile("(\\d+)\\.(\\d+)(\\.\\d+)?").matcher(version);
    if (parts.matches()) {
      String minor = new BigInteger(parts.group(2)).add(BigInteger.ONE).toString();
      return parts.group(1) + "." + minor + (parts.group(3) == null ? "" : ".0");
    }
    return version.matches("\\d+")
        ? new BigInteger(version).add(BigInteger.ONE).toString()
        : version.replace("\\", "\\\\").replace("\"", "\\\"") + "+amended";
  }

  /** Tables whose rules would change: no cell of theirs is edited. */
  public List<String> tables() {
    return List.copyOf(tables);
  }

  /** Adds a file. */
  public void add(String path, String text) {
    added.put(path, text);
  }

  /** The files with normal line ends; in place of a table that changed, the rules made of it. */
  public SortedMap<String, String> verifiable() {
    SortedMap<String, String> files = new TreeMap<>(constitution.files());
    edits.forEach(
        (path, all) -> {
          boolean isTable = tables.contains(path);
          String text = isTable ? constitution.ruleTexts().get(path) : files.get(path);
          if (isTable) {
            files.remove(path);
          }
          files.put(isTable ? path + ".drl" : path, edited(Objects.requireNonNull(text), all));
        });
    added.forEach(
        (path, text) -> {
          if (path.endsWith(".drl")) {
            files.put(path, text);
          }
        });
    return files;
  }

  private static String edited(String text, List<Edit> edits) {
    StringBuilder edited = new StringBuilder(text);
    List<Edit> ordered = new ArrayList<>(edits);
    Collections.reverse(ordered);
    ordered.sort(Comparator.comparing(Edit::start).reversed());
    ordered.forEach(it -> edited.replace(it.start(), it.end(), it.text()));
    return edited.toString();
  }

  /** The files that changed, as they stand, by their paths; without tables. */
  public SortedMap<String, String> changed(Map<String, String> sources) {
    SortedMap<String, String> changed = new TreeMap<>(added);
    edits.forEach(
        (path, all) -> {
          if (!tables.contains(path)) {
            changed.put(path, kept(Objects.requireNonNull(sources.get(path)), all));
          }
        });
    return changed;
  }

  /** A file with its own line ends, and whatever stands before its first character. */
  private static String kept(String source, List<Edit> edits) {
    int[] places = new int[source.length() + 1];
    int normal = 0;
    int from = source.startsWith("\uFEFF") ? 1 : 0;
    for (int i = from; i < source.length(); i++) {
      places[normal++] = i;
      if (source.charAt(i) == '\r' && i + 1 < source.length() && source.charAt(i + 1) == '\n') {
        i++;
      }
    }
    places[normal] = source.length();
    int first = source.indexOf('\n');
    String end = first > 0 && source.charAt(first - 1) == '\r' ? "\r\n" : "\n";
    if (first < 0 && source.indexOf('\r') >= 0) {
      end = "\r";
    }
    String lineEnd = end;
    List<Edit> placed =
        edits.stream()
            .map(
                it ->
                    new Edit(
                        places[it.start()], places[it.end()], it.text().replace("\n", lineEnd)))
            .toList();
    return edited(source, placed);
  }

  /** Whether anything changes but what stands in tables. */
  public boolean isPatch() {
    return tables.isEmpty() && !(edits.isEmpty() && added.isEmpty());
  }
}
