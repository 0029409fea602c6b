package org.equipoise.constitution;

import com.google.common.collect.Sets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.drools.compiler.compiler.io.memory.MemoryFileSystem;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.drools.compiler.kie.builder.impl.KieContainerImpl;
import org.drools.compiler.kie.builder.impl.KieProject;
import org.drools.compiler.kie.builder.impl.MemoryKieModule;
import org.drools.compiler.kproject.models.KieBaseModelImpl;
import org.drools.modelcompiler.CanonicalKieModule;
import org.drools.util.PortablePath;
import org.equipoise.constitution.DrlFile.ParsedRule;
import org.equipoise.constitution.internal.RuleBase;
import org.equipoise.constitution.internal.cache.ClassCache;
import org.equipoise.constitution.internal.cache.CompiledClasses;
import org.equipoise.constitution.internal.matching.MeteredJoins;
import org.equipoise.constitution.vetting.Permissions;
import org.equipoise.constitution.vetting.internal.Origin;
import org.equipoise.constitution.vetting.internal.Vetting;
import org.equipoise.constitution.vetting.internal.Violation;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.KieBaseConfiguration;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.KieModule;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;
import org.kie.api.runtime.KieContainer;
import org.kie.internal.conf.AlphaRangeIndexThresholdOption;
import org.kie.internal.conf.AlphaThresholdOption;

/**
 * Compiles all files of a constitution as one DRL package. Several packages would lose firings
 * (Drools issues 7115 and 7109), so every file's package statement is replaced on its own line, and
 * positions stay the author's.
 */
final class Compiler {
  static final String PACKAGE = RuleBase.PACKAGE;

  private static final AtomicLong SERIAL = new AtomicLong();
  private static final String SOURCE = "Java source of ";

  /**
   * A method that the compiler adds to a class with lambdas; of the model, only queries have any.
   */
  private static final String TOO_LARGE = "$deserializeLambda$(SerializedLambda) is exceeding";

  /** How often what is left is compiled again after something that does not compile was found. */
  private static final int MAX_ROUNDS = 4;

  private static final String MODEL_OF_THE_PROJECT = "org/drools/project/model/ProjectModel_";

  /** Held while code is generated: the engine's generator shares syntax trees among its runs. */
  private static final Object GENERATING = new Object();

  private final List<DrlFile> files;
  private final List<DrlFile> authored;
  private final Map<String, Integer> places = new LinkedHashMap<>();
  private final FactTypes types;
  private final CompiledText texts;
  private final ClassLoader loader;
  private final Permissions permissions;
  private final Problems problems;
  private final Set<Violation> violations = new LinkedHashSet<>();
  private final Set<DrlFile.Part> leftOut = new HashSet<>();

  /**
   * A compiler of some files.
   *
   * @param authored the files that can be at fault: all but the kernel's
   * @param order the rules' names in firing order
   */
  Compiler(
      List<DrlFile> files,
      List<DrlFile> authored,
      List<String> order,
      FactTypes types,
      ClassLoader loader,
      Permissions permissions,
      Problems problems) {
    this.types = types;
    this.files = files.stream().sorted(Comparator.comparing(it -> it.source().path())).toList();
    this.authored = authored;
    order.forEach(it -> places.put(it, places.size()));
    this.texts = new CompiledText(types, places);
    this.loader = new HostClasses(loader);
    this.permissions = permissions;
    this.problems = problems;
  }

  /**
   * What was compiled.
   *
   * @param rules in firing order
   */
  record Compiled(Supplier<KieBase> kie, List<org.drools.model.Rule> rules) {}

  /** The compiled rules, or null with the compiler's errors among the problems. */
  @Nullable Compiled compile() {
    if (loader.getParent() != Compiler.class.getClassLoader()) {
      return compileAnew(); // rules may see other classes of the same names
    }
    List<String> compiled =
        files.stream().map(it -> texts.of(it, places.keySet(), Set.of())).toList();
    Optional<ClassCache> cache = ClassCache.inUse();
    return CompiledBefore.orElse(
        new CompiledBefore.Key(compiled, List.copyOf(places.keySet()), permissions, cache),
        () -> cache.isPresent() ? compile(cache.get(), compiled) : compileAnew());
  }

