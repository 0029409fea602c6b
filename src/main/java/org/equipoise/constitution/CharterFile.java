package org.equipoise.constitution;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.equipoise.constitution.Charter.Clause;
import org.equipoise.facts.Values;
import org.equipoise.problem.internal.Suggestion;
import org.jspecify.annotations.Nullable;

/**
 * {@code charter.json} as it is written, before the constitutions that it names are read.
 *
 * @param folders the folder of each constitution by its name, in the order of the file
 * @param by the attribute of the case that a clause is chosen by; null if there is none
 * @param byValue the clauses by the keys of their values
 * @param weights by constitution
 */
record CharterFile(
    String name,
    String version,
    Map<String, Place> folders,
    @Nullable String by,
    List<Clause> clauses,
    Map<Object, Clause> byValue,
    Clause otherwise,
    Map<String, BigDecimal> weights,
    List<Concession> concessions) {

  /** The name of the clause for what no other clause names. */
  static final String OTHERWISE = "otherwise";

  /**
   * Where a constitution is.
   *
   * @param path relative to the charter
   * @param offset where the charter says so
   */
  record Place(String path, int offset) {}

  /** An element that a constitution gives up where clauses combine by {@code bridge}. */
  record Concession(String constitution, String element, int offset) {}

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
  private static final Pattern DECIMAL = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");
  private static final Pattern WHOLE_OR_DECIMAL = Pattern.compile("-?\\d{1,15}(\\.\\d{1,15})?");
  private static final Pattern ABSOLUTE = Pattern.compile("[/\\\\].*|[A-Za-z][A-Za-z0-9+.-]*:.*");

  /** The file's contents, or null where it is no JSON object; problems may be reported in both. */
  static @Nullable CharterFile read(SourceFile file, Problems problems) {
    return new Reader(file, problems).read();
  }

  private static final class Reader extends LocatedJson {
    private static final List<String> COMBINATIONS =
        Stream.of(Combination.values()).map(Combination::word).toList();

    private final Map<String, Place> folders = new LinkedHashMap<>();
    private final Map<Object, Clause> byValue = new LinkedHashMap<>();
    private final Map<String, BigDecimal> weights = new TreeMap<>();

    Reader(SourceFile file, Problems problems) {
      super(
          file,
          problems,
          "write `{\"name\": \"…\", \"version\": \"1.0.0\", \"constitutions\": { … }}`",
          "a charter is four deep");
    }

    @Nullable CharterFile read() {
      Map<String, Located> top = top();
      if (top == null) {
        return null;
      }
      known(
          top,
          "",
          List.of(
              "name",
              "version",
              "description",
              "constitutions",
              "by",
              "clauses",
              OTHERWISE,
              "weights",
              "concessions"));
      String name = requiredText(top, "name");
      String version = requiredText(top, "version");
      constitutions(top);
      weights(top);
      List<Concession> concessions = concessions(top);
      List<Clause> clauses = clauses(top);
      Clause otherwise = clause(OTHERWISE, objectAt(top, OTHERWISE, ""), OTHERWISE + ".", true);
      return new CharterFile(
          name,
          version,
          folders,
          by(top, clauses),
          clauses,
          byValue,
          otherwise,
          weights,
          concessions);
    }

    private String requiredText(Map<String, Located> top, String key) {
      Located at = top.get(key);
      if (at == null) {
        missing(
            key, "write `\"" + key + "\": \"" + (key.equals("version") ? "1.0.0" : "…") + "\"`");
        return "";
      }
      return text(at, key);
    }

    private void missing(String key, String hint) {
      problem("missing-field", 0, key, "the field `" + key + "` is missing", hint);
    }

    /** A text on one line; empty, with a problem, if it is none. */
    private String text(Located at, String field) {
      if (at.value() instanceof String it
          && !it.isBlank()
          && it.equals(it.strip())
          && it.codePoints().noneMatch(LocatedJson::isUnreadable)) {
        return it;
      }
      wrong(at, field, "a text on one line without space around it", null);
      return "";
    }

    private void constitutions(Map<String, Located> top) {
      String example = "write `\"constitutions\": {\"eu\": \"eu\", \"us\": \"../us\"}`";
      Map<String, Located> all = objectAt(top, "constitutions", "");
      if (all.isEmpty()) {
        if (!top.containsKey("constitutions")) {
          missing("constitutions", example);
        } else if (Objects.requireNonNull(top.get("constitutions")).value() instanceof Map) {
          problem(
              "wrong-value",
              Objects.requireNonNull(top.get("constitutions")).offset(),
              "constitutions",
              "no constitution is named",
              example);
        }
      }
      all.forEach(
          (name, at) -> {
            String field = "constitutions." + name;
            if (!NAME.matcher(name).matches()) {
              problem(
                  "wrong-value",
                  at.offset(),
                  "constitutions",
                  "`" + SourceFile.shorten(name) + "` is not the name of a constitution",
                  "write up to 64 of a-z, 0-9, `-`, `_` and `.`, the first a letter or digit");
            }
            String path = text(at, field);
            if (ABSOLUTE.matcher(path).matches() || path.indexOf('\\') >= 0) {
              wrong(
                  at,
                  field,
                  "a path relative to the charter",
                  "write it with `/`, such as `../common`, so that both can be moved together");
            }
            folders.put(name, new Place(path, at.offset()));
          });
    }

    private void weights(Map<String, Located> top) {
      objectAt(top, "weights", "")
          .forEach(
              (name, at) -> {
                String field = "weights." + name;
                isConstitution(name, at, field);
                if (at.value() instanceof Double
                    && DECIMAL.matcher(at.shown()).matches()
                    && new BigDecimal(at.shown()).signum() > 0) {
                  weights.put(name, new BigDecimal(at.shown()));
                } else {
                  wrong(
                      at,
                      field,
                      "a weight",
                      "write a decimal above 0 of up to 9 digits before and after the point, such"
                          + " as `1.5`");
                }
              });
    }

    private boolean isConstitution(String name, Located at, String field) {
      if (!folders.containsKey(name)) {
        String near = Suggestion.didYouMean(name, folders.keySet());
        problem(
            "unknown-constitution",
            at.offset(),
            field,
            "`constitutions` has no `" + SourceFile.shorten(name) + "`",
            near != null ? near : "it has " + String.join(", ", folders.keySet()));
      }
      return folders.containsKey(name);
    }

    private List<Concession> concessions(Map<String, Located> top) {
      List<Concession> concessions = new ArrayList<>();
      for (Located each : list(top.get("concessions"), "concessions")) {
        Map<String, Located> fields = object(each, "concessions");
        known(fields, "concessions.", List.of("constitution", "element"));
        Located constitution = fields.get("constitution");
        Located element = fields.get("element");
        if (constitution == null || element == null) {
          problem(
              "missing-field",
              each.offset(),
              "concessions",
              "a concession says who gives up what",
              "write `{\"constitution\": \"…\", \"element\": \"principle:…\"}`");
          continue;
        }
        String of = text(constitution, "concessions.constitution");
        String what = text(element, "concessions.element");
        if (!of.isEmpty() && isConstitution(of, constitution, "concessions.constitution")) {
          concessions.add(new Concession(of, what, element.offset()));
        }
      }
      return concessions;
    }

    private List<Clause> clauses(Map<String, Located> top) {
      List<Clause> clauses = new ArrayList<>();
      objectAt(top, "clauses", "")
          .forEach(
              (name, at) -> {
                if (name.isBlank()
                    || !name.equals(name.strip())
                    || name.equals(OTHERWISE)
                    || name.codePoints().anyMatch(LocatedJson::isUnreadable)) {
                  problem(
                      "wrong-value",
                      at.offset(),
                      "clauses",
                      "this is not the name of a clause",
                      "write a text on one line; `" + OTHERWISE + "` stands beside `clauses`");
                }
                String prefix = "clauses." + name + ".";
                Map<String, Located> fields = object(at, "clauses." + name);
                Clause clause = clause(name, fields, prefix, false);
                clauses.add(clause);
                if (at.value() instanceof Map) {
                  values(fields.get("values"), at, clause, prefix + "values");
                }
              });
      return clauses;
    }

    /** The attribute that clauses are chosen by: there if and only if there is a clause. */
    private @Nullable String by(Map<String, Located> top, List<Clause> clauses) {
      Located by = top.get("by");
      if (by == null) {
        if (!clauses.isEmpty()) {
          missing("by", "write the attribute of the case: `\"by\": \"jurisdiction\"`");
        }
        return null;
      }
      if (clauses.isEmpty() && !top.containsKey("clauses")) {
        missing(
            "clauses",
            "write what values of the attribute choose, or drop `by`:"
                + " `\"clauses\": {\"europe\": {\"values\": [\"DE\"], \"apply\": \"eu\"}}`");
      }
      return text(by, "by");
    }

    private void values(@Nullable Located at, Located clause, Clause chosen, String field) {
      if (at == null) {
        problem(
            "missing-field",
            clause.offset(),
            field,
            "the clause does not say for which values it is",
            "write `\"values\": [\"DE\", \"FR\"]`");
        return;
      }
      List<Located> values = list(at, field);
      if (values.isEmpty() && at.value() instanceof List) {
        wrong(at, field, "a list of one value or more", "write `\"values\": [\"DE\"]`");
      }
      for (Located each : values) {
        Object value = each.value();
        boolean isNumber = value instanceof Double;
        if (isNumber && WHOLE_OR_DECIMAL.matcher(each.shown()).matches()) {
          value = new BigDecimal(each.shown());
        } else if (isNumber || !(value instanceof String || value instanceof Boolean)) {
          wrong(each, field, "a text, a plain number, true or false", null);
          continue;
        }
        Clause other = byValue.putIfAbsent(Objects.requireNonNull(Values.key(value)), chosen);
        if (other != null) {
          problem(
              "value-twice",
              each.offset(),
              field,
              "`"
                  + SourceFile.shorten(String.valueOf(value))
                  + "` is also named by the clause `"
                  + other.name()
                  + "`",
              "keep one: a value chooses one clause, which may apply several constitutions");
        }
      }
    }

    private Clause clause(
        String name, Map<String, Located> fields, String prefix, boolean appliesAll) {
      known(
          fields,
          prefix,
          appliesAll ? List.of("apply", "combine") : List.of("values", "apply", "combine"));
      Set<String> apply = new LinkedHashSet<>();
      Located named = fields.get("apply");
      if (named == null && appliesAll) {
        apply.addAll(folders.keySet());
      } else if (named == null) {
        problem(
            "missing-field",
            fields.values().stream().findFirst().map(Located::offset).orElse(0),
            prefix + "apply",
            "the clause does not say which constitutions apply",
            "write `\"apply\": [\"…\"]`");
      } else {
        List<Located> each =
            named.value() instanceof String ? List.of(named) : list(named, prefix + "apply");
        if (each.isEmpty() && named.value() instanceof List) {
          wrong(named, prefix + "apply", "a list of one constitution or more", null);
        }
        each.forEach(it -> apply(it, prefix + "apply", apply));
      }
      Combination combine = combination(fields.get("combine"), prefix + "combine");
      Located at = fields.get("combine");
      if (at != null && combine == Combination.BRIDGE && apply.size() == 1) {
        wrong(at, prefix + "combine", "for one constitution: a bridge is between several", null);
      }
      if (at != null && combine == Combination.WEIGHTED) {
        for (String each : apply) {
          if (!weights.containsKey(each)) {
            problem(
                "missing-field",
                at.offset(),
                "weights." + each,
                "`" + each + "` has no weight, and this clause combines by weight",
                "write `\"weights\": {\"" + each + "\": 1}`");
          }
        }
      }
      return new Clause(name, List.copyOf(apply), combine);
    }

    private void apply(Located at, String field, Set<String> apply) {
      if (!(at.value() instanceof String name)) {
        wrong(at, field, "the name of a constitution", null);
      } else if (isConstitution(name, at, field) && !apply.add(name)) {
        problem(
            "wrong-value",
            at.offset(),
            field,
            "`" + name + "` is named twice",
            "keep one: a constitution is heard once");
      }
    }

    private Combination combination(@Nullable Located at, String field) {
      if (at == null) {
        return Combination.STRICTEST;
      }
      for (Combination each : Combination.values()) {
        if (each.word().equals(at.value())) {
          return each;
        }
      }
      String near =
          at.value() instanceof String it ? Suggestion.didYouMean(it, COMBINATIONS) : null;
      wrong(
          at,
          field,
          "a way to combine",
          near != null ? near : "write one of " + String.join(", ", COMBINATIONS));
      return Combination.STRICTEST;
    }

    private List<Located> list(@Nullable Located at, String field) {
      if (at == null) {
        return List.of();
      }
      if (!(at.value() instanceof List<?> items)) {
        wrong(at, field, "a list", "write `[ … ]`");
        return List.of();
      }
      return items.stream().map(Located.class::cast).toList();
    }

    @SuppressWarnings("unchecked") // LocatedJson alone makes the maps in here
    private Map<String, Located> object(Located at, String field) {
      if (at.value() instanceof Map<?, ?> it) {
        return (Map<String, Located>) it;
      }
      wrong(at, field, "an object", "write `{ … }`");
      return Map.of();
    }
  }
}
