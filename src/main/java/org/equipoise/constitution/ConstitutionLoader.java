package org.equipoise.constitution;

import com.google.common.base.Suppliers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import org.equipoise.constitution.Constitution.Checked;
import org.equipoise.constitution.DrlFile.ParsedRule;
import org.equipoise.constitution.DrlFile.StatementStart;
import org.equipoise.constitution.internal.RuleBase;
import org.equipoise.constitution.internal.RuleLinks;
import org.equipoise.constitution.internal.matching.CompiledRules;
import org.equipoise.constitution.internal.table.RuleTable;
import org.equipoise.constitution.reading.ConstitutionReads;
import org.equipoise.constitution.reading.ValueRead;
import org.equipoise.constitution.vetting.Permissions;
import org.equipoise.language.Element;
import org.equipoise.language.Levels;
import org.equipoise.language.Rule;
import org.equipoise.language.Word;
import org.equipoise.problem.Problem;
import org.jspecify.annotations.Nullable;

/** From the files of a constitution to the constitution, or to every problem in them. */
final class ConstitutionLoader {
  private static final String KERNEL = "org/equipoise/rules/kernel";
  private static final int MAX_STATEMENTS = 10_000;

  /** A type takes the compiler as long as several rules do. */
  private static final int MAX_TYPES = 1_000;

  private static final String ACROSS_CASES = "@AcrossCases";

  private final Problems problems = new Problems();
  private final ClassLoader loader;
  private final Permissions permissions;
  private final CheckCache memory;
  private final FactTypes types;
  private final List<DrlFile> kernel = new ArrayList<>();
  private final List<DrlFile> authored = new ArrayList<>();
  private final TreeMap<String, DefinedRule> rules = new TreeMap<>();
  private final List<Strata.Node> nodes = new ArrayList<>();
  private @Nullable Lifting lifting;
  private @Nullable Settings settings;
  private @Nullable PropertyWords stakeholders;
  private final Map<String, ParsedRule> names = new HashMap<>();

  /** Null while it is not known which levels are declared. */
  private @Nullable Levels levels;

  private ConstitutionLoader(ClassLoader loader, Permissions permissions, CheckCache memory) {
    this.loader = loader;
    this.permissions = permissions;
    this.memory = memory;
    this.types = new FactTypes(loader);
  }

  static ClassLoader defaultLoader() {
    ClassLoader own = ConstitutionLoader.class.getClassLoader();
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    try {
      return context != null
              && context.loadClass(ConstitutionLoader.class.getName()) == ConstitutionLoader.class
          ? context
          : own;
    } catch (ClassNotFoundException e) {
      return own;
    }
  }

  static Checked check(
      Function<Problems, Folder.Contents> read,
      String folder,
      ClassLoader loader,
      Permissions permissions) {
    return check(read, folder, loader, permissions, new CheckCache());
  }

  /** Checks again: what an earlier check found out need not be found out anew. */
  static Checked check(
      Function<Problems, Folder.Contents> read,
      String folder,
      ClassLoader loader,
      Permissions permissions,
      CheckCache memory) {
    ConstitutionLoader loading = new ConstitutionLoader(loader, permissions, memory);
    return LargeStack.call(() -> loading.check(read, folder));
  }

  private Checked check(Function<Problems, Folder.Contents> read, String folder) {
    Folder.Contents contents = read.apply(problems);
    if (isOfCharter(contents)) {
      Problem problem =
          Problem.error(
              "one-constitution",
              folder,
              0,
              0,
              null,
              "the folder holds a charter, and one constitution is asked for",
              "name the folder of one of its constitutions");
      return new Checked(Optional.empty(), List.of(problem), List.of());
    }
    Constitution constitution = load(contents.files(), folder);
    return new Checked(Optional.ofNullable(constitution), problems.sorted(), contents.unread());
  }

  private static boolean isOfCharter(Folder.Contents contents) {
    return contents.unread().stream().anyMatch(it -> it.path().equals(Charter.FILE))
        && contents.files().stream().noneMatch(it -> it.path().equals(FileKind.MANIFEST));
  }

