package org.equipoise.constitution.vetting.internal;

import java.lang.reflect.Method;
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
 * zone uses the root locale, UTF-8 and UTC.
 */
public final class PortabilityRewriter extends ClassVisitor {
  private static final String PORTABLE = Type.getInternalName(PortableCalls.class);
  private static final String CONVERSION = "org/drools/modelcompiler/util/EvaluationUtil";
  private static final String TEXT = "java/lang/String";

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
        super.visitMethodInsn(opcode, owner, name, type, isInterface);
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
      return portable == null
          ? handle
          : new Handle(
              Opcodes.H_INVOKESTATIC,
              PORTABLE,
              portable.getName(),
              Type.getMethodDescriptor(portable),
              false);
    }
  }
}
