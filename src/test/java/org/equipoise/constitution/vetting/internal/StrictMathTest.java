package org.equipoise.constitution.vetting.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Functions whose last digit a processor may choose come out the same on all. */
class StrictMathTest {
  /**
   * What the documentation of {@code Math} calls exact, or within a half unit in the last place.
   */
  private static final Set<String> EXACT =
      Set.of("sqrt", "ceil", "floor", "rint", "abs", "max", "min", "fma", "scalb", "signum", "ulp");

  /** What rules may write. */
  static final class Written {
    double called(double x) {
      return Math.sin(x) + Math.pow(x, 2) + Math.log10(x) + Math.sqrt(x) + Math.floor(x);
    }

    double referred(double x) {
      DoubleUnaryOperator one = Math::exp;
      DoubleBinaryOperator two = Math::hypot;
      DoubleUnaryOperator exact = Math::abs;
      return one.applyAsDouble(x) + two.applyAsDouble(x, x) + exact.applyAsDouble(x);
    }
  }

  private static Set<String> uses(byte[] code) {
    Set<String> uses = new TreeSet<>();
    new ClassReader(code)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String type, String signature, String[] exceptions) {
                return new MethodVisitor(Opcodes.ASM9) {
                  @Override
                  public void visitMethodInsn(
                      int opcode, String owner, String member, String its, boolean isInterface) {
                    see(owner, member);
                  }

                  @Override
                  public void visitInvokeDynamicInsn(
                      String called, String its, Handle bootstrap, Object... arguments) {
                    Stream.of(arguments)
                        .filter(Handle.class::isInstance)
                        .map(Handle.class::cast)
                        .forEach(it -> see(it.getOwner(), it.getName()));
                  }
                };
              }

              private void see(String owner, String member) {
                if (owner.endsWith("Math")) {
                  uses.add(owner.substring("java/lang/".length()) + "." + member);
                }
              }
            },
            0);
    return uses;
  }

  @Test
  void calledOrReferredToTheyAreThoseOfStrictMath() throws IOException {
    try (InputStream in = Written.class.getResourceAsStream("StrictMathTest$Written.class")) {
      assertEquals(
          Set.of(
              "Math.abs",
              "Math.floor",
              "Math.sqrt",
              "StrictMath.exp",
              "StrictMath.hypot",
              "StrictMath.log10",
              "StrictMath.pow",
              "StrictMath.sin"),
          uses(PortabilityRewriter.portable(in.readAllBytes())));
    }
  }

  @Test
  void everyFunctionOfDoublesIsExactOrStrict() {
    Set<String> open =
        Stream.of(Math.class.getDeclaredMethods())
            .filter(it -> Modifier.isPublic(it.getModifiers()))
            .filter(it -> it.getReturnType() == double.class)
            .filter(it -> Stream.of(it.getParameterTypes()).allMatch(each -> each == double.class))
            .map(Method::getName)
            .filter(it -> !EXACT.contains(it) && !PortabilityRewriter.INEXACT.contains(it))
            .collect(Collectors.toCollection(TreeSet::new));
    // by their documentation: exact remainder, neighbours, signs, and products of constants
    assertEquals(
        Set.of(
            "IEEEremainder",
            "copySign",
            "nextAfter",
            "nextDown",
            "nextUp",
            "random",
            "toDegrees",
            "toRadians"),
        open);
  }
}
