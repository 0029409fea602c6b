package org.equipoise.constitution;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.equipoise.constitution.KnownNames.Fault;
import org.equipoise.constitution.KnownNames.Subject;
import org.equipoise.constitution.vetting.Permissions;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Values;
import org.equipoise.language.Element;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Several constitutions, by which attribute of a case some of them are chosen, and how what they
 * say is combined. Read from a folder with {@code charter.json}. Immutable and safe to share
 * between threads.
 */
public final class Charter implements Authority {
  /** The file that holds a charter. */
  public static final String FILE = "charter.json";

  /** Where ledgers keep the constitutions. */
  static final String CONSTITUTIONS = "constitutions/";

  private final CharterFile file;
  private final Map<String, Constitution> constitutions;
  private final Map<String, SortedMap<String, Element>> concessions;
  private final SortedMap<String, String> files;
  private final String digest;

  /**
   * Which constitutions apply to some cases.
   *
   * @param name the name of the clause; {@code otherwise} for the one for all other cases
   * @param apply the names of the constitutions, in order; at least one
   * @param combine how what they say is combined; of one constitution, any way gives what it says
   */
  public record Clause(String name, List<String> apply, Combination combine) {
    public Clause {
      apply = List.copyOf(apply);
    }
  }

  /**
   * The result of checking a folder.
   *
   * @param charter the charter; empty if any problem is an error
   * @param problems the problems of the charter and of its constitutions, sorted by file and
   *     position
   * @param constitutions what was found in the folder of each constitution, in the charter's order;
   *     empty if {@code charter.json} has an error
   */
  public record Checked(
      Optional<Charter> charter,
      List<Problem> problems,
      Map<Path, Constitution.Checked> constitutions) {
    public Checked {
      problems = List.copyOf(problems);
      constitutions = Collections.unmodifiableMap(new LinkedHashMap<>(constitutions));
    }
  }

  Charter(
      CharterFile file,
      Map<String, Constitution> constitutions,
      Map<String, SortedMap<String, Element>> concessions,
      SortedMap<String, String> files) {
    this.file = file;
    this.constitutions = constitutions;
    this.concessions = concessions;
    this.files = files;
    this.digest = Digest.of(files, Semantics.VERSION);
  }

  /** Returns whether a folder holds a charter. */
  public static boolean isIn(Path folder) {
    return Files.isRegularFile(folder.resolve(FILE));
  }

  /**
   * Loads the charter in a folder, with its constitutions.
   *
   * @param permissions the classes of the host that rules may use
   * @throws InvalidInputException if there is an error; it holds every problem
   */
  public static Charter load(Path folder, Permissions permissions) {
    Checked checked = check(folder, permissions);
    return checked.charter().orElseThrow(() -> new InvalidInputException(checked.problems()));
  }

  /**
   * Checks the charter in a folder and its constitutions. Returns the problems instead of throwing
   * them.
   *
   * @param permissions the classes of the host that rules may use
   */
  public static Checked check(Path folder, Permissions permissions) {
    CharterReading reading = CharterReading.in(folder);
    Map<Path, Constitution.Checked> found = new LinkedHashMap<>();
    Optional<Charter> charter =
        reading.charter(
            (name, problems) -> {
              Path of = Objects.requireNonNull(reading.folders.get(name));
              Constitution.Checked checked = Constitution.check(of, permissions);
              found.put(of, checked);
              checked.problems().forEach(problems::add);
              return checked.constitution().orElse(null);
            });
    return new Checked(charter, reading.problems.sorted(), found);
  }

  /**
   * Creates a charter from the text of its files, as {@link #files} returns it.
   *
   * @param permissions the classes of the host that rules may use
   * @throws InvalidInputException if there is an error; it holds every problem
   */
  public static Charter of(Map<String, String> files, Permissions permissions) {
    Problems problems = new Problems();
    SourceFile source = new SourceFile(FILE, FILE, files.getOrDefault(FILE, ""));
    CharterReading reading =
        new CharterReading(source, CharterFile.read(source, problems), problems);
    return reading
        .charter(
            (name, found) -> {
              String prefix = CONSTITUTIONS + name + "/";
              Map<String, String> own = new TreeMap<>();
              files.forEach(
                  (path, text) -> {
                    if (path.startsWith(prefix)) {
                      own.put(path.substring(prefix.length()), text);
                    }
                  });
              try {
                return Constitution.of(own, permissions);
              } catch (InvalidInputException e) {
                e.problems().forEach(found::add);
                return null;
              }
            })
        .orElseThrow(() -> new InvalidInputException(problems.sorted()));
  }

  /** See {@link Authority#digestOf(Path)}. */
  static Optional<String> digestOf(Path folder) {
    CharterReading reading = CharterReading.in(folder);
    if (reading.file == null || reading.source == null) {
      return Optional.empty();
    }
    SortedMap<String, String> files = new TreeMap<>();
    files.put(FILE, reading.source.text());
    reading.folders.forEach(
        (name, of) ->
            Folder.read(of, reading.problems)
                .files()
                .forEach(it -> files.put(CONSTITUTIONS + name + "/" + it.path(), it.kept())));
    return reading.problems.anyError()
        ? Optional.empty()
        : Optional.of(Digest.of(files, Semantics.VERSION));
  }

  /** See {@link Authority#folders}. */
  static List<Path> folders(Path folder) {
    Set<Path> all = new LinkedHashSet<>();
    all.add(folder);
    CharterReading.in(folder).folders.values().stream()
        .filter(Files::isDirectory)
        .forEach(all::add);
    return List.copyOf(all);
  }

  @Override
  public String name() {
    return file.name();
  }