  private @Nullable Constitution load(List<SourceFile> sources, String folder) {
    boolean areFilesRead = !problems.anyError();
    if (!isOfBearableSize(sources)) {
      return null;
    }
    Manifest manifest = manifest(sources, folder, areFilesRead);
    levels = manifest == null ? null : manifest.levels();
    AttributesFile.Read declared = AttributesFile.in(sources, manifest, problems);
    Declarations declarations = declared == null ? Declarations.NONE : declared.declarations();
    ClassLoader own = ConstitutionLoader.class.getClassLoader();
    for (SourceFile file : Folder.readResource(own, KERNEL, problems).files()) {
      kernel.add(memory.parse(file, problems));
    }
    sources.stream()
        .filter(it -> it.isRules())
        .forEach(it -> authored.add(memory.parse(it, problems)));
    List<DrlFile> all = new ArrayList<>(kernel);
    all.addAll(authored);
    authored.forEach(it -> it.ownTypes().forEach(types::yieldTo));
    authored.forEach(it -> ReservedNames.report(it, types, problems));
    new DeclaredTypes(types, problems).of(all);
    authored.forEach(it -> ClockReads.declarations(it, problems));
    Map<String, ParsedRule> queries = Conditions.queries(all);
    Map<String, Dependence> functions = Functions.read(authored, types, problems);
    stakeholders = manifest == null ? null : PropertyWords.stakeholders(manifest.settings());
    authored.forEach(it -> Functions.check(it, types, stakeholders, problems));
    memory.share(authored, levels, stakeholders);
    authored.forEach(file -> file.queries().forEach(it -> query(it, queries, functions.keySet())));
    kernel.forEach(file -> file.rules().forEach(it -> rule(it, false, queries, functions)));
    authored.forEach(file -> file.rules().forEach(it -> rule(it, true, queries, functions)));
    if (declared != null && declared.isWhole()) {
      DeclaredReads.check(authored, declarations, problems);
    }
    if (authored.stream().allMatch(it -> it.rules().isEmpty()) && !problems.anyError()) {
      problems.add(
          Problem.error(
              "no-rules",
              folder,
              0,
              0,
              null,
              "the constitution has no rule",
              "write one in a file that ends in `.drl`, or in a table"));
    }
    lifting = Lifting.of(nodes, rules, levels, problems);
    List<String> order = Strata.order(soundNodes(), types, problems);
    if (problems.anyError()) {
      compileWhatIsSound(all);
    }
    if (manifest == null || problems.anyError()) {
      return null;
    }
    Compiler compiler = new Compiler(all, authored, order, types, loader, permissions, problems);
    settings = manifest.settings();
    Supplier<RuleBase> compiled = compiled(compiler, sources);
    if (compiled == null || problems.anyError()) {
      return null;
    }
    Constitution constitution =
        new Constitution(
            manifest.name(),
            manifest.version(),
            manifest.settings(),
            declarations,
            manifest.signOff(),
            Collections.unmodifiableSortedMap(rules),
            files(sources),
            new Constitution.Terms(permissions, loader),
            new ConstitutionReads(authored.stream().flatMap(DrlFile::reads).toList()),
            null,
            compiled);
    if (declared != null && !constitution.reads().mayReadAnyAttribute()) {
      declared.unread(constitution.attributes(), problems);
    }
    return constitution;
  }

  /** The rules in which nothing is wrong so far: they are compiled, whatever is wrong elsewhere. */
  private List<Strata.Node> soundNodes() {
    return nodes.stream().filter(it -> !problems.hasErrorIn(it.name())).toList();
  }

  /** Finds what does not compile although something is wrong elsewhere. */
  private void compileWhatIsSound(List<DrlFile> all) {
    UnsoundParts unsound = UnsoundParts.of(authored, problems);
    List<ParsedRule> sound =
        memory.unproven(authored).stream()
            .filter(it -> isSound(it) && unsound.isApartFrom(it))
            .toList();
    List<String> anyOrder = soundNodes().stream().map(Strata.Node::name).toList();
    Compiler compiler = new Compiler(all, authored, anyOrder, types, loader, permissions, problems);
    compiler.leaveOut(unsound.parts());
    if (!sound.isEmpty() || authored.stream().anyMatch(it -> !it.partsBesideRules().isEmpty())) {
      compiler.compiles(sound);
    }
  }

  private boolean isSound(ParsedRule rule) {
    return !problems.hasErrorIn(rule.text().name()) && rule.equals(names.get(rule.text().name()));
  }

