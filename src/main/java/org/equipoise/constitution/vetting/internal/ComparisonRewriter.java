package org.equipoise.constitution.vetting.internal;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.equipoise.facts.Values;
import org.equipoise.language.Aggregates;
import org.equipoise.language.NamedTests;
import org.equipoise.language.Operators;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Makes compiled conditions ask our comparison of values and our operators where they would ask the
 * engine's. Every form of condition compiles to these calls, wherever it stands.
 */
final class ComparisonRewriter extends MethodVisitor {
  private static final String VALUES = Type.getInternalName(Values.class);
  private static final String OPERATORS = Type.getInternalName(Operators.class);
  private static final String AGGREGATES = Type.getInternalName(Aggregates.class);
  private static final String ENGINES_VALUES = "org/drools/modelcompiler/util/EvaluationUtil";
  private static final String ENGINES_WORDS = "org/drools/modelcompiler/dsl/pattern/D";
  private static final String NAMED = Type.getInternalName(NamedTests.class);
  private static final String TEXT = "Ljava/lang/String;";

  /** The test at the end of what an {@code eval} is given. */
  private static final Pattern TEST =
      Pattern.compile("(Lorg/drools/model/functions/Predicate[123];)\\)");

  private static final String TRUTH = "java/lang/Boolean";

  private static final String COMPARABLE = "java/lang/Comparable";
  private static final String SEQUENCE = "java/lang/CharSequence";
  private static final String DECIMAL = "(Ljava/lang/Object;)Ljava/math/BigDecimal;";

  /** What stands for a comparison of the engine's, by its name. */
  private static final Map<String, String> COMPARISONS =
      Map.ofEntries(
          Map.entry("areNullSafeEquals", "equal"),
          Map.entry("areNumbersNullSafeEquals", "equal"),
          Map.entry("equals", "equal"),
          Map.entry("notEquals", "unequal"),
          Map.entry("greaterThan", "isMore"),
          Map.entry("greaterThanNumbers", "isMore"),
          Map.entry("greaterThanStringsAsNumbers", "isMore"),
          Map.entry("lessThan", "isLess"),
          Map.entry("lessThanNumbers", "isLess"),
          Map.entry("lessThanStringsAsNumbers", "isLess"),
          Map.entry("greaterOrEqual", "isAtLeast"),
          Map.entry("greaterOrEqualNumbers", "isAtLeast"),
          Map.entry("greaterOrEqualStringsAsNumbers", "isAtLeast"),
          Map.entry("lessOrEqual", "isAtMost"),
          Map.entry("lessOrEqualNumbers", "isAtMost"),
          Map.entry("lessOrEqualStringsAsNumbers", "isAtMost"));

  private final boolean isTest;
  private String lastText = "";
  private String rule = "";

  /** Whether the last call was for a truth value that may be absent. */
  private boolean isFlag;

  /**
   * Redirects the calls of one method.
   *
   * @param type the method's descriptor
   */
  ComparisonRewriter(MethodVisitor next, String type) {
    super(Opcodes.ASM9, next);
    isTest = type.endsWith(")Z");
  }

  @Override
  public void visitLdcInsn(Object value) {
    if (value instanceof String text) {
      lastText = text;
    }
    super.visitLdcInsn(value);
  }

  /** The engine's own casts before it compares; an author's say that a value must have the type. */
  @Override
  public void visitTypeInsn(int opcode, String type) {
    if (isTest && opcode == Opcodes.CHECKCAST && type.equals(COMPARABLE)) {
      call(VALUES, "comparable", "(Ljava/lang/Object;)L" + COMPARABLE + ";");
    } else if (isTest && opcode == Opcodes.CHECKCAST && type.equals(SEQUENCE)) {
      call(OPERATORS, "matched", "(Ljava/lang/Object;)L" + SEQUENCE + ";");
    } else {
      super.visitTypeInsn(opcode, type);
    }
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String type, boolean isInterface) {
    String comparison = COMPARISONS.get(name);
    boolean wasFlag = isFlag;
    isFlag = name.equals("flag") && type.endsWith("L" + TRUTH + ";");
    if (owner.equals(ENGINES_VALUES) && comparison != null) {
      call(VALUES, comparison, "(Ljava/lang/Object;Ljava/lang/Object;)Z");
    } else if (owner.equals(ENGINES_VALUES) && name.equals("toBigDecimal")) {
      call(VALUES, "comparableDecimal", DECIMAL);
    } else if (wasFlag && owner.equals(TRUTH) && name.equals("booleanValue")) {
      call(OPERATORS, "isTrue", "(L" + TRUTH + ";)Z");
    } else if (owner.equals(ENGINES_WORDS)) {
      word(name, type);
    } else {
      super.visitMethodInsn(opcode, owner, name, type, isInterface);
    }
  }

  private void word(String name, String type) {
    switch (name) {
      case "rule" -> {
        rule = lastText;
        call(ENGINES_WORDS, name, type);
      }
      case "accFunction" -> {
        if (type.startsWith("(Ljava/util/function/Supplier;")) {
          super.visitLdcInsn(rule);
          call(AGGREGATES, name, type.replace(")", "Ljava/lang/String;)"));
        } else {
          call(ENGINES_WORDS, name, type);
        }
      }
      case "expr" -> {
        Matcher test = TEST.matcher(type);
        if (test.find()) {
          super.visitLdcInsn(rule);
          call(NAMED, "named", "(" + test.group(1) + TEXT + ")" + test.group(1));
        }
        call(ENGINES_WORDS, name, type);
      }
      case "accumulate" -> call(AGGREGATES, name, type);
      case "betaIndexedBy" -> call(OPERATORS, name, type);
      case "eval" -> {
        boolean isNamed = type.startsWith("(Ljava/lang/String;");
        call(isNamed ? ENGINES_WORDS : OPERATORS, name, type);
      }
      default -> call(ENGINES_WORDS, name, type);
    }
  }

  private void call(String owner, String name, String type) {
    super.visitMethodInsn(Opcodes.INVOKESTATIC, owner, name, type, false);
  }
}
