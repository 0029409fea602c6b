package org.equipoise.constitution.vetting.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.equipoise.constitution.vetting.Permissions;
import org.jspecify.annotations.Nullable;

/**
 * What every rule may use: what {@code allowed.txt} lists and the {@link Library} states the cost
 * of; and what the host permits.
 */
final class AllowList {
  private static final Map<String, Entry> CLASSES = new HashMap<>();
  private static final Map<String, Entry> PACKAGES = new HashMap<>();

  /** What waits on other threads, whatever the class. */
  private static final Set<String> NEVER = Set.of("wait", "notify", "notifyAll", "finalize");

  private static final Set<String> CLOCKS =
      Set.of(
          "java.time.Clock",
          "java.time.InstantSource",
          "java.util.Calendar",
          "java.util.Date",
          "java.util.GregorianCalendar",
          "java.util.Random",
          "java.util.SplittableRandom",
          "java.util.random.RandomGenerator",
          "java.security.SecureRandom");
  private static final Set<String> CHANCES =
      Set.of(
          "currentTimeMillis",
          "nanoTime",
          "now",
          "random",
          "randomUUID",
          "shuffle",
          "identityHashCode",
          "toIdentityString",
          "hashCode",
          "systemDefault",
          "probablePrime");

  private record Entry(boolean isOnly, Set<String> members) {
    boolean allows(String member) {
      return isOnly == members.contains(member);
    }
  }

  static {
    try (InputStream in = AllowList.class.getResourceAsStream("allowed.txt");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      lines.lines().filter(it -> !it.isBlank() && !it.startsWith("#")).forEach(AllowList::read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final Permissions permissions;

  AllowList(Permissions permissions) {
    this.permissions = permissions;
  }

  private static void read(String line) {
    List<String> words = List.of(line.split(" "));
    String name = words.get(0);
    boolean isOnly = words.size() > 1 && words.get(1).equals("only");
    Entry entry =
        new Entry(isOnly, Set.copyOf(words.subList(Math.min(2, words.size()), words.size())));
    if (name.endsWith(".*")) {
      PACKAGES.put(name.substring(0, name.length() - 2), entry);
    } else {
      CLASSES.put(name, entry);
    }
  }

  /** Whether a class may be named: matched, cast to, held, extended. */
  boolean allowsType(String name) {
    return isPermitted(name) || isOfLibrary(name) || entry(name) != null;
  }

  /** Whether a member may be used; {@code new} for a constructor. */
  boolean allows(String name, String member) {
    if (NEVER.contains(member)) {
      return false;
    }
    Entry entry = entry(name);
    return entry != null ? entry.allows(member) : isPermitted(name);
  }

  /**
   * Whether exactly one member may be used.
   *
   * @param name of a class by its name with dots: of the one that declares the member, or of one
   *     below it
   * @param member {@code new} for a constructor
   * @param descriptor as in class files; of a field, its type
   */
  boolean allows(String name, String member, String descriptor) {
    if (NEVER.contains(member)) {
      return false;
    }
    return Library.cost(name, member, descriptor) != null
        || (!isOfLibrary(name) && allows(name, member));
  }

  private static boolean isOfLibrary(String name) {
    return name.startsWith("java.") && Library.knows(name);
  }

  static Violation.Reason reason(String name, String member) {
    boolean isChance =
        CLOCKS.contains(name)
            || (CHANCES.contains(member)
                && (name.startsWith("java.") || CLASSES.containsKey(name)));
    return isChance ? Violation.Reason.NOT_REPEATABLE : Violation.Reason.NOT_ALLOWED;
  }

  /** A host may add its own classes, and even dangerous ones; but what is known here stays so. */
  private boolean isPermitted(String name) {
    return permissions.allows(name);
  }

  private static @Nullable Entry entry(String name) {
    Entry entry = CLASSES.get(name);
    if (entry != null) {
      return entry;
    }
    int dot = name.lastIndexOf('.');
    Entry all = dot < 0 ? null : PACKAGES.get(name.substring(0, dot));
    return all != null && !all.isOnly() && all.members().contains(name.substring(dot + 1))
        ? null
        : all;
  }
}
