package org.equipoise.constitution;

import com.google.common.base.Splitter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.equipoise.constitution.internal.table.RuleTable;
import org.equipoise.problem.internal.Suggestion;

/**
 * What a file is to the constitution in whose folder it lies, by its path alone: letters in its
 * name count the same whether they are capitals or not.
 */
sealed interface FileKind {
  /** The file that holds a constitution's name and settings. */
  String MANIFEST = "constitution.json";

  /** The file that declares attributes. */
  String ATTRIBUTES = "attributes.json";

  /** It is read: rules, a table of rules, the manifest, declared attributes, settled fixtures. */
  record Part() implements FileKind {}

  /** It looks like a part and is not read, so that the constitution must not be loaded without. */
  record Mistaken(String message, String hint) implements FileKind {}

  /**
   * It is not read.
   *
   * @param isDoubtful whether it may well have been meant to be, or was once: a copy, say
   * @param isOfOtherUse whether its name says that it holds something else than rules
   */
  record Unread(boolean isDoubtful, boolean isOfOtherUse, String hint) implements FileKind {}

  /** What operating systems, editors and version control keep for themselves. */
  record Foreign() implements FileKind {}

  Part PART = new Part();
  Foreign FOREIGN = new Foreign();

  Set<String> KEPT_BY_TOOLS =
      Set.of(
          ".git",
          ".svn",
          ".hg",
          ".github",
          ".gitlab",
          ".idea",
          ".vscode",
          ".history",
          ".settings",
          ".cache",
          ".trash",
          ".ipynb_checkpoints",
          "__macosx");
  Pattern LEFT_BY_EDITORS =
      Pattern.compile("~\\$.*|\\._.*|\\.#.*|\\.~lock\\..*|#.*#|thumbs\\.db|desktop\\.ini");

  /** Suffixes of rules and tables that other tools read, or that this one will never read. */
  List<String> OTHER_TABLES = List.of("xls", "xlsm", "xlsb", "xltx", "xltm", "ods", "fods", "tsv");

  List<String> OTHER_RULES =
      List.of(
          "drlx", "rdrl", "dslr", "rdslr", "dsl", "gdst", "gdrl", "brl", "rf", "bpmn", "bpmn2",
          "dmn", "scgd", "scesim", "drt", "dlr", "drls", "drll", "rdl");
  Pattern INNER_SUFFIX = Pattern.compile("(.+\\.(?:drl|csv|xlsx))(\\.[^.]+|~.*|\\s.*)");
  Pattern COPY =
      Pattern.compile(
          ".*(?:~\\d*|\\.(?:bak\\d*|old|orig|rej|save|swp|swo|tmp|temp|backup|copy|disabled|off))");
  Pattern BESIDE_RULES =
      Pattern.compile(
          "(?:readme|licen[cs]e|notice|copying|changelog|changes|contributing|authors|maintainers"
              + "|codeowners|owners|source)(?:\\..*)?"
              + "|.*\\.(?:md|adoc|rst|pdf|html|png|svg|jpe?g|gif|jsonl)");
  Pattern FIXTURES = Pattern.compile(".*\\.(?:yaml|yml|json)");

  /** Fixtures that were settled: what a constitution decides as these say is part of what it is. */
  Pattern SETTLED = Pattern.compile("fixtures/settled/.*\\.(?:yaml|yml|json)");

  Pattern AMENDMENTS = Pattern.compile("amendments/[^/]+\\.json");

  /**
   * What a file is.
   *
   * @param path relative to the folder, with forward slashes
   * @param hasFixtures whether the folder has one named {@code fixtures}, so that fixtures are read
   *     there only
   */
  static FileKind of(String path, boolean hasFixtures) {
    String lower = path.toLowerCase(Locale.ROOT);
    String name = lower.substring(lower.lastIndexOf('/') + 1);
    if (isForeign(path)) {
      return FOREIGN;
    }
    if (isHidden(path)) {
      return isRules(path)
          ? new Mistaken(
              "hidden files, and files in hidden folders, are not read, and this one has rules",
              "rename what begins with `.`, or move the file out of the constitution's folder")
          : FOREIGN;
    }
    if (isRules(path)
        || lower.equals(MANIFEST)
        || lower.equals(ATTRIBUTES)
        || SETTLED.matcher(lower).matches()) {
      return PART;
    }
    return name.equals(MANIFEST) ? nested() : mistaken(path, name, hasFixtures);
  }