  /** Whether compiling ends within a minute or so; if not, that is reported before it begins. */
  private boolean isOfBearableSize(List<SourceFile> sources) {
    List<StatementStart> all =
        sources.stream().filter(SourceFile::isRules).flatMap(DrlFile::statementStarts).toList();
    return isBearable(
            "too-many-rules",
            all,
            MAX_STATEMENTS,
            "rules, functions and declarations",
            "let rules read attributes or tables of the case, rather than write one for each value")
        && isBearable(
            "too-many-types",
            all.stream().filter(StatementStart::declares).toList(),
            MAX_TYPES,
            "declared types",
            "let a field of one type say what tells them apart, rather than declare a type for each");
  }

  private boolean isBearable(
      String code, List<StatementStart> statements, int most, String what, String hint) {
    if (statements.size() <= most) {
      return true;
    }
    StatementStart beyond = statements.get(most);
    problems.error(
        code,
        beyond.file(),
        beyond.file().next(beyond.at()),
        null,
        "the constitution holds " + statements.size() + " " + what + "; the most is " + most,
        hint);
    return false;
  }

  /** The compiled rules: at once, or when they are asked for if most are known to compile. */
  private @Nullable Supplier<RuleBase> compiled(Compiler compiler, List<SourceFile> sources) {
    List<ParsedRule> unproven = memory.unproven(authored);
    if (unproven.size() == rules.size()) {
      Compiler.Compiled compiled = compiler.compile();
      memory.compiled(compiler, authored, problems);
      if (compiled == null) {
        return null;
      }
      RuleBase base = ruleBase(compiled);
      return () -> base;
    }
    boolean compiles = compiler.compiles(unproven);
    memory.compiled(compiler, authored, problems);
    SortedMap<String, String> files = files(sources);
    return compiles
        ? Suppliers.memoize(() -> Constitution.of(files, permissions, loader).ruleBase())
        : null;
  }

  private @Nullable Manifest manifest(
      List<SourceFile> sources, String folder, boolean areFilesRead) {
    for (SourceFile file : sources) {
      if (file.path().equals(FileKind.MANIFEST)) {
        return Manifest.read(file, problems);
      }
    }
    if (!areFilesRead) {
      return null;
    }
    problems.add(
        Problem.error(
            "no-manifest",
            folder,
            0,
            0,
            null,
            "the folder has no `constitution.json`",
            "write one that holds `{\"name\": \"…\", \"version\": \"1.0.0\"}`"));
    return null;
  }

  private void query(ParsedRule query, Map<String, ParsedRule> queries, Set<String> functions) {
    RuleText text = query.text();
    Conditions.read(query, types, queries, functions, problems);
    NumberLiterals.check(query.file(), text.name(), text.start(), text.end(), problems);
    WholeDivisions.checkLiterals(query.file(), text.name(), text.start(), text.end(), problems);
    ClockReads.conditions(query, problems);
    DateLiterals.check(query, types, problems);
    if (stakeholders != null) {
      ClosedWords.check(query, stakeholders, queries, problems);
    }
  }

  private void rule(
      ParsedRule rule,
      boolean isAuthored,
      Map<String, ParsedRule> queries,
      Map<String, Dependence> functions) {
    CheckCache.Reading reading = memory.read(rule, it -> read(it, isAuthored, queries, functions));
    SourceFile file = rule.file();
    RuleText text = rule.text();
    ParsedRule first = names.putIfAbsent(text.name(), rule);
    if (first != null) {
      problems.error(
          "duplicate-rule",
          file,
          text.nameStart(),
          text.name(),
          "the rule `" + text.name() + "` is also defined at " + place(first),
          "a rule's name is its id: choose another");
      return;
    }
    reading.problems().forEach(problems::add);
    nodes.add(new Strata.Node(rule, reading.dependence()));
    if (reading.defined() != null) {
      rules.put(text.name(), reading.defined());
    }
  }

