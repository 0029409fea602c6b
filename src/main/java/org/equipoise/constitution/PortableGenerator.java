package org.equipoise.constitution;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.drools.model.codegen.ExecutableModelProject;
import org.equipoise.constitution.vetting.internal.PortabilityRewriter;
import org.jspecify.annotations.Nullable;
import org.kie.api.builder.KieBuilder;

/**
 * The part of Drools that writes Java for rules, made to write the same Java on every machine. It
 * names things in the default locale ({@code int} is {@code ınt} in Turkish, and the getter of
 * {@code id} {@code getİd}), and writes its sources in the default charset, in which what is not
 * ASCII may be lost. It also initialises the types that authors declare, and so works out the
 * arguments of their constants before anybody has vetted them. So, where the machine's defaults are
 * such or a type is declared, its classes are defined once more in a class loader of their own,
 * with the root locale and UTF-8 in place of the defaults, and load classes without initialising
 * them. The process's own defaults are left alone.
 */
final class PortableGenerator extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  /** What only generates: nothing else of Drools refers to classes of these packages. */
  private static final List<String> GENERATES =
      List.of(
          "com.github.javaparser.",
          "org.drools.codegen.common.",
          "org.drools.model.codegen.",
          "org.drools.mvel.parser.",
          "org.drools.mvelcompiler.",
          "org.drools.util.StringUtils");

  private static @Nullable PortableGenerator instance;

  private PortableGenerator(ClassLoader parent) {
    super(parent);
  }

  /**
   * Drools' generator, as this machine needs it.
   *
   * @param declaresTypes whether rules declare types
   */
  static Class<? extends KieBuilder.ProjectType> project(boolean declaresTypes) {
    return declaresTypes || isNeeded() ? portable() : ExecutableModelProject.class;
  }

  /** Whether the defaults, which a host may change at any time, lead to other sources. */
  private static boolean isNeeded() {
    Locale locale = Locale.getDefault();
    return !Charset.defaultCharset().equals(StandardCharsets.UTF_8)
        || !"i".toUpperCase(locale).equals("I")
        || !"I".toLowerCase(locale).equals("i")
        || !String.format(Locale.getDefault(Locale.Category.FORMAT), "%d", -10).equals("-10");
  }

  private static synchronized Class<? extends KieBuilder.ProjectType> portable() {
    if (instance == null) {
      instance = new PortableGenerator(ExecutableModelProject.class.getClassLoader());
    }
    try {
      return instance
          .loadClass(ExecutableModelProject.class.getName())
          .asSubclass(KieBuilder.ProjectType.class);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (GENERATES.stream().noneMatch(name::startsWith)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      return known != null ? known : findClass(name);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] code = PortabilityRewriter.portable(in.readAllBytes());
      return defineClass(name, code, 0, code.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