  /** The compiled rules, from a cache if they are there; what permissions let in is not kept. */
  private @Nullable Compiled compile(ClassCache cache, List<String> texts) {
    if (!permissions.equals(Permissions.none())) {
      return compileAnew();
    }
    List<String> key = new ArrayList<>(texts);
    key.addAll(places.keySet());
    Optional<Compiled> kept = cache.find(key).flatMap(it -> KeptRules.of(it, loader, places));
    if (kept.isPresent()) {
      return kept.get();
    }
    Built built = build(places.keySet());
    Compiled compiled = compiled(built);
    if (compiled != null) {
      cache.keep(key, built.classes());
    }
    return compiled;
  }

  private @Nullable Compiled compileAnew() {
    return compiled(build(places.keySet()));
  }

  private @Nullable Compiled compiled(Built built) {
    if (!isFine(built, rules(authored))) {
      return null;
    }
    KieBase kie = Objects.requireNonNull(built.kie());
    return new Compiled(() -> kie, inOrder(built.rules(), places));
  }

  static List<org.drools.model.Rule> inOrder(
      List<org.drools.model.Rule> rules, Map<String, Integer> places) {
    return rules.stream().sorted(Comparator.comparing(it -> places.get(it.getName()))).toList();
  }

  /**
   * Whether some rules compile, with what all files share; if not, the errors are among the
   * problems.
   *
   * @param rules of the files that can be at fault
   */
  boolean compiles(List<ParsedRule> rules) {
    return isFine(build(names(rules)), rules);
  }

  /** Whether some rules compile; nothing is told if they do not. */
  boolean wouldCompile(List<ParsedRule> rules) {
    return build(names(rules)).kie() != null;
  }

  /** Parts of files, besides rules, that are not compiled from now on. */
  void leaveOut(Set<DrlFile.Part> parts) {
    leftOut.addAll(parts);
  }

  Set<DrlFile.Part> leftOut() {
    return leftOut;
  }

  private boolean isFine(Built built, List<ParsedRule> rules) {
    if (built.flaws().stream().anyMatch(it -> it.said().contains(TOO_LARGE)) && tellsQueries()) {
      return false;
    }
    if (built.kie() == null && built.violations().isEmpty()) {
      reportAll(built, rules);
    }
    CodeProblems.report(violations, authored, types, problems);
    return built.kie() != null && FreeTests.areAllIn(built.kie(), withQueries(rules), problems);
  }

  private List<ParsedRule> withQueries(List<ParsedRule> rules) {
    List<ParsedRule> all = new ArrayList<>(rules);
    authored.forEach(it -> all.addAll(it.queries()));
    return all;
  }

  /** Whether there are queries, all of which the engine writes into one class; tells so. */
  private boolean tellsQueries() {
    List<ParsedRule> queries = authored.stream().flatMap(it -> it.queries().stream()).toList();
    if (queries.isEmpty()) {
      return false;
    }
    ParsedRule first = queries.get(0);
    problems.error(
        "too-many-queries",
        first.file(),
        first.text().nameStart(),
        first.text().name(),
        "the "
            + queries.size()
            + " queries of the constitution are more than one Java class can hold, about 140 of"
            + " one condition each",
        "write what they ask into the conditions of the rules that use them");
    return true;
  }

  /**
   * Tells what does not compile, and then what does not of all that neither failed nor rests on
   * what did; what compiles is vetted.
   */
  private void reportAll(Built flawed, List<ParsedRule> suspects) {
    Built built = flawed;
    List<ParsedRule> rules = suspects;
    for (int round = 0; round < MAX_ROUNDS && built.isFlawed(); round++) {
      int before = leftOut.size();
      Set<String> wrong = new CompileErrorLocator(this, authored, types, problems).of(rules, built);
      UnsoundParts unsound = UnsoundParts.of(authored, leftOut::contains);
      leftOut.addAll(unsound.parts());
      List<ParsedRule> rest =
          rules.stream()
              .filter(it -> !wrong.contains(it.text().name()) && unsound.isApartFrom(it))
              .toList();
      if (rest.isEmpty() || (rest.size() == rules.size() && leftOut.size() == before)) {
        return;
      }
      rules = rest;
      built = build(names(rest));
    }
  }

  private static List<ParsedRule> rules(List<DrlFile> files) {
    return files.stream().flatMap(it -> it.rules().stream()).toList();
  }

