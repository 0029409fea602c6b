package org.equipoise.constitution.vetting.internal;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import org.equipoise.constitution.metering.RepeatableCalls;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Makes compiled rules decide the same whenever they run: texts and hashes are asked whether they
 * are repeatable, and sets and maps keep the order in which they were filled.
 */
final class RepeatabilityRewriter extends ClassVisitor {
  private static final String REPEATABLE = Type.getInternalName(RepeatableCalls.class);
  private static final String HASH = "()I";
  private static final Map<String, String> ORDERED =
      Map.of(
          "java/util/HashMap", "java/util/LinkedHashMap",
          "java/util/HashSet", "java/util/LinkedHashSet");

  /** Whose texts need not be asked: what the code calls most. */
  private static final Set<String> PLAIN = Set.of("java/lang/String", "java/lang/StringBuilder");

  /** The repeatable methods by name and descriptor. */
  private static final SubstituteMethods METHODS = SubstituteMethods.in(RepeatableCalls.class);

  RepeatabilityRewriter(ClassVisitor next) {
    super(Opcodes.ASM9, next);
  }

  private static String ordered(String type) {
    return ORDERED.getOrDefault(type, type);
  }

  @Override
  public void visit(
      int version, int access, String name, String signature, String parent, String[] interfaces) {
    super.visit(version, access, name, signature, ordered(parent), interfaces);
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String type, String signature, String[] exceptions) {
    MethodVisitor next = super.visitMethod(access, name, type, signature, exceptions);
    return new Body(next, name.equals("hashCode") && type.equals(HASH));
  }

  /** The repeatable method that stands for one of Java's, or null. */
  private static @Nullable Method repeatable(
      boolean isStatic, String owner, String name, String type) {
    if (isStatic) {
      return owner.startsWith("java/") ? METHODS.ofStatic(owner, name, type) : null;
    }
    return switch (name + type) {
      case "getMessage()Ljava/lang/String;" ->
          METHODS.ofInstance("Ljava/lang/Throwable;", name, type);
      case "getName()Ljava/lang/String;", "getSimpleName()Ljava/lang/String;" ->
          owner.equals("java/lang/Class")
              ? METHODS.ofInstance("Ljava/lang/Class;", name, type)
              : null;
      default -> null;
    };
  }

  private static final class Body extends MethodVisitor {
    private final boolean isOfAHash;

    Body(MethodVisitor next, boolean isOfAHash) {
      super(Opcodes.ASM9, next);
      this.isOfAHash = isOfAHash;
    }

    private void written() {
      super.visitInsn(Opcodes.DUP);
      super.visitMethodInsn(
          Opcodes.INVOKESTATIC, REPEATABLE, "written", "(Ljava/lang/Object;)V", false);
    }

    private void instead(String name, String type) {
      super.visitMethodInsn(Opcodes.INVOKESTATIC, REPEATABLE, name, type, false);
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
      super.visitTypeInsn(opcode, opcode == Opcodes.NEW ? ordered(type) : type);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String type, boolean isInterface) {
      boolean isSpecial = opcode == Opcodes.INVOKESPECIAL;
      if (isSpecial && owner.equals("java/lang/Object") && name.equals("hashCode")) {
        super.visitInsn(Opcodes.POP); // of no object of its own, and so no hash of its own
        super.visitInsn(Opcodes.ICONST_0);
        return;
      }
      if (isSpecial) {
        if (name.equals("<init>") && type.endsWith("Ljava/lang/Throwable;)V")) {
          written();
        }
        super.visitMethodInsn(opcode, ordered(owner), name, type, isInterface);
        return;
      }
      boolean isStatic = opcode == Opcodes.INVOKESTATIC;
      if (!isStatic && name.equals("hashCode") && type.equals(HASH)) {
        instead(isOfAHash ? "hashWithin" : "hashCode", "(Ljava/lang/Object;)I");
        return;
      }
      if (isOf(owner, "java/util/Set", "java/util/Map") && name.equals("of") && isStatic) {
        of(owner, type);
        return;
      }
      Method repeatable = repeatable(isStatic, owner, name, type);
      if (repeatable != null) {
        instead(repeatable.getName(), Type.getMethodDescriptor(repeatable));
        return;
      }
      boolean isText = type.equals("()Ljava/lang/String;") && name.equals("toString");
      boolean isAppended =
          owner.equals("java/lang/StringBuilder")
              && (type.startsWith("(Ljava/lang/Object;)")
                  || type.startsWith("(ILjava/lang/Object;)"));
      if (isAppended || (!isStatic && isText && !PLAIN.contains(owner))) {
        written();
      }
      super.visitMethodInsn(opcode, owner, name, type, isInterface);
    }

    private static boolean isOf(String owner, String... owners) {
      return Set.of(owners).contains(owner);
    }

    /**
     * A set or map of some values: they are put into an array first, from the last to the first.
     */
    private void of(String owner, String type) {
      boolean isSet = owner.endsWith("Set");
      String made =
          isSet ? "([Ljava/lang/Object;)Ljava/util/Set;" : "([Ljava/lang/Object;)Ljava/util/Map;";
      if (!type.startsWith("([")) {
        int number = Type.getArgumentCount(type);
        super.visitLdcInsn(number);
        super.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
        for (int i = number - 1; i >= 0; i--) {
          super.visitInsn(Opcodes.DUP_X1);
          super.visitInsn(Opcodes.SWAP);
          super.visitLdcInsn(i);
          super.visitInsn(Opcodes.SWAP);
          super.visitInsn(Opcodes.AASTORE);
        }
      }
      instead(isSet ? "setOf" : "mapOf", made);
    }

    @Override
    public void visitInvokeDynamicInsn(
        String name, String type, Handle bootstrap, Object... arguments) {
      Object[] repeating = arguments.clone();
      for (int i = 0; i < repeating.length; i++) {
        if (repeating[i] instanceof Handle it) {
          repeating[i] = repeating(it);
        }
      }
      super.visitInvokeDynamicInsn(name, type, bootstrap, repeating);
    }

    private Handle repeating(Handle handle) {
      int tag = handle.getTag();
      String owner = handle.getOwner();
      String type = handle.getDesc();
      if (tag == Opcodes.H_NEWINVOKESPECIAL) {
        return new Handle(tag, ordered(owner), handle.getName(), type, handle.isInterface());
      }
      boolean isStatic = tag == Opcodes.H_INVOKESTATIC;
      if (!isStatic && handle.getName().equals("hashCode") && type.equals(HASH)) {
        return handle(isOfAHash ? "hashWithin" : "hashCode", "(Ljava/lang/Object;)I");
      }
      if (!isStatic
          && handle.getName().equals("toString")
          && type.equals("()Ljava/lang/String;")
          && !PLAIN.contains(owner)) {
        return handle("toString", "(Ljava/lang/Object;)Ljava/lang/String;");
      }
      Method repeatable = repeatable(isStatic, owner, handle.getName(), type);
      return repeatable == null
          ? handle
          : handle(repeatable.getName(), Type.getMethodDescriptor(repeatable));
    }

    private static Handle handle(String name, String type) {
      return new Handle(Opcodes.H_INVOKESTATIC, REPEATABLE, name, type, false);
    }
  }
}
