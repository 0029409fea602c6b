package org.equipoise.constitution;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.drools.drl.ast.descr.FunctionDescr;
import org.jspecify.annotations.Nullable;

/** The functions of a constitution: what they derive, and what is wrong with their words. */
final class Functions {
  private Functions() {}

  /**
   * What each function derives, by its name. A function that calls another derives what that one
   * does, so all are read until nothing new is found; the last reading reports the problems.
   */
  static Map<String, Dependence> read(List<DrlFile> files, FactTypes types, Problems problems) {
    Map<String, Dependence> functions = new LinkedHashMap<>();
    for (DrlFile file : files) {
      file.functionNames().forEach(it -> functions.put(it, new Dependence()));
    }
    Problems found;
    boolean isChanged;
    do {
      found = new Problems();
      isChanged = false;
      for (DrlFile file : files) {
        for (DrlFile.Statement statement : file.functions()) {
          isChanged |= derivesMore(file, statement, functions, types, found);
        }
      }
    } while (isChanged);
    found.sorted().forEach(problems::add);
    return functions;
  }

  /** Whether a function derives more than was known. */
  private static boolean derivesMore(
      DrlFile file,
      DrlFile.Statement statement,
      Map<String, Dependence> functions,
      FactTypes types,
      Problems found) {
    boolean isChanged = false;
    for (FunctionDescr function : statement.parsed().getFunctions()) {
      int open = file.source().code().indexOf('{', statement.start());
      isChanged |=
          Objects.requireNonNull(functions.get(function.getName()))
              .add(
                  Consequences.readFunction(
                      file.source(),
                      function.getName(),
                      Set.copyOf(function.getParameterNames()),
                      open,
                      statement.end(),
                      types,
                      functions,
                      found));
    }
    return isChanged;
  }

  /**
   * Checks the words and numbers of a file's functions, and the numbers of its declarations.
   *
   * @param stakeholders null if the constitution names none
   */
  static void check(
      DrlFile file, FactTypes types, @Nullable PropertyWords stakeholders, Problems problems) {
    SourceFile source = file.source();
    for (DrlFile.Statement statement : file.functions()) {
      int start = statement.start();
      int end = statement.end();
      for (FunctionDescr function : statement.parsed().getFunctions()) {
        String name = function.getName();
        ClosedWords.checkFunction(source, name, start, end, types, problems);
        if (stakeholders != null) {
          ClosedWords.checkFunction(source, name, start, end, stakeholders, problems);
        }
        NumberLiterals.checkCode(source, name, start, end, problems);
        WholeDivisions.checkFunction(source, name, start, end, types, problems);
      }
    }
    for (DrlFile.Statement statement : file.declarations()) {
      int start = statement.start();
      NumberLiterals.checkCode(source, null, start, statement.end(), problems);
      WholeDivisions.checkLiterals(source, null, start, statement.end(), problems);
    }
  }
}
