package org.equipoise.constitution.vetting.internal;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.equipoise.constitution.vetting.internal.Origin.Kind;
import org.equipoise.constitution.vetting.internal.Violation.Reason;
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

  /** What the compiler calls members that no author writes; it marks them as its own. */
  private static final Pattern OF_COMPILER =
      Pattern.compile(
          "\\$SWITCH_TABLE\\$.*|ENUM\\$VALUES|\\$VALUES|\\$assertionsDisabled|access\\$\\d+"
              + "|lambda\\$.*|\\$deserializeLambda\\$|this\\$\\d+|val\\$.*|class\\$\\d+");

  private static final Set<String> OF_TYPE =
      Set.of("java/lang/Object", "java/lang/Enum", "java/io/Serializable");
  private static final Set<String> FACT =
      Set.of("org/drools/base/factmodel/GeneratedFact", "org/drools/base/factmodel/AccessibleFact");
  private static final String ACCUMULATING = "org/kie/api/runtime/rule/AccumulateFunction";

  private final VettingRun vet;
  private OwnClass at = new OwnClass("", Kind.OTHER, 0, null, List.of(), Set.of(), Set.of());
  private boolean isWithin;

  ClassVet(VettingRun vet) {
    super(Opcodes.ASM9);
    this.vet = vet;
  }

  @Override
  public void visit(
      int version,
      int access,
      String name,
      @Nullable String signature,
      @Nullable String parent,
      String[] interfaces) {
    at = Objects.requireNonNull(vet.own(name));
    isWithin = !Ownership.outermost(name).equals(name) && at.kind() != Kind.METADATA;
    String place = place("");
    if (!vet.isAtHome(name)) {
      vet.refuse(place, Reason.NOT_ALLOWED, name, "");
    }
    if (parent != null) {
      parent(place, parent);
    }
    for (String it : interfaces) {
      parent(place, it);
    }
    boolean isAccumulation = at.kind() == Kind.OTHER && !isWithin;
    boolean isValue = at.kind() == Kind.EXPRESSION && !at.isConsequence();
    if (isAccumulation || isValue || at.kind() == Kind.TYPE) {
      vet.isSilent(place);
    }
  }

  private String place(String method) {
    return vet.ownership().place(at.name(), method);
  }

  private void parent(String place, String parent) {
    OwnClass own = vet.own(parent);
    if (own != null && own.kind() == Kind.TYPE && at.kind() != Kind.TYPE && !isConstantOf(own)) {
      vet.refuse(place, Reason.NOT_ALLOWED, parent, "");
    } else if (at.kind() == Kind.TYPE && !OF_TYPE.contains(parent) && parent.startsWith("java/")) {
      vet.refuse(place, Reason.NOT_ALLOWED, parent, "");
    } else if (parent.startsWith("java/") && !Library.isExtensible(parent.replace('/', '.'))) {
      boolean isUsable = Library.isUsable(parent.replace('/', '.'));
      vet.refuse(place, isUsable ? Reason.EXTENDS : Reason.NOT_ALLOWED, parent, "");
    } else if (isWithin || !isOfEngine(parent)) {
      vet.type(place, at, parent);
    }
  }

  /** Whether a class that the compiler makes of such code has that parent from the engine. */
  private boolean isOfEngine(String parent) {
    return switch (at.kind()) {
      case MODEL -> parent.equals("org/drools/model/Model");
      case METADATA -> parent.equals("org/drools/model/DomainClassMetadata");
      case EXPRESSION -> parent.startsWith("org/drools/model/functions/");
      case TYPE -> FACT.contains(parent);
      case OTHER -> parent.equals(ACCUMULATING);
    };
  }

  /** Whether this is the body of a constant of an enum. */
  private boolean isConstantOf(OwnClass parent) {
    return parent.isEnum() && Ownership.outermost(at.name()).equals(parent.name());
  }

  @Override
  public @Nullable FieldVisitor visitField(
      int access, String name, String type, @Nullable String signature, @Nullable Object value) {
    boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
    boolean isSynthetic = (access & Opcodes.ACC_SYNTHETIC) != 0;
    boolean isOfCompiler = OF_COMPILER.matcher(name).matches();
    boolean isGenerated =
        at.isModel()
            || (isSynthetic && isOfCompiler)
            || (at.kind() == Kind.METADATA
                && type.equals("Lorg/drools/model/DomainClassMetadata;"));
    boolean isOfEnum = isEnum() && type.endsWith("L" + at.name() + ";");
    boolean lasts = isStatic ? !isOfEnum : isEnum();
    boolean changes = (isStatic && (access & Opcodes.ACC_FINAL) == 0) || !isUnchanging(type);
    if (lasts && changes && !isGenerated) {
      vet.refuse(place(""), Reason.LASTING_STATE, at.name(), name);
    }
    reserved(isSynthetic, isOfCompiler, name);
    return null;
  }

  private void reserved(boolean isSynthetic, boolean isOfCompiler, String name) {
    if (isOfCompiler && !isSynthetic) {
      vet.refuse(place(""), Reason.NOT_ALLOWED, at.name(), name);
    }
  }

  /** Whether this is an enum, or the body of one of its constants. */
  private boolean isEnum() {
    OwnClass parent = at.parent() == null ? null : vet.own(at.parent());
    return at.isEnum() || (parent != null && parent.isEnum());
  }

  private boolean isUnchanging(String descriptor) {
    Type type = Type.getType(descriptor);
    OwnClass own = type.getSort() == Type.OBJECT ? vet.own(type.getInternalName()) : null;
    return type.getSort() < Type.ARRAY
        || UNCHANGING.contains(type.getClassName())
        || (own != null && own.isEnum());
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String name,
      String type,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    String place = place(name);
    boolean isSynthetic = (access & Opcodes.ACC_SYNTHETIC) != 0;
    if (MeteringRewriter.isDropped(access, name)) {
      return null;
    }
    boolean isEnums = name.equals("values") || name.equals("valueOf");
    reserved(isSynthetic || isEnums, OF_COMPILER.matcher(name).matches(), name);
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
      boolean isFunction = (access & Opcodes.ACC_STATIC) != 0 && vet.isFunction(name);
      if (!isSynthetic && !isFunction) {
        return new ModelVet(vet, at, place, name);
      }
      if (isFunction) {
        vet.ownership().isNamed(place, name);
      }
    }
    boolean isAtLoad = name.equals("<clinit>") || (isEnum() && name.equals("<init>"));
    return isAtLoad ? new LoadVet(vet, at, place, name) : new MethodVet(vet, at, place, name);
  }

  /**
   * A method that a class inherits from outside may be called by way of a parent of its own that
   * asks for such a method: then it is this class that uses it.
   */
  @Override
  public void visitEnd() {
    if (at.isInterface() || (at.isGenerated() && !isWithin)) {
      return;
    }
    for (OwnClass above : vet.hierarchy().ownAbove(at, new LinkedHashSet<>())) {
      for (String key : above.inherited()) {
        int open = key.indexOf('(');
        vet.member(place(""), at, at.name(), key.substring(0, open), key.substring(open));
      }
    }
  }
}
