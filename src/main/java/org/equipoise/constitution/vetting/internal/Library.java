package org.equipoise.constitution.vetting.internal;

import com.google.common.base.Splitter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * What rule code may call in Java's library, and what each call costs, as {@code library.txt} and
 * {@code library-values.txt} say. A member that they do not name is unknown, in every version of
 * Java.
 */
final class Library {
  private static final int NAMED_IN_A_HINT = 8;

  /** What stands below the name of a class. */
  private static final class Block {
    private final Map<String, Cost> costs = new LinkedHashMap<>();
    private final Map<String, String> instead = new HashMap<>();
    private boolean isExtensible;
  }

  private static final Map<String, Block> BLOCKS = new HashMap<>();
  private static final Map<String, List<Class<?>>> ABOVE = new ConcurrentHashMap<>();

  static {
    read("library.txt");
    read("library-values.txt");
  }

  private Library() {}

  private static void read(String file) {
    try (InputStream in = Library.class.getResourceAsStream(file);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      List<String> lines = new ArrayList<>();
      for (String line : reader.lines().toList()) {
        if (line.startsWith("      ")) {
          lines.set(lines.size() - 1, lines.get(lines.size() - 1) + " " + line.strip());
        } else if (!line.isBlank() && !line.startsWith("#")) {
          lines.add(line);
        }
      }
      Block block = new Block();
      for (String line : lines) {
        if (line.startsWith("  ")) {
          read(line.strip(), block);
        } else {
          block = BLOCKS.computeIfAbsent(line, it -> new Block());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void read(String line, Block block) {
    if (line.equals("extend")) {
      block.isExtensible = true;
      return;
    }
    int colon = line.indexOf(": ");
    String head = line.substring(0, colon);
    String rest = line.substring(colon + 2);
    if (head.startsWith("instead ")) {
      block.instead.put(head.substring("instead ".length()), rest);
    } else {
      Cost cost = Cost.parse(head);
      for (String member : Splitter.on(' ').split(rest)) {
        if (block.costs.put(member, cost) != null) {
          throw new IllegalStateException("two costs for " + member);
        }
      }
    }
  }

  /** All members with what they cost, by class. */
  static Map<String, Map<String, Cost>> table() {
    return BLOCKS.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, it -> Collections.unmodifiableMap(it.getValue().costs)));
  }

  /** Whether a class, by its name with dots, may be named. */
  static boolean knows(String className) {
    return BLOCKS.containsKey(className);
  }

  /** Whether rules may use a class. */
  static boolean isUsable(String className) {
    Block block = BLOCKS.get(className);
    return block != null && !block.costs.isEmpty();
  }

  /** Whether a rule's own class may be below a class or interface. */
  static boolean isExtensible(String className) {
    Block block = BLOCKS.get(className);
    return block != null && block.isExtensible;
  }

  /**
   * What it costs to use a member, or null if it may not be used.
   *
   * @param className with dots: that of the receiver, or of the class that declares the member
   * @param member {@code new} for a constructor
   * @param descriptor as in class files
   */
  static @Nullable Cost cost(String className, String member, String descriptor) {
    String signature = signature(member, descriptor);
    Block own = BLOCKS.get(className);
    Cost cost = own == null ? null : own.costs.get(signature);
    if (cost == null && own != null && !member.equals("new")) {
      for (Class<?> type : above(className)) {
        Block block = BLOCKS.get(type.getName());
        cost = block == null ? null : block.costs.get(signature);
        if (cost != null) {
          break;
        }
      }
    }
    return cost == null || cost.isRefusal() ? null : cost;
  }

  /** What the author may do instead of using a member that is not in the table. */
  static @Nullable String instead(String className, String member) {
    for (Class<?> type : above(className)) {
      Block block = BLOCKS.get(type.getName());
      if (block != null && block.instead.containsKey(member)) {
        return block.instead.get(member);
      }
    }
    Block own = BLOCKS.get(className);
    if (own == null || own.costs.isEmpty()) {
      return null;
    }
    List<String> names =
        own.costs.keySet().stream()
            .map(it -> it.replaceFirst("\\(.*", ""))
            .distinct()
            .limit(NAMED_IN_A_HINT)
            .map(it -> "`" + it + "`")
            .toList();
    String simple = className.substring(className.lastIndexOf('.') + 1).replace('$', '.');
    return "of `" + simple + "` rules may use " + String.join(", ", names) + " and others";
  }

  /** A class of Java and all above it: its superclasses, then the interfaces. */
  static List<Class<?>> above(String className) {
    return ABOVE.computeIfAbsent(className, Library::findAbove);
  }

  private static List<Class<?>> findAbove(String className) {
    if (!className.startsWith("java.")) {
      return List.of();
    }
    Class<?> start;
    try {
      start = Class.forName(className, false, ClassLoader.getPlatformClassLoader());
    } catch (ClassNotFoundException e) {
      return List.of();
    }
    List<Class<?>> above = new ArrayList<>();
    ArrayDeque<Class<?>> interfaces = new ArrayDeque<>();
    for (Class<?> at = start; at != null; at = at.getSuperclass()) {
      above.add(at);
      interfaces.addAll(List.of(at.getInterfaces()));
    }
    Set<Class<?>> seen = new HashSet<>();
    while (!interfaces.isEmpty()) {
      Class<?> at = interfaces.remove();
      if (seen.add(at)) {
        above.add(at);
        interfaces.addAll(List.of(at.getInterfaces()));
      }
    }
    if (!above.contains(Object.class)) {
      above.add(Object.class);
    }
    return List.copyOf(above);
  }

  /** A member as the table writes it. */
  static String signature(String member, String descriptor) {
    if (!descriptor.startsWith("(")) {
      return member;
    }
    StringBuilder signature = new StringBuilder(member).append('(');
    for (Type type : Type.getArgumentTypes(descriptor)) {
      String name = type.getClassName();
      signature
          .append(signature.charAt(signature.length() - 1) == '(' ? "" : ",")
          .append(name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1));
    }
    return signature.append(')').toString();
  }
}
