package org.equipoise.constitution;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * The classes of the host, without the package that rules are compiled into. The compiler looks
 * there for each class that it is about to make; a class loader of the JDK would search its whole
 * path for it in vain, and keep its name for as long as there is memory.
 */
final class HostClasses extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  private static final String PACKAGE = Compiler.PACKAGE + ".";
  private static final String FOLDER = PACKAGE.replace('.', '/');

  HostClasses(ClassLoader host) {
    super(host);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.startsWith(PACKAGE)) {
      throw new ClassNotFoundException(name);
    }
    return super.loadClass(name, resolve);
  }

  @Override
  public @Nullable URL getResource(String name) {
    return name.startsWith(FOLDER) ? null : super.getResource(name);
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    return name.startsWith(FOLDER) ? null : getParent().getResourceAsStream(name);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return name.startsWith(FOLDER) ? Collections.emptyEnumeration() : super.getResources(name);
  }
}
