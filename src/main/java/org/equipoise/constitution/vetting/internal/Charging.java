package org.equipoise.constitution.vetting.internal;

import java.util.ArrayList;
import java.util.List;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.constitution.metering.Size;
import org.equipoise.constitution.vetting.internal.Cost.Charge;
import org.equipoise.constitution.vetting.internal.Cost.Factor;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes the code that counts what a call will cost, given its operands in local variables. */
final class Charging {
  private static final String METER = Type.getInternalName(Meter.class);
  private static final String SIZE = Type.getInternalName(Size.class);

  /** What a call is made on or given, and the local variable that it lies in. */
  record Operand(String name, Type type, int variable) {}

  private Charging() {}

  /**
   * The operands of a call that lie one after the other.
   *
   * @param receiver of the call; null for a static method and for a constructor
   * @param first the first variable that they lie in
   */
  static List<Operand> operands(@Nullable Type receiver, String descriptor, int first) {
    List<Operand> operands = new ArrayList<>();
    int at = first;
    if (receiver != null) {
      operands.add(new Operand("this", receiver, at));
      at += receiver.getSize();
    }
    char name = 'a';
    for (Type type : Type.getArgumentTypes(descriptor)) {
      operands.add(new Operand(String.valueOf(name++), type, at));
      at += type.getSize();
    }
    return operands;
  }

  static void write(MethodVisitor code, Cost cost, List<Operand> operands) {
    for (Charge charge : cost.charges()) {
      writeCharge(code, charge, operands);
    }
  }

  private static void writeCharge(MethodVisitor code, Charge charge, List<Operand> operands) {
    if (charge.isFixed()) {
      code.visitLdcInsn(charge.fixed());
    } else {
      boolean isFirst = true;
      for (List<Factor> product : charge.sum()) {
        writeProduct(code, product, operands);
        if (!isFirst) {
          code.visitMethodInsn(Opcodes.INVOKESTATIC, SIZE, "plus", "(JJ)J", false);
        }
        isFirst = false;
      }
    }
    String count = charge.isOfBytes() ? "takes" : "steps";
    code.visitMethodInsn(Opcodes.INVOKESTATIC, METER, count, "(J)V", false);
  }

  private static void writeProduct(
      MethodVisitor code, List<Factor> product, List<Operand> operands) {
    boolean isFirst = true;
    for (Factor factor : product) {
      String function = factor.function();
      if (function == null) {
        code.visitLdcInsn(factor.number());
      } else {
        writeFunction(code, function, factor, operands);
      }
      if (!isFirst) {
        code.visitMethodInsn(Opcodes.INVOKESTATIC, SIZE, "times", "(JJ)J", false);
      }
      isFirst = false;
    }
  }

  private static void writeFunction(
      MethodVisitor code, String function, Factor factor, List<Operand> operands) {
    if (factor.operands().equals(List.of("all"))) {
      code.visitLdcInsn(0L);
      for (Operand operand : operands) {
        writeFunction(code, function, List.of(operand));
        code.visitMethodInsn(Opcodes.INVOKESTATIC, SIZE, "plus", "(JJ)J", false);
      }
    } else {
      List<Operand> used =
          factor.operands().stream()
              .map(name -> operands.stream().filter(it -> it.name().equals(name)).findFirst())
              .map(it -> it.orElseThrow(() -> new IllegalStateException("no operand: " + factor)))
              .toList();
      writeFunction(code, function, used);
    }
  }

  private static void writeFunction(MethodVisitor code, String function, List<Operand> operands) {
    StringBuilder descriptor = new StringBuilder("(");
    for (Operand operand : operands) {
      code.visitVarInsn(operand.type().getOpcode(Opcodes.ILOAD), operand.variable());
      descriptor.append(sizeType(function, operand.type()));
    }
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC, SIZE, function, descriptor.append(")J").toString(), false);
  }

  /** The parameter type of the function of {@link Size} that takes an operand. */
  static String sizeType(String function, Type type) {
    return switch (type.getSort()) {
      case Type.OBJECT, Type.ARRAY ->
          function.equals("digits")
              ? "Ljava/lang/String;"
              : function.equals("enterEach") && type.getSort() == Type.ARRAY
                  ? "[Ljava/lang/Object;"
                  : "Ljava/lang/Object;";
      case Type.LONG -> "J";
      case Type.DOUBLE, Type.FLOAT ->
          throw new IllegalStateException("a number has no size in " + function);
      default -> "I";
    };
  }
}
