package org.equipoise.constitution.vetting.internal;

import java.lang.reflect.Method;
import java.util.Set;
import org.equipoise.constitution.metering.PortableCalls;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Makes code come out the same on every machine: what would use the default locale, charset or time
 * zone uses the root locale, UTF-8 and UTC; functions of {@code Math} whose last digit a processor
 * may choose are those of {@code StrictMath}.
 */
public final class PortabilityRewriter extends ClassVisitor {
  private static final String PORTABLE = Type.getInternalName(PortableCalls.class);
  private static final String CONVERSION = "org/drools/modelcompiler/util/EvaluationUtil";
  private static final String TEXT = "java/lang/String";
  private static final String MATH = "java/lang/Math";

  /** The functions for which {@code Math} guarantees one or two units in the last place only. */
  static final Set<String> INEXACT =
      Set.of(
          "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "exp",
          "expm1", "log", "log10", "log1p", "pow", "cbrt", "hypot");

  /** The portable methods by name and descriptor. */
  private static final SubstituteMethods METHODS = SubstituteMethods.in(PortableCalls.class);

  PortabilityRewriter(ClassVisitor next) {
    super(Opcodes.ASM9, next);
  }

  /** A class file that does the same on every machine. */
  public static byte[] portable(byte[] code) {
    ClassReader reader = new ClassReader(code);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(new PortabilityRewriter(writer), 0);
    return writer.toByteArray();
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String type, String signature, String[] exceptions) {
    return new Body(super.visitMethod(access, name, type, signature, exceptions));
  }

  /** The portable method that stands for one of Java's, or null. */
  private static @Nullable Method portable(
      boolean isStatic, String owner, String name, String type) {
    if (!owner.startsWith("java/") && !owner.equals(CONVERSION)) {
      return null;
    }
    return isStatic
        ? METHODS.ofStatic(owner, name, type)
        : METHODS.ofInstance("L" + owner + ";", name, type);
  }

  /** The class whose method of that name is the same on every processor. */
  private static String strict(String owner, String name) {
    return owner.equals(MATH) && INEXACT.contains(name) ? "java/lang/StrictMath" : owner;
  }

  private static final class Body extends MethodVisitor {
    Body(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String type, boolean isInterface) {
      Method portable =
          opcode == Opcodes.INVOKESPECIAL
              ? null
              : portable(opcode == Opcodes.INVOKESTATIC, owner, name, type);
      if (portable != null) {
        super.visitMethodInsn(
            Opcodes.INVOKESTATIC,
            PORTABLE,
            portable.getName(),
            Type.getMethodDescriptor(portable),
            false);
      } else if (opcode == Opcodes.INVOKESPECIAL
          && owner.equals(TEXT)
          && (type.equals("([B)V") || type.equals("([BII)V"))) {
        super.visitLdcInsn("UTF-8");
        super.visitMethodInsn(
            opcode, owner, name, type.replace(")", "Ljava/lang/String;)"), isInterface);
      } else {
        super.visitMethodInsn(opcode, strict(owner, name), name, type, isInterface);
      }
    }

    @Override
    public void visitInvokeDynamicInsn(
        String name, String type, Handle bootstrap, Object... arguments) {
      Object[] portable = arguments.clone();
      for (int i = 0; i < portable.length; i++) {
        if (portable[i] instanceof Handle it) {
          portable[i] = ported(it);
        }
      }
      super.visitInvokeDynamicInsn(name, type, bootstrap, portable);
    }

    private static Handle ported(Handle handle) {
      Method portable = null;
      if (handle.getTag() != Opcodes.H_NEWINVOKESPECIAL) {
        boolean isStatic = handle.getTag() == Opcodes.H_INVOKESTATIC;
        portable = portable(isStatic, handle.getOwner(), handle.getName(), handle.getDesc());
      } else if (handle.getOwner().equals(TEXT)) {
        portable = METHODS.get("newString", handle.getDesc().replace(")V", ")L" + TEXT + ";"));
      }
      String owner = strict(handle.getOwner(), handle.getName());
      if (portable == null) {
        return owner.equals(handle.getOwner())
            ? handle
            : new Handle(
                handle.getTag(), owner, handle.getName(), handle.getDesc(), handle.isInterface());
      }
      return new Handle(
          Opcodes.H_INVOKESTATIC,
          PORTABLE,
          portable.getName(),
          Type.getMethodDescriptor(portable),
          false);
    }
  }
}
