package org.equipoise.constitution.vetting.internal;

import java.util.List;
import org.equipoise.constitution.metering.PortableCalls;
import org.equipoise.constitution.vetting.internal.Violation.Reason;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What Drools makes of conditions on time, in whatever class it stands: predicates over the times
 * of events, windows and timers, which ask the session's clock; and dates, which are to be spelt in
 * the one way that is read alike on every machine.
 */
final class SessionClock extends ClassVisitor {
  private static final List<String> CLOCKS =
      List.of(
          "org/drools/model/functions/temporal/",
          "org/drools/model/operators/SoundsLikeOperator",
          "org/drools/model/WindowDefinition",
          "org/drools/model/Window",
          "org/drools/model/WindowReference");
  private static final String CONVERSION = "org/drools/modelcompiler/util/EvaluationUtil";

  private final VettingRun vet;
  private String name = "";

  SessionClock(VettingRun vet) {
    super(Opcodes.ASM9);
    this.vet = vet;
  }

  @Override
  public void visit(
      int version, int access, String named, String signature, String parent, String[] above) {
    name = named;
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String method, String type, String signature, String[] exceptions) {
    String place = vet.ownership().place(name, method);
    return new MethodVisitor(Opcodes.ASM9) {
      private @Nullable String text;

      @Override
      public void visitLdcInsn(Object value) {
        text = value instanceof String it ? it : null;
      }

      @Override
      public void visitFieldInsn(int opcode, String owner, String field, String of) {
        asks(owner, field);
      }

      @Override
      public void visitMethodInsn(
          int opcode, String owner, String called, String of, boolean isInterface) {
        asks(owner, called);
        if (owner.equals(CONVERSION)
            && called.startsWith("convertDate")
            && text != null
            && !PortableCalls.isDate(text)) {
          vet.refuse(place, Reason.WRONG_DATE, "", text);
        }
        text = null;
      }

      private void asks(String owner, String member) {
        if (CLOCKS.stream()
            .anyMatch(it -> it.endsWith("/") ? owner.startsWith(it) : owner.equals(it))) {
          vet.refuse(place, Reason.NOT_REPEATABLE, owner, member);
        }
      }
    };
  }
}