  /** What a rule says, by itself and with what all files share. */
  private CheckCache.Reading read(
      ParsedRule rule,
      boolean isAuthored,
      Map<String, ParsedRule> queries,
      Map<String, Dependence> functions) {
    SourceFile file = rule.file();
    RuleText text = rule.text();
    Problems found = new Problems();
    Annotations.Head head = isAuthored ? Annotations.read(file, text, levels, found) : null;
    Rule meaning = head == null ? null : head.rule();
    if (!Spelling.isFine(rule, found)) {
      return new CheckCache.Reading(null, new Dependence(), found.sorted());
    }
    Matcher attribute = RuleText.ATTRIBUTE.matcher(headWithoutArguments(file.code(), text));
    while (attribute.find()) {
      found.error(
          "rule-attribute",
          file,
          text.nameEnd() + attribute.start(),
          text.name(),
          "`" + attribute.group() + "` has no place in a constitution",
          "drop it: rules are ordered by what they depend on");
    }
    Conditions conditions = Conditions.read(rule, types, queries, functions.keySet(), found);
    ClockReads.conditions(rule, found);
    DateLiterals.check(rule, types, found);
    DoubtfulLiterals.check(rule, found);
    WholeDivisions.check(rule, types, found);
    if (isAuthored && stakeholders != null) {
      ClosedWords.check(rule, stakeholders, queries, found);
    }
    Dependence derived =
        Consequences.read(rule, meaning, conditions.bound(), types, functions, found);
    Dependence both = new Dependence();
    both.add(conditions.dependence());
    both.add(derived);
    return new CheckCache.Reading(head == null ? null : defined(head, rule), both, found.sorted());
  }

  private static DefinedRule defined(Annotations.Head head, ParsedRule rule) {
    SourceFile file = rule.file();
    RuleText text = rule.text();
    RuleTable.Place place = file.place(text.nameStart());
    return new DefinedRule(
        head.rule(),
        head.term(),
        file.path() + place.file().substring(file.shownAs().length()),
        place.line(),
        place.column(),
        file.text().substring(text.start(), text.end()),
        rule.reads());
  }

  private static String place(ParsedRule rule) {
    RuleTable.Place place = rule.file().place(rule.text().nameStart());
    return place.file() + ":" + place.line();
  }

  /** A rule's head with the arguments of annotations blanked: a weight's name is no attribute. */
  private static String headWithoutArguments(String code, RuleText text) {
    StringBuilder plain = new StringBuilder(code.substring(text.nameEnd(), text.headerEnd()));
    for (int i = 0; i < plain.length(); i++) {
      if (plain.charAt(i) == '(') {
        int close = RuleText.closing(plain.toString(), i, plain.length());
        for (int j = i; j < close; j++) {
          plain.setCharAt(j, ' ');
        }
        i = close;
      }
    }
    return plain.toString();
  }

  private RuleBase ruleBase(Compiler.Compiled compiled) {
    Map<String, Element> elements = new HashMap<>();
    List<Rule> facts = new ArrayList<>();
    rules.forEach(
        (name, defined) -> {
          elements.put(name, defined.rule().element());
          facts.add(defined.rule());
        });
    Set<String> acrossCases = new HashSet<>();
    kernel.forEach(
        file ->
            file.rules().stream()
                .filter(
                    it ->
                        file.source()
                            .code()
                            .substring(it.text().nameEnd(), it.text().headerEnd())
                            .contains(ACROSS_CASES))
                .forEach(it -> acrossCases.add(it.text().name())));
    NonMonotonicReads hidden = new NonMonotonicReads(nodes, rules.keySet(), types);
    return new RuleBase(
        compiled.kie(),
        CompiledRules.of(compiled.kie(), compiled.rules()),
        elements,
        acrossCases,
        facts,
        hidden.unseen(),
        hidden.makers(),
        Set.of(),
        links());
  }

  private RuleLinks links() {
    Map<String, List<String>> degreesFrom = new HashMap<>();
    boolean guides = false;
    for (Strata.Node node : nodes) {
      DefinedRule rule = rules.get(node.name());
      Set<Word> said = node.dependence().said();
      guides |= said.stream().anyMatch(Word::guides);
      if (rule != null && said.contains(Word.WEIGHT)) {
        degreesFrom.put(
            node.name(), rule.reads().attributes().map(ValueRead::name).distinct().toList());
      }
    }
    Lifting lifted = Objects.requireNonNull(lifting);
    Settings own = Objects.requireNonNull(settings);
    return new RuleLinks(
        guides || lifted.anyDefault(),
        lifted.lifts(),
        lifted.favours(),
        holder -> lifted.favoursFrom(own.levelOf(holder)),
        degreesFrom);
  }

  private static SortedMap<String, String> files(List<SourceFile> sources) {
    TreeMap<String, String> files = new TreeMap<>();
    sources.forEach(it -> files.put(it.path(), it.kept()));
    return Collections.unmodifiableSortedMap(files);
  }
}
