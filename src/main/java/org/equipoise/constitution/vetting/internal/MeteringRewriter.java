package org.equipoise.constitution.vetting.internal;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.constitution.metering.MeteredRecords;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Makes compiled rules count: a step at every jump backwards and at every entry of a function,
 * constructor or lambda, how deep the methods are that may call themselves, what a call of Java's
 * library costs before the call, and no {@code finally} that holds an error back. A call whose cost
 * turns on its operands is made by a method that is added to the class, and so is every reference
 * to a method.
 */
final class MeteringRewriter extends ClassVisitor {
  private static final String METER = Type.getInternalName(Meter.class);
  private static final int OF_A_FIELD = 8;

  /** A call as class files have it. */
  private record Call(int opcode, String owner, String name, String type, boolean isInterface) {
    boolean isConstructor() {
      return name.equals("<init>");
    }

    boolean isStatic() {
      return opcode == Opcodes.INVOKESTATIC;
    }

    /** The descriptor of a static method that makes the call. */
    String added() {
      if (isConstructor()) {
        return type.substring(0, type.length() - 1) + "L" + owner + ";";
      }
      return isStatic() ? type : "(" + receiver().getDescriptor() + type.substring(1);
    }

    Type receiver() {
      return Type.getObjectType(owner);
    }

    @Nullable Cost cost() {
      String from = owner.startsWith("[") ? "java.lang.Object" : owner.replace('/', '.');
      return Library.cost(from, isConstructor() ? "new" : name, type);
    }
  }

  /** A method to be added, which makes a call. */
  private record Added(String name, Call call, boolean isReferred) {}

  private final OwnClass own;
  private final Map<String, Integer> variables;
  private final int fields;
  private final CallCycles cycles;
  private final boolean isNested;
  private final boolean isOfOneFact;
  private final Map<List<Object>, Added> added = new HashMap<>();
  private boolean isInterface;

  private MeteringRewriter(ClassVisitor next, OwnClass own, Shape shape, CallCycles cycles) {
    super(Opcodes.ASM9, next);
    this.own = own;
    this.variables = shape.variables;
    this.fields = shape.fields;
    this.cycles = cycles;
    isNested = own.name().indexOf('$') >= 0;
    isOfOneFact = own.isEnum() && !isNested;
  }

