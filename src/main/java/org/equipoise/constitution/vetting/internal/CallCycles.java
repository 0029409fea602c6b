package org.equipoise.constitution.vetting.internal;

import com.google.common.collect.Lists;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Which methods of a constitution may call themselves, directly or through others. A call of an
 * object may reach every method of that name and descriptor. Java's library may call every lambda
 * where it is given a function, and every {@code equals}, {@code hashCode}, {@code toString} and
 * {@code compareTo} where it is given an object.
 */
final class CallCycles {
  private static final String FUNCTIONS = "any lambda";
  private static final String OBJECTS = "any object";
  private static final Set<String> OF_OBJECTS =
      Set.of(
          "equals(Ljava/lang/Object;)Z",
          "hashCode()I",
          "toString()Ljava/lang/String;",
          "compareTo(Ljava/lang/Object;)I");
  private static final Set<String> FUNCTIONAL =
      Set.of(
          "java/lang/Comparable",
          "java/lang/Iterable",
          "java/lang/Runnable",
          "java/util/Comparator",
          "java/util/Iterator",
          "java/util/concurrent/Callable");

  private final Map<String, Set<String>> callees = new HashMap<>();
  private final Set<String> own = new HashSet<>();
  private final Set<String> recursive = new HashSet<>();

  CallCycles(Collection<ClassReader> readers, Origin origin) {
    readers.forEach(it -> own.add(it.getClassName()));
    readers.forEach(it -> it.accept(new Declared(origin), ClassReader.SKIP_CODE));
    readers.forEach(it -> it.accept(new Calls(), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES));
    findCycles();
  }

  /** Methods that reach each other are those that two walks find together, there and back. */
  private void findCycles() {
    Map<String, Set<String>> callers = new HashMap<>();
    callees.forEach((caller, all) -> all.forEach(it -> add(callers, it, caller)));
    Set<String> seen = new HashSet<>();
    List<String> order = new ArrayList<>();
    callees.keySet().forEach(it -> walk(it, callees, seen, order));
    seen.clear();
    for (String method : Lists.reverse(order)) {
      List<String> together = new ArrayList<>();
      walk(method, callers, seen, together);
      if (together.size() > 1 || calls(method).contains(method)) {
        recursive.addAll(together);
      }
    }
  }

  private Set<String> calls(String method) {
    return callees.getOrDefault(method, Set.of());
  }

  /** Adds what is reached and was not seen before, each after all that is reached from it. */
  private static void walk(
      String start, Map<String, Set<String>> edges, Set<String> seen, List<String> order) {
    if (!seen.add(start)) {
      return;
    }
    Deque<String> path = new ArrayDeque<>(List.of(start));
    Deque<Iterator<String>> rest = new ArrayDeque<>();
    rest.push(edges.getOrDefault(start, Set.of()).iterator());
    while (!path.isEmpty()) {
      Iterator<String> next = rest.getFirst();
      if (!next.hasNext()) {
        order.add(path.pop());
        rest.pop();
        continue;
      }
      String it = next.next();
      if (seen.add(it)) {
        path.push(it);
        rest.push(edges.getOrDefault(it, Set.of()).iterator());
      }
    }
  }

  private static void add(Map<String, Set<String>> edges, String from, String to) {
    edges.computeIfAbsent(from, it -> new LinkedHashSet<>()).add(to);
  }

  /** Whether a method may run while it runs. */
  boolean has(String owner, String name, String type) {
    return recursive.contains(node(owner, name + type));
  }

  private static String node(String owner, String member) {
    return owner + " " + member;
  }

  /** The methods that a call of an object, or the library, may reach. */
  private final class Declared extends ClassVisitor {
    private final Origin origin;
    private String name = "";
    private boolean isCalledByLibrary;

