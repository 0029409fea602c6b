package org.equipoise.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.equipoise.inference.Script.*;
import org.jspecify.annotations.Nullable;

/** Scripts as DRL. */
final class ScriptText {
  private ScriptText() {}

  static String type(String name) {
    return "declare " + name + "\n    k : String @key\n    n : int @key\nend\n";
  }

  static String rule(RuleScript rule, Script script) {
    StringBuilder text = new StringBuilder("rule \"" + rule.name() + "\"\n");
    heading(rule, script).forEach(it -> text.append("    ").append(it).append('\n'));
    text.append("when\n");
    rule.conditions().forEach(it -> text.append("    ").append(condition(it)).append('\n'));
    text.append("then\n");
    rule.actions().forEach(it -> text.append("    ").append(action(it)).append('\n'));
    rule.named()
        .forEach(
            (label, actions) -> {
              text.append("then[" + label + "]\n");
              actions.forEach(it -> text.append("    ").append(action(it)).append('\n'));
            });
    return text.append("end\n").toString();
  }

  private static List<String> heading(RuleScript rule, Script script) {
    Heading heading = rule.heading();
    List<String> lines = new ArrayList<>();
    String level = heading.level() == null ? "" : ", level = \"" + heading.level() + "\"";
    lines.add((heading.theory() ? "@Theory" : "@Principle") + "( weight = 0.5" + level + " )");
    if (heading.entrenched()) {
      lines.add("@Entrenched");
      names("LiftableBy", script.liftersOf(rule.name()), lines);
    }
    names("Tags", heading.tags(), lines);
    names("Except", heading.except(), lines);
    if (heading.liftedBy() != null) {
      lines.add("@Default( liftedBy = \"" + heading.liftedBy() + "\" )");
    }
    if (heading.from() != null) {
      lines.add("@From( \"" + heading.from() + "\" )");
    }
    if (heading.until() != null) {
      lines.add("@Until( \"" + heading.until() + "\" )");
    }
    return lines;
  }

  private static void names(String annotation, List<String> names, List<String> lines) {
    if (!names.isEmpty()) {
      lines.add("@" + annotation + "( \"" + String.join("\", \"", names) + "\" )");
    }
  }

  private static String condition(Condition condition) {
    if (condition instanceof Pattern it) {
      return pattern(it);
    } else if (condition instanceof All it) {
      return group(it.conditions(), " and ");
    } else if (condition instanceof Or it) {
      return group(it.branches(), " or ");
    } else if (condition instanceof Not it) {
      return "not" + inner(it.condition());
    } else if (condition instanceof Exists it) {
      return "exists" + inner(it.condition());
    } else if (condition instanceof Forall it) {
      StringBuilder text = new StringBuilder("forall( " + pattern(it.first()));
      it.rest().forEach(rest -> text.append(' ').append(condition(rest)));
      return text + " )";
    } else if (condition instanceof Accumulate it) {
      return accumulate(it);
    } else if (condition instanceof Collect it) {
      return it.list()
          + " : List( size >= "
          + it.least()
          + " ) from collect( "
          + pattern(it.pattern())
          + " )";
    } else if (condition instanceof Branch it) {
      return branch(it);
    }
    throw new IllegalStateException();
  }

  private static String inner(Condition condition) {
    String text = condition(condition);
    return condition instanceof Pattern
        ? " " + text
        : text.startsWith("(") ? text : "( " + text + " )";
  }

  private static String group(List<Condition> conditions, String between) {
    StringJoiner text = new StringJoiner(between, "( ", " )");
    conditions.forEach(it -> text.add(condition(it)));
    return text.toString();
  }

  private static String accumulate(Accumulate it) {
    String source = condition(it.source());
    if (it.source() instanceof All) {
      source = source.substring(2, source.length() - 2);
    }
    if (it.classic()) {
      Script.Function function = it.functions().get(0);
      Integer least = it.least().get(0);
      return function.result()
          + " : Number( "
          + (least == null ? "" : "intValue >= " + least)
          + " ) from accumulate( "
          + source
          + ", "
          + function.name()
          + "( "
          + function.of()
          + " ) )";
    }
    List<String> functions = new ArrayList<>();
    List<String> tests = new ArrayList<>();
    for (int i = 0; i < it.functions().size(); i++) {
      Script.Function function = it.functions().get(i);
      functions.add(function.result() + " : " + function.name() + "( " + function.of() + " )");
      if (it.least().get(i) != null) {
        tests.add(function.result() + " >= " + it.least().get(i));
      }
    }
    return "accumulate( "
        + source
        + "; "
        + String.join(", ", functions)
        + (tests.isEmpty() ? "" : "; " + String.join(", ", tests))
        + " )";
  }

  private static String branch(Branch branch) {
    StringBuilder text = new StringBuilder();
    for (Arm arm : branch.arms()) {
      String jump = (arm.breaks() ? "break[" : "do[") + arm.label() + "]";
      text.append(text.isEmpty() ? "" : " else ");
      text.append(arm.test() == null ? jump : "if ( " + test(arm.test()) + " ) " + jump);
    }
    return text.toString();
  }

