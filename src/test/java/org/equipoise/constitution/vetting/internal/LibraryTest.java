package org.equipoise.constitution.vetting.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The table of Java's library: what it names exists, and what it says can be charged. */
class LibraryTest {
  /** Known only to versions of Java after 17, and made by the compiler for switches there. */
  private static final String LATER = "java.lang.MatchException";

  private record Member(boolean isStatic, String descriptor) {}

  private static @Nullable Member member(Class<?> type, String signature) {
    for (Method method : type.getDeclaredMethods()) {
      String descriptor = Type.getMethodDescriptor(method);
      if (!method.isBridge() && Library.signature(method.getName(), descriptor).equals(signature)) {
        return new Member(Modifier.isStatic(method.getModifiers()), descriptor);
      }
    }
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      String descriptor = Type.getConstructorDescriptor(constructor);
      if (Library.signature("new", descriptor).equals(signature)) {
        return new Member(true, descriptor);
      }
    }
    for (Field field : type.getDeclaredFields()) {
      if (field.getName().equals(signature)) {
        return new Member(true, Type.getDescriptor(field.getType()));
      }
    }
    return Arrays.stream(type.getMethods())
        .filter(
            it -> Library.signature(it.getName(), Type.getMethodDescriptor(it)).equals(signature))
        .findFirst()
        .map(it -> new Member(Modifier.isStatic(it.getModifiers()), Type.getMethodDescriptor(it)))
        .orElse(null);
  }

  private static List<String> faults(String className, Class<?> type, Map<String, Cost> costs) {
    List<String> faults = new ArrayList<>();
    costs.forEach(
        (signature, cost) -> {
          Member member = member(type, signature);
          String shown = className + "." + signature;
          if (member == null) {
            faults.add(shown + " does not exist");
          } else if (member.descriptor().startsWith("(")) {
            faults.addAll(faults(shown, type, member, cost));
          }
        });
    return faults;
  }

  private static List<String> faults(String shown, Class<?> type, Member member, Cost cost) {
    String name = shown.substring(type.getName().length() + 1).replaceFirst("\\(.*", "");
    boolean isGuarded = cost.kind() == Cost.Kind.GUARDED;
    if (isGuarded
        && MeteringMethods.of(
                member.isStatic(), Type.getInternalName(type), name, member.descriptor())
            == null) {
      return List.of(shown + " has no guard");
    }
    Type made = Type.getReturnType(member.descriptor());
    if (cost.kind() == Cost.Kind.COUNTED && MeteringMethods.counting(made) == null) {
      return List.of(shown + " makes what cannot be counted");
    }
    MethodVisitor code =
        new ClassWriter(0).visitMethod(Opcodes.ACC_STATIC, "charge", "()V", null, null);
    Type receiver = member.isStatic() ? null : Type.getType(type);
    try {
      Charging.write(code, cost, Charging.operands(receiver, member.descriptor(), 0));
      return functions(shown, receiver, member, cost);
    } catch (IllegalStateException e) {
      return List.of(shown + ": " + e.getMessage());
    }
  }

  /** What the costs call of {@link org.equipoise.constitution.metering.Size} and is not there. */
  private static List<String> functions(
      String shown, @Nullable Type receiver, Member member, Cost cost) {
    List<String> faults = new ArrayList<>();
    List<Charging.Operand> operands = Charging.operands(receiver, member.descriptor(), 0);
    for (Cost.Charge charge : cost.charges()) {
      for (List<Cost.Factor> product : charge.sum()) {
        for (Cost.Factor factor : product) {
          if (factor.function() != null) {
            List<Charging.Operand> used =
                operands.stream()
                    .filter(
                        it ->
                            factor.operands().contains(it.name())
                                || factor.operands().contains("all"))
                    .toList();
            boolean isThere =
                Arrays.stream(org.equipoise.constitution.metering.Size.class.getMethods())
                    .filter(it -> it.getName().equals(factor.function()))
                    .anyMatch(
                        it ->
                            used.stream()
                                .allMatch(
                                    o ->
                                        Arrays.stream(it.getParameterTypes())
                                            .map(Type::getDescriptor)
                                            .anyMatch(
                                                Charging.sizeType(factor.function(), o.type())
                                                    ::equals)));
            if (!isThere) {
              faults.add(shown + ": no " + factor.function() + " of " + factor.operands());
            }
          }
        }
      }
    }
    return faults;
  }

  @Test
  void everyMemberExistsAndItsCostCanBeCharged() throws ClassNotFoundException {
    List<String> faults = new ArrayList<>();
    int members = 0;
    for (Map.Entry<String, Map<String, Cost>> block : Library.table().entrySet()) {
      if (block.getKey().equals(LATER) || block.getKey().startsWith("org.")) {
        continue;
      }
      members += block.getValue().size();
      faults.addAll(faults(block.getKey(), Class.forName(block.getKey()), block.getValue()));
    }
    assertEquals(List.of(), faults.stream().sorted().toList());
    assertTrue(members > 1_500, members + " members");
  }

  @Test
  void aMemberHoldsForTheClassesBelow() {
    String add = "(Ljava/lang/Object;)Z";
    assertNotNull(Library.cost("java.util.ArrayList", "add", add));
    assertEquals(
        Library.cost("java.util.Collection", "add", add),
        Library.cost("java.util.LinkedHashSet", "add", add));
    assertNull(Library.cost("java.io.File", "toString", "()Ljava/lang/String;"));
    assertNull(Library.cost("java.lang.Enum", "hashCode", "()I"));
    assertNull(Library.cost("java.time.DayOfWeek", "hashCode", "()I"));
  }

  @Test
  void whatLaterVersionsAddIsUnknownInAll() {
    assertNull(Library.cost("java.util.List", "reversed", "()Ljava/util/List;"));
    assertNull(Library.cost("java.util.ArrayList", "addFirst", "(Ljava/lang/Object;)V"));
    assertNull(Library.cost("java.lang.String", "indexOf", "(III)I"));
    assertNull(Library.cost("java.lang.StringBuilder", "repeat", "(II)Ljava/lang/StringBuilder;"));
    assertNull(Library.cost("java.lang.Math", "clamp", "(JII)I"));
  }

  @Test
  void aRefusalNamesAnotherWay() {
    assertEquals("use `multiply`", Library.instead("java.math.BigInteger", "shiftLeft"));
    assertTrue(Library.instead("java.util.ArrayList", "parallelStream").contains("`stream`"));
    assertTrue(Library.instead("java.util.Arrays", "parallelSort").contains("`sort`"));
    assertNull(Library.instead("java.io.File", "delete"));
  }
}
