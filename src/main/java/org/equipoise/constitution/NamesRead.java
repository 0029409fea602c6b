package org.equipoise.constitution;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.equipoise.constitution.KnownNames.Subject;
import org.jspecify.annotations.Nullable;

/** Finds the names of the attributes that rules read: never fewer than they do read. */
final class NamesRead {
  private static final Pattern STEP =
      Pattern.compile(
          "(?<![\\w$])(?<attr>attr)(?![\\w$])|(?<![\\w$])(?<word>when|then|end)(?![\\w$])"
              + "|(?:(?<![\\w$])(?<type>[A-Za-z_]\\w*))?\\s*(?<open>\\()|(?<close>\\))");
  private static final Pattern ARGUMENT = Pattern.compile("attr\\s*\\(\\s*\"([^\"\\\\]*)\"\\s*\\)");
  private static final Pattern HOST_CODE =
      Pattern.compile("(?m)^\\s*import\\s+(?:static|function)\\b");
  private static final Map<String, Subject> SUBJECTS =
      Map.of("Case", Subject.CASE, "Output", Subject.OUTPUT, "Judgment", Subject.JUDGMENT);

  private final Map<Subject, TreeSet<String>> names = new EnumMap<>(Subject.class);
  private boolean any;

  private NamesRead() {
    SUBJECTS.values().forEach(it -> names.put(it, new TreeSet<>()));
  }

  static KnownNames of(List<DrlFile> files, Settings settings) {
    NamesRead read = new NamesRead();
    files.forEach(it -> read.read(it.source()));
    return new KnownNames(settings, read.names, read.any);
  }

  private void read(SourceFile file) {
    String text = file.text();
    // letters in disguise, texts over several lines, and code of the host that gets a fact
    any |= text.contains("\\u") || text.contains("\"\"\"") || HOST_CODE.matcher(file.code()).find();
    Deque<String> around = new ArrayDeque<>();
    boolean isCondition = false;
    Matcher step = STEP.matcher(file.code());
    while (step.find()) {
      if (step.group("attr") != null) {
        boolean isOwn = isCondition && !isDotted(file.code(), step.start());
        read(text, step.start(), isOwn ? subject(around) : null);
      } else if (step.group("word") != null) {
        isCondition = step.group("word").equals("when");
        around.clear();
      } else if (step.group("open") != null) {
        around.push(String.valueOf(step.group("type")));
      } else {
        around.poll();
      }
    }
  }

  private void read(String text, int at, @Nullable Subject subject) {
    Matcher argument = ARGUMENT.matcher(text).region(at, text.length());
    if (!argument.lookingAt()) {
      any = true;
    } else if (subject != null) {
      names.computeIfAbsent(subject, it -> new TreeSet<>()).add(argument.group(1));
    } else {
      names.values().forEach(it -> it.add(argument.group(1)));
    }
  }

  private static boolean isDotted(String code, int at) {
    int before = at - 1;
    while (before >= 0 && Character.isWhitespace(code.charAt(before))) {
      before--;
    }
    return before >= 0 && code.charAt(before) == '.';
  }

  /** Whose attribute it is, by the innermost pattern around it; null if that is not known. */
  private static @Nullable Subject subject(Deque<String> around) {
    for (String type : around) {
      if (SUBJECTS.containsKey(type)) {
        return SUBJECTS.get(type);
      }
      if (!type.isEmpty() && Character.isUpperCase(type.charAt(0))) {
        return null;
      }
    }
    return null;
  }
}
