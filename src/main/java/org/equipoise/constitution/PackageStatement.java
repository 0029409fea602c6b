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
    boolean isThere = line.lookingAt() && !line.group(1).isBlank();
    if (!isThere) {
      Matcher wrapped = WRAPPED.matcher(source.code()).region(start, end);
      if (wrapped.lookingAt() && NAME.matcher(wrapped.group(1)).matches()) {
        line = wrapped;
        isThere = true;
      }
    }
    if (!isThere || line.group(1).isBlank()) {
      problems.error(
          "syntax",
          source,
          start,
          null,
          "`package` is followed by no name",
          "write `package some.name`");
      return -1;
    }
    String written = line.group(1).strip();
    if (written.contains("\"") || written.contains("'")) {
      written = source.text().substring(line.start(1), line.end(1)).strip();
    }
    Matcher next = NEXT.matcher(written);
    if (next.lookingAt()) {
      problems.error(
          "syntax",
          source,
          line.start(1) + next.start(1),
          null,
          "`" + next.group(1) + "` is not expected here",
          "start it on a line of its own");
      return -1;
    }
    if (!NAME.matcher(written).matches()) {
      problems.error(
          "syntax",
          source,
          line.start(1),
          null,
          "`" + SourceFile.shorten(written) + "` is no name of a package",
          "write `package " + plain(written) + "`");
      return -1;
    }
    if (isSecond) {
      problems.error(
          "syntax",
          source,
          start,
          null,
          "the file names its package twice",
          "keep the first; a package is a label for people");
      return -1;
    }
    if (!isFirst) {
      problems.error(
          "syntax",
          source,
          start,
          null,
          "the package is named after other statements",
          "let `package " + written + "` be the first line");
      return -1;
    }
    return line.end();
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
