package org.equipoise.constitution;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.equipoise.constitution.internal.RuleBase;
import org.equipoise.constitution.reading.ConstitutionReads;
import org.equipoise.constitution.vetting.Permissions;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Principles and background theories in force, read from a folder, checked and compiled. Immutable
 * and safe to share between threads.
 */
public final class Constitution {
  private static final Logger LOG = LoggerFactory.getLogger(Constitution.class);

  private final String name;
  private final String version;
  private final Settings settings;
  private final SortedMap<String, DefinedRule> rules;
  private final SortedMap<String, String> files;
  private final String digest;
  private final Terms terms;
  private final ConstitutionReads reads;
  private final KnownNames names;
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
      SortedMap<String, DefinedRule> rules,
      SortedMap<String, String> files,
      Terms terms,
      ConstitutionReads reads,
      Supplier<RuleBase> ruleBase) {
    this.name = name;
    this.version = version;
    this.settings = settings;
    this.rules = rules;
    this.files = files;
    this.digest = digestOf(files, Semantics.VERSION);
    this.terms = terms;
    this.reads = reads;
    this.names = new KnownNames(settings, reads);
    this.ruleBase = ruleBase;
  }

  /**
   * What came of checking a constitution.
   *
   * @param constitution empty if any problem is an error
   * @param problems in order of file and position
   * @param unread the files in its folder that are no part of it, by path; those that the operating
   *     system, editors and version control keep for themselves left out
   */
  public record Checked(
      Optional<Constitution> constitution, List<Problem> problems, List<UnreadFile> unread) {}

  /**
   * The constitution in a folder.
   *
   * @throws InvalidInputException with every problem in it
   */
  public static Constitution load(Path folder) {
    return load(folder, Permissions.none());
  }

  /**
   * The constitution in a folder, whose rules may use what the host permits besides.
   *
   * @throws InvalidInputException with every problem in it
   */
  public static Constitution load(Path folder, Permissions permissions) {
    return orThrow(check(folder, permissions));
  }

  /**
   * The constitution in a class-path folder, such as {@code org/equipoise/rules/common-morality},
   * found through the thread's context class loader, or else this library's own.
   *
   * @throws InvalidInputException with every problem in it
   */
  public static Constitution loadResource(String folder) {
    return loadResource(ConstitutionLoader.defaultLoader(), folder);
  }

  /**
   * The constitution in a folder that a class loader knows.
   *
   * @throws InvalidInputException with every problem in it
   */
  public static Constitution loadResource(ClassLoader loader, String folder) {
    return loadResource(loader, folder, Permissions.none());
  }

  /**
   * The constitution in a folder that a class loader knows; its rules may use those of the loader's
   * classes that the host permits.
   *
   * @throws InvalidInputException with every problem in it
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
   * The constitution in these files, as {@link #files} gives them.
   *
   * @param files text by path, relative to the constitution
   * @throws InvalidInputException with every problem in it
   */
  public static Constitution of(Map<String, String> files) {
    return of(files, Permissions.none());
  }

  /**
   * The constitution in these files, whose rules may use what the host permits besides.
   *
   * @param files text by path, relative to the constitution
   * @throws InvalidInputException with every problem in it
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
   * The digest that a constitution of these files has under some semantics version; whether they
   * make one is not looked into.
   *
   * @param files text by path, relative to the constitution
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

  /** The constitution in a folder, or what is wrong with it. */
  public static Checked check(Path folder) {
    return check(folder, Permissions.none());
  }

  /** The constitution in a folder, or what is wrong with it, given what the host permits. */
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

  public String name() {
    return name;
  }

  public String version() {
    return version;
  }

  public Settings settings() {
    return settings;
  }

  /** Principles and theories by id. */
  public SortedMap<String, DefinedRule> rules() {
    return rules;
  }

  /**
   * The text of its files by path, relative to it, with line ends normalised; of a workbook,
   * Base64.
   */
  public SortedMap<String, String> files() {
    return files;
  }

  /**
   * The text of its files that hold rules, by path, relative to it; of a table, the rules that it
   * stands for.
   */
  public SortedMap<String, String> ruleTexts() {
    TreeMap<String, String> texts = new TreeMap<>();
    Folder.of(files, new Problems()).files().stream()
        .filter(SourceFile::isRules)
        .forEach(it -> texts.put(it.path(), it.text()));
    return texts;
  }

  /** {@code sha256:} and the hexadecimal digest of its files and the semantics version. */
  public String digest() {
    return digest;
  }

  /** What its rules read, and the queries, functions and imports beside them. */
  public ConstitutionReads reads() {
    return reads;
  }

  /** The names that it knows: those under which a case can bring something that matters to it. */
  public KnownNames names() {
    return names;
  }

  /** The compiled rules, for the inference alone. */
  public RuleBase ruleBase() {
    return ruleBase.get();
  }

  /**
   * This constitution where some rules never speak, as if they were overridden in every case. Its
   * rules, files and digest stay as they are.
   *
   * @param ids of principles and theories
   * @throws IllegalArgumentException if there is no such rule
   */
  public Constitution silencing(Set<String> ids) {
    for (String id : ids) {
      if (!rules.containsKey(id)) {
        throw new IllegalArgumentException("there is no rule `" + id + "`");
      }
    }
    RuleBase left = ruleBase().silencing(ids);
    return new Constitution(name, version, settings, rules, files, terms, reads, () -> left);
  }

  /**
   * The constitution in other files, whose rules may use what the host permits those of this one.
   *
   * @param others text by path, relative to the constitution
   * @throws InvalidInputException with every problem in it
   */
  public Constitution with(Map<String, String> others) {
    return of(others, terms.permissions(), terms.loader());
  }

  Terms terms() {
    return terms;
  }

  @Override
  public String toString() {
    return name + " " + version + " (" + digest + ")";
  }
}