  /** Whether a file holds rules, or a table of them, by its name. */
  static boolean isRules(String path) {
    return isDrl(path) || RuleTable.isTable(path);
  }

  static boolean isDrl(String path) {
    return path.toLowerCase(Locale.ROOT).endsWith(".drl");
  }

  /** Whether what has this path must be a file, so that a folder is a mistake. */
  static boolean isFileOfItsOwn(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    return lower.equals(MANIFEST) || lower.equals(ATTRIBUTES) || RuleTable.isWorkbook(path);
  }

  /** The name under which a constitution keeps a file: two have a name of their own. */
  static String keptAs(String path) {
    return path.equalsIgnoreCase(MANIFEST)
        ? MANIFEST
        : path.equalsIgnoreCase(ATTRIBUTES) ? ATTRIBUTES : path;
  }

  /**
   * Whether a folder, or a file, is none of the author's: Kubernetes keeps what it mounts in
   * folders that begin with two dots.
   */
  static boolean isForeign(String path) {
    for (String step : Splitter.on('/').split(path.toLowerCase(Locale.ROOT))) {
      if (step.startsWith("..")
          || KEPT_BY_TOOLS.contains(step)
          || LEFT_BY_EDITORS.matcher(step).matches()) {
        return true;
      }
    }
    return false;
  }

  private static boolean isHidden(String path) {
    return path.startsWith(".") || path.contains("/.");
  }

  private static FileKind nested() {
    return new Unread(
        true,
        true,
        "rules beside it are read and its settings are not: move its folder out of this one, or"
            + " delete it");
  }

  private static FileKind mistaken(String path, String name, boolean hasFixtures) {
    String suffix = name.substring(name.lastIndexOf('.') + 1);
    if (OTHER_TABLES.contains(suffix)) {
      return new Mistaken(
          "tables in `." + suffix + "` files are not read",
          "save it as `.xlsx` or `.csv`, or move it out of the constitution's folder");
    }
    if (OTHER_RULES.contains(suffix)) {
      return new Mistaken(
          "rules in `." + suffix + "` files are not read",
          "write them in a file that ends in `.drl`, or move it out of the constitution's folder");
    }
    if (COPY.matcher(name).matches()) {
      return new Unread(
          true, true, "it looks like a copy: delete it, or move it out of the folder");
    }
    Matcher inner = INNER_SUFFIX.matcher(name);
    if (inner.matches()) {
      String shorter = path.substring(path.lastIndexOf('/') + 1).substring(0, inner.end(1));
      return new Mistaken(
          "it is named like rules, but for what stands after `"
              + shorter.substring(shorter.lastIndexOf('.'))
              + "`, and is not read",
          "rename it to `" + shorter + "`, or move it out of the constitution's folder");
    }
    if (name.matches("constitution\\.(?:json.+|ya?ml|toml|txt)|constitution")) {
      return new Mistaken(
          "the manifest is read from `constitution.json` only",
          "rename it to `constitution.json`, or move it out of the folder");
    }
    if (path.toLowerCase(Locale.ROOT).matches("attributes(?:\\.json.+|\\.(?:ya?ml|toml|txt))?")) {
      return new Mistaken(
          "attributes are declared in `attributes.json` only",
          "rename it to `attributes.json`, or move it out of the folder");
    }
    Optional<String> near =
        path.contains("/")
            ? Optional.empty()
            : Suggestion.nearestName(name, List.of(MANIFEST, ATTRIBUTES));
    if (near.isPresent()) {
      return new Unread(
          true,
          true,
          "rename it to `" + near.get() + "` if it is that, or move it out of the folder");
    }
    if (AMENDMENTS.matcher(path).matches()) {
      return new Unread(false, true, "`history` reads it, if it is an amendment");
    }
    if (path.regionMatches(true, 0, "fixtures/", 0, 9)) {
      return new Unread(false, true, "`test` reads it, if it is a fixture");
    }
    boolean isLikeFixtures = FIXTURES.matcher(name).matches();
    return new Unread(
        isLikeFixtures && hasFixtures,
        BESIDE_RULES.matcher(name).matches(),
        isLikeFixtures
            ? "move it into `fixtures/` if it is a fixture, or else out of the folder"
            : "rules are in files that end in `.drl`, `.csv` or `.xlsx`: rename it, or move it out"
                + " of the folder");
  }
}
