package org.equipoise.constitution;

import com.google.common.base.Suppliers;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.equipoise.constitution.internal.RuleBase;
import org.equipoise.constitution.reading.ConstitutionReads;
import org.equipoise.constitution.vetting.Permissions;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.language.Element;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Principles and background theories that were read from a folder, checked and compiled. Immutable
 * and safe to share between threads. Create it once and reuse it: compiling takes seconds. No
 * argument and no result is null.
 */
public final class Constitution implements Authority {
  private static final Logger LOG = LoggerFactory.getLogger(Constitution.class);

  private final String name;
  private final String version;
  private final Settings settings;
  private final @Nullable SignOff signOff;
  private final SortedMap<String, DefinedRule> rules;
  private final SortedMap<String, String> files;
  private final String digest;
  private final Terms terms;
  private final ConstitutionReads reads;
  private final KnownNames names;
  private final Declarations declarations;
  private final Supplier<List<Attribute>> attributes;
  private final @Nullable Instant asOf;
  private final Timetable timetable;
  private final boolean isTimeBound;
  private final Supplier<RuleBase> ruleBase;

  /**
   * On what terms its rules are compiled.
   *
   * @param permissions what they may use besides
   * @param loader knows the host's classes
   */
  record Terms(Permissions permissions, ClassLoader loader) {}

  Constitution(
      String name,
      String version,
      Settings settings,
      Declarations declarations,
      @Nullable SignOff signOff,
      SortedMap<String, DefinedRule> rules,
      SortedMap<String, String> files,
      Terms terms,
      ConstitutionReads reads,
      @Nullable Instant asOf,
      Supplier<RuleBase> ruleBase) {
    this.name = name;
    this.version = version;
    this.settings = settings;
    this.signOff = signOff;
    this.rules = rules;
    this.files = files;
    this.digest = digestOf(files, Semantics.VERSION);
    this.terms = terms;
    this.reads = reads;
    this.names = new KnownNames(settings, declarations, reads);
    this.declarations = declarations;
    this.attributes = Suppliers.memoize(() -> AttributeUses.of(declarations, rules.values()));
    this.ruleBase = ruleBase;
    this.asOf = asOf;
    this.timetable = new Timetable(rules.values(), ruleBase);
    this.isTimeBound = timetable.isLimited() || reads.mayReadAges();
  }

  /**
   * The result of checking a folder.
   *
   * @param constitution the constitution; empty if any problem is an error
   * @param problems the problems, sorted by file and position
   * @param unread the files in the folder that are not part of the constitution, sorted by path,
   *     without those of the operating system, editors and version control
   */
  public record Checked(
      Optional<Constitution> constitution, List<Problem> problems, List<UnreadFile> unread) {

    public Checked {
      problems = List.copyOf(problems);
      unread = List.copyOf(unread);
    }
  }

  /**
   * Loads a constitution from a folder.
   *
   * @throws InvalidInputException if there is an error; it holds every problem
   */
  public static Constitution load(Path folder) {
    return load(folder, Permissions.none());
  }

  /**
   * Loads a constitution from a folder.
   *
   * @param permissions the classes of the host that rules may use
   * @throws InvalidInputException if there is an error; it holds every problem
   */
  public static Constitution load(Path folder, Permissions permissions) {
    return orThrow(check(folder, permissions));
  }

  /**
   * Loads a constitution from a folder on the class path, such as {@code
   * org/equipoise/rules/common-morality}, with the context class loader of the thread, or else with
   * the class loader of this library.
   *
   * @throws InvalidInputException if there is an error; it holds every problem
   */
  public static Constitution loadResource(String folder) {
    return loadResource(ConstitutionLoader.defaultLoader(), folder);
  }

  /**
   * Loads a constitution from a folder on the class path of a class loader.
   *
   * @throws InvalidInputException if there is an error; it holds every problem
   */
  public static Constitution loadResource(ClassLoader loader, String folder) {
    return loadResource(loader, folder, Permissions.none());
  }

  /**
   * Loads a constitution from a folder on the class path of a class loader.
   *
   * @param permissions the classes of the loader that rules may use
   * @throws InvalidInputException if there is an error; it holds every problem
   */
  public static Constitution loadResource(
      ClassLoader loader, String folder, Permissions permissions) {
    return orThrow(
        ConstitutionLoader.check(
            problems -> Folder.readResource(loader, folder, problems),
            folder,
            loader,
            permissions));
  }

  /**
   * Creates a constitution from the text of its files, as {@link #files} returns it.
   *
   * @param files the text by path, relative to the constitution
   * @throws InvalidInputException if there is an error; it holds every problem
   */
  public static Constitution of(Map<String, String> files) {
    return of(files, Permissions.none());
  }