  static Set<String> names(List<ParsedRule> rules) {
    return rules.stream().map(it -> it.text().name()).collect(Collectors.toSet());
  }

  /**
   * An error of the compiler.
   *
   * @param source what was generated from a consequence or a function, or empty
   * @param offset in that source
   */
  record Flaw(String said, String source, int offset) {
    Flaw(String said) {
      this(said, "", 0);
    }
  }

  /**
   * What came of compiling.
   *
   * @param kie null if there are flaws or violations
   * @param classes none if there are flaws or violations
   */
  record Built(
      @Nullable KieBase kie,
      List<org.drools.model.Rule> rules,
      CompiledClasses classes,
      List<Flaw> flaws,
      List<Violation> violations) {

    Built(KieBase kie, List<org.drools.model.Rule> rules, CompiledClasses classes) {
      this(kie, rules, classes, List.of(), List.of());
    }

    Built(List<Flaw> flaws, List<Violation> violations) {
      this(null, List.of(), CompiledClasses.NONE, flaws, violations);
    }

    Built(List<Flaw> flaws) {
      this(flaws, List.of());
    }

    boolean isFlawed() {
      return !flaws.isEmpty();
    }
  }

  /** Compiles the rules of these names, with what all files share. */
  Built build(Set<String> included) {
    return build(included, leftOut);
  }

  /** Compiles what all files share, and no rule of an author. */
  Built buildShared(Set<DrlFile.Part> without) {
    return build(Set.of(), Sets.union(leftOut, without));
  }

  private Built build(Set<String> included, Set<DrlFile.Part> without) {
    KieServices services = KieServices.get();
    ReleaseId id =
        services.newReleaseId("org.equipoise", "compiled", Long.toString(SERIAL.incrementAndGet()));
    KieFileSystem sources = services.newKieFileSystem();
    sources.generateAndWritePomXML(id);
    String folder = "src/main/resources/" + PACKAGE.replace('.', '/') + "/";
    for (int i = 0; i < files.size(); i++) {
      if (hasPart(files.get(i), included)) {
        byte[] text = texts.of(files.get(i), included, without).getBytes(StandardCharsets.UTF_8);
        sources.write(
            folder + "f" + i + ".drl", services.getResources().newByteArrayResource(text, "UTF-8"));
      }
    }
    try {
      KieBuilder builder = services.newKieBuilder(sources, loader);
      synchronized (GENERATING) {
        builder.buildAll(PortableGenerator.project(mayDeclare()));
      }
      List<Message> errors = builder.getResults().getMessages(Message.Level.ERROR);
      if (!errors.isEmpty()) {
        return new Built(flaws(errors));
      }
      CanonicalKieModule module = (CanonicalKieModule) builder.getKieModule();
      Origin origin = origin(module, id);
      List<Violation> found = vet(module, origin);
      if (!found.isEmpty()) {
        violations.addAll(found);
        return new Built(List.of(), found);
      }
      meter(module, origin);
      KieContainer container = services.newKieContainer(id, loader);
      KieBase kie = container.newKieBase(withoutIndex(services.newKieBaseConfiguration()));
      MeteredJoins.meter(kie);
      initialise(container, builder.getKieModule());
      long compiled =
          kie.getKiePackages().stream()
              .flatMap(it -> it.getRules().stream())
              .map(org.kie.api.definition.rule.Rule::getName)
              .filter(included::contains)
              .distinct()
              .count();
      return compiled == included.size()
          ? new Built(kie, rules(container), compiledClasses(module, origin))
          : new Built(List.of(new Flaw("the compiler lost this rule")));
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      return new Built(List.of(new Flaw(String.valueOf(e.getMessage()))));
    } finally {
      services.getRepository().removeKieModule(id);
    }
  }

  /** Whether a type may be declared, however the engine reads the files. */
  private boolean mayDeclare() {
    return authored.stream().anyMatch(it -> it.source().text().contains("declare"));
  }

  /** Whether a file has anything to compile besides rules that are left out. */
  private static boolean hasPart(DrlFile file, Set<String> included) {
    return !file.partsBesideRules().isEmpty()
        || file.rules().stream().anyMatch(it -> included.contains(it.text().name()));
  }

