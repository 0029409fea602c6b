package org.equipoise.authoring.comparison;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.equipoise.authoring.comparison.ConstitutionChange.Kind;
import org.equipoise.authoring.comparison.ConstitutionChange.Part;
import org.equipoise.authoring.comparison.ConstitutionChange.PartChange;
import org.equipoise.authoring.comparison.ConstitutionChange.Subject;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.DefinedRule;
import org.equipoise.constitution.Settings;
import org.equipoise.constitution.reading.Accessor;
import org.equipoise.constitution.reading.Token;
import org.equipoise.language.Principle;
import org.equipoise.language.Rule;
import org.jspecify.annotations.Nullable;

/**
 * In what two constitutions differ.
 *
 * @param before the digest of one
 * @param after the digest of the other
 * @param changes settings first, then declarations, then rules; by name
 * @param untouched how many rules mean the same on both sides and are called the same
 */
public record ConstitutionDifference(
    String before, String after, List<ConstitutionChange> changes, int untouched) {
  public ConstitutionDifference {
    changes = List.copyOf(changes);
  }

  /** In what two constitutions differ. */
  public static ConstitutionDifference between(Constitution before, Constitution after) {
    return new Finding(before, after).difference();
  }

  /**
   * What a constitution declares besides rules: the text of each function, query, type and import,
   * by its name, such as {@code function risk}.
   */
  public static SortedMap<String, String> declarations(Constitution constitution) {
    return ConstitutionParts.of(constitution).declarations();
  }

  /** The changes that can alter what is decided. */
  public List<ConstitutionChange> changesOfMeaning() {
    return changes.stream().filter(ConstitutionChange::altersMeaning).toList();
  }

  /** The new ids of renamed rules by their former ids. */
  public SortedMap<String, String> renamed() {
    SortedMap<String, String> renamed = new TreeMap<>();
    changes.stream()
        .filter(it -> it.formerName() != null)
        .forEach(it -> renamed.put(it.formerName(), it.name()));
    return renamed;
  }

  private static final class Finding {
    private final Constitution before;
    private final Constitution after;
    private final List<ConstitutionChange> changes = new ArrayList<>();
    private int untouched;

    Finding(Constitution before, Constitution after) {
      this.before = before;
      this.after = after;
    }

    ConstitutionDifference difference() {
      settings();
      declarations();
      rules();
      return new ConstitutionDifference(before.digest(), after.digest(), changes, untouched);
    }

    private void settings() {
      Map<String, String> were = settings(before.settings());
      Map<String, String> are = settings(after.settings());
      if (before.declarations().isGiven() && after.declarations().isGiven()) {
        were.put("undeclared", before.declarations().undeclared().word());
        are.put("undeclared", after.declarations().undeclared().word());
      }
      were.forEach(
          (name, was) -> {
            String is = Objects.requireNonNull(are.get(name));
            if (!was.equals(is)) {
              changes.add(
                  new ConstitutionChange(
                      Kind.CHANGED,
                      Subject.SETTING,
                      name,
                      null,
                      List.of(new PartChange(Part.VALUE, was, is)),
                      null,
                      null,
                      true));
            }
          });
    }

    private static Map<String, String> settings(Settings settings) {
      Map<String, String> values = new TreeMap<>();
      values.put("suspensionFactor", String.valueOf(settings.suspensionFactor()));
      values.put("escalationMargin", String.valueOf(settings.escalationMargin()));
      values.put("levels", String.join(", ", settings.levels().names()));
      values.put("onGap", settings.onGap().word());
      values.put("onError", settings.onError().word());
      values.put("revision", String.valueOf(settings.revision()));
      values.put("stakeholders", settings.stakeholders().toString());
      values.put("voices", settings.voices().word());
      values.put("noneIsFine", String.valueOf(settings.noneIsFine()));
      Settings.Limits limits = settings.limits();
      values.put(
          "limits",
          "firings "
              + limits.firings()
              + ", labelSize "
              + limits.labelSize()
              + ", worlds "
              + limits.worlds());
      return values;
    }

    private void declarations() {
      SortedMap<String, String> were = declarations(before);
      SortedMap<String, String> are = declarations(after);
      TreeSet<String> names = new TreeSet<>(were.keySet());
      names.addAll(are.keySet());
      for (String name : names) {
        String was = were.get(name);
        String is = are.get(name);
        if (was == null || is == null) {
          changes.add(
              new ConstitutionChange(
                  was == null ? Kind.ADDED : Kind.DROPPED,
                  Subject.DECLARATION,
                  name,
                  null,
                  List.of(),
                  null,
                  null,
                  true));
        } else if (!was.equals(is)) {
          changes.add(
              new ConstitutionChange(
                  Kind.CHANGED,
                  Subject.DECLARATION,
                  name,
                  null,
                  List.of(new PartChange(Part.VALUE, was, is)),
                  null,
                  null,
                  true));
        }
      }
    }

    private static SortedMap<String, String> declarations(Constitution constitution) {
      TreeMap<String, String> all =
          new TreeMap<>(ConstitutionParts.of(constitution).declarations());
      constitution
          .declarations()
          .byName()
          .forEach((name, attribute) -> all.put("attribute " + name, attribute.inWords()));
      return all;
    }

    private void rules() {
      Map<String, DefinedRule> dropped = new TreeMap<>(before.rules());
      dropped.keySet().removeAll(after.rules().keySet());
      Map<String, DefinedRule> added = new TreeMap<>(after.rules());
      added.keySet().removeAll(before.rules().keySet());
      Map<String, DefinedRule> renamed = new LinkedHashMap<>();
      for (DefinedRule is : added.values()) {
        dropped.values().stream()
            .filter(was -> !renamed.containsValue(was))
            .filter(was -> parts(was, is).stream().allMatch(it -> isWording(it.part())))
            .findFirst()
            .ifPresent(was -> renamed.put(is.rule().id(), was));
      }
      TreeMap<String, ConstitutionChange> byName = new TreeMap<>();
      renamed.forEach(
          (name, was) -> {
            DefinedRule is = added.remove(name);
            dropped.remove(was.rule().id());
            byName.put(name, change(Kind.RENAMED, was, is));
          });
      added.forEach((name, is) -> byName.put(name, change(Kind.ADDED, null, is)));
      dropped.forEach((name, was) -> byName.put(name, change(Kind.DROPPED, was, null)));
      before
          .rules()
          .forEach(
              (name, was) -> {
                DefinedRule is = after.rules().get(name);
                if (is != null && parts(was, is).isEmpty()) {
                  untouched++;
                } else if (is != null) {
                  byName.put(name, change(Kind.CHANGED, was, is));
                }
              });
      changes.addAll(byName.values());
    }

    private static boolean isWording(Part part) {
      return part == Part.SAYS || part == Part.SOURCE || part == Part.OWNER;
    }

    private ConstitutionChange change(
        Kind kind, @Nullable DefinedRule was, @Nullable DefinedRule is) {
      DefinedRule shown = is != null ? is : Objects.requireNonNull(was);
      List<PartChange> parts = was == null || is == null ? List.of() : parts(was, is);
      boolean isMeant =
          kind == Kind.ADDED
              || kind == Kind.DROPPED
              || parts.stream().anyMatch(it -> !isWording(it.part()) || isRead(it.part().word()))
              || (was != null
                  && is != null
                  && kind == Kind.RENAMED
                  && (isNamed(was.rule().id()) || isNamed(is.rule().id())));
      return new ConstitutionChange(
          kind,
          shown.rule() instanceof Principle ? Subject.PRINCIPLE : Subject.THEORY,
          shown.rule().id(),
          kind == Kind.RENAMED && was != null ? was.rule().id() : null,
          parts,
          was,
          is,
          isMeant);
    }

    /** Whether some rule looks at a property of rules. */
    private boolean isRead(String property) {
      return before.reads().mayRead(property) || after.reads().mayRead(property);
    }

    /** Whether some rule names another, as a text that is no attribute's name. */
    private boolean isNamed(String id) {
      return before.reads().holdsText(id) || after.reads().holdsText(id);
    }

    private static List<PartChange> parts(DefinedRule was, DefinedRule is) {
      List<PartChange> parts = new ArrayList<>();
      Rule a = was.rule();
      Rule b = is.rule();
      add(Part.KIND, a.element().kind().word(), b.element().kind().word(), parts);
      Wording before = Wording.of(was.text());
      Wording after = Wording.of(is.text());
      if (!before.meaning().equals(after.meaning())) {
        if (!before.condition(true).equals(after.condition(true))) {
          parts.add(
              new PartChange(Part.CONDITION, before.condition(false), after.condition(false)));
        }
        if (!before.consequence(true).equals(after.consequence(true))) {
          parts.add(
              new PartChange(
                  Part.CONSEQUENCE, before.consequence(false), after.consequence(false)));
        }
      }
      add(Part.WEIGHT, String.valueOf(a.weight()), String.valueOf(b.weight()), parts);
      if (!was.text().equals(is.text())) { // a level that is not written follows the levels
        add(Part.LEVEL, Objects.toString(a.level(), ""), Objects.toString(b.level(), ""), parts);
      }
      add(Part.ENTRENCHED, String.valueOf(a.entrenched()), String.valueOf(b.entrenched()), parts);
      add(Part.EXCEPTIONS, exceptions(was), exceptions(is), parts);
      add(
          Part.TAGS,
          String.join(", ", new TreeSet<>(a.tags())),
          String.join(", ", new TreeSet<>(b.tags())),
          parts);
      add(Part.TERM, was.term().days(), is.term().days(), parts);
      add(
          Part.OWNER,
          Objects.requireNonNullElse(was.term().owner(), ""),
          Objects.requireNonNullElse(is.term().owner(), ""),
          parts);
      add(Part.SAYS, a.says() == null ? "" : a.says(), b.says() == null ? "" : b.says(), parts);
      add(
          Part.SOURCE,
          a.source() == null ? "" : a.source(),
          b.source() == null ? "" : b.source(),
          parts);
      return parts;
    }

    /** Which rules a rule may lift, and which may lift it. */
    private static String exceptions(DefinedRule rule) {
      return Stream.of("Except", "LiftableBy", "Default")
          .map(it -> it + ": " + String.join(", ", new TreeSet<>(rule.annotated(it))))
          .filter(it -> !it.endsWith(": "))
          .collect(Collectors.joining("; "));
    }

    private static void add(Part part, String was, String is, List<PartChange> parts) {
      if (!was.equals(is)) {
        parts.add(new PartChange(part, was, is));
      }
    }
  }

  /**
   * A rule's conditions and consequence, without comments and formatting.
   *
   * @param written as its author named variables
   * @param meant with variables numbered in the order they come up
   */
  private record Wording(List<List<String>> written, List<List<String>> meant) {

    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");
    private static final Set<String> ENDS = Set.of(",", ")", "&&", "||");

    /** A number in decimal digits: one that begins with 0 may be octal. */
    private static final Pattern PLAIN =
        Pattern.compile("(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][-+]?\\d{1,3})?[lLdDBI]?");

    static Wording of(String text) {
      List<List<String>> written = List.of(new ArrayList<>(), new ArrayList<>());
      List<List<String>> meant = List.of(new ArrayList<>(), new ArrayList<>());
      Map<String, String> variables = new LinkedHashMap<>();
      int part = -1;
      List<Token> tokens = Token.of(text);
      for (int i = 0; i < tokens.size() - 1; i++) {
        Token token = tokens.get(i);
        if (token.kind() == Token.Kind.WORD && part < 0 && token.is("when")) {
          part = 0;
        } else if (token.kind() == Token.Kind.WORD && part < 1 && token.is("then")) {
          part = 1;
        } else if (part >= 0) {
          written.get(part).add(token.text());
          boolean isVariable = token.kind() == Token.Kind.WORD && token.text().startsWith("$");
          meant
              .get(part)
              .add(
                  isVariable
                      ? variables.computeIfAbsent(token.text(), it -> "$" + variables.size())
                      : part == 0 && isComparedWithAttribute(tokens, i)
                          ? value(token)
                          : token.text());
        }
      }
      return new Wording(written, meant);
    }

    /** Whether a token is all that an attribute is compared with. */
    private static boolean isComparedWithAttribute(List<Token> tokens, int at) {
      return at >= 5
          && COMPARISONS.contains(tokens.get(at - 1).text())
          && tokens.get(at - 2).is(")")
          && tokens.get(at - 3).kind() == Token.Kind.TEXT
          && tokens.get(at - 4).is("(")
          && Accessor.of(tokens.get(at - 5).text()).isPresent()
          && ENDS.contains(tokens.get(at + 1).text());
    }

    /** A number or text as all are written that equal it in a condition. */
    private static String value(Token literal) {
      String text = literal.text();
      if (literal.kind() == Token.Kind.NUMBER && PLAIN.matcher(text).matches()) {
        return new BigDecimal(text.replaceFirst("[lLdDBI]$", ""))
            .stripTrailingZeros()
            .toPlainString();
      }
      boolean isQuoted = text.startsWith("'") && text.indexOf('"') < 0 && text.indexOf('\\') < 0;
      return isQuoted ? "\"" + text.substring(1, text.length() - 1) + "\"" : text;
    }

    List<List<String>> meaning() {
      return meant;
    }

    List<String> words(int part, boolean isMeant) {
      return isMeant ? meant.get(part) : written.get(part);
    }

    String condition(boolean isMeant) {
      return joined(words(0, isMeant));
    }

    String consequence(boolean isMeant) {
      return joined(words(1, isMeant));
    }

    /** Words with blanks where one reads them easily. */
    private static String joined(List<String> words) {
      StringBuilder text = new StringBuilder();
      String last = "";
      for (String word : words) {
        boolean isTight =
            text.length() == 0
                || last.equals(".")
                || last.equals("!")
                || ".,;)".contains(word)
                || (word.equals("(") && last.matches("[\\p{L}_$][\\p{L}\\p{N}_$]*"))
                || (last.equals("(") && !word.equals("("));
        text.append(isTight ? "" : " ").append(word);
        last = word;
      }
      return text.toString();
    }
  }
}
