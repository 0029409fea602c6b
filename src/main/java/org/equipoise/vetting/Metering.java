package org.equipoise.vetting;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.equipoise.metering.Guarded;
import org.equipoise.metering.Matching;
import org.equipoise.metering.Meter;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Makes compiled rules count: a step at every jump backwards and at every entry of a function or
 * lambda, space wherever they take some, and no {@code finally} that holds an error back.
 */
final class Metering extends ClassVisitor {
  private static final String METER = Type.getInternalName(Meter.class);
  private static final String GUARDED = Type.getInternalName(Guarded.class);
  private static final String DECIMAL = "java/math/BigDecimal";
  private static final long OF_AN_OBJECT = 16;

  /** The guarded methods by name and descriptor. */
  private static final Map<String, Method> GUARDS = new HashMap<>();

  static {
    for (Method method : Guarded.class.getDeclaredMethods()) {
      if (Modifier.isPublic(method.getModifiers())) {
        GUARDS.merge(
            key(method),
            method,
            (a, b) -> {
              throw new IllegalStateException("two guards for " + key(a));
            });
      }
    }
  }

  private final boolean isModel;
  private final boolean isNested;
  private final boolean isOfOneFact;

  private Metering(ClassVisitor next, OwnClass own) {
    super(Opcodes.ASM9, next);
    isModel = own.isModel();
    isNested = own.name().indexOf('$') >= 0;
    isOfOneFact = own.isEnum() && !isNested;
  }

  static byte[] metered(ClassReader reader, OwnClass own) {
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(new Metering(writer, own), 0);
    return writer.toByteArray();
  }

  private static String key(Method guard) {
    return guard.getName() + Type.getMethodDescriptor(guard);
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String type, String signature, String[] exceptions) {
    MethodVisitor next = super.visitMethod(access, name, type, signature, exceptions);
    boolean isOnlyName = (access & (Opcodes.ACC_BRIDGE | Opcodes.ACC_ABSTRACT)) != 0;
    boolean isPlain =
        name.startsWith("<") || name.startsWith("get") || name.startsWith("set") || isOnlyName;
    boolean isAlone = isOfOneFact && Type.getArgumentCount(type) < 2;
    boolean isSynthetic = (access & Opcodes.ACC_SYNTHETIC) != 0;
    boolean isEntered =
        isNested
            ? !isOnlyName
            : (isSynthetic && !isOnlyName)
                || (isModel && (access & Opcodes.ACC_STATIC) != 0 && !name.startsWith("rule_"));
    boolean steps = isEntered ? !name.startsWith("<") : !isModel && !isPlain && !isAlone;
    return new Body(new Redirection(next, type), steps);
  }

  private static final class Body extends MethodVisitor {
    private final boolean steps;
    private final Set<Label> passed = new HashSet<>();
    private final Set<Label> finals = new HashSet<>();
    private boolean isAtHandler;

    Body(MethodVisitor next, boolean steps) {
      super(Opcodes.ASM9, next);
      this.steps = steps;
    }

    @Override
    public void visitCode() {
      super.visitCode();
      if (steps) {
        step();
      }
    }

    private void step() {
      super.visitMethodInsn(Opcodes.INVOKESTATIC, METER, "step", "()V", false);
    }

    private void guard(String name, String type) {
      super.visitMethodInsn(Opcodes.INVOKESTATIC, GUARDED, name, type, false);
    }

    private void takes(long bytes) {
      super.visitLdcInsn(bytes);
      super.visitMethodInsn(Opcodes.INVOKESTATIC, METER, "takes", "(J)V", false);
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String type) {
      super.visitTryCatchBlock(start, end, handler, type);
      if (type == null) {
        finals.add(handler);
      }
    }

    @Override
    public void visitLabel(Label label) {
      super.visitLabel(label);
      passed.add(label);
      isAtHandler |= finals.contains(label);
    }

    @Override
    public void visitVarInsn(int opcode, int variable) {
      handle();
      super.visitVarInsn(opcode, variable);
    }

    /** The first instruction of a handler stores what was thrown, or drops it. */
    private void handle() {
      if (isAtHandler) {
        isAtHandler = false;
        super.visitInsn(Opcodes.DUP);
        guard("uncaught", "(Ljava/lang/Throwable;)V");
      }
    }

    @Override
    public void visitInsn(int opcode) {
      handle();
      super.visitInsn(opcode);
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
      step();
      super.visitTableSwitchInsn(min, max, otherwise, labels);
    }

