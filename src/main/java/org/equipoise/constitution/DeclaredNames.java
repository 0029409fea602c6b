package org.equipoise.constitution;

import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.TypePatternExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Multimaps;
import java.util.List;
import java.util.Set;

/**
 * What a block of code declares, wherever in it.
 *
 * @param variables its variables and fields, by name
 * @param parameters the names of parameters, and of patterns after {@code instanceof}
 * @param types the names of its types
 */
record DeclaredNames(
    ImmutableListMultimap<String, VariableDeclarator> variables,
    Set<String> parameters,
    Set<String> types) {

  static DeclaredNames of(BlockStmt block) {
    ImmutableSet.Builder<String> parameters = ImmutableSet.builder();
    block.findAll(Parameter.class).forEach(it -> parameters.add(it.getNameAsString()));
    block.findAll(TypePatternExpr.class).forEach(it -> parameters.add(it.getNameAsString()));
    ImmutableSet.Builder<String> types = ImmutableSet.builder();
    block.findAll(TypeDeclaration.class).forEach(it -> types.add(it.getNameAsString()));
    return new DeclaredNames(
        Multimaps.index(
            block.findAll(VariableDeclarator.class), VariableDeclarator::getNameAsString),
        parameters.build(),
        types.build());
  }

  boolean isVariable(String name) {
    return variables.containsKey(name) || parameters.contains(name);
  }

  List<VariableDeclarator> variables(String name) {
    return variables.get(name);
  }
}
