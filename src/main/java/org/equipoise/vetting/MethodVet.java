package org.equipoise.vetting;

import java.util.HashSet;
import java.util.Set;
import org.equipoise.vetting.Violation.Reason;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** What the code of one method does. */
class MethodVet extends MethodVisitor {
  private static final Set<String> BOOTSTRAPS =
      Set.of(
          "java/lang/invoke/LambdaMetafactory.metafactory",
          "java/lang/invoke/LambdaMetafactory.altMetafactory",
          "java/lang/invoke/StringConcatFactory.makeConcat",
          "java/lang/invoke/StringConcatFactory.makeConcatWithConstants");
  private static final Set<String> WIDE =
      Set.of("java/lang/Throwable", "java/lang/Error", "java/lang/VirtualMachineError");
  private static final String SWITCH = "$SWITCH_TABLE$";

  /** What may be called while a class is initialised: it makes values, and runs no loop. */
  private static final Set<String> AT_LOAD =
      Set.of("<init>", "valueOf", "compile", "of", "ofPattern", "desiredAssertionStatus");

  private final Vet vet;
  private final String place;
  private final String method;
  private final boolean isAtLoad;
  private final Set<Label> passed = new HashSet<>();

  MethodVet(Vet vet, String place, String method, boolean isAtLoad) {
    super(Opcodes.ASM9);
    this.vet = vet;
    this.place = place;
    this.method = method;
    this.isAtLoad = isAtLoad;
  }

  @Override
  public void visitTypeInsn(int opcode, String type) {
    if (opcode != Opcodes.NEW) { // its constructor is called besides
      vet.type(place, type);
    }
  }

  @Override
  public void visitMultiANewArrayInsn(String type, int dimensions) {
    vet.type(place, type);
  }

  @Override
  public void visitLdcInsn(Object value) {
    if (value instanceof Type type) {
      vet.type(place, type);
    } else if (value instanceof ConstantDynamic || value instanceof Handle) {
      vet.refuse(place, Reason.NOT_ALLOWED, "", "");
    }
  }

  @Override
  public void visitFieldInsn(int opcode, String owner, String name, String type) {
    vet.member(place, owner, name, type);
    OwnClass own = vet.own(owner);
    if (opcode == Opcodes.PUTFIELD && own != null && own.isEnum() && !method.equals("<init>")) {
      vet.refuse(place, Reason.LASTING_STATE, owner, name);
    }
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String type, boolean isInterface) {
    boolean isIdentity = owner.equals("java/lang/Object") && name.equals("hashCode");
    if (isIdentity && !method.equals("hashCode")) {
      vet.refuse(place, Reason.NOT_REPEATABLE, owner, name);
      return;
    }
    vet.member(place, owner, name, type);
    boolean isPlain = AT_LOAD.contains(name) || (vet.own(owner) != null && !isFunction(owner));
    if (isAtLoad && !isPlain) {
      vet.refuse(place, Reason.RUNS_AT_LOAD, owner, name);
    }
  }

  private boolean isFunction(String owner) {
    OwnClass own = vet.own(owner);
    return own != null && own.isModel();
  }

  @Override
  public void visitInvokeDynamicInsn(
      String name, String type, Handle bootstrap, Object... arguments) {
    if (!BOOTSTRAPS.contains(bootstrap.getOwner() + "." + bootstrap.getName())) {
      vet.refuse(place, Reason.NOT_ALLOWED, bootstrap.getOwner(), bootstrap.getName());
      return;
    }
    if (bootstrap.getOwner().endsWith("LambdaMetafactory")) {
      vet.type(place, Type.getReturnType(type));
    }
    for (Object argument : arguments) {
      if (argument instanceof Handle handle) {
        vet.member(place, handle.getOwner(), handle.getName(), handle.getDesc());
      }
    }
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode == Opcodes.MONITORENTER) {
      vet.refuse(place, Reason.NOT_PLAIN, "", "synchronized");
    }
  }

  @Override
  public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
    if (type == null || method.startsWith(SWITCH)) {
      return;
    }
    if (WIDE.contains(type) || type.endsWith("Error")) {
      vet.refuse(place, Reason.WIDE_CATCH, type, "");
    } else {
      vet.type(place, type);
    }
  }

  @Override
  public void visitLabel(Label label) {
    passed.add(label);
  }

  @Override
  public void visitJumpInsn(int opcode, Label label) {
    if (isAtLoad && passed.contains(label)) {
      vet.refuse(place, Reason.RUNS_AT_LOAD, "", "");
    }
  }
}
