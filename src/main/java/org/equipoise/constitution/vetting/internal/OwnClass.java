package org.equipoise.constitution.vetting.internal;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.equipoise.constitution.vetting.internal.Origin.Kind;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What a compiled class declares.
 *
 * @param name as the class file has it, with slashes
 * @param members its fields by name and type, its methods by name and descriptor
 * @param inherited those of its methods that a class below it has, or has to have
 */
record OwnClass(
    String name,
    Kind kind,
    int access,
    @Nullable String parent,
    List<String> interfaces,
    Set<String> members,
    Set<String> inherited) {

  static OwnClass read(ClassReader reader, Origin origin) {
    Set<String> members = new HashSet<>();
    Set<String> inherited = new HashSet<>();
    reader.accept(
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public @Nullable FieldVisitor visitField(
              int access, String name, String type, String signature, Object value) {
            members.add(field(name, type));
            return null;
          }

          @Override
          public @Nullable MethodVisitor visitMethod(
              int access, String name, String type, String signature, String[] exceptions) {
            members.add(name + type);
            boolean isOwn = (access & (Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE)) != 0;
            if (!isOwn && !name.startsWith("<")) {
              inherited.add(name + type);
            }
            return null;
          }
        },
        ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return new OwnClass(
        reader.getClassName(),
        origin.kind(reader.getClassName()),
        reader.getAccess(),
        reader.getSuperName(),
        List.of(reader.getInterfaces()),
        members,
        inherited);
  }

  /** How a field is written among the members: no method is written so. */
  static String field(String name, String type) {
    return name + ":" + type;
  }

  boolean isEnum() {
    return (access & Opcodes.ACC_ENUM) != 0;
  }

  boolean isInterface() {
    return (access & Opcodes.ACC_INTERFACE) != 0;
  }

  boolean isModel() {
    return kind == Kind.MODEL;
  }

  /** Whether the compiler wrote part of it, which may call the engine. */
  boolean isGenerated() {
    return kind == Kind.MODEL || kind == Kind.METADATA || kind == Kind.EXPRESSION;
  }

  /** Whether its code runs as a consequence does, which alone may say something. */
  boolean isConsequence() {
    return kind == Kind.EXPRESSION
        && interfaces.stream().anyMatch(it -> it.startsWith("org/drools/model/functions/Block"));
  }
}