    @Override
    public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] labels) {
      step();
      super.visitLookupSwitchInsn(otherwise, keys, labels);
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
      if (opcode == Opcodes.NEWARRAY) {
        guard("elements", "(I)I");
      }
      super.visitIntInsn(opcode, operand);
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
      handle();
      if (opcode == Opcodes.ANEWARRAY) {
        guard("elements", "(I)I");
      } else if (opcode == Opcodes.NEW) {
        takes(OF_AN_OBJECT);
      }
      super.visitTypeInsn(opcode, type);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String type) {
      if (owner.equals("org/drools/model/operators/MatchesOperator")) {
        String matching = Type.getInternalName(Matching.class);
        super.visitFieldInsn(opcode, matching, name, "L" + matching + ";");
      } else {
        super.visitFieldInsn(opcode, owner, name, type);
      }
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String type, boolean isInterface) {
      if (name.equals("<init>")) {
        constructor(owner, type);
      } else if (opcode != Opcodes.INVOKESPECIAL) {
        Method guard = guardOf(opcode == Opcodes.INVOKESTATIC, owner, name, type);
        if (guard != null) {
          guard(guard.getName(), Type.getMethodDescriptor(guard));
          return;
        }
      }
      super.visitMethodInsn(opcode, owner, name, type, isInterface);
      if (owner.equals(DECIMAL) && (name.equals("<init>") || type.endsWith(")L" + DECIMAL + ";"))) {
        super.visitInsn(Opcodes.DUP);
        guard("bounded", "(L" + DECIMAL + ";)V");
      }
      boolean isMaking =
          opcode == Opcodes.INVOKESTATIC
              && owner.startsWith("java/util/")
              && (type.endsWith(")Ljava/util/List;")
                  || type.endsWith(")Ljava/util/Set;")
                  || type.endsWith(")Ljava/util/Map;")
                  || type.endsWith(")Ljava/util/Map$Entry;"));
      if (isMaking) {
        super.visitInsn(Opcodes.DUP);
        guard("made", "(Ljava/lang/Object;)V");
      }
    }

    private void constructor(String owner, String type) {
      if (owner.startsWith("java/util/") || owner.equals("java/lang/StringBuilder")) {
        switch (type) {
          case "(I)V" -> guard("elements", "(I)I");
          case "(Ljava/util/Collection;)V" ->
              guard("copied", "(Ljava/util/Collection;)Ljava/util/Collection;");
          case "(Ljava/util/Map;)V" -> guard("copied", "(Ljava/util/Map;)Ljava/util/Map;");
          default -> {}
        }
      } else if (owner.startsWith("java/math/Big") && type.equals("(Ljava/lang/String;)V")) {
        guard("digits", "(Ljava/lang/String;)Ljava/lang/String;");
      }
    }

    @Override
    public void visitInvokeDynamicInsn(
        String name, String type, Handle bootstrap, Object... arguments) {
      if (bootstrap.getName().equals("makeConcatWithConstants")) {
        Handle ours =
            new Handle(
                bootstrap.getTag(), GUARDED, bootstrap.getName(), bootstrap.getDesc(), false);
        super.visitInvokeDynamicInsn(name, type, ours, arguments);
        return;
      }
      Object[] guarded = arguments.clone();
      for (int i = 0; i < guarded.length; i++) {
        if (guarded[i] instanceof Handle it
            && it.getTag() == Opcodes.H_NEWINVOKESPECIAL
            && it.getOwner().equals(DECIMAL)
            && it.getDesc().equals("(Ljava/math/BigInteger;I)V")) {
          String made = it.getDesc().replace(")V", ")L" + DECIMAL + ";");
          guarded[i] = new Handle(Opcodes.H_INVOKESTATIC, GUARDED, "newBigDecimal", made, false);
        } else if (guarded[i] instanceof Handle it && it.getTag() != Opcodes.H_NEWINVOKESPECIAL) {
          Method guard =
              guardOf(
                  it.getTag() == Opcodes.H_INVOKESTATIC, it.getOwner(), it.getName(), it.getDesc());
          if (guard != null) {
            guarded[i] =
                new Handle(
                    Opcodes.H_INVOKESTATIC,
                    GUARDED,
                    guard.getName(),
                    Type.getMethodDescriptor(guard),
                    false);
          }
        }
      }
      super.visitInvokeDynamicInsn(name, type, bootstrap, guarded);
    }

    /** The guarded method that stands for one of Java's, or null. */
    private static @Nullable Method guardOf(
        boolean isStatic, String owner, String name, String type) {
      if (!owner.startsWith("java/")) {
        return null;
      }
      if (isStatic) {
        String simple = Ownership.simpleName(owner);
        return GUARDS.get(
            Character.toLowerCase(simple.charAt(0))
                + simple.substring(1)
                + Character.toUpperCase(name.charAt(0))
                + name.substring(1)
                + type);
      }
      for (String receiver : RECEIVERS) {
        Method guard = GUARDS.get(name + "(L" + receiver + ";" + type.substring(1));
        if (guard != null && isA(owner, guard.getParameterTypes()[0])) {
          return guard;
        }
      }
      return null;
    }

    private static final Set<String> RECEIVERS =
        Set.of(
            "java/lang/Object",
            "java/lang/String",
            "java/lang/StringBuilder",
            "java/math/BigDecimal",
            "java/math/BigInteger",
            "java/util/Collection",
            "java/util/Map",
            "java/util/regex/Pattern");

    private static boolean isA(String owner, Class<?> type) {
      try {
        return type.isAssignableFrom(
            Class.forName(owner.replace('/', '.'), false, ClassLoader.getPlatformClassLoader()));
      } catch (ClassNotFoundException e) {
        return false;
      }
    }
  }
}
