package org.equipoise.constitution.vetting.internal;

import org.equipoise.constitution.metering.MeteredTextCalls;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Makes {@code not matches} the negation of {@code matches}. For a pattern that stands in the rule,
 * the engine writes {@code text != null && ! PATTERN.matcher( text ).matches()}, which is false of
 * an absent text. Here the test for null is dropped, and the test of the pattern is false of null.
 */
final class PatternTestRewriter extends MethodVisitor {
  private static final String PATTERN = "java/util/regex/Pattern";
  private static final String MATCHER = "java/util/regex/Matcher";

  private final OwnClass own;

  /** Where a jump leads that is not written yet, since what follows decides. */
  private @Nullable Label ifNull;

  /** Whether the pattern of a test lies on the stack. */
  private boolean isInTest;

  PatternTestRewriter(MethodVisitor next, OwnClass own) {
    super(Opcodes.ASM9, next);
    this.own = own;
  }

  @Override
  public void visitJumpInsn(int opcode, Label label) {
    jump();
    if (opcode == Opcodes.IFNULL && own.isGenerated()) {
      ifNull = label;
    } else {
      super.visitJumpInsn(opcode, label);
    }
  }

  @Override
  public void visitFieldInsn(int opcode, String owner, String name, String type) {
    boolean isPattern =
        opcode == Opcodes.GETSTATIC && owner.equals(own.name()) && name.startsWith("regexp_");
    if (isPattern && ifNull != null) {
      ifNull = null;
      isInTest = true;
      super.visitInsn(Opcodes.POP);
    }
    jump();
    super.visitFieldInsn(opcode, owner, name, type);
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String type, boolean isInterface) {
    jump();
    if (isInTest && owner.equals(PATTERN) && name.equals("matcher")) {
      super.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          Type.getInternalName(MeteredTextCalls.class),
          "isMatched",
          "(Ljava/util/regex/Pattern;Ljava/lang/CharSequence;)Z",
          false);
    } else if (isInTest && owner.equals(MATCHER) && name.equals("matches")) {
      isInTest = false;
    } else {
      super.visitMethodInsn(opcode, owner, name, type, isInterface);
    }
  }

  private void jump() {
    Label label = ifNull;
    if (label != null) {
      ifNull = null;
      super.visitJumpInsn(Opcodes.IFNULL, label);
    }
  }

  @Override
  public void visitLabel(Label label) {
    jump();
    super.visitLabel(label);
  }

  @Override
  public void visitFrame(int type, int locals, Object[] local, int size, Object[] stack) {
    jump();
    super.visitFrame(type, locals, local, size, stack);
  }

  @Override
  public void visitInsn(int opcode) {
    jump();
    super.visitInsn(opcode);
  }

  @Override
  public void visitIntInsn(int opcode, int operand) {
    jump();
    super.visitIntInsn(opcode, operand);
  }

  @Override
  public void visitVarInsn(int opcode, int variable) {
    jump();
    super.visitVarInsn(opcode, variable);
  }

  @Override
  public void visitTypeInsn(int opcode, String type) {
    jump();
    super.visitTypeInsn(opcode, type);
  }

  @Override
  public void visitInvokeDynamicInsn(
      String name, String type, Handle bootstrap, Object... arguments) {
    jump();
    super.visitInvokeDynamicInsn(name, type, bootstrap, arguments);
  }

  @Override
  public void visitLdcInsn(Object value) {
    jump();
    super.visitLdcInsn(value);
  }

  @Override
  public void visitIincInsn(int variable, int increment) {
    jump();
    super.visitIincInsn(variable, increment);
  }

  @Override
  public void visitTableSwitchInsn(int min, int max, Label otherwise, Label... labels) {
    jump();
    super.visitTableSwitchInsn(min, max, otherwise, labels);
  }

  @Override
  public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] labels) {
    jump();
    super.visitLookupSwitchInsn(otherwise, keys, labels);
  }

  @Override
  public void visitMultiANewArrayInsn(String type, int dimensions) {
    jump();
    super.visitMultiANewArrayInsn(type, dimensions);
  }
}
