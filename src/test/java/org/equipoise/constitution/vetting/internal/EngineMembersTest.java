package org.equipoise.constitution.vetting.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Type;

/** The list of what the compiler writes of the engine. */
class EngineMembersTest {
  private static final String DSL = "org/drools/modelcompiler/dsl/pattern/D";

  /** Numbers of parameters that classes of the engine have in their names. */
  private static final int MOST_PARAMETERS = 13;

  private static Stream<Class<?>> classes(String owner) {
    return IntStream.rangeClosed(0, MOST_PARAMETERS)
        .mapToObj(it -> owner.replaceFirst("N(?=Def|$)", Integer.toString(it)))
        .distinct()
        .flatMap(
            it -> {
              try {
                return Stream.of(Class.forName(it, false, EngineMembers.class.getClassLoader()));
              } catch (ClassNotFoundException e) {
                return Stream.empty();
              }
            });
  }

  private static Set<String> membersOf(Class<?> type) {
    Set<String> members = new TreeSet<>();
    String owner = type.getName();
    for (Method method : type.getMethods()) {
      members.add(EngineMembers.written(owner, method.getName(), Type.getMethodDescriptor(method)));
    }
    for (Constructor<?> made : type.getConstructors()) {
      members.add(EngineMembers.written(owner, "<init>", Type.getConstructorDescriptor(made)));
    }
    for (Field field : type.getFields()) {
      members.add(
          EngineMembers.written(owner, field.getName(), Type.getDescriptor(field.getType())));
    }
    return members;
  }

  @Test
  void everyMemberOfTheListIsThere() {
    Set<String> there = new TreeSet<>();
    EngineMembers.all().stream()
        .map(it -> it.substring(0, it.indexOf(' ')))
        .distinct()
        .forEach(owner -> classes(owner).forEach(it -> there.addAll(membersOf(it))));
    Set<String> unknown = new TreeSet<>(EngineMembers.all());
    unknown.removeAll(there);
    assertEquals(Set.of(), unknown);
    assertTrue(EngineMembers.all().size() > 100, "only " + EngineMembers.all().size());
  }

  @Test
  void aMemberOfTheSameNameWithOtherParametersIsNotTheCompilers() {
    String item = "Lorg/drools/model/view/ViewItem;";
    String items =
        "(Lorg/drools/model/view/ViewItemBuilder;[Lorg/drools/model/view/ViewItemBuilder;)";
    assertTrue(EngineMembers.MODEL.uses(DSL, "not", items + item));
    assertFalse(
        EngineMembers.MODEL.uses(
            DSL, "not", "(Lorg/drools/model/functions/temporal/TemporalPredicate;)" + item));
    assertFalse(EngineMembers.MODEL.uses(DSL, "not", "(Ljava/lang/Runnable;)V"));
    assertFalse(EngineMembers.CODE.uses(DSL, "not", items + item));
  }

  @Test
  void aListOfParametersMayBeOfAnyLength() {
    String variable = "Lorg/drools/model/Variable;";
    for (int count = 1; count < MOST_PARAMETERS; count++) {
      String type =
          "(Ljava/lang/String;"
              + variable.repeat(count)
              + "Lorg/drools/model/functions/Predicate"
              + count
              + ";)Lorg/drools/model/view/ExprViewItem;";
      assertTrue(EngineMembers.MODEL.uses(DSL, "expr", type), type);
    }
  }
}
