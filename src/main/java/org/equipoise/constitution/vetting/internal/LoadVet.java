package org.equipoise.constitution.vetting.internal;

import com.google.common.collect.ImmutableSet;
import java.util.HashSet;
import java.util.Set;
import org.equipoise.constitution.vetting.internal.Origin.Kind;
import org.equipoise.constitution.vetting.internal.Violation.Reason;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * What initialises a class, which happens once, in whichever decision comes first: it may make
 * values of what is written there, and nothing else.
 */
final class LoadVet extends MethodVet {
  /** What makes an unchanging value, by owner and name: each only reads its arguments. */
  private static final Set<String> MAKING =
      ImmutableSet.<String>builder()
          .addAll(ModelVet.VALUES)
          .add(
              "java/lang/Enum.<init>",
              "java/lang/Object.<init>",
              "java/time/Duration.ofDays",
              "java/time/Duration.ofHours",
              "java/time/Duration.ofMinutes",
              "java/time/Duration.ofSeconds",
              "java/time/Duration.parse",
              "java/time/Instant.parse",
              "java/time/LocalDate.of",
              "java/time/LocalDate.parse",
              "java/time/LocalDateTime.of",
              "java/time/LocalDateTime.parse",
              "java/time/LocalTime.of",
              "java/time/LocalTime.parse",
              "java/time/Period.ofDays",
              "java/time/Period.ofMonths",
              "java/time/Period.ofYears",
              "java/time/Period.parse",
              "java/util/regex/Pattern.compile",
              "org/drools/modelcompiler/util/EvaluationUtil.convertDate",
              "org/drools/modelcompiler/util/EvaluationUtil.convertDateLocal",
              "org/drools/modelcompiler/util/EvaluationUtil.convertDateTimeLocal")
          .build();

  private final Set<Label> passed = new HashSet<>();

  LoadVet(VettingRun vet, OwnClass at, String place, String method) {
    super(vet, at, place, method);
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String type, boolean isInterface) {
    super.visitMethodInsn(opcode, owner, name, type, isInterface);
    if (!MAKING.contains(owner + "." + name) && !(name.equals("<init>") && isConstant(owner))) {
      vet.refuse(place, Reason.RUNS_AT_LOAD, owner, name.equals("<init>") ? "new" : name);
    }
  }

  /** Whether a class is this enum, the body of one of its constants, or the compiler's own. */
  private boolean isConstant(String owner) {
    OwnClass made = vet.own(owner);
    return made != null
        && (made.kind() == Kind.METADATA
            || (made.equals(at) && at.isEnum())
            || (made.parent() != null && made.parent().equals(at.name()) && at.isEnum())
            || (owner.equals(at.parent()) && made.isEnum()));
  }

  @Override
  public void visitInvokeDynamicInsn(
      String name, String type, Handle bootstrap, Object... arguments) {
    super.visitInvokeDynamicInsn(name, type, bootstrap, arguments);
    vet.refuse(place, Reason.RUNS_AT_LOAD, "", "");
  }

  @Override
  public void visitFieldInsn(int opcode, String owner, String name, String type) {
    super.visitFieldInsn(opcode, owner, name, type);
    boolean isElsewhere = opcode == Opcodes.PUTSTATIC && !owner.equals(at.name());
    if (isElsewhere) {
      vet.refuse(place, Reason.RUNS_AT_LOAD, owner, name);
    }
  }

  @Override
  public void visitInsn(int opcode) {
    super.visitInsn(opcode);
    if (opcode == Opcodes.ATHROW) {
      vet.refuse(place, Reason.RUNS_AT_LOAD, "", "");
    }
  }

  @Override
  public void visitLabel(Label label) {
    passed.add(label);
  }

  @Override
  public void visitJumpInsn(int opcode, Label label) {
    if (passed.contains(label)) {
      vet.refuse(place, Reason.RUNS_AT_LOAD, "", "");
    }
  }
}