  /**
   * Creates a constitution from the text of its files, as {@link #files} returns it.
   *
   * @param files the text by path, relative to the constitution
   * @param permissions the classes of the host that rules may use
   * @throws InvalidInputException if there is an error; it holds every problem
   */
  public static Constitution of(Map<String, String> files, Permissions permissions) {
    return of(files, permissions, ConstitutionLoader.defaultLoader());
  }

  static Constitution of(Map<String, String> files, Permissions permissions, ClassLoader loader) {
    return orThrow(
        ConstitutionLoader.check(
            problems -> Folder.of(files, problems), "constitution", loader, permissions));
  }

  /**
   * Returns the digest of a constitution with these files. The files are not checked.
   *
   * @param files the text by path, relative to the constitution
   * @param semantics the version of the semantics, such as {@link Semantics#VERSION}
   */
  public static String digestOf(Map<String, String> files, String semantics) {
    return Digest.of(new TreeMap<>(files), semantics);
  }

  /**
   * The digest that a constitution of what a folder holds now would have; whether it is one is not
   * looked into. Empty if it cannot be read.
   */
  public static Optional<String> digestOf(Path folder) {
    Problems problems = new Problems();
    SortedMap<String, String> files = new TreeMap<>();
    Folder.read(folder, problems).files().forEach(it -> files.put(it.path(), it.kept()));
    return problems.anyError()
        ? Optional.empty()
        : Optional.of(Digest.of(files, Semantics.VERSION));
  }

  /**
   * Returns whether a file in the folder of a constitution is part of it, by its path.
   *
   * @param path relative to the constitution, with forward slashes
   */
  public static boolean isPart(String path) {
    return FileKind.of(path, false) instanceof FileKind.Part;
  }

  /**
   * Who may sign for changes of a constitution with these files. Nothing else of them is checked.
   * Empty if they do not say, or say it wrongly.
   *
   * @param files the text by path, relative to the constitution
   */
  public static Optional<SignOff> signOffOf(Map<String, String> files) {
    String text = files.get(FileKind.MANIFEST);
    if (text == null) {
      return Optional.empty();
    }
    SourceFile file = new SourceFile(FileKind.MANIFEST, FileKind.MANIFEST, text);
    return Optional.ofNullable(Manifest.read(file, new Problems())).map(Manifest::signOff);
  }

  /** Checks a folder. Returns the problems instead of throwing them. */
  public static Checked check(Path folder) {
    return check(folder, Permissions.none());
  }

  /**
   * Checks a folder. Returns the problems instead of throwing them.
   *
   * @param permissions the classes of the host that rules may use
   */
  public static Checked check(Path folder, Permissions permissions) {
    return ConstitutionLoader.check(
        problems -> Folder.read(folder, problems),
        folder.toString(),
        ConstitutionLoader.defaultLoader(),
        permissions);
  }

  private static Constitution orThrow(Checked checked) {
    checked.unread().stream()
        .filter(UnreadFile::isDoubtful)
        .forEach(it -> LOG.warn("`{}` is no part of the constitution: {}", it.path(), it.hint()));
    return checked.constitution().orElseThrow(() -> new InvalidInputException(checked.problems()));
  }

  /** Returns the name in {@code constitution.json}. */
  @Override
  public String name() {
    return name;
  }

  /** Returns the version in {@code constitution.json}. */
  @Override
  public String version() {
    return version;
  }

  /** Returns the settings in {@code constitution.json}, with defaults for those left out. */
  public Settings settings() {
    return settings;
  }

  /** Returns who may sign for changes; empty if the constitution does not say. */
  public Optional<SignOff> signOff() {
    return Optional.ofNullable(signOff);
  }

  /** Returns the principles and theories by id. Unmodifiable. */
  public SortedMap<String, DefinedRule> rules() {
    return rules;
  }

  /**
   * Returns the text of the files by path, relative to the constitution, with normalised line ends;
   * workbooks in Base64. Unmodifiable.
   */
  @Override
  public SortedMap<String, String> files() {
    return files;
  }

  /**
   * Returns the text of the files with rules by path, relative to the constitution; for a table,
   * the rules that were generated from it.
   */
  public SortedMap<String, String> ruleTexts() {
    TreeMap<String, String> texts = new TreeMap<>();
    Folder.of(files, new Problems()).files().stream()
        .filter(SourceFile::isRules)
        .forEach(it -> texts.put(it.path(), it.text()));
    return texts;
  }

  /** Returns {@code sha256:} and the digest of the files and the semantics version, in hex. */
  @Override
  public String digest() {
    return digest;
  }

  /** Returns what the rules, queries, functions and imports read. For Equipoise only. */
  public ConstitutionReads reads() {
    return reads;
  }

  @Override
  public List<Constitution> constitutions() {
    return List.of(this);
  }

  @Override
  public List<KnownNames.Unknown> unknown(Case given, List<Judgment> judgments) {
    return names.unknown(given, judgments);
  }

