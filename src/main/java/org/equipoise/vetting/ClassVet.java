package org.equipoise.vetting;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.equipoise.vetting.Violation.Reason;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** What one class is: its parents, its fields, and what kinds of methods it has. */
final class ClassVet extends ClassVisitor {
  private static final Set<String> UNCHANGING =
      Set.of(
          "java.lang.Boolean",
          "java.lang.Byte",
          "java.lang.Character",
          "java.lang.Double",
          "java.lang.Float",
          "java.lang.Integer",
          "java.lang.Long",
          "java.lang.Short",
          "java.lang.String",
          "java.math.BigDecimal",
          "java.math.BigInteger",
          "java.time.Duration",
          "java.time.Instant",
          "java.time.LocalDate",
          "java.time.LocalDateTime",
          "java.time.LocalTime",
          "java.time.Period",
          "java.util.regex.Pattern");

  private final Vet vet;
  private OwnClass at = new OwnClass("", 0, null, List.of(), Set.of());

  ClassVet(Vet vet) {
    super(Opcodes.ASM9);
    this.vet = vet;
  }

  @Override
  public void visit(
      int version, int access, String name, String signature, String parent, String[] interfaces) {
    at = Objects.requireNonNull(vet.own(name));
    String place = Ownership.place(name, "");
    if (!vet.isAtHome(name)) {
      vet.refuse(place, Reason.NOT_ALLOWED, name, "");
    }
    if (!at.isModel()) {
      vet.type(place, parent);
      for (String it : interfaces) {
        vet.type(place, it);
      }
    }
  }

  @Override
  public @Nullable FieldVisitor visitField(
      int access, String name, String type, @Nullable String signature, @Nullable Object value) {
    boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
    boolean isGenerated = (access & Opcodes.ACC_SYNTHETIC) != 0 || at.isModel();
    boolean isOfEnum = at.isEnum() && type.endsWith("L" + at.name() + ";");
    boolean lasts = isStatic ? !isOfEnum : at.isEnum();
    boolean changes = (isStatic && (access & Opcodes.ACC_FINAL) == 0) || !isUnchanging(type);
    if (lasts && changes && !isGenerated && !isMetadata(type)) {
      vet.refuse(Ownership.place(at.name(), ""), Reason.LASTING_STATE, at.name(), name);
    }
    return null;
  }

  private boolean isUnchanging(String descriptor) {
    Type type = Type.getType(descriptor);
    OwnClass own = type.getSort() == Type.OBJECT ? vet.own(type.getInternalName()) : null;
    return type.getSort() < Type.ARRAY
        || UNCHANGING.contains(type.getClassName())
        || (own != null && own.isEnum());
  }

  private static boolean isMetadata(String type) {
    return type.equals("Lorg/drools/model/DomainClassMetadata;");
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access, String name, String type, String signature, String[] exceptions) {
    String place = Ownership.place(at.name(), name);
    boolean isGenerated = (access & Opcodes.ACC_SYNTHETIC) != 0;
    if (isGenerated && name.equals("$deserializeLambda$")) {
      return null; // nothing calls it: rules are never read from a stream
    }
    if ((access & (Opcodes.ACC_SYNCHRONIZED | Opcodes.ACC_NATIVE)) != 0
        || (name.equals("finalize") && type.equals("()V"))) {
      vet.refuse(
          place,
          Reason.NOT_PLAIN,
          "",
          (access & Opcodes.ACC_SYNCHRONIZED) != 0
              ? "synchronized"
              : name.equals("finalize") ? name : "native");
    }
    if (at.isModel()) {
      boolean isFunction =
          (access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC))
                  == (Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC)
              && !(name.startsWith("rule_") && type.equals("()Lorg/drools/model/Rule;"));
      if (!isGenerated && !isFunction) {
        return new ModelVet(vet, place, name);
      }
      if (isFunction) {
        vet.ownership().isNamed(place, name);
      }
    }
    boolean isAtLoad = name.equals("<clinit>") || (at.isEnum() && name.equals("<init>"));
    return new MethodVet(vet, place, name, isAtLoad);
  }
}
