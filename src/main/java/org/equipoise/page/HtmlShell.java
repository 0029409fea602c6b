package org.equipoise.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The HTML page around some data. Text of users occurs at most twice: in the title, and in a block
 * of JSON that is not executed and that the script shows as text only. The content security policy
 * of the page allows its own script and style only, and no requests.
 */
final class HtmlShell {
  private static final Pattern SLOT = Pattern.compile("\\{\\{(\\w+)}}");

  private HtmlShell() {}

  /**
   * Returns a page.
   *
   * @param title the title as plain text
   * @param json one JSON value
   * @param scripts the names of the scripts that show it, in order, in addition to {@code page.js}
   */
  static String page(String title, String json, List<String> scripts) {
    String style = resource("page.css");
    String script =
        "\"use strict\";\n(() => {\n"
            + resource("page.js")
            + scripts.stream().map(HtmlShell::resource).collect(Collectors.joining())
            + "})();\n";
    Map<String, String> slots =
        Map.of(
            "title", text(title),
            "styleHash", hash(style),
            "scriptHash", hash(script),
            "style", style,
            "data", data(json),
            "script", script);
    return SLOT.matcher(resource("shell.html"))
        .replaceAll(slot -> Matcher.quoteReplacement(slots.get(slot.group(1))));
  }

  /** Returns text escaped for HTML, without control characters and unpaired surrogates. */
  static String text(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            it -> {
              switch (it) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> {
                  boolean shown = !Character.isISOControl(it) && !isHalf(it);
                  escaped.appendCodePoint(shown ? it : 0xFFFD);
                }
              }
            });
    return escaped.toString();
  }

  /**
   * Returns JSON escaped for a script element. Characters that could end the element or begin a
   * comment occur only within strings, where they are escaped. Unpaired surrogates, which a file
   * cannot contain, and the line separators U+2028 and U+2029 are escaped too.
   */
  static String data(String json) {
    StringBuilder escaped = new StringBuilder(json.length() + 16);
    json.codePoints()
        .forEach(
            it -> {
              if (it == '<' || it == '>' || it == '&' || it == 0x2028 || it == 0x2029) {
                escaped.append(String.format(Locale.ROOT, "\\u%04x", it));
              } else if (isHalf(it)) {
                escaped.append(String.format(Locale.ROOT, "\\u%04x", it));
              } else {
                escaped.appendCodePoint(it);
              }
            });
    return escaped.toString();
  }

  private static boolean isHalf(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  /** Returns the hash of a style or script, as a content security policy names it. */
  static String hash(String source) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(source.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Returns a resource beside this class, with the line ends that a browser hashes. */
  private static String resource(String name) {
    try (InputStream in = HtmlShell.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
