package org.equipoise.constitution.vetting.internal;

import org.equipoise.constitution.metering.Meter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Makes a method tell the meter when it is entered and when it is left, also by an exception. What
 * a constructor throws before it calls that of its parent is not told: it counts as one call more.
 */
final class DepthRewriter extends MethodVisitor {
  private static final String METER = Type.getInternalName(Meter.class);

  private final boolean isConstructor;
  private final Label start = new Label();
  private boolean isStarted;
  private int made;

  DepthRewriter(MethodVisitor next, boolean isConstructor) {
    super(Opcodes.ASM9, next);
    this.isConstructor = isConstructor;
  }

  private void tell(String what) {
    super.visitMethodInsn(Opcodes.INVOKESTATIC, METER, what, "()V", false);
  }

  @Override
  public void visitCode() {
    super.visitCode();
    tell("enter");
    if (!isConstructor) {
      start();
    }
  }

  private void start() {
    isStarted = true;
    super.visitLabel(start);
  }

  @Override
  public void visitTypeInsn(int opcode, String type) {
    super.visitTypeInsn(opcode, type);
    made += opcode == Opcodes.NEW ? 1 : 0;
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String type, boolean isInterface) {
    super.visitMethodInsn(opcode, owner, name, type, isInterface);
    if (name.equals("<init>")) {
      made--;
      if (made < 0 && !isStarted) {
        start();
      }
    }
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
      tell("leave");
    }
    super.visitInsn(opcode);
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    if (isStarted) {
      Label end = new Label();
      super.visitLabel(end);
      super.visitTryCatchBlock(start, end, end, null);
      super.visitFrame(Opcodes.F_FULL, 0, new Object[0], 1, new Object[] {"java/lang/Throwable"});
      tell("leave");
      super.visitInsn(Opcodes.ATHROW);
    }
    super.visitMaxs(maxStack, maxLocals);
  }
}
