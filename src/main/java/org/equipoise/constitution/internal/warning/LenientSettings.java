package org.equipoise.constitution.internal.warning;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Constitution;
import org.equipoise.problem.Problem;

/** Warns of settings under which a failure lets something pass. */
public final class LenientSettings {
  private static final String MANIFEST = "constitution.json";
  private static final Pattern ON_ERROR = Pattern.compile("\"onError\"\\s*:");

  private LenientSettings() {}

  /**
   * The warning that what cannot be decided is allowed, if it is.
   *
   * @param folder the constitution's, as problems are to name it
   */
  public static Optional<Problem> of(Path folder, Constitution constitution) {
    if (constitution.settings().onError() != Action.ALLOW) {
      return Optional.empty();
    }
    String text = constitution.files().getOrDefault(MANIFEST, "");
    Matcher matcher = ON_ERROR.matcher(text);
    int at = matcher.find() ? matcher.start() : 0;
    List<String> before = text.substring(0, at).lines().toList();
    boolean isFirst = before.isEmpty() || text.startsWith("\n", at - 1);
    return Optional.of(
        Problem.warning(
            "error-allows",
            folder.resolve(MANIFEST).toString(),
            before.size() + (isFirst ? 1 : 0),
            (isFirst ? 0 : before.get(before.size() - 1).length()) + 1,
            null,
            "`onError` is `allow`: whoever makes a case so large that it meets a limit is allowed"
                + " what he wants",
            "let it be `block` or `escalate`"));
  }
}
