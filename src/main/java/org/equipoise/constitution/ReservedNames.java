package org.equipoise.constitution;

import java.util.Set;
import java.util.regex.Matcher;
import org.drools.drl.ast.descr.AbstractClassTypeDeclarationDescr;
import org.drools.drl.ast.descr.FunctionImportDescr;
import org.drools.drl.ast.descr.ImportDescr;
import org.drools.drl.ast.descr.TypeDeclarationDescr;
import org.equipoise.constitution.DrlFile.Statement;
import org.equipoise.constitution.vetting.internal.Origin;
import org.equipoise.language.Word;

/**
 * Names that a constitution cannot give: were a function called as a word of the vocabulary is, the
 * compiler would call one and we would read the other.
 */
final class ReservedNames {

  /** What the engine adds to consequences, and what it takes out again before it compiles them. */
  private static final Set<String> OF_ENGINE =
      Set.of("drools", "kcontext", "update", "modify", "delete", "retract", "deriveLogical");

  private final DrlFile drl;
  private final FactTypes types;
  private final Problems problems;

  private ReservedNames(DrlFile drl, FactTypes types, Problems problems) {
    this.drl = drl;
    this.types = types;
    this.problems = problems;
  }

  /** Reports the names in a file that are taken; no type has been declared yet. */
  static void report(DrlFile drl, FactTypes types, Problems problems) {
    ReservedNames names = new ReservedNames(drl, types, problems);
    names.functions();
    drl.queries().forEach(it -> names.called("query", it.text().name(), it.text().nameStart()));
    drl.declarations().forEach(it -> it.types().forEach(type -> names.type(type, it.start())));
    drl.imports().forEach(names::imports);
  }

  /** Whether a name is one that consequences call the vocabulary or the engine by. */
  static boolean isCalled(String name) {
    return Word.of(name).isPresent() || OF_ENGINE.contains(name);
  }

  /** What to do about a name that is called as a word is. */
  static String otherwise(String name) {
    return "`"
        + name
        + "` is a word of the vocabulary: choose another name, here and wherever it is called, such"
        + " as `own"
        + Character.toUpperCase(name.charAt(0))
        + name.substring(1)
        + "`";
  }

  private void functions() {
    Matcher function = DrlFile.FUNCTION.matcher(drl.source().code());
    while (function.find()) {
      called("function", function.group(1), function.start(1));
    }
  }

  private void called(String kind, String name, int at) {
    if (isCalled(name)) {
      taken(kind, name, at, otherwise(name));
    } else if (Origin.isReserved(name)) {
      taken(kind, name, at, "choose a plain name, without `$`");
    }
  }

  private void taken(String kind, String name, int at, String hint) {
    problems.error(
        "reserved-name",
        drl.source(),
        at,
        name,
        "a " + kind + " cannot be called `" + SourceFile.shorten(name) + "`",
        hint);
  }

  private void type(AbstractClassTypeDeclarationDescr type, int start) {
    String name = type.getTypeName();
    int at = Math.max(start, drl.source().code().indexOf(name, start));
    String namespace = type.getNamespace();
    if (namespace != null && !namespace.isEmpty()) {
      taken("type", type.getFullTypeName(), at, "declare it by its name alone: `" + name + "`");
    } else if (isCalled(name)) {
      taken("type", name, at, otherwise(name));
    } else if (Origin.isReserved(name)) {
      taken("type", name, at, "choose a plain name, without `$`");
    } else if (!types.isOfLanguage(name) && types.type(name) != null) {
      taken("type", name, at, "Java has a type of that name; choose another");
    }
    if (type instanceof TypeDeclarationDescr it && it.isTrait()) {
      problems.error(
          "not-allowed",
          drl.source(),
          at,
          name,
          "traits have no place in a constitution",
          "write `declare " + name + "`");
    }
  }

  private void imports(Statement statement) {
    for (ImportDescr it : statement.parsed().getImports()) {
      String name = it.getTarget().substring(it.getTarget().lastIndexOf('.') + 1);
      if (types.isOfLanguage(name) && !it.getTarget().equals("org.equipoise.language." + name)) {
        taken(
            "class that is imported",
            name,
            statement.start(),
            it.getTarget().startsWith("org.equipoise.")
                ? "drop the import: rules know `" + name + "` without it"
                : "it is a word of the vocabulary");
      }
    }
    for (FunctionImportDescr it : statement.parsed().getFunctionImports()) {
      String name = it.getTarget().substring(it.getTarget().lastIndexOf('.') + 1);
      if (name.equals("*")) {
        problems.error(
            "reserved-name",
            drl.source(),
            statement.start(),
            null,
            "all functions of a class cannot be imported at once: some may be called as words are",
            "drop the import, and call each by its class: `Math.max( … )`");
      } else if (isCalled(name)) {
        taken(
            "function that is imported",
            name,
            statement.start(),
            "call it by its class: `Type." + name + "( … )`");
      }
    }
  }
}
