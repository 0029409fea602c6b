package org.equipoise.constitution;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drools.model.codegen.ExecutableModelProject;
import org.equipoise.constitution.DrlFile.ParsedRule;
import org.equipoise.language.Vocabulary;
import org.equipoise.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.KieBaseConfiguration;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;
import org.kie.internal.conf.AlphaRangeIndexThresholdOption;
import org.kie.internal.conf.AlphaThresholdOption;

/**
 * Compiles all files of a constitution as one DRL package. Several packages would lose firings
 * (Drools issues 7115 and 7109), so every file's package statement is replaced on its own line, and
 * positions stay the author's.
 */
final class Compiler {
  static final String PACKAGE = "org.equipoise.constitution.compiled";

  private static final AtomicLong SERIAL = new AtomicLong();
  private static final Pattern QUOTED =
      Pattern.compile(
          "[`'\"]([\\w$.]+)[`'\"]|\\b(?:method|class|symbol|variable)\\s*:?\\s+([\\w$.]+)|^([\\w$]+)[\\s(]");

  private final List<DrlFile> files;
  private final List<String> order;
  private final ClassLoader loader;
  private final Problems problems;

  private Compiler(List<DrlFile> files, List<String> order, ClassLoader loader, Problems problems) {
    this.files = files.stream().sorted(Comparator.comparing(it -> it.source().path())).toList();
    this.order = order;
    this.loader = loader;
    this.problems = problems;
  }

  /**
   * The compiled rules, or null with the compiler's errors among the problems.
   *
   * @param order the rules' names in firing order
   */
  static @Nullable KieBase compile(
      List<DrlFile> files, List<String> order, ClassLoader loader, Problems problems) {
    Compiler compiler = new Compiler(files, order, loader, problems);
    Set<String> all = new HashSet<>(order);
    Built built = compiler.build(all);
    if (built.kie() == null) {
      compiler.blame(compiler.rules(), built);
    }
    return built.kie();
  }

  private record Built(@Nullable KieBase kie, List<String> errors) {}

  private List<ParsedRule> rules() {
    return files.stream().flatMap(it -> it.rules().stream()).toList();
  }

  private Built build(Set<String> included) {
    KieServices services = KieServices.get();
    ReleaseId id =
        services.newReleaseId("org.equipoise", "compiled", Long.toString(SERIAL.incrementAndGet()));
    KieFileSystem sources = services.newKieFileSystem();
    sources.generateAndWritePomXML(id);
    Map<String, Integer> salience = new HashMap<>();
    for (int i = 0; i < order.size(); i++) {
      salience.put(order.get(i), -i);
    }
    String folder = "src/main/resources/" + PACKAGE.replace('.', '/') + "/";
    for (int i = 0; i < files.size(); i++) {
      sources.write(folder + "f" + i + ".drl", text(files.get(i), included, salience));
    }
    try {
      KieBuilder builder = services.newKieBuilder(sources, loader);
      builder.buildAll(ExecutableModelProject.class);
      List<String> errors =
          builder.getResults().getMessages(Message.Level.ERROR).stream()
              .map(Message::getText)
              .toList();
      if (!errors.isEmpty()) {
        return new Built(null, errors);
      }
      KieBase kie = services.newKieContainer(id, loader).newKieBase(withoutIndex(services));
      long compiled =
          kie.getKiePackages().stream()
              .flatMap(it -> it.getRules().stream())
              .map(org.kie.api.definition.rule.Rule::getName)
              .filter(included::contains)
              .distinct()
              .count();
      return compiled == included.size()
          ? new Built(kie, List.of())
          : new Built(null, List.of("some rules were lost in compilation"));
    } catch (RuntimeException | LinkageError e) {
      return new Built(null, List.of(String.valueOf(e.getMessage())));
    } finally {
      services.getRepository().removeKieModule(id);
    }
  }

  /**
   * Without an index over tests with literals. It holds one test for each value, and {@code forall(
   * Claim( status != "forbidden" ) )} puts its own in the place of another rule's {@code Claim(
   * status == "forbidden" )}, which from then on misses firings.
   */
  private static KieBaseConfiguration withoutIndex(KieServices services) {
    KieBaseConfiguration configuration = services.newKieBaseConfiguration();
    configuration.setOption(AlphaThresholdOption.get(Integer.MAX_VALUE));
    configuration.setOption(AlphaRangeIndexThresholdOption.get(Integer.MAX_VALUE));
    return configuration;
  }