  private static String pattern(Pattern pattern) {
    List<String> inside = new ArrayList<>();
    pattern.bindings().forEach(it -> inside.add(it.variable() + " : " + field(it.field())));
    pattern.tests().forEach(it -> inside.add(test(it)));
    return (pattern.variable() == null ? "" : pattern.variable() + " : ")
        + pattern.type()
        + "( "
        + String.join(", ", inside)
        + " )"
        + (pattern.from() == null ? "" : " from " + pattern.from() + ";");
  }

  private static String field(Field field) {
    return field.attribute() ? field.accessor() + "(\"" + field.name() + "\")" : field.name();
  }

  private static String test(Test test) {
    if (test instanceof Compare it) {
      return field(it.field()) + " " + it.operator() + " " + term(it.with());
    } else if (test instanceof Either it) {
      return test(it.one()) + " || " + test(it.other());
    } else if (test instanceof Negated it) {
      return "!( " + test(it.test()) + " )";
    }
    throw new IllegalStateException();
  }

  private static String term(Term term) {
    if (term instanceof Literal it) {
      return it.value() instanceof String text ? "\"" + text + "\"" : String.valueOf(it.value());
    } else if (term instanceof Variable it) {
      return it.name();
    } else if (term instanceof Property it) {
      return it.fact() + "." + it.property();
    } else if (term instanceof Prefixed it) {
      return "( \"" + it.prefix() + "\" + " + term(it.rest()) + " )";
    } else if (term instanceof Next it) {
      return "Math.min( 3, ((Number) " + it.number() + ").intValue() + 1 )";
    }
    throw new IllegalStateException();
  }

  private static String action(Action action) {
    if (action instanceof Say it) {
      String degree = it.degree() == null ? "" : degree(it.degree()) + ", ";
      return it.word() + "( " + it.output() + ", " + degree + "\"because\" );";
    } else if (action instanceof PreferOver it) {
      return "prefer( " + it.output() + ", " + it.over() + ", \"because\" );";
    } else if (action instanceof Insert it) {
      String k =
          it.k() instanceof Variable ? "String.valueOf( " + term(it.k()) + " )" : term(it.k());
      String n =
          it.n() instanceof Variable ? "((Number) " + term(it.n()) + ").intValue()" : term(it.n());
      return (it.logical() ? "insertLogical" : "insert")
          + "( new "
          + it.type()
          + "( "
          + k
          + ", "
          + n
          + " ) );";
    } else if (action instanceof Exclude it) {
      return "exclude( " + it.judgment() + ", \"because\" );";
    } else if (action instanceof Discount it) {
      return "discount( " + it.judgment() + ", 0.5, \"because\" );";
    } else if (action instanceof Weigh it) {
      return it.word() + "( " + it.target() + ", 0.5, \"because\" );";
    } else if (action instanceof Incompatible it) {
      return "conflict( \"because\", " + String.join(", ", it.participants()) + " );";
    } else if (action instanceof MarkAlike it) {
      return "alike( " + it.output() + ", " + term(it.key()) + ", \"because\" );";
    } else if (action instanceof LiftClaims it) {
      return lift("\"" + it.rule() + "\"", it.output());
    } else if (action instanceof LiftBound it) {
      return lift(it.rule(), it.output());
    } else if (action instanceof Pull it) {
      return (it.strength() > 0 ? "encourage( " : "discourage( ")
          + it.output()
          + ", "
          + Math.abs(it.strength())
          + ", \"because\" );";
    } else if (action instanceof RankBefore it) {
      return "rank( " + it.output() + ", " + it.over() + ", \"because\" );";
    } else if (action instanceof Raise it) {
      return "raise( \"" + it.name() + "\" );";
    } else if (action instanceof LeaveToPerson it) {
      return "escalate( " + it.output() + ", \"because\" );";
    } else if (action instanceof IfTrue it) {
      return "if ( Boolean.TRUE.equals( "
          + it.fact()
          + ".attr(\""
          + it.attribute()
          + "\") ) ) { "
          + action(it.then())
          + " }";
    }
    throw new IllegalStateException();
  }

  private static String lift(String rule, @Nullable String output) {
    return "lift( " + rule + ", " + (output == null ? "" : output + ", ") + "\"because\" );";
  }

  private static String degree(Degree degree) {
    if (degree instanceof WhereTrue it) {
      return "weight( Boolean.TRUE.equals( "
          + it.fact()
          + ".attr(\""
          + it.attribute()
          + "\") ) ? 1 : 0 )";
    } else if (degree instanceof Halves it) {
      String number =
          it.number() instanceof Variable variable
              ? "((Number) " + variable.name() + ").intValue()"
              : term(it.number());
      return "weight( Math.min( 1.0, 0.5 * " + number + " ) )";
    }
    throw new IllegalStateException();
  }
}
