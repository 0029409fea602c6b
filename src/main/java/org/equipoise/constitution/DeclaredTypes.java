package org.equipoise.constitution;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.AbstractClassTypeDeclarationDescr;
import org.drools.drl.ast.descr.ImportDescr;
import org.drools.drl.ast.descr.TypeFieldDescr;
import org.equipoise.problem.internal.Suggestion;

/** The types of facts that files declare and import. */
final class DeclaredTypes {
  private static final Pattern CAPITALISED = Pattern.compile("(?<![\\w$])[A-Z]\\w*");
  private static final Pattern FIELD =
      Pattern.compile("(?:(?<=\\n)|(?<=\\s))\\s*(\\w+)\\s*:(?=\\s*[A-Za-z_])");

  private final FactTypes types;
  private final Problems problems;

  /**
   * Adds to some types.
   *
   * @param problems where is told what is declared twice or names nothing
   */
  DeclaredTypes(FactTypes types, Problems problems) {
    this.types = types;
    this.problems = problems;
  }

  /** Adds the types of all files; a declaration may name a type of any of them. */
  void of(List<DrlFile> files) {
    files.forEach(this::declareTypes);
    files.forEach(this::imports);
    files.forEach(this::namedTypes);
  }

  private void declareTypes(DrlFile file) {
    for (DrlFile.Statement statement : file.declarations()) {
      statement.types().forEach(type -> declare(file, type, statement.start()));
    }
  }

  private void declare(DrlFile file, AbstractClassTypeDeclarationDescr type, int start) {
    String name = type.getTypeName();
    if (types.isDeclared(name) || types.isOfLanguage(name)) {
      problems.error(
          "duplicate-type",
          file.source(),
          file.source().text().indexOf(name, start),
          name,
          "the type `" + name + "` is declared already",
          types.isOfLanguage(name)
              ? "it is a word of the vocabulary; choose another"
              : "declare it once: every file of the constitution sees it");
    } else {
      types.declare(type);
    }
  }

  /** Of two fields of one name the parser keeps the last, without a word. */
  private void fieldsOnce(DrlFile file, DrlFile.Statement statement) {
    String code = file.source().code();
    Map<String, Integer> first = new TreeMap<>();
    Matcher field = FIELD.matcher(code).region(statement.start(), statement.end());
    while (field.find()) {
      Integer line = first.putIfAbsent(field.group(1), file.source().line(field.start(1)));
      if (line != null) {
        String type = statement.types().findFirst().map(it -> it.getTypeName()).orElse(null);
        problems.error(
            "duplicate-field",
            file.source(),
            field.start(1),
            type,
            "the field `" + field.group(1) + "` is declared already, in line " + line,
            "give the second another name, or drop it");
      }
    }
  }

  /** Checks the types that declarations name, when all are known. */
  private void namedTypes(DrlFile file) {
    for (DrlFile.Statement statement : file.declarations()) {
      if (!problems.isFull()) {
        statement.types().forEach(type -> namedTypes(file, type, statement.start()));
        if (!statement.parsed().getTypeDeclarations().isEmpty()) {
          fieldsOnce(file, statement);
        }
      }
    }
  }

  private void namedTypes(DrlFile file, AbstractClassTypeDeclarationDescr type, int start) {
    String parent = type.getSuperTypeName();
    if (parent != null && !types.isKnown(parent)) {
      unknownType(file, type, parent, start);
    } else if (parent != null && types.isOfLanguage(parent)) {
      problems.error(
          "not-allowed",
          file.source(),
          file.source().code().indexOf(parent, start),
          type.getTypeName(),
          "the type `" + type.getTypeName() + "` extends `" + parent + "` of the vocabulary",
          "declare a type with a field `of : " + parent + "`, and insert a fact of it");
    } else if (parent != null && types.isJavas(parent) && extended(file, parent, start) >= 0) {
      problems.error(
          "not-allowed",
          file.source(),
          extended(file, parent, start),
          type.getTypeName(),
          "the type `"
              + type.getTypeName()
              + "` extends `"
              + parent
              + "`, which is no type of facts",
          "leave out `extends " + parent + "`, and declare a field `value : " + parent + "`");
    } else if (parent != null && types.isOwnAncestor(type.getTypeName())) {
      problems.error(
          "type-circle",
          file.source(),
          file.source().code().indexOf(type.getTypeName(), start),
          type.getTypeName(),
          "the type `" + type.getTypeName() + "` extends itself, by way of `" + parent + "`",
          "leave out `extends " + parent + "`");
    }
    for (TypeFieldDescr field : type.getFields().values()) {
      String name = field.getPattern().getObjectType();
      String element = name.replaceAll("[\\[\\]]", "");
      if (!types.isKnown(element) && !FactTypes.PRIMITIVE.contains(element)) {
        Matcher place =
            Pattern.compile("\\b" + Pattern.quote(field.getFieldName()) + "\\s*:\\s*")
                .matcher(file.source().code());
        unknownType(file, type, element, place.find(start) ? place.end() : start);
      }
    }
  }

  /** Where a declaration says that it extends a type, or -1. */
  private static int extended(DrlFile file, String parent, int start) {
    String code = file.source().code();
    int end = code.indexOf(':', start);
    Matcher place =
        Pattern.compile("\\bextends\\s+(?=" + Pattern.quote(parent) + "\\b)")
            .matcher(code)
            .region(start, end < 0 ? code.length() : end);
    return place.find() ? place.end() : -1;
  }

  private void unknownType(
      DrlFile file, AbstractClassTypeDeclarationDescr type, String name, int from) {
    problems.error(
        "unknown-type",
        file.source(),
        Math.max(from, file.source().code().indexOf(name, from)),
        type.getTypeName(),
        "there is no type `" + name + "`",
        Conditions.orElse(
            Suggestion.didYouMean(name, types.names()),
            "declare it with `declare " + name + " … end`, or import its class"));
  }

  /** Warns of an import of a package that is not there. */
  private void everything(DrlFile file, DrlFile.Statement statement, String target) {
    String name = target.substring(0, target.length() - 2);
    if (!types.isPackage(
        name, CAPITALISED.matcher(file.source().code()).results().map(MatchResult::group))) {
      problems.warning(
          "unknown-import",
          file.source(),
          file.source().text().indexOf(name, statement.start()),
          null,
          "nothing is found in the package `" + name + "`",
          Conditions.orElse(
              Suggestion.didYouMean(name, FactTypes.packages()),
              "drop the import: the vocabulary needs none"));
    }
  }

  private void imports(DrlFile file) {
    for (DrlFile.Statement statement : file.imports()) {
      for (ImportDescr imported : statement.parsed().getImports()) {
        String name = imported.getTarget().substring(imported.getTarget().lastIndexOf('.') + 1);
        if (types.isOfLanguage(name)) {
          continue; // needs no import; of another class of this name, it is told
        }
        if (!types.add(imported)) {
          problems.error(
              "unknown-import",
              file.source(),
              file.source().text().indexOf(imported.getTarget(), statement.start()),
              null,
              "there is no class `" + imported.getTarget() + "`",
              types.insteadOfImport(imported.getTarget()));
        } else if (imported.getTarget().endsWith(".*")) {
          everything(file, statement, imported.getTarget());
        }
      }
    }
  }
}