  /** A file's text with our package statement, without annotations, and with firing order. */
  private static String text(DrlFile file, Set<String> included, Map<String, Integer> salience) {
    StringBuilder text = new StringBuilder(file.source().text());
    List<ParsedRule> backwards = new ArrayList<>(file.rules());
    backwards.sort(Comparator.comparing((ParsedRule it) -> it.text().start()).reversed());
    for (ParsedRule rule : backwards) {
      RuleText at = rule.text();
      if (!included.contains(at.name())) {
        blank(text, at.start(), at.end());
        continue;
      }
      rewriteInsertions(text, rule);
      blank(text, at.nameEnd(), at.headerEnd());
      text.insert(at.nameEnd(), " salience " + salience.get(at.name()) + " ");
    }
    if (file.packageStart() >= 0) {
      text.replace(file.packageStart(), file.packageEnd(), header());
    } else {
      text.insert(0, header() + " ");
    }
    return text.toString();
  }

  /** Adding a fact goes through the vocabulary, whose words are as long: columns stay. */
  private static void rewriteInsertions(StringBuilder text, ParsedRule rule) {
    String code = rule.file().code();
    Pattern insertion = Pattern.compile("(?<![\\w$.])insert(?=(?:Logical)?\\s*\\()");
    for (RuleText.Consequence part : rule.text().consequences()) {
      Matcher found = insertion.matcher(code).region(part.start(), part.end());
      found.useTransparentBounds(true);
      while (found.find()) {
        text.replace(found.start(), found.end(), "derive");
      }
    }
  }

  private static void blank(StringBuilder text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) != '\n') {
        text.setCharAt(i, ' ');
      }
    }
  }

  private static String header() {
    String imports =
        Stream.concat(FactTypes.LANGUAGE.stream(), FactTypes.JAVA.stream())
            .map(it -> "import " + it.getName() + ";")
            .collect(Collectors.joining(" "));
    String functions =
        Stream.of(Vocabulary.class.getDeclaredMethods())
            .filter(it -> java.lang.reflect.Modifier.isPublic(it.getModifiers()))
            .map(java.lang.reflect.Method::getName)
            .filter(it -> !it.equals("hearing"))
            .distinct()
            .sorted()
            .map(it -> "import function " + Vocabulary.class.getName() + "." + it + ";")
            .collect(Collectors.joining(" "));
    return "package " + PACKAGE + "; " + imports + " " + functions;
  }

  /** Finds which rules do not compile, by halves, and says so at the author's own positions. */
  private void blame(List<ParsedRule> suspects, Built built) {
    if (suspects.size() <= 1) {
      for (ParsedRule rule : suspects) {
        built.errors().stream().distinct().forEach(error -> report(rule, error));
      }
      return;
    }
    boolean any = false;
    int half = suspects.size() / 2;
    for (List<ParsedRule> part :
        List.of(suspects.subList(0, half), suspects.subList(half, suspects.size()))) {
      Built alone = build(part.stream().map(it -> it.text().name()).collect(Collectors.toSet()));
      if (alone.kie() == null) {
        any = true;
        blame(part, alone);
      }
    }
    if (!any) {
      ParsedRule first = suspects.get(0);
      problems.add(
          Problem.error(
              "does-not-compile",
              first.file().shownAs(),
              0,
              0,
              null,
              "these rules do not compile together: " + firstLine(built.errors().get(0)),
              null));
    }
  }

  private void report(ParsedRule rule, String error) {
    String message = firstLine(error);
    int at = rule.text().nameStart();
    Matcher quoted = QUOTED.matcher(message);
    search:
    while (quoted.find()) {
      for (int group = 1; group <= quoted.groupCount(); group++) {
        String word = quoted.group(group);
        if (word == null || word.isEmpty()) {
          continue;
        }
        Matcher place =
            Pattern.compile("(?<![\\w$])" + Pattern.quote(word) + "(?![\\w$])")
                .matcher(rule.file().text())
                .region(rule.text().headerEnd(), rule.text().end());
        place.useTransparentBounds(true);
        if (place.find()) {
          at = place.start();
          break search;
        }
      }
    }
    problems.error("does-not-compile", rule.file(), at, rule.text().name(), message, null);
  }

  private static String firstLine(String error) {
    String line = error.strip().split("\n", 2)[0].strip();
    String plain = line.replaceAll("org\\.equipoise\\.(language|constitution\\.compiled)\\.", "");
    return plain.isEmpty()
        ? "this rule does not compile"
        : Character.toLowerCase(plain.charAt(0)) + plain.substring(1);
  }
}
