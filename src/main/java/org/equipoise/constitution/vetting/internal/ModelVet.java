package org.equipoise.constitution.vetting.internal;

import java.util.Set;
import org.equipoise.constitution.vetting.internal.Origin.Kind;
import org.equipoise.constitution.vetting.internal.Violation.Reason;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * A method of the model, which tells Drools what a rule or query is made of. It runs when the
 * constitution is loaded, so nothing that an author wrote may stand in it but values: whatever is
 * not known to be the compiler's is refused.
 */
final class ModelVet extends MethodVet {
  /** What makes a value that an author writes as a literal, by owner and name. */
  static final Set<String> VALUES =
      Set.of(
          "java/lang/Boolean.valueOf",
          "java/lang/Byte.valueOf",
          "java/lang/Character.valueOf",
          "java/lang/Double.valueOf",
          "java/lang/Float.valueOf",
          "java/lang/Integer.valueOf",
          "java/lang/Long.valueOf",
          "java/lang/Short.valueOf",
          "java/math/BigDecimal.<init>",
          "java/math/BigDecimal.valueOf",
          "java/math/BigInteger.<init>",
          "java/math/BigInteger.valueOf");

  /** What the compiler needs of Java to list the rules of a model. */
  private static final Set<String> LISTING =
      Set.of(
          "java/lang/Object.<init>",
          "java/time/format/DateTimeFormatterBuilder.<init>",
          "java/time/format/DateTimeFormatterBuilder.parseCaseInsensitive",
          "java/time/format/DateTimeFormatterBuilder.appendPattern",
          "java/time/format/DateTimeFormatterBuilder.toFormatter",
          "java/util/ArrayList.<init>",
          "java/util/Arrays.asList",
          "java/util/Collections.emptyList",
          "java/util/List.add",
          "java/util/List.addAll",
          "java/util/Locale.ENGLISH");

  private static final String ACCUMULATORS = "org/drools/core/base/accumulators/";
  private static final String ACCUMULATING = "org/kie/api/runtime/rule/AccumulateFunction";

  private final boolean isOfAuthor;
  private @Nullable String text;

  ModelVet(VettingRun vet, OwnClass at, String place, String method) {
    super(vet, at, place, method);
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
    if (opcode == Opcodes.CHECKCAST || opcode == Opcodes.INSTANCEOF) {
      super.visitTypeInsn(opcode, type);
    }
  }

  @Override
  public void visitFieldInsn(int opcode, String owner, String name, String type) {
    boolean isTypes = name.equals("TYPE") && type.equals("Ljava/lang/Class;");
    if (EngineMembers.MODEL.uses(owner, name, type) || isListing(owner, name)) {
      return;
    }
    if (vet.own(owner) != null || !isTypes) {
      super.visitFieldInsn(opcode, owner, name, type);
    }
  }

  /** Whether a value is made of its arguments alone, at a known cost. */
  private static boolean makesValue(String owner, String name, String type) {
    String member = name.equals("<init>") ? "new" : name;
    return VALUES.contains(owner + "." + name)
        && Library.cost(owner.replace('/', '.'), member, type) != null;
  }

  private boolean isListing(String owner, String name) {
    return !isOfAuthor && LISTING.contains(owner + "." + name);
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String type, boolean isInterface) {
    if (owner.endsWith("/D") && name.equals("rule") && text != null) {
      vet.ownership().isNamed(place, text);
    }
    OwnClass own = vet.own(owner);
    boolean isOwn = own != null && own.isModel() && !isOfAuthor && !vet.isFunction(name);
    if (isOwn) {
      vet.ownership().uses(place, vet.ownership().place(owner, name));
    } else if (!EngineMembers.MODEL.uses(owner, name, type)
        && !makesValue(owner, name, type)
        && !isListing(owner, name)) {
      String member = name.equals("<init>") ? "new" : name;
      vet.refuse(place, Reason.RUNS_AT_LOAD, owner, member);
    }
  }

  @Override
  public void visitInvokeDynamicInsn(
      String name, String type, Handle bootstrap, Object... arguments) {
    for (Object argument : arguments) {
      if (argument instanceof Handle it && !isAccumulator(it)) {
        OwnClass own = vet.own(it.getOwner());
        if (own != null && own.isModel()) {
          vet.isSilent(vet.ownership().place(it.getOwner(), it.getName()));
        }
        super.visitInvokeDynamicInsn(name, type, bootstrap, arguments);
        return;
      }
    }
  }

  /** Whether this makes one of the engine's functions, or one that the compiler made. */
  private boolean isAccumulator(Handle made) {
    OwnClass own = vet.own(made.getOwner());
    boolean isOwn =
        own != null && own.kind() == Kind.OTHER && own.interfaces().contains(ACCUMULATING);
    if (isOwn) {
      vet.ownership().uses(place, vet.ownership().place(made.getOwner(), ""));
    }
    return made.getTag() == Opcodes.H_NEWINVOKESPECIAL
        && made.getDesc().equals("()V")
        && (isOwn || made.getOwner().startsWith(ACCUMULATORS));
  }

  @Override
  public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String type) {
    vet.refuse(place, Reason.NOT_ALLOWED, "", "");
  }
}