  static byte[] metered(ClassReader reader, OwnClass own, Origin origin, CallCycles cycles) {
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    Shape shape = new Shape();
    reader.accept(shape, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    ClassVisitor code = new PortabilityRewriter(new ImmutabilityRewriter(writer, own, origin));
    reader.accept(new RepeatabilityRewriter(new MeteringRewriter(code, own, shape, cycles)), 0);
    return writer.toByteArray();
  }

  /** How many variables each method has, and how many fields an instance. */
  private static final class Shape extends ClassVisitor {
    private final Map<String, Integer> variables = new HashMap<>();
    private int fields;

    Shape() {
      super(Opcodes.ASM9);
    }

    @Override
    public @Nullable FieldVisitor visitField(
        int access, String name, String type, String signature, Object value) {
      fields += (access & Opcodes.ACC_STATIC) == 0 ? 1 : 0;
      return null;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String type, String signature, String[] exceptions) {
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
          variables.put(name + type, maxLocals);
        }
      };
    }
  }

  @Override
  public void visit(
      int version, int access, String name, String signature, String parent, String[] interfaces) {
    isInterface = (access & Opcodes.ACC_INTERFACE) != 0;
    super.visit(version, access, name, signature, parent, interfaces);
  }

  /** Whether a method is left out: the compiler made it for streams that no rule is read from. */
  static boolean isDropped(int access, String name) {
    return (access & Opcodes.ACC_SYNTHETIC) != 0 && name.equals("$deserializeLambda$");
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access, String name, String type, String signature, String[] exceptions) {
    if (isDropped(access, name)) {
      return null;
    }
    MethodVisitor next = super.visitMethod(access, name, type, signature, exceptions);
    boolean isOnlyName = (access & (Opcodes.ACC_BRIDGE | Opcodes.ACC_ABSTRACT)) != 0;
    boolean isPlain =
        name.startsWith("<") || name.startsWith("get") || name.startsWith("set") || isOnlyName;
    boolean isAlone = isOfOneFact && Type.getArgumentCount(type) < 2;
    boolean isSynthetic = (access & Opcodes.ACC_SYNTHETIC) != 0;
    boolean isModel = own.isModel();
    boolean isEntered =
        isNested
            ? !isOnlyName
            : (isSynthetic && !isOnlyName)
                || (isModel && (access & Opcodes.ACC_STATIC) != 0 && !name.startsWith("rule_"));
    boolean isMaking = name.equals("<init>") && !isModel && !own.isEnum();
    boolean steps = isEntered ? !name.startsWith("<") : !isModel && !isPlain && !isAlone;
    boolean isTest = isAlone && !type.endsWith("V");
    boolean chargesAll = !isTest && !name.equals("<clinit>") && !(isModel && !isEntered);
    MethodVisitor compared = new ComparisonRewriter(next, type);
    boolean isRecursive = !isOnlyName && cycles.has(own.name(), name, type);
    Body body =
        new Body(
            isRecursive ? new DepthRewriter(compared, name.equals("<init>")) : compared,
            steps || isMaking,
            isMaking ? (long) fields * OF_A_FIELD : 0,
            chargesAll,
            variables.getOrDefault(name + type, 0));
    return new PatternTestRewriter(body, own);
  }

  @Override
  public void visitEnd() {
    new ArrayList<>(added.values()).forEach(this::add);
    super.visitEnd();
  }

  /** The method that makes a call, and counts before. */
  private Added added(Call call, boolean isReferred) {
    return added.computeIfAbsent(
        List.of(call, isReferred), it -> new Added("metered$" + added.size(), call, isReferred));
  }

  private void add(Added it) {
    int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
    Call call = it.call();
    String type = call.added();
    MethodVisitor code = super.visitMethod(access, it.name(), type, null, null);
    code.visitCode();
    if (it.isReferred()) {
      code.visitMethodInsn(Opcodes.INVOKESTATIC, METER, "step", "()V", false);
    }
    Type receiver = call.isStatic() || call.isConstructor() ? null : call.receiver();
    Cost cost = call.cost();
    List<Charging.Operand> operands = Charging.operands(receiver, call.type(), 0);
    if (cost != null) {
      Charging.write(code, cost, operands);
    }
    if (call.isConstructor()) {
      code.visitTypeInsn(Opcodes.NEW, call.owner());
      code.visitInsn(Opcodes.DUP);
    }
    for (Charging.Operand operand : operands) {
      code.visitVarInsn(operand.type().getOpcode(Opcodes.ILOAD), operand.variable());
    }
    write(code, call, cost);
    code.visitInsn(Type.getReturnType(type).getOpcode(Opcodes.IRETURN));
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  /** Makes a call, or the one that stands for it, and looks at what it makes. */
  private static void write(MethodVisitor code, Call call, @Nullable Cost cost) {
    if (cost != null && cost.kind() == Cost.Kind.GUARDED) {
      Method guard =
          Objects.requireNonNull(
              MeteringMethods.of(call.isStatic(), call.owner(), call.name(), call.type()),
              call.name());
      call(code, guard);
      return;
    }
    code.visitMethodInsn(call.opcode(), call.owner(), call.name(), call.type(), call.isInterface());
    if (cost != null && cost.isBounded()) {
      Type made = call.isConstructor() ? call.receiver() : Type.getReturnType(call.type());
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          Body.GUARDED,
          "bounded",
          Type.getMethodDescriptor(made, made),
          false);
    } else if (cost != null && cost.kind() == Cost.Kind.COUNTED) {
      call(code, Objects.requireNonNull(MeteringMethods.counting(Type.getReturnType(call.type()))));
    }
  }

  private static void call(MethodVisitor code, Method ours) {
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        Type.getInternalName(ours.getDeclaringClass()),
        ours.getName(),
        Type.getMethodDescriptor(ours),
        false);
  }

  /** One method, made to count. */
  private final class Body extends CaughtErrors {
    private final boolean steps;
    private final long takes;
    private final boolean chargesAll;
    private final int free;

    Body(MethodVisitor next, boolean steps, long takes, boolean chargesAll, int free) {
      super(next);
      this.steps = steps;
      this.takes = takes;
      this.chargesAll = chargesAll;
      this.free = free;
    }

    @Override
    public void visitCode() {
      super.visitCode();
      if (steps) {
        step();
      }
      if (takes > 0) {
        charge("takes", takes);
      }
    }

    private void charge(String count, long number) {
      mv.visitLdcInsn(number);
      mv.visitMethodInsn(Opcodes.INVOKESTATIC, METER, count, "(J)V", false);
    }

    @Override
    void step() {
      mv.visitMethodInsn(Opcodes.INVOKESTATIC, METER, "step", "()V", false);
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
      handle();
      if (opcode == Opcodes.NEWARRAY) {
        elements(bytes(operand));
      }
      super.visitIntInsn(opcode, operand);
    }

    private static int bytes(int elementType) {
      return switch (elementType) {
        case Opcodes.T_BOOLEAN, Opcodes.T_BYTE -> 1;
        case Opcodes.T_CHAR, Opcodes.T_SHORT -> 2;
        case Opcodes.T_INT, Opcodes.T_FLOAT -> 4;
        default -> 8;
      };
    }

    private void elements(int bytes) {
      mv.visitLdcInsn(bytes);
      mv.visitMethodInsn(Opcodes.INVOKESTATIC, GUARDED, "elements", "(II)I", false);
    }

    @Override
    public void visitMultiANewArrayInsn(String type, int dimensions) {
      handle();
      for (int i = dimensions - 1; i >= 0; i--) {
        mv.visitVarInsn(Opcodes.ISTORE, free + i);
      }
      mv.visitLdcInsn(16L);
      for (int i = 0; i < dimensions; i++) {
        mv.visitVarInsn(Opcodes.ILOAD, free + i);
        mv.visitInsn(Opcodes.I2L);
        mv.visitMethodInsn(Opcodes.INVOKESTATIC, SIZE, "of", "(J)J", false);
        mv.visitMethodInsn(Opcodes.INVOKESTATIC, SIZE, "times", "(JJ)J", false);
        mv.visitInsn(Opcodes.DUP2);
        mv.visitMethodInsn(Opcodes.INVOKESTATIC, METER, "takes", "(J)V", false);
      }
      mv.visitInsn(Opcodes.POP2);
      for (int i = 0; i < dimensions; i++) {
        mv.visitVarInsn(Opcodes.ILOAD, free + i);
      }
      super.visitMultiANewArrayInsn(type, dimensions);
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
      handle();
      if (opcode == Opcodes.ANEWARRAY) {
        elements(8);
      } else if (opcode == Opcodes.NEW && chargesAll) {
        charge("takes", 24);
      }
      super.visitTypeInsn(opcode, type);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String type, boolean isInterface) {
      handle();
      Call call = new Call(opcode, owner, name, type, isInterface);
      Cost cost = call.cost();
      if (call.isConstructor() && owner.startsWith("java/") && owner.endsWith("Exception")) {
        traced();
      }
      if (owner.startsWith("[") && name.equals("clone")) {
        mv.visitInsn(Opcodes.DUP);
        mv.visitMethodInsn(Opcodes.INVOKESTATIC, SIZE, "of", "(Ljava/lang/Object;)J", false);
        mv.visitLdcInsn(8L);
        mv.visitInsn(Opcodes.LMUL);
        mv.visitMethodInsn(Opcodes.INVOKESTATIC, METER, "takes", "(J)V", false);
      }
      if (cost == null || (opcode == Opcodes.INVOKESPECIAL && !call.isConstructor())) {
        mv.visitMethodInsn(opcode, owner, name, type, isInterface);
      } else if (cost.isFixed()) {
        for (Cost.Charge charge : cost.charges()) {
          if (chargesAll) {
            charge(charge.isOfBytes() ? "takes" : "steps", charge.fixed());
          }
        }
        mv.visitMethodInsn(opcode, owner, name, type, isInterface);
      } else if (call.isConstructor()) {
        construct(call, cost);
      } else {
        Added method = added(call, false);
        mv.visitMethodInsn(
            Opcodes.INVOKESTATIC,
            own.name(),
            method.name(),
            call.added(),
            MeteringRewriter.this.isInterface);
      }
    }

    /** Charges for a constructor: what it is given lies in variables of its own meanwhile. */
    private void construct(Call call, Cost cost) {
      List<Charging.Operand> operands = Charging.operands(null, call.type(), free);
      for (int i = operands.size() - 1; i >= 0; i--) {
        Charging.Operand it = operands.get(i);
        mv.visitVarInsn(it.type().getOpcode(Opcodes.ISTORE), it.variable());
      }
      Charging.write(mv, cost, operands);
      for (Charging.Operand it : operands) {
        mv.visitVarInsn(it.type().getOpcode(Opcodes.ILOAD), it.variable());
      }
      write(mv, call, new Cost(Cost.Kind.PLAIN, List.of(), false));
      if (cost.isBounded()) {
        mv.visitInsn(Opcodes.DUP);
        String type = Type.getMethodDescriptor(call.receiver(), call.receiver());
        mv.visitMethodInsn(Opcodes.INVOKESTATIC, GUARDED, "bounded", type, false);
        mv.visitInsn(Opcodes.POP);
      }
    }

    @Override
    public void visitInvokeDynamicInsn(
        String name, String type, Handle bootstrap, Object... arguments) {
      handle();
      if (bootstrap.getOwner().equals("java/lang/invoke/StringConcatFactory")) {
        Handle ours =
            new Handle(
                bootstrap.getTag(), GUARDED, bootstrap.getName(), bootstrap.getDesc(), false);
        mv.visitInvokeDynamicInsn(name, type, ours, arguments);
        return;
      }
      if (bootstrap.getOwner().equals("java/lang/runtime/ObjectMethods")) {
        String owner = Type.getInternalName(MeteredRecords.class);
        Handle ours =
            new Handle(bootstrap.getTag(), owner, bootstrap.getName(), bootstrap.getDesc(), false);
        mv.visitInvokeDynamicInsn(name, type, ours, arguments);
        return;
      }
      if (chargesAll && Type.getArgumentCount(type) > 0) {
        charge("takes", 32);
      }
      Object[] counted = arguments.clone();
      for (int i = 0; i < counted.length; i++) {
        if (counted[i] instanceof Handle handle && isToCount(handle)) {
          Call call =
              new Call(
                  opcode(handle.getTag()),
                  handle.getOwner(),
                  handle.getName(),
                  handle.getDesc(),
                  handle.isInterface());
          counted[i] =
              new Handle(
                  Opcodes.H_INVOKESTATIC,
                  own.name(),
                  added(call, true).name(),
                  call.added(),
                  MeteringRewriter.this.isInterface);
        }
      }
      mv.visitInvokeDynamicInsn(name, type, bootstrap, counted);
    }

    /** Whether a method that is referred to does not step at its entry. */
    private boolean isToCount(Handle handle) {
      if (own.isModel() && !chargesAll) {
        return false;
      }
      String home = own.name().substring(0, own.name().lastIndexOf('/') + 1);
      boolean isOwn = handle.getOwner().startsWith(home);
      boolean isPlain = handle.getName().startsWith("get") || handle.getName().startsWith("set");
      return handle.getTag() != Opcodes.H_INVOKESPECIAL && (!isOwn || isPlain);
    }

    private static int opcode(int tag) {
      return switch (tag) {
        case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
        case Opcodes.H_INVOKEINTERFACE -> Opcodes.INVOKEINTERFACE;
        case Opcodes.H_NEWINVOKESPECIAL -> Opcodes.INVOKESPECIAL;
        default -> Opcodes.INVOKEVIRTUAL;
      };
    }
  }
}
