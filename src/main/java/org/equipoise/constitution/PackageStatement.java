package org.equipoise.constitution;

import java.text.Normalizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The statement that names the package of a rule file. */
final class PackageStatement {
  private static final Pattern LINE = Pattern.compile("package\\b[ \\t]*([^;\\n]*);?");
  private static final Pattern WRAPPED = Pattern.compile("package\\s*\\n\\s*([\\w$.]+)[ \\t]*;?");
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z_$][\\w$]*(?:\\s*\\.\\s*[A-Za-z_$][\\w$]*)*");

  private static final Pattern NEXT =
      Pattern.compile("[\\w$.]+\\s+(rule|query|import|declare|function|global|package|unit)\\b");

  private PackageStatement() {}

  /**
   * The offset after the statement, or -1 with a problem reported.
   *
   * @param isFirst whether nothing stands before it
   * @param isSecond whether another one stands before it
   */
  static int read(
      SourceFile source, int start, int end, boolean isFirst, boolean isSecond, Problems problems) {
    Matcher line = LINE.matcher(source.code()).region(start, end);
    if (!line.lookingAt() || line.group(1).isBlank()) {
      line = WRAPPED.matcher(source.code()).region(start, end);
      if (!line.lookingAt() || !NAME.matcher(line.group(1)).matches()) {
        return wrong(
            source,
            start,
            "`package` is followed by no name",
            "write `package some.name`",
            problems);
      }
    }
    String written = line.group(1).strip();
    if (written.contains("\"") || written.contains("'")) {
      written = source.text().substring(line.start(1), line.end(1)).strip();
    }
    Matcher next = NEXT.matcher(written);
    if (next.lookingAt()) {
      return wrong(
          source,
          line.start(1) + next.start(1),
          "`" + next.group(1) + "` is not expected here",
          "start it on a line of its own",
          problems);
    }
    if (!NAME.matcher(written).matches()) {
      return wrong(
          source,
          line.start(1),
          "`" + SourceFile.shorten(written) + "` is no name of a package",
          "write `package " + plain(written) + "`",
          problems);
    }
    if (isSecond) {
      return wrong(
          source,
          start,
          "the file names its package twice",
          "keep the first; a package is a label for people",
          problems);
    }
    if (!isFirst) {
      return wrong(
          source,
          start,
          "the package is named after other statements",
          "let `package " + written + "` be the first line",
          problems);
    }
    return line.end();
  }

  private static int wrong(
      SourceFile source, int at, String message, String hint, Problems problems) {
    problems.error("syntax", source, at, null, message, hint);
    return -1;
  }

  /** The name in letters that a package may have. */
  private static String plain(String written) {
    String name =
        Stream.of(written.split("[./\\\\]"))
            .map(
                it ->
                    Normalizer.normalize(it, Normalizer.Form.NFD)
                        .replaceAll("\\p{M}", "")
                        .replaceAll("\\W+", "_")
                        .replaceAll("^_+|_+$", ""))
            .filter(it -> !it.isEmpty())
            .map(it -> Character.isDigit(it.charAt(0)) ? "_" + it : it)
            .collect(Collectors.joining("."));
    return name.isEmpty() ? "some.name" : name;
  }
}
