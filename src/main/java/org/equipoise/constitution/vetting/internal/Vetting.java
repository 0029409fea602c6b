package org.equipoise.constitution.vetting.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.constitution.vetting.Permissions;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;

/** Vets compiled rules before any of their code runs. Safe to share between threads. */
public final class Vetting {
  private Vetting() {}

  /**
   * What the classes of a constitution may not do; empty if there is nothing.
   *
   * @param classes the bytes of all of them, kernel included
   * @param loader of the host, which knows the classes that are used
   */
  public static List<Violation> vet(
      Collection<byte[]> classes, Origin origin, Permissions permissions, ClassLoader loader) {
    Map<String, OwnClass> own = new TreeMap<>();
    List<ClassReader> readers = new ArrayList<>();
    for (byte[] bytes : classes) {
      ClassReader reader = new ClassReader(bytes);
      OwnClass read = OwnClass.read(reader, origin);
      own.put(read.name(), read);
      readers.add(reader);
    }
    VettingRun vet =
        new VettingRun(origin, own, new AllowList(permissions), new Hierarchy(own, loader));
    readers.forEach(it -> it.accept(new ClassVet(vet), ClassReader.SKIP_DEBUG));
    readers.forEach(it -> it.accept(new SessionClock(vet), ClassReader.SKIP_DEBUG));
    vet.words();
    return vet.violations();
  }

  /**
   * What an author may do instead of using a member of Java's library that rules may not use, or
   * null if nothing is known.
   *
   * @param className with dots
   * @param member {@code new} for a constructor
   */
  public static @Nullable String instead(String className, String member) {
    return Library.instead(className, member);
  }

  /**
   * The classes of a constitution after vetting, made to count what they use with the meter of the
   * thread they run on, and to leave facts as they are.
   *
   * @param vetted the bytes of all of them
   * @param origin the same that they were vetted with
   * @return in the same order
   */
  public static List<byte[]> metered(Collection<byte[]> vetted, Origin origin) {
    List<ClassReader> readers = vetted.stream().map(ClassReader::new).toList();
    CallCycles cycles = new CallCycles(readers, origin);
    return readers.stream()
        .map(it -> MeteringRewriter.metered(it, OwnClass.read(it, origin), origin, cycles))
        .toList();
  }
}
