package org.equipoise.constitution.vetting.internal;

import com.google.common.base.Splitter;
import com.google.common.collect.HashMultimap;
import com.google.common.collect.SetMultimap;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the compiler itself writes of the engine's classes, read from {@code engine.txt}. No author
 * may use any of it.
 */
enum EngineMembers {
  /** How rules are put together: the methods of a model. */
  MODEL,
  /** How values are compared: conditions and consequences. */
  CODE;

  private static final SetMultimap<EngineMembers, String> MEMBERS = HashMultimap.create();

  /** Types of parameters that are alike and stand beside each other; then pairs of them. */
  private static final Pattern ALIKE = Pattern.compile("(?<![\\w\\[])([^,()*]+)(?:,\\1(?=[,)]))+");

  private static final Pattern PAIRS =
      Pattern.compile("(?<![\\w\\[])([^,()*]+,[^,()*]+)(?:,\\1(?=[,)]))+");

  static {
    try (InputStream in = EngineMembers.class.getResourceAsStream("engine.txt");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      read(lines.lines().filter(it -> !it.isBlank() && !it.startsWith("#")).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void read(List<String> lines) {
    EngineMembers part = CODE;
    String owner = "";
    for (String line : lines) {
      List<String> words = Splitter.on(' ').splitToList(line.strip());
      if (line.startsWith("  ")) {
        for (String member : words) {
          MEMBERS.put(part, owner + " " + member);
        }
      } else {
        part = words.get(0).equals("model") ? MODEL : CODE;
        owner = words.get(1);
      }
    }
  }

  /** Whether a class is the engine's; its name is as class files have it, with slashes. */
  static boolean has(String className) {
    return className.startsWith("org/drools/") || className.startsWith("org/kie/");
  }

  /**
   * Whether the compiler uses exactly this member in this part.
   *
   * @param name {@code <init>} for a constructor
   * @param descriptor as in class files
   */
  boolean uses(String owner, String name, String descriptor) {
    return has(owner) && MEMBERS.containsEntry(this, written(owner, name, descriptor));
  }

  /** A member as the list writes it. */
  static String written(String owner, String name, String descriptor) {
    String signature = Library.signature(name.equals("<init>") ? "new" : name, descriptor);
    String numbered = (owner.replace('/', '.') + " " + signature).replaceAll("[0-9]+", "N");
    return PAIRS.matcher(ALIKE.matcher(numbered).replaceAll("$1*")).replaceAll("$1*");
  }

  /** Every member of the list, in both parts. */
  static Collection<String> all() {
    return MEMBERS.values();
  }
}
