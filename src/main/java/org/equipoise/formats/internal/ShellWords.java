package org.equipoise.formats.internal;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a command as it is typed in a POSIX shell. */
public final class ShellWords {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private ShellWords() {}

  /** Returns a command of {@code equipoise} with these arguments. */
  public static String of(List<String> arguments) {
    return arguments.stream()
        .map(ShellWords::quoted)
        .collect(Collectors.joining(" ", "equipoise ", ""));
  }

  private static String quoted(String argument) {
    return PLAIN.matcher(argument).matches()
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }
}
