package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.equipoise.authoring.coverage.AttributeComparison;
import org.equipoise.constitution.reading.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As long a line as a constitution may have is no harder to read than a short one. */
class LongTextsTest {
  private static final String LONG = "e".repeat(9_000);

  @TempDir Path folder;

  private record Ran(int code, String out, String err) {}

  private static Ran run(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] texts = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
    int code = Main.run(texts, new PrintWriter(out), new PrintWriter(err));
    return new Ran(code, out.toString(), org.equipoise.cli.Ran.withoutProgress(err.toString()));
  }

  private Path rules(String name, String annotation, String value, String why) throws IOException {
    Path rules = Files.createDirectory(folder.resolve(name));
    Files.writeString(rules.resolve("constitution.json"), "{\"name\":\"long\",\"version\":\"1\"}");
    Files.writeString(
        rules.resolve("long.drl"),
        """
        package verbose
        rule "long"
            @Principle%s
        when
            $o : Output( attr("text") == "%s" )
        then
            forbid( $o, "%s" );
        end
        """
            .formatted(annotation, value, why));
    return rules;
  }

  @Test
  void aRuleWithALongTextIsReadByEveryCommand() throws IOException {
    Path rules = rules("rules", "", LONG, LONG);
    Path other = rules("other", "( weight = 0.5 )", LONG, LONG + "f");
    Path cases =
        Files.writeString(
            folder.resolve("cases.jsonl"),
            "{\"case\":\"C\",\"outputs\":[{\"output\":\"a\",\"attributes\":{\"text\":\"%s\"}}]}\n"
                .formatted(LONG));
    Path ledger = folder.resolve("ledger");
    Object[][] commands = {
      {0, "check", rules, "--cases", cases},
      {0, "decide", rules, "--cases", cases, "--ledger", ledger},
      {0, "replay", "--ledger", ledger},
      {1, "replay", "--ledger", ledger, "--against", other},
      {1, "diff", rules, other, "--cases", cases},
      {1, "cover", rules, "--cases", cases},
      {0, "explain", rules, "long"},
      {0, "why", "--ledger", ledger, "--entry", "1", "--not", "--tries", "9"}
    };
    for (Object[] each : commands) {
      Ran ran = run(Stream.of(each).skip(1).toArray());
      assertEquals(each[0], ran.code(), each[1] + ": " + ran.err());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"(%s,)", "( weight = %s, )", "( weight %s )", "( weight = 0.5 %s x )"})
  void blanksInAnAnnotationTakeNoTimeToTell(String annotation) throws IOException {
    Path rules = rules("rules", annotation.formatted("\n".repeat(50_000)), "a", "b");
    Ran ran = run("check", rules);
    assertEquals(2, ran.code(), ran.err());
    assertTrue(ran.out().contains("long.drl:"), ran.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"(a|b)*\"", "\"(a+)+\"", "\"(a\"", "\"(a{1000}){1000}{1000}\""})
  void aPatternThatCannotBeMatchedIsNotPassed(String pattern) {
    AttributeComparison test = new AttributeComparison(Subject.OUTPUT, "text", "matches", pattern);
    assertEquals(false, test.passes("a".repeat(90_000) + "c"));
  }
}
