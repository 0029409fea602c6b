package org.equipoise.constitution.vetting.internal;

import java.util.HashSet;
import java.util.Set;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.constitution.metering.MeteredCalls;
import org.equipoise.constitution.metering.MeteredMatches;
import org.equipoise.constitution.metering.MeteredTextCalls;
import org.equipoise.constitution.metering.Size;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The flow of one method: every jump backwards steps, and every handler that could catch an error
 * throws it on before it does anything else.
 */
abstract class CaughtErrors extends MethodVisitor {
  static final String GUARDED = Type.getInternalName(MeteredCalls.class);
  static final String SIZE = Type.getInternalName(Size.class);

  private final Set<Label> passed = new HashSet<>();
  private final Set<Label> handlers = new HashSet<>();
  private final Set<Label> tracing = new HashSet<>();
  private boolean isAtHandler;
  private boolean isTraced;

  CaughtErrors(MethodVisitor next) {
    super(Opcodes.ASM9, next);
  }

  /** Writes a step. */
  abstract void step();

  @Override
  public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String type) {
    super.visitTryCatchBlock(start, end, handler, type);
    if (type == null || type.equals("java/lang/Throwable") || type.endsWith("Error")) {
      handlers.add(handler);
    } else {
      tracing.add(handler);
    }
  }

  @Override
  public void visitLabel(Label label) {
    super.visitLabel(label);
    passed.add(label);
    isAtHandler |= handlers.contains(label);
    isTraced |= tracing.contains(label);
  }

  /** To be called before each instruction: what was thrown lies on the stack at a handler's. */
  final void handle() {
    if (isAtHandler) {
      isAtHandler = false;
      mv.visitInsn(Opcodes.DUP);
      mv.visitMethodInsn(
          Opcodes.INVOKESTATIC, GUARDED, "uncaught", "(Ljava/lang/Throwable;)V", false);
    }
    if (isTraced) {
      isTraced = false;
      traced();
    }
  }

  /** Charges for an exception. */
  final void traced() {
    mv.visitMethodInsn(
        Opcodes.INVOKESTATIC, Type.getInternalName(Meter.class), "traced", "()V", false);
  }

  @Override
  public void visitVarInsn(int opcode, int variable) {
    handle();
    super.visitVarInsn(opcode, variable);
  }

  @Override
  public void visitInsn(int opcode) {
    handle();
    super.visitInsn(opcode);
  }

  @Override
  public void visitLdcInsn(Object value) {
    handle();
    super.visitLdcInsn(value);
  }

  @Override
  public void visitIincInsn(int variable, int increment) {
    handle();
    super.visitIincInsn(variable, increment);
  }

  @Override
  public void visitJumpInsn(int opcode, Label label) {
    handle();
    if (passed.contains(label)) {
      step();
    }
    super.visitJumpInsn(opcode, label);
  }

  @Override
  public void visitTableSwitchInsn(int min, int max, Label otherwise, Label... labels) {
    handle();
    step();
    super.visitTableSwitchInsn(min, max, otherwise, labels);
  }

  @Override
  public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] labels) {
    handle();
    step();
    super.visitLookupSwitchInsn(otherwise, keys, labels);
  }

  @Override
  public void visitFieldInsn(int opcode, String owner, String name, String type) {
    handle();
    if (owner.equals("org/drools/model/operators/MatchesOperator")) {
      String matching = Type.getInternalName(MeteredMatches.class);
      super.visitFieldInsn(opcode, matching, name, "L" + matching + ";");
    } else if (owner.equals("java/lang/String") && name.equals("CASE_INSENSITIVE_ORDER")) {
      super.visitFieldInsn(opcode, Type.getInternalName(MeteredTextCalls.class), name, type);
    } else {
      super.visitFieldInsn(opcode, owner, name, type);
    }
  }
}