  @Override
  public List<KnownNames.Unknown> unlike(Case given, List<Judgment> judgments) {
    return names.unlike(given, judgments);
  }

  @Override
  public String inWords(KnownNames.Unknown unknown) {
    return names.inWords(unknown);
  }

  @Override
  public @Nullable String hint(KnownNames.Unknown unknown, Set<String> beside) {
    return names.hint(unknown, beside);
  }

  @Override
  public boolean readsNothingOf(Case given) {
    return names.readsNothingOf(given);
  }

  /** Returns the names of attributes and stakeholders that the rules and settings use. */
  public KnownNames names() {
    return names;
  }

  /**
   * Returns every attribute that a rule reads or {@code attributes.json} declares, in ascending
   * order of names; of an undeclared one, what the rules show of it.
   */
  public List<Attribute> attributes() {
    return attributes.get();
  }

  /** Returns the attributes that {@code attributes.json} declares. */
  public Declarations declarations() {
    return declarations;
  }

  /**
   * Returns why a case may not be decided by the declarations of attributes: something that must
   * not be missing is, or {@code undeclared} is {@code refuse} and something is not declared. Empty
   * if it may be.
   */
  public Optional<String> refusal(Case given, List<Judgment> judgments) {
    List<String> missing = declarations.required(given, judgments);
    if (!missing.isEmpty()) {
      return Optional.of(
          "case `" + given.id() + "` lacks what it must have: " + String.join(", ", missing));
    }
    if (declarations.undeclared() != Declarations.Undeclared.REFUSE) {
      return Optional.empty();
    }
    String undeclared =
        names.unknown(given, judgments).stream()
            .filter(it -> it.fault() != KnownNames.Fault.UNREAD)
            .map(names::inWords)
            .collect(Collectors.joining("; "));
    return undeclared.isEmpty()
        ? Optional.empty()
        : Optional.of("case `" + given.id() + "` is refused: " + undeclared);
  }

  /** Returns the compiled rules. For Equipoise only. */
  public RuleBase ruleBase() {
    return ruleBase.get();
  }

  /** Returns the compiled rules, of which those fire that are in force. For Equipoise only. */
  public RuleBase ruleBase(Case given) {
    Instant time = given.at();
    return time == null || !timetable.isLimited() ? ruleBase() : timetable.at(time);
  }

  /** Returns whether what rules say depends on the time: by their terms, or by ages. */
  @Override
  public boolean isTimeBound() {
    return isTimeBound;
  }

  /**
   * Returns this constitution, with the time as of which it decides cases that have none. Without
   * such a time these are decided as of the system clock.
   */
  @Override
  public Constitution asOf(Instant time) {
    return new Constitution(
        name, version, settings, declarations, signOff, rules, files, terms, reads, time, ruleBase);
  }

  /** Returns the time as of which it decides cases that have none; empty for the clock. */
  public Optional<Instant> asOf() {
    return Optional.ofNullable(asOf);
  }

  /**
   * Returns a case with the time as of which it is decided. Where nothing depends on the time, a
   * case without one stays without.
   *
   * @param clock what time it is, if neither the case nor {@link #asOf()} says
   */
  @Override
  public Case dated(Case given, InstantSource clock) {
    return given.at() != null || !isTimeBound
        ? given
        : given.withAt(asOf == null ? clock.instant() : asOf);
  }

  /** Returns the rules that are not in force as of the time of a case, sorted. */
  public List<Element> notInForce(Case given) {
    Instant time = given.at();
    return time == null ? List.of() : timetable.notInForce(time);
  }

  /**
   * Returns this constitution with some rules switched off, as if they were overridden in every
   * case. The rules, files and digest stay the same.
   *
   * @param ids the ids of principles and theories
   * @throws IllegalArgumentException if there is no rule with one of these ids
   */
  public Constitution withoutRules(Set<String> ids) {
    for (String id : ids) {
      if (!rules.containsKey(id)) {
        throw new IllegalArgumentException("there is no rule `" + id + "`");
      }
    }
    RuleBase left = ruleBase().withoutRules(ids);
    return new Constitution(
        name,
        version,
        settings,
        declarations,
        signOff,
        rules,
        files,
        terms,
        reads,
        asOf,
        () -> left);
  }

  /**
   * Creates a constitution from other files with the permissions and the time of this one.
   *
   * @param others the text by path, relative to the constitution
   * @throws InvalidInputException if there is an error; it holds every problem
   */
  public Constitution with(Map<String, String> others) {
    Constitution other = of(others, terms.permissions(), terms.loader());
    return asOf == null ? other : other.asOf(asOf);
  }

  Terms terms() {
    return terms;
  }

  @Override
  public String toString() {
    return name + " " + version + " (" + digest + ")";
  }
}