    Declared(Origin origin) {
      super(Opcodes.ASM9);
      this.origin = origin;
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        String signature,
        String parent,
        String[] interfaces) {
      this.name = name;
      boolean isOfEngine =
          switch (origin.kind(name)) {
            case MODEL, METADATA, EXPRESSION -> true;
            case TYPE, OTHER -> false;
          };
      isCalledByLibrary = !isOfEngine && !(interfaces.length == 0 && own.contains(parent));
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access, String method, String type, String signature, String[] exceptions) {
      boolean isVirtual = (access & (Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE)) == 0;
      if (isVirtual && !method.startsWith("<")) {
        String node = node(name, method + type);
        add(callees, method + type, node);
        if (OF_OBJECTS.contains(method + type)) {
          add(callees, OBJECTS, node);
        } else if (isCalledByLibrary) {
          add(callees, FUNCTIONS, node);
        }
      }
      return null;
    }
  }

  /** What each method calls. */
  private final class Calls extends ClassVisitor {
    private String owner = "";

    Calls() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        String signature,
        String parent,
        String[] interfaces) {
      owner = name;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String type, String signature, String[] exceptions) {
      Set<String> called =
          callees.computeIfAbsent(node(owner, name + type), it -> new LinkedHashSet<>());
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitMethodInsn(
            int opcode, String owner, String name, String type, boolean isInterface) {
          boolean isExact = opcode == Opcodes.INVOKESTATIC || opcode == Opcodes.INVOKESPECIAL;
          if (own.contains(owner)) {
            called.add(isExact ? node(owner, name + type) : name + type);
            return;
          }
          library(opcode, owner, name, type);
        }

        private void library(int opcode, String owner, String name, String type) {
          if (opcode != Opcodes.INVOKESTATIC && callees.containsKey(name + type)) {
            called.add(name + type);
          }
          if (EngineMembers.has(owner) || owner.startsWith("org/equipoise/")) {
            return;
          }
          if (isFunctional(owner) && opcode == Opcodes.INVOKEINTERFACE) {
            called.add(FUNCTIONS);
          }
          boolean isOfObjects = owner.startsWith("java/util/") || isText(owner);
          for (Type it : Type.getArgumentTypes(type)) {
            operand(it, isOfObjects);
          }
        }

        private void operand(Type type, boolean isOfObjects) {
          Type of = type.getSort() == Type.ARRAY ? type.getElementType() : type;
          if (of.getSort() == Type.OBJECT && isFunctional(of.getInternalName())) {
            called.add(FUNCTIONS);
          } else if (isOfObjects && of.getDescriptor().equals("Ljava/lang/Object;")) {
            called.add(OBJECTS);
          }
        }

        @Override
        public void visitInvokeDynamicInsn(
            String name, String type, Handle bootstrap, Object... arguments) {
          if (bootstrap.getOwner().equals("java/lang/invoke/StringConcatFactory")) {
            boolean isOfObjects =
                List.of(Type.getArgumentTypes(type)).stream()
                    .anyMatch(it -> it.getSort() >= Type.ARRAY && !isText(it.getInternalName()));
            if (isOfObjects) {
              called.add(OBJECTS);
            }
            return;
          }
          if (bootstrap.getOwner().equals("java/lang/runtime/ObjectMethods")) {
            called.add(OBJECTS);
            return;
          }
          for (Object argument : arguments) {
            if (argument instanceof Handle handle && own.contains(handle.getOwner())) {
              boolean isExact =
                  handle.getTag() != Opcodes.H_INVOKEVIRTUAL
                      && handle.getTag() != Opcodes.H_INVOKEINTERFACE;
              String target = handle.getName() + handle.getDesc();
              String node = isExact ? node(handle.getOwner(), target) : target;
              called.add(node);
              add(callees, FUNCTIONS, node);
            }
          }
        }
      };
    }
  }

  private static boolean isText(String name) {
    return name.equals("java/lang/String")
        || name.equals("java/lang/StringBuilder")
        || name.equals("java/lang/StringBuffer");
  }

  private static boolean isFunctional(String name) {
    return name.startsWith("java/util/function/") || FUNCTIONAL.contains(name);
  }
}
