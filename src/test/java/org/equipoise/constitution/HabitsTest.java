package org.equipoise.constitution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.equipoise.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mistakes that people make who are used to another language, from {@code
 * test-fixtures/habits.txt}: what they write and what they should have written, each in a rule of a
 * constitution with many others like it, under names and line ends of several kinds. Each is told
 * in its rule, with a hint that says what to write; and what the hint says is accepted.
 */
class HabitsTest {
  private static final Path FORMS = Path.of("test-fixtures", "habits.txt");
  private static final int MIN_FORMS = 300;
  private static final int RULES_PER_CONSTITUTION = 40;
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

  @TempDir Path folder;

  private record Form(String part, String wrong, String right) {
    /** The same mistake with other names. */
    Form varied() {
      return new Form(part, vary(wrong), vary(right));
    }

    private static String vary(String text) {
      return text.replaceAll("\"n(?=[\".)])", "\"harm.severity")
          .replace("\"m\"", "\"audience\"")
          .replace("\"x\"", "\"it may hurt\"");
    }

    String rule(String name, String written) {
      String head = part.equals("head") ? written : "@Principle( weight = 0.8 )";
      String when = "$o : Output( attr(\"n\") == true )";
      if (part.equals("test")) {
        when = "$o : Output( " + written + " )";
      } else if (part.equals("when")) {
        when = written.replace(" / ", "\n    ");
      }
      String then = part.equals("then") ? written : "forbid( $o, \"x\" );";
      return "rule \"%s\"\n    %s\nwhen\n    %s\nthen\n    %s\nend\n"
          .formatted(name, head, when, then);
    }
  }

  private static List<Form> forms() throws IOException {
    List<Form> forms = new ArrayList<>();
    String part = "";
    for (String line : Files.readAllLines(FORMS)) {
      if (line.startsWith("[")) {
        part = line.substring(1, line.length() - 1);
      } else if (!line.isBlank() && !line.startsWith("#")) {
        String[] sides = line.split(" ==> ", 2);
        forms.add(new Form(part, sides[0].strip(), sides[1].strip()));
      }
    }
    List<Form> varied =
        forms.stream()
            .map(Form::varied)
            .filter(it -> forms.stream().noneMatch(f -> f.wrong().equals(it.wrong())))
            .toList();
    forms.addAll(varied);
    assertTrue(forms.size() >= MIN_FORMS, forms.size() + " forms");
    return forms;
  }

  @Test
  void eachHabitIsToldInItsRuleWithWhatToWriteAndThatIsAccepted() throws IOException {
    List<Form> forms = forms();
    List<String> faults = new ArrayList<>();
    for (int from = 0; from < forms.size(); from += RULES_PER_CONSTITUTION) {
      int to = Math.min(forms.size(), from + RULES_PER_CONSTITUTION);
      check(forms.subList(from, to), from % 3 == 0 ? "\r\n" : "\n", faults);
    }
    assertEquals("", String.join("\n", faults));
  }

  @Test
  void inARuleOnOneLineEachPartIsTakenForWhatItIs() throws IOException {
    String rules =
        """
        package a
        rule "a" @Principle when $o : Output( attr("n") > 0,5 ) then forbid( $o, "x" ); end
        rule "b" @Principle when $o : Output( attr("n") == 3 ; ) then forbid( $o, "x" ); end
        """;
    Map<Integer, Problem> byLine = new TreeMap<>();
    problems(rules, "\n").forEach(it -> byLine.put(it.line(), it));
    assertEquals("[2, 3]", byLine.keySet().toString());
    assertEquals("write `> 0.5`: a decimal point", byLine.get(2).hint());
    assertEquals(49, byLine.get(2).column());
    assertEquals("write `Output( attr(\"n\") == 3 )`", byLine.get(3).hint());
  }

  @Test
  void aQueryHasConditionsToo() throws IOException {
    List<Problem> told =
        problems("package a\nquery q( String $id ) Output( id = $id ) end\n", "\n");
    assertEquals(List.of("to compare, write `==`"), told.stream().map(Problem::hint).toList());
  }

  /** Whether what should be written is cut off within brackets. A sign alone is no such thing. */
  private static boolean hasOpenBracket(Problem problem) {
    Matcher written = QUOTED.matcher(String.valueOf(problem.hint()));
    while (written.find()) {
      String plain = written.group(1).replaceAll("\\\\.", "").replaceAll("\"[^\"]*\"", "");
      int open = 0;
      boolean isCut = false;
      for (int i = 0; i < plain.length(); i++) {
        char sign = plain.charAt(i);
        open += sign == '(' ? 1 : sign == ')' ? -1 : 0;
        isCut |= open < 0;
      }
      if (plain.length() > 2 && (isCut || open != 0)) {
        return true;
      }
    }
    return false;
  }

  private void check(List<Form> forms, String lineEnd, List<String> faults) throws IOException {
    Map<String, Form> byName = new TreeMap<>();
    StringBuilder wrong = new StringBuilder("package a\n");
    StringBuilder right = new StringBuilder("package a\n");
    List<String> ofLine = new ArrayList<>(List.of("", ""));
    for (Form form : forms) {
      String name = "r" + byName.size();
      byName.put(name, form);
      String rule = form.rule(name, form.wrong());
      rule.lines().forEach(it -> ofLine.add(name));
      wrong.append(rule);
      right.append(form.rule(name, form.right()));
    }
    List<Problem> remaining = problems(right.toString(), lineEnd);
    remaining.forEach(it -> faults.add("what should be written is refused: " + it));
    Map<String, List<Problem>> told = new TreeMap<>();
    for (Problem problem : problems(wrong.toString(), lineEnd)) {
      if (hasOpenBracket(problem)) {
        faults.add("a hint leaves a bracket open: " + problem);
      }
      told.computeIfAbsent(ofLine.get(problem.line()), it -> new ArrayList<>()).add(problem);
    }
    byName.forEach(
        (name, form) -> {
          List<Problem> problems = told.getOrDefault(name, List.of());
          if (problems.stream().noneMatch(it -> saysWhatToWrite(it, form.right()))) {
            faults.add(form.wrong() + " ==> " + form.right() + " but told: " + problems);
          }
        });
  }

  /** Whether something that the hint shows stands, but for blanks, in what should be written. */
  private static boolean saysWhatToWrite(Problem problem, String right) {
    if (problem.hint() == null) {
      return false;
    }
    if (problem.hint().startsWith("drop it")
        || problem.hint().startsWith("drop the")
        || problem.hint().startsWith("leave it out")
        || problem.hint().startsWith("comments start")) {
      return true;
    }
    Matcher shown = QUOTED.matcher(problem.hint());
    String plain = right.replaceAll("\\s", "");
    while (shown.find()) {
      if (plain.contains(shown.group(1).replaceFirst("….*", "").replaceAll("\\s", ""))) {
        return true;
      }
    }
    return false;
  }

  private List<Problem> problems(String rules, String lineEnd) throws IOException {
    Files.writeString(
        folder.resolve("constitution.json"), "{\"name\":\"a\",\"version\":\"1.0.0\"}");
    Files.writeString(folder.resolve("rules.drl"), rules.replace("\n", lineEnd));
    return Constitution.check(folder).problems();
  }
}
