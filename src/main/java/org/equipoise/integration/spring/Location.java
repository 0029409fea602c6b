package org.equipoise.integration.spring;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.equipoise.constitution.Authority;
import org.equipoise.constitution.Charter;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.vetting.Permissions;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * A location in a property: a path, {@code file:} or {@code classpath:}.
 *
 * @param text the text of the property
 * @param loader the loader of the class path
 */
record Location(String text, ClassLoader loader) {
  private static final String CLASS_PATH = "classpath:";
  private static final String FILE = "file:";

  /** Loads the constitution in this folder. */
  Constitution constitution(Permissions permissions) {
    return isOnClassPath()
        ? Constitution.loadResource(loader, resource(), permissions)
        : Constitution.load(path(), permissions);
  }

  /** Loads the charter in this folder, which is not on the class path. */
  Charter charter(Permissions permissions) {
    if (isOnClassPath()) {
      throw refused(
          "unknown-location",
          "a charter is not read from the class path",
          "give a folder, as a path or `file:`");
    }
    return Charter.load(path(), permissions);
  }

  /**
   * Returns the digest of the current constitution or charter in this folder: {@code none} if it
   * cannot be read; empty if it cannot change because it is on the class path.
   */
  Optional<String> digest() {
    return isOnClassPath()
        ? Optional.empty()
        : Optional.of(Authority.digestOf(path()).orElse("none"));
  }

  /** Returns this folder as a path that can be watched or written. */
  Path folder() {
    if (isOnClassPath()) {
      throw refused(
          "unknown-location",
          "what is on the class path can be neither watched nor written to",
          "give a folder, as a path or `file:`");
    }
    return path();
  }

  /** Returns the location of a file in this folder. */
  Location file(String name) {
    return new Location(text.endsWith("/") ? text + name : text + "/" + name, loader);
  }

  /** Returns the text of this file; empty if it does not exist. */
  Optional<String> read() {
    try {
      if (isOnClassPath()) {
        try (InputStream in = loader.getResourceAsStream(resource())) {
          return in == null
              ? Optional.empty()
              : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
      Path path = path();
      return Files.isRegularFile(path)
          ? Optional.of(Files.readString(path, StandardCharsets.UTF_8))
          : Optional.empty();
    } catch (IOException e) {
      throw refused("unreadable", "it cannot be read: " + e.getMessage(), null);
    }
  }

  private boolean isOnClassPath() {
    return text.startsWith(CLASS_PATH);
  }

  private String resource() {
    String name = text.substring(CLASS_PATH.length());
    return name.startsWith("/") ? name.substring(1) : name;
  }

  private Path path() {
    try {
      if (text.startsWith(FILE + "/")) {
        return Path.of(URI.create(text.replace(" ", "%20")));
      }
      String path = text.startsWith(FILE) ? text.substring(FILE.length()) : text;
      if (path.matches("[a-z][a-z0-9+.*-]+:.*")) {
        throw refused(
            "unknown-location",
            "`" + text + "` is of no kind that can be read",
            "give a path, `file:` or `classpath:`");
      }
      return Path.of(path);
    } catch (InvalidPathException e) {
      throw refused("unknown-location", "`" + text + "` is no path: " + e.getReason(), null);
    }
  }

  private InvalidInputException refused(String code, String message, @Nullable String hint) {
    return new InvalidInputException(Problem.error(code, text, 0, 0, null, message, hint));
  }
}
