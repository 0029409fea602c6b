package org.equipoise.constitution.vetting.internal;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.equipoise.constitution.vetting.internal.Origin.Kind;
import org.equipoise.constitution.vetting.internal.Violation.Reason;
import org.jspecify.annotations.Nullable;
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
  private static final Set<String> RECORDS = Set.of("java/lang/runtime/ObjectMethods.bootstrap");
  private static final Set<String> WIDE = Set.of("java/lang/Throwable", "java/lang/Error");

  /** What the compiler catches where it counts the constants of an enum; it hides no limit. */
  private static final String NO_SUCH_CONSTANT = "java/lang/NoSuchFieldError";

  /**
   * What the engine writes for a value that it cannot compare with a text or join to one, such as a
   * {@code Character}: a text.
   */
  private static final Pattern MISREAD = Pattern.compile("_this\\.(\\w+)\\(.*\\)", Pattern.DOTALL);

  final VettingRun vet;
  final OwnClass at;
  final String place;
  final String method;

  MethodVet(VettingRun vet, OwnClass at, String place, String method) {
    super(Opcodes.ASM9);
    this.vet = vet;
    this.at = at;
    this.place = place;
    this.method = method;
  }

  @Override
  public void visitTypeInsn(int opcode, String type) {
    if (opcode != Opcodes.NEW) { // its constructor is called besides
      vet.type(place, at, type);
    }
  }

  @Override
  public void visitMultiANewArrayInsn(String type, int dimensions) {
    vet.type(place, at, type);
  }

  @Override
  public void visitLdcInsn(Object value) {
    if (value instanceof Type type) {
      vet.type(place, at, type);
    } else if (value instanceof ConstantDynamic || value instanceof Handle) {
      vet.refuse(place, Reason.NOT_ALLOWED, "", "");
    } else if (value instanceof String text && at.isGenerated()) {
      Matcher misread = MISREAD.matcher(text);
      if (misread.matches()) {
        vet.refuse(place, Reason.MISREAD, "", misread.group(1));
      }
    }
  }

  @Override
  public void visitFieldInsn(int opcode, String owner, String name, String type) {
    vet.member(place, at, owner, name, type);
    boolean isPut = opcode == Opcodes.PUTFIELD;
    OwnClass declaring =
        isPut ? vet.hierarchy().find(owner, OwnClass.field(name, type)).declaring() : null;
    if (declaring == null) {
      return;
    }
    boolean isFact = declaring.kind() == Kind.TYPE && !declaring.isEnum();
    if (isFact && !at.equals(declaring)) {
      vet.refuse(place, Reason.CHANGES_FACT, owner, name);
    } else if (declaring.isEnum() && !(method.equals("<init>") && at.equals(declaring))) {
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
    vet.member(place, at, owner, name, type);
  }

  @Override
  public void visitInvokeDynamicInsn(
      String name, String type, Handle bootstrap, Object... arguments) {
    String made = bootstrap.getOwner() + "." + bootstrap.getName();
    if (!BOOTSTRAPS.contains(made) && !RECORDS.contains(made)) {
      vet.refuse(place, Reason.NOT_ALLOWED, bootstrap.getOwner(), bootstrap.getName());
      return;
    }
    if (bootstrap.getOwner().endsWith("LambdaMetafactory")) {
      vet.type(place, at, Type.getReturnType(type));
    }
    for (Object argument : arguments) {
      if (argument instanceof Handle handle) {
        vet.member(place, at, handle.getOwner(), handle.getName(), handle.getDesc());
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
  public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String type) {
    if (type == null || type.equals(NO_SUCH_CONSTANT)) {
      return;
    }
    if (WIDE.contains(type) || type.endsWith("Error")) {
      vet.refuse(place, Reason.WIDE_CATCH, type, "");
    } else {
      vet.type(place, at, type);
    }
  }
}