  @Override
  public String version() {
    return file.version();
  }

  @Override
  public String digest() {
    return digest;
  }

  /**
   * Returns the text of {@code charter.json}, and that of the files of each constitution under
   * {@code constitutions/NAME/}.
   */
  @Override
  public SortedMap<String, String> files() {
    return files;
  }

  @Override
  public List<Constitution> constitutions() {
    return List.copyOf(constitutions.values());
  }

  /** Returns the constitutions by the names that the charter gives them, in its order. */
  public Map<String, Constitution> byName() {
    return Collections.unmodifiableMap(constitutions);
  }

  /** Returns the attribute of the case that clauses are chosen by; empty if there are none. */
  public Optional<String> by() {
    return Optional.ofNullable(file.by());
  }

  /** Returns all clauses in the order of the file; {@code otherwise} is the last. */
  public List<Clause> clauses() {
    List<Clause> all = new ArrayList<>(file.clauses());
    all.add(file.otherwise());
    return List.copyOf(all);
  }

  /**
   * Returns the clause for a case: the one that names the value of the attribute; {@code otherwise}
   * if none does, if the case lacks the attribute, or if its value is disputed.
   */
  public Clause clauseFor(Case given) {
    String by = file.by();
    Object value = by == null || isDisputed(given, by) ? null : given.attributes().get(by);
    return value instanceof String || value instanceof Number || value instanceof Boolean
        ? file.byValue().getOrDefault(Objects.requireNonNull(Values.key(value)), file.otherwise())
        : file.otherwise();
  }

  private static boolean isDisputed(Case given, String name) {
    return given.attributes().disputed().keySet().stream()
        .anyMatch(it -> name.equals(it) || name.startsWith(it + "."));
  }

  /** Returns the weight of a constitution where clauses combine by weight; 1 if it has none. */
  public BigDecimal weight(String name) {
    return file.weights().getOrDefault(name, BigDecimal.ONE);
  }

  /** Returns the rules that a constitution gives up where clauses combine by bridge, sorted. */
  public List<Element> concessions(String name) {
    return List.copyOf(concessions.getOrDefault(name, Collections.emptySortedMap()).values());
  }

  /** Returns a constitution without the rules that it concedes; its digest stays the same. */
  public Constitution conceding(String name) {
    Constitution constitution = Objects.requireNonNull(constitutions.get(name));
    Set<String> conceded = concessions.getOrDefault(name, Collections.emptySortedMap()).keySet();
    return conceded.isEmpty() ? constitution : constitution.withoutRules(conceded);
  }

  /** Returns the constitutions that no clause applies, by name, sorted. */
  public Set<String> unused() {
    Set<String> unused = new TreeSet<>(constitutions.keySet());
    clauses().forEach(it -> unused.removeAll(it.apply()));
    return unused;
  }

  @Override
  public boolean isTimeBound() {
    return constitutions.values().stream().anyMatch(Constitution::isTimeBound);
  }

  @Override
  public Charter asOf(Instant time) {
    return with(it -> it.asOf(time));
  }

  private Charter with(UnaryOperator<Constitution> change) {
    Map<String, Constitution> changed = new LinkedHashMap<>();
    constitutions.forEach((name, it) -> changed.put(name, change.apply(it)));
    return new Charter(file, changed, concessions, files);
  }

  @Override
  public Case dated(Case given, InstantSource clock) {
    Case dated = given;
    for (Constitution each : constitutions.values()) {
      dated = each.dated(dated, clock);
    }
    return dated;
  }

  @Override
  public List<KnownNames.Unknown> unknown(Case given, List<Judgment> judgments) {
    List<List<KnownNames.Unknown>> all =
        constitutions.values().stream().map(it -> it.unknown(given, judgments)).toList();
    return all.stream()
        .flatMap(List::stream)
        .filter(it -> isUnfit(it) || all.stream().allMatch(each -> names(each, it)))
        .filter(it -> !(it.subject() == Subject.CASE && isBy(it.name())))
        .collect(
            Collectors.collectingAndThen(
                Collectors.toMap(
                    it -> List.of(it.subject(), it.name()),
                    it -> it,
                    (first, second) -> first,
                    LinkedHashMap::new),
                it -> List.copyOf(it.values())));
  }

  @Override
  public List<KnownNames.Unknown> unlike(Case given, List<Judgment> judgments) {
    return constitutions.values().stream()
        .flatMap(it -> it.unlike(given, judgments).stream())
        .distinct()
        .toList();
  }

  private static boolean isUnfit(KnownNames.Unknown unknown) {
    return unknown.fault() == Fault.OTHER_TYPE || unknown.fault() == Fault.OTHER_VALUE;
  }

  private static boolean names(List<KnownNames.Unknown> unknown, KnownNames.Unknown one) {
    return unknown.stream()
        .anyMatch(it -> it.subject() == one.subject() && it.name().equals(one.name()));
  }

  private boolean isBy(String name) {
    String by = file.by();
    return by != null && (by.equals(name) || by.startsWith(name + "."));
  }

  @Override
  public String inWords(KnownNames.Unknown unknown) {
    return constitutions.values().stream()
        .filter(it -> it.names().canExplain(unknown))
        .findFirst()
        .orElseThrow()
        .inWords(unknown);
  }

  @Override
  public @Nullable String hint(KnownNames.Unknown unknown, Set<String> beside) {
    return constitutions.values().stream()
        .map(it -> it.hint(unknown, beside))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  @Override
  public boolean readsNothingOf(Case given) {
    return constitutions.values().stream().allMatch(it -> it.readsNothingOf(given));
  }

  @Override
  public String toString() {
    return name() + " " + version() + " (" + digest + ")";
  }
}
