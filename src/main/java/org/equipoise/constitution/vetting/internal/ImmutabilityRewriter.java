package org.equipoise.constitution.vetting.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.equipoise.constitution.metering.DeclaredFact;
import org.equipoise.constitution.metering.ImmutableFacts;
import org.equipoise.constitution.vetting.internal.Origin.Kind;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Makes facts of declared types keep what they hold from when rules can match them, and gives rules
 * no collection that they could change for other rules.
 */
final class ImmutabilityRewriter extends ClassVisitor {
  private static final String FACT = Type.getInternalName(DeclaredFact.class);
  private static final String UNCHANGING = Type.getInternalName(ImmutableFacts.class);
  private static final String IS_FACT = "$isFact";
  private static final Set<String> GIVEN = Set.of("execute", "test", "apply");

  private final OwnClass at;
  private final boolean isType;
  private final boolean isBelowType;
  private final boolean isExpression;
  private final Map<String, String> fields = new LinkedHashMap<>();

  ImmutabilityRewriter(ClassVisitor next, OwnClass at, Origin origin) {
    super(Opcodes.ASM9, next);
    this.at = at;
    isType = at.kind() == Kind.TYPE && !at.isEnum();
    isBelowType = at.parent() != null && origin.kind(at.parent()) == Kind.TYPE;
    isExpression = at.kind() == Kind.EXPRESSION;
  }

  @Override
  public void visit(
      int version,
      int access,
      String name,
      @Nullable String signature,
      @Nullable String parent,
      String[] interfaces) {
    List<String> all = new ArrayList<>(List.of(interfaces));
    if (isType) {
      all.add(FACT);
    }
    super.visit(
        version, access, name, isType ? null : signature, parent, all.toArray(String[]::new));
  }

  @Override
  public FieldVisitor visitField(
      int access, String name, String type, @Nullable String signature, @Nullable Object value) {
    boolean isHeld = Type.getType(type).getSort() >= Type.ARRAY;
    if (isType && isHeld && (access & Opcodes.ACC_STATIC) == 0) {
      fields.put(name, type);
    }
    return super.visitField(access, name, type, signature, value);
  }

  @Override
  public MethodVisitor visitMethod(
      int access,
      String name,
      String type,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    MethodVisitor next = super.visitMethod(access, name, type, signature, exceptions);
    boolean isOfFact = isType && !name.equals("<init>") && (access & Opcodes.ACC_STATIC) == 0;
    boolean isGiven = isExpression && GIVEN.contains(name) && (access & Opcodes.ACC_SYNTHETIC) == 0;
    return isOfFact ? new OfFact(next) : isGiven ? new Given(next, type) : next;
  }

  @Override
  public void visitEnd() {
    if (isType) {
      int hidden = Opcodes.ACC_PRIVATE | Opcodes.ACC_SYNTHETIC | Opcodes.ACC_TRANSIENT;
      super.visitField(hidden, IS_FACT, "Z", null, null).visitEnd();
      becomesFact(
          super.visitMethod(
              Opcodes.ACC_PUBLIC | Opcodes.ACC_SYNTHETIC, "becomesFact", "()V", null, null));
    }
    super.visitEnd();
  }

  private void becomesFact(MethodVisitor code) {
    Label open = new Label();
    code.visitCode();
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitFieldInsn(Opcodes.GETFIELD, at.name(), IS_FACT, "Z");
    code.visitJumpInsn(Opcodes.IFEQ, open);
    code.visitInsn(Opcodes.RETURN);
    code.visitLabel(open);
    code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitInsn(Opcodes.ICONST_1);
    code.visitFieldInsn(Opcodes.PUTFIELD, at.name(), IS_FACT, "Z");
    if (isBelowType) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitMethodInsn(
          Opcodes.INVOKESPECIAL, Objects.requireNonNull(at.parent()), "becomesFact", "()V", false);
    }
    fields.forEach(
        (name, type) -> {
          code.visitVarInsn(Opcodes.ALOAD, 0);
          code.visitInsn(Opcodes.DUP);
          code.visitFieldInsn(Opcodes.GETFIELD, at.name(), name, type);
          code.visitLdcInsn(Type.getType(type));
          code.visitLdcInsn(Ownership.simpleName(at.name()) + "." + name);
          code.visitMethodInsn(
              Opcodes.INVOKESTATIC,
              UNCHANGING,
              "held",
              "(Ljava/lang/Object;Ljava/lang/Class;Ljava/lang/String;)Ljava/lang/Object;",
              false);
          code.visitTypeInsn(Opcodes.CHECKCAST, Type.getType(type).getInternalName());
          code.visitFieldInsn(Opcodes.PUTFIELD, at.name(), name, type);
        });
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  /** A method of a fact: it sets nothing from when rules can match it, and gives away copies. */
  private final class OfFact extends MethodVisitor {
    OfFact(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    private void isFact() {
      super.visitVarInsn(Opcodes.ALOAD, 0);
      super.visitFieldInsn(Opcodes.GETFIELD, at.name(), IS_FACT, "Z");
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String type) {
      boolean isOwn = owner.equals(at.name());
      if (isOwn && opcode == Opcodes.PUTFIELD) {
        isFact();
        super.visitLdcInsn(Ownership.simpleName(owner) + "." + name);
        super.visitMethodInsn(
            Opcodes.INVOKESTATIC, UNCHANGING, "requireNoFact", "(ZLjava/lang/String;)V", false);
      }
      super.visitFieldInsn(opcode, owner, name, type);
      if (isOwn && opcode == Opcodes.GETFIELD && canChange(type)) {
        isFact();
        super.visitMethodInsn(
            Opcodes.INVOKESTATIC,
            UNCHANGING,
            "read",
            "(Ljava/lang/Object;Z)Ljava/lang/Object;",
            false);
        super.visitTypeInsn(Opcodes.CHECKCAST, Type.getType(type).getInternalName());
      }
    }
  }

  /** Whether a field of a type is read through a copy: arrays, and collections by their class. */
  private static boolean canChange(String descriptor) {
    return descriptor.startsWith("[")
        || descriptor.matches(
            "Ljava/util/(?:ArrayList|HashSet|LinkedHashSet|TreeSet|HashMap|LinkedHashMap|TreeMap);");
  }

  /** A method that is given facts and values by the engine. */
  private static final class Given extends MethodVisitor {
    private final String type;

    Given(MethodVisitor next, String type) {
      super(Opcodes.ASM9, next);
      this.type = type;
    }

    @Override
    public void visitCode() {
      super.visitCode();
      int variable = 1;
      for (Type argument : Type.getArgumentTypes(type)) {
        boolean isCollection =
            argument.getDescriptor().startsWith("Ljava/util/")
                || argument.getDescriptor().equals("Ljava/lang/Object;")
                || argument.getDescriptor().equals("Ljava/lang/Iterable;");
        if (isCollection) {
          super.visitVarInsn(Opcodes.ALOAD, variable);
          super.visitLdcInsn(argument);
          super.visitMethodInsn(
              Opcodes.INVOKESTATIC,
              UNCHANGING,
              "given",
              "(Ljava/lang/Object;Ljava/lang/Class;)Ljava/lang/Object;",
              false);
          super.visitTypeInsn(Opcodes.CHECKCAST, argument.getInternalName());
          super.visitVarInsn(Opcodes.ASTORE, variable);
        }
        variable += argument.getSize();
      }
    }
  }
}
