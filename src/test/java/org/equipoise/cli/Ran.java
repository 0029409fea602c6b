package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What came of a command: its exit code and what it wrote, which is never a stack trace. */
record Ran(int code, String out, String err) {
  private static final Pattern PROGRESS = Pattern.compile("(?m)^.+, after \\d+ s\\R");

  static Ran of(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] texts = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
    int code = Main.run(texts, new PrintWriter(out), new PrintWriter(err));
    assertFalse((out.toString() + err).contains("\tat "), "a stack trace: " + err);
    return new Ran(code, out.toString(), withoutProgress(err.toString()));
  }

  /** What a command told on stderr, but not how far it was: a slow machine is told more. */
  static String withoutProgress(String err) {
    return PROGRESS.matcher(err).replaceAll("");
  }

  List<String> lines() {
    return out.lines().toList();
  }
}
