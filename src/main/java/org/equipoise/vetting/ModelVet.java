package org.equipoise.vetting;

import org.equipoise.vetting.Violation.Reason;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * A method of the model, which tells Drools what a rule or query is made of. It runs when the
 * constitution is loaded, so nothing that an author wrote may stand in it but values.
 */
final class ModelVet extends MethodVet {
  private final Vet vet;
  private final String place;
  private final boolean isOfAuthor;
  private @Nullable String text;

  ModelVet(Vet vet, String place, String method) {
    super(vet, place, method, false);
    this.vet = vet;
    this.place = place;
    this.isOfAuthor = method.startsWith("rule_") || method.startsWith("query_");
    if (method.startsWith("query_")) {
      vet.ownership().isNamed(place, method.substring("query_".length()));
    }
  }

  @Override
  public void visitLdcInsn(Object value) {
    if (value instanceof String it) {
      text = it;
    } else if (isOfAuthor) {
      super.visitLdcInsn(value);
    }
  }

  @Override
  public void visitTypeInsn(int opcode, String type) {
    boolean isMaking = opcode == Opcodes.NEW && !type.startsWith("org/drools/");
    if (isOfAuthor && isMaking) {
      vet.refuse(place, Reason.RUNS_AT_LOAD, type, "new");
    }
  }

  @Override
  public void visitFieldInsn(int opcode, String owner, String name, String type) {
    if (vet.own(owner) != null) {
      super.visitFieldInsn(opcode, owner, name, type);
    }
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String type, boolean isInterface) {
    if (owner.endsWith("/D") && name.equals("rule") && text != null) {
      vet.ownership().isNamed(place, text);
    }
    boolean isDrools = owner.startsWith("org/drools/") || owner.startsWith("org/kie/");
    if (isOfAuthor && !isDrools && !name.equals("valueOf") && !name.equals("<init>")) {
      vet.refuse(place, Reason.RUNS_AT_LOAD, owner, name);
    }
  }

  @Override
  public void visitInvokeDynamicInsn(
      String name, String type, Handle bootstrap, Object... arguments) {
    if (isOfAuthor) {
      super.visitInvokeDynamicInsn(name, type, bootstrap, arguments);
    }
  }

  @Override
  public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String type) {}
}
