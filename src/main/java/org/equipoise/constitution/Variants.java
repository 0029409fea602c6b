package org.equipoise.constitution;

import com.google.common.collect.Sets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.equipoise.constitution.internal.RuleBase;
import org.equipoise.constitution.vetting.Permissions;
import org.equipoise.language.Element;
import org.equipoise.language.Principle;
import org.equipoise.language.Rule;
import org.equipoise.language.Theory;
import org.jspecify.annotations.Nullable;

/**
 * One constitution in many wordings, compiled at once: all variants of all rules stand in one rule
 * base, of which each wording lets only its own fire. Immutable and safe to share between threads.
 */
public final class Variants {
  private static final String MARK = "~variant~";

  private final Map<Variant, Constitution> compiled;
  private final Map<Variant, String> names;

  /**
   * Another wording of one rule.
   *
   * @param rule its id
   * @param text from {@code rule} to {@code end}, its name unchanged; or null to leave it out
   */
  public record Variant(String rule, @Nullable String text) {}

  private Variants(Map<Variant, Constitution> compiled, Map<Variant, String> names) {
    this.compiled = compiled;
    this.names = names;
  }

  /**
   * Compiles a constitution with all variants; those that do not compile are left out.
   *
   * @param permissions what the rules may use besides
   * @param variants of rules of the constitution
   * @throws org.equipoise.problem.InvalidInputException if the constitution itself has errors
   */
  public static Variants compile(Path folder, Permissions permissions, List<Variant> variants) {
    Map<Variant, String> names = new HashMap<>();
    for (Variant variant : variants) {
      names.put(variant, variant.rule() + MARK + names.size());
    }
    Map<Variant, Constitution> compiled = new HashMap<>();
    List<Variant> worded = variants.stream().filter(it -> it.text() != null).distinct().toList();
    if (worded.size() < names.size()) {
      Constitution unchanged = Constitution.load(folder, permissions);
      names.keySet().stream()
          .filter(it -> it.text() == null)
          .forEach(it -> compiled.put(it, unchanged));
    }
    compile(folder, permissions, worded, names, compiled);
    return new Variants(compiled, names);
  }

  /** Compiles some variants together; where that fails, one half and the other. */
  private static void compile(
      Path folder,
      Permissions permissions,
      List<Variant> variants,
      Map<Variant, String> names,
      Map<Variant, Constitution> compiled) {
    if (variants.isEmpty()) {
      return;
    }
    Optional<Constitution> all =
        ConstitutionLoader.check(
                problems -> {
                  Folder.Contents contents = Folder.read(folder, problems);
                  List<SourceFile> files = new ArrayList<>(contents.files());
                  variants.forEach(it -> files.add(file(it, name(names, it))));
                  return new Folder.Contents(files, contents.unread());
                },
                folder.toString(),
                ConstitutionLoader.defaultLoader(),
                permissions)
            .constitution();
    if (all.isPresent()) {
      variants.forEach(it -> compiled.put(it, all.get()));
    } else if (variants.size() > 1) {
      int half = variants.size() / 2;
      compile(folder, permissions, variants.subList(0, half), names, compiled);
      compile(folder, permissions, variants.subList(half, variants.size()), names, compiled);
    }
  }

  /** The id of the rule that a compiled rule is, or stands for. */
  static String ruleOf(String name) {
    int mark = name.indexOf(MARK);
    return mark < 0 ? name : name.substring(0, mark);
  }

  private static String name(Map<Variant, String> names, Variant variant) {
    return Objects.requireNonNull(names.get(variant));
  }

  private static SourceFile file(Variant variant, String name) {
    String text = String.valueOf(variant.text());
    SourceFile own = new SourceFile("", "", text);
    RuleText parts = RuleText.of(own, 0, text.length()).orElseThrow();
    String renamed =
        text.substring(0, parts.nameStart()) + '"' + name + '"' + text.substring(parts.nameEnd());
    return new SourceFile(name + ".drl", name + ".drl", "package variants\n" + renamed + "\n");
  }

  /** The constitution with a variant in its rule's place, or empty if it does not compile. */
  public Optional<Constitution> with(Variant variant) {
    Constitution all = compiled.get(variant);
    return all == null ? Optional.empty() : Optional.of(with(all, variant));
  }

  private Constitution with(Constitution all, Variant variant) {
    RuleBase base = all.ruleBase();
    String name = name(names, variant);
    DefinedRule original = Objects.requireNonNull(all.rules().get(variant.rule()));
    TreeMap<String, DefinedRule> rules = new TreeMap<>();
    Map<String, Element> elements = new HashMap<>();
    Set<String> idle = new HashSet<>();
    all.rules()
        .forEach(
            (id, rule) -> {
              boolean isVariant = id.contains(MARK);
              if (isVariant ? id.equals(name) : !id.equals(variant.rule())) {
                String own = isVariant ? variant.rule() : id;
                rules.put(own, isVariant ? renamed(rule, original) : rule);
                elements.put(id, rules.get(own).rule().element());
              } else {
                idle.add(id);
              }
            });
    RuleBase narrowed =
        new RuleBase(
            base::kie,
            base.compiled(),
            elements,
            base.acrossCases(),
            rules.values().stream().map(DefinedRule::rule).toList(),
            unseen(base, variant.rule(), name),
            makers(base, idle),
            idle,
            isDefault(rules, variant) ? base.links() : base.links().withoutDefault(variant.rule()));
    return new Constitution(
        all.name(),
        all.version(),
        all.settings(),
        all.declarations(),
        all.signOff().orElse(null),
        rules,
        all.files(),
        all.terms(),
        all.reads(),
        null,
        () -> narrowed);
  }

  private static boolean isDefault(Map<String, DefinedRule> rules, Variant variant) {
    DefinedRule worded = rules.get(variant.rule());
    return worded != null && !worded.annotated("Default").isEmpty();
  }

  /** What rules look at unseen, the variant under the id of the rule that it stands for. */
  private static Map<String, Set<RuleBase.Hidden>> unseen(
      RuleBase base, String rule, String variant) {
    Map<String, Set<RuleBase.Hidden>> unseen = new HashMap<>(base.unseen());
    Set<RuleBase.Hidden> own = unseen.get(variant);
    if (own != null) {
      unseen.put(rule, own);
    }
    return Map.copyOf(unseen);
  }

  private static Map<RuleBase.Made, Set<String>> makers(RuleBase base, Set<String> idle) {
    Map<RuleBase.Made, Set<String>> makers = new HashMap<>();
    base.makers()
        .forEach(
            (made, by) -> {
              Set<String> left = Sets.difference(by, idle).immutableCopy();
              if (!left.isEmpty()) {
                makers.put(made, left);
              }
            });
    return Map.copyOf(makers);
  }

  /** A variant under the id, and at the place, of the rule that it stands for. */
  private static DefinedRule renamed(DefinedRule variant, DefinedRule original) {
    String id = original.rule().id();
    Rule it = variant.rule();
    Rule rule =
        it instanceof Theory
            ? new Theory(
                id, it.weight(), it.entrenched(), it.says(), it.tags(), it.source(), it.level())
            : new Principle(
                id, it.weight(), it.entrenched(), it.says(), it.tags(), it.source(), it.level());
    return new DefinedRule(
        rule,
        variant.term(),
        original.file(),
        original.line(),
        original.column(),
        variant.text(),
        variant.reads());
  }
}
