package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a command answers on long and deeply nested texts of an author does not depend on the stack
 * of the thread that runs it.
 */
class StacksTest {
  private static final long SMALL = 512L << 10;
  private static final long LARGE = 8L << 20;
  private static final String CONDITION = "$o : Output( attr(\"x\") == true )";
  private static final String CLAIM = "forbid( $o, \"no\" );";

  @TempDir Path folder;

  private static String many(int number, IntFunction<String> part) {
    return IntStream.range(0, number).mapToObj(part).collect(Collectors.joining());
  }

  private static String rule(String name, String when, String then) {
    return "rule \"" + name + "\"\n@Principle\nwhen\n" + when + "\nthen\n" + then + "\nend\n";
  }

  private Path constitution(String name, String rules) throws IOException {
    Path it = Files.createDirectories(folder.resolve(name));
    Files.writeString(it.resolve("constitution.json"), "{\"name\": \"s\", \"version\": \"1\"}");
    Files.writeString(it.resolve("rules.drl"), "package s\n" + rules);
    return it;
  }

  private static Ran on(long stack, Object... arguments) {
    FutureTask<Ran> run = new FutureTask<>(() -> Ran.of(arguments));
    Thread thread = new Thread(null, run, "stack-" + stack, stack);
    thread.start();
    try {
      return run.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Ran onBoth(Object... arguments) {
    Ran ran = on(LARGE, arguments);
    assertEquals(ran, on(SMALL, arguments));
    assertTrue(ran.code() < 3, ran::err);
    assertFalse((ran.out() + ran.err()).contains("StackOverflow"), ran::err);
    return ran;
  }

  @Test
  void warningsAndDecisionsAreAlike() throws IOException {
    String numbers = many(900, i -> (i == 0 ? "" : ", ") + i);
    String rules =
        rule("list", "$o : Output( attr(\"x\") in (" + numbers + ") )", CLAIM)
            + rule(
                "or",
                "$o : Output( attr(\"x\") == 0" + many(200, i -> " || attr(\"x\") == " + i) + " )",
                CLAIM)
            + rule("sum", CONDITION, "String s = \"a\"" + " + \"b\"".repeat(300) + "; " + CLAIM)
            + "function int down( int n ) { return n == 0 ? 0 : 1 + down( n - 1 ); }\n"
            + rule("deep", CONDITION, "int n = down( 900 ); forbid( $o, \"\" + n );")
            + rule(
                "deeper",
                "$o : Output( attr(\"y\") == true )",
                "forbid( $o, \"\" + down( 100000 ) );");
    Path it = constitution("decided", rules);
    Path cases = folder.resolve("cases.jsonl");
    Files.writeString(
        cases,
        given("a", "{\"x\": true}")
            + given("b", "{\"y\": true}")
            + given("c", "{\"x\": 1e999999999}")
            + given("d", "{\"x\": " + "9".repeat(900) + "}")
            + given("e", "{\"x\": " + "[".repeat(400) + "]".repeat(400) + "}"));
    onBoth("check", it, "--cases", cases);
    onBoth("decide", it, "--cases", cases, "--format", "text");
  }

  private static String given(String id, String attributes) {
    return "{\"case\": \"%s\", \"outputs\": [{\"output\": \"o\", \"attributes\": %s}]}\n"
        .formatted(id, attributes);
  }

  @Test
  void dataOfAnyDepthIsReadAlike() throws IOException {
    Path it = constitution("data", rule("r", CONDITION, CLAIM));
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    String objects = "{\"a\":".repeat(50_000) + "1" + "}".repeat(50_000);
    Path cases = folder.resolve("deep.jsonl");
    for (String value :
        new String[] {deep, objects, "9".repeat(100_000), "-1e-999999999", "1e99999999999"}) {
      Files.writeString(cases, given("a", "{\"x\": " + value + "}"));
      onBoth("decide", it, "--cases", cases);
      Files.writeString(it.resolve("attributes.json"), "{\"x\": " + value + "}");
      onBoth("check", it);
      Files.delete(it.resolve("attributes.json"));
    }
    Path fixtures = Files.createDirectories(it.resolve("fixtures"));
    String anchors =
        "a0: &a0 [1, 1]\n"
            + many(40, i -> "a%d: &a%d [*a%d, *a%d]\n".formatted(i + 1, i + 1, i, i));
    for (String fixture :
        new String[] {
          "given: " + deep + "\n",
          anchors + "given: *a40\nexpect: {a: allow}\n",
          "given: {case: a, attributes: {x: "
              + "{a: ".repeat(5_000)
              + "1"
              + "}".repeat(5_000)
              + "}}\n",
          "given: {case: a, attributes: {x: 1e999999999}, outputs: [{output: a}]}\nexpect: {a: allow}\n"
        }) {
      Files.writeString(fixtures.resolve("f.yaml"), fixture);
      onBoth("test", it);
    }
  }
}