  /** The rules of which the compiler built the container's rule base. */
  private static List<org.drools.model.Rule> rules(KieContainer container) {
    KieProject project = ((KieContainerImpl) container).getKieProject();
    KieBaseModelImpl model = (KieBaseModelImpl) project.getDefaultKieBaseModel();
    InternalKieModule module = project.getKieModuleForKBase(model.getName());
    return ((CanonicalKieModule) module)
        .getModelForKBase(model).stream().flatMap(it -> it.getRules().stream()).toList();
  }

  /** Makes the code count what it uses; nothing of it has been loaded yet. */
  private static void meter(CanonicalKieModule module, Origin origin) {
    MemoryFileSystem files =
        ((MemoryKieModule) module.getInternalKieModule()).getMemoryFileSystem();
    List<String> names = classes(module);
    List<byte[]> metered = Vetting.metered(names.stream().map(module::getBytes).toList(), origin);
    for (int i = 0; i < names.size(); i++) {
      files.write(PortablePath.of(names.get(i)), metered.get(i), true);
    }
  }

  private static CompiledClasses compiledClasses(CanonicalKieModule module, Origin origin) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    classes(module).forEach(it -> files.put(className(it), module.getBytes(it)));
    return new CompiledClasses(origin.models().stream().sorted().toList(), files);
  }

  private static String className(String file) {
    return file.substring(0, file.length() - ".class".length()).replace('/', '.');
  }

  /**
   * Initialises every class now: what fails then, or meets a limit, would leave a class that is of
   * no use to any later decision.
   */
  private static void initialise(KieContainer container, KieModule module) {
    for (String file : classes((InternalKieModule) module)) {
      try {
        Class.forName(className(file), true, container.getClassLoader());
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException(e);
      } catch (ExceptionInInitializerError e) {
        throw new IllegalStateException("a constant has no value: " + e.getCause(), e);
      }
    }
  }

  private static List<String> classes(InternalKieModule module) {
    return module.getFileNames().stream()
        .filter(it -> it.endsWith(".class") && !it.startsWith(MODEL_OF_THE_PROJECT))
        .sorted()
        .toList();
  }

  /** What the compiled classes come from: of the model, what the compiler itself lists. */
  private Origin origin(InternalKieModule module, ReleaseId id) {
    byte @Nullable [] models = module.getBytes(CanonicalKieModule.getModelFileWithGAV(id));
    Set<String> listed =
        new String(models == null ? new byte[0] : models, StandardCharsets.UTF_8)
            .lines()
            .filter(it -> it.startsWith(PACKAGE + "."))
            .collect(Collectors.toSet());
    Set<String> functions = new HashSet<>();
    files.forEach(it -> functions.addAll(it.functionNames()));
    return new Origin(PACKAGE, listed, types.declared(), functions);
  }

  /** What the code may not do that will run from the making of the rule base on. */
  private List<Violation> vet(InternalKieModule module, Origin origin) {
    List<byte[]> classes = classes(module).stream().map(module::getBytes).toList();
    Set<String> ours = new HashSet<>(places.keySet());
    authored.forEach(file -> file.rules().forEach(it -> ours.remove(it.text().name())));
    return Vetting.vet(classes, origin, permissions, loader).stream()
        .filter(it -> it.subjects().isEmpty() || !ours.containsAll(it.subjects()))
        .toList();
  }

  /**
   * Without an index over tests with literals. It holds one test for each value, and {@code forall(
   * Claim( status != "forbidden" ) )} puts its own in the place of another rule's {@code Claim(
   * status == "forbidden" )}, which from then on misses firings.
   */
  static KieBaseConfiguration withoutIndex(KieBaseConfiguration configuration) {
    configuration.setOption(AlphaThresholdOption.get(Integer.MAX_VALUE));
    configuration.setOption(AlphaRangeIndexThresholdOption.get(Integer.MAX_VALUE));
    return configuration;
  }

  /** The compiler's errors, each with the source it speaks of, which is an error of its own. */
  private static List<Flaw> flaws(List<Message> errors) {
    Map<String, String> sources = new HashMap<>();
    for (Message error : errors) {
      if (error.getText().startsWith(SOURCE)) {
        sources.put(error.getPath(), error.getText().replaceFirst("[^\n]*\n", ""));
      }
    }
    return errors.stream()
        .filter(it -> !it.getText().startsWith(SOURCE))
        .map(it -> new Flaw(it.getText(), sources.getOrDefault(it.getPath(), ""), it.getColumn()))
        .distinct()
        .toList();
  }
}
