package org.equipoise.constitution.vetting.internal;

import com.google.common.collect.HashMultimap;
import com.google.common.collect.SetMultimap;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

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

  static {
    try (InputStream in = EngineMembers.class.getResourceAsStream("engine.txt");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      lines.lines().filter(it -> !it.isBlank() && !it.startsWith("#")).forEach(EngineMembers::read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void read(String line) {
    List<String> words = List.of(line.split(" "));
    EngineMembers part = words.get(0).equals("model") ? MODEL : CODE;
    words.subList(2, words.size()).forEach(it -> MEMBERS.put(part, words.get(1) + " " + it));
  }

  /** Whether a class is the engine's; its name is as class files have it, with slashes. */
  static boolean has(String className) {
    return className.startsWith("org/drools/") || className.startsWith("org/kie/");
  }

  /** Whether the compiler uses a member, {@code <init>} for a constructor, in this part. */
  boolean uses(String owner, String name) {
    String member = name.equals("<init>") ? "new" : name;
    return MEMBERS.containsEntry(
        this, (owner.replace('/', '.') + " " + member).replaceAll("\\d+", "N"));
  }
}
