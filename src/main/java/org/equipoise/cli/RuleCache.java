package org.equipoise.cli;

import com.google.common.base.Suppliers;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.equipoise.constitution.internal.cache.ClassCache;
import org.equipoise.constitution.internal.cache.RunningEngine;
import org.jspecify.annotations.Nullable;

/** Where commands keep what they compiled, for the next one. */
final class RuleCache {
  /** The variable of the environment that turns it off, whatever it holds but nothing. */
  private static final String OFF = "EQUIPOISE_NO_CACHE";

  private RuleCache() {}

  /** Turns it on for this process, unless the environment turns it off or names no folder. */
  static void turnOn(Map<String, String> environment) {
    folder(environment)
        .map(
            it ->
                new ClassCache(
                    it, Suppliers.memoize(RunningEngine::identity), InstantSource.system()))
        .ifPresent(ClassCache::use);
  }

  static void turnOff() {
    ClassCache.use(null);
  }

  /** The user's folder, which the script that starts commands uses as well. */
  static Optional<Path> folder(Map<String, String> environment) {
    if (isSet(environment.get(OFF))) {
      return Optional.empty();
    }
    String home = environment.get("HOME");
    String cache = environment.get("XDG_CACHE_HOME");
    try {
      return Stream.of(isSet(cache) ? cache : isSet(home) ? home + "/.cache" : "")
          .map(Path::of)
          .filter(Path::isAbsolute)
          .map(it -> it.resolve("equipoise"))
          .findFirst();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static boolean isSet(@Nullable String value) {
    return value != null && !value.isEmpty();
  }
}
