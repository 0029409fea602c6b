package org.equipoise.integration.spring;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.equipoise.constitution.Constitution;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.equipoise.service.governor.Governor;
import org.equipoise.service.guard.Guard;
import org.equipoise.service.guard.GuardMode;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * How the application stands: under which constitution, and whether it is proven to block. Proves
 * it through the guard that the application uses, once all beans are there and before the first
 * request; a guard that enforces and is not proven stops the application.
 */
final class CanaryStatus implements SmartInitializingSingleton {
  private final Guard guard;
  private final Source source;
  private volatile Proof proof = new Proof("", false, Optional.empty());

  /** Where constitution and canary come from. */
  interface Source {
    Constitution constitution();

    CanaryFile canary();
  }

  /**
   * What came of the canary.
   *
   * @param constitution the digest of the one it was tried under
   * @param wasTried whether there was one
   * @param released what is wrong, if anything is
   */
  private record Proof(String constitution, boolean wasTried, Optional<Problem> released) {
    boolean holds() {
      return wasTried && released.isEmpty();
    }
  }

  CanaryStatus(Guard guard, Source source) {
    this.guard = guard;
    this.source = source;
  }

  @Override
  public void afterSingletonsInstantiated() {
    proof = prove(guard, source.canary());
    if (guard.mode() == GuardMode.ENFORCE) {
      require(proof);
    }
  }

  private static Proof prove(Guard guard, CanaryFile canary) {
    String digest = guard.governor().constitution().digest();
    if (canary.isEmpty()) {
      Problem none =
          Problem.error(
              "no-canary",
              canary.file(),
              0,
              0,
              null,
              "there is no canary, so nothing proves that the guard blocks",
              "put a case that must be blocked there, as one line of JSON, or name the file in"
                  + " `equipoise.canary`");
      return new Proof(digest, false, Optional.of(none));
    }
    return new Proof(digest, true, canary.released(guard));
  }

  private static void require(Proof proof) {
    proof
        .released()
        .ifPresent(
            it -> {
              throw new InvalidInputException(it);
            });
  }

  /**
   * Loads the constitution again and puts it in force, if it is sound and, where the guard
   * enforces, proven to block; or else the one before stays in force.
   *
   * @throws RuntimeException what is wrong with it
   */
  void reload() {
    guard.governor().adopt(this::next);
  }

  /**
   * The constitution as it is now where it comes from.
   *
   * @throws RuntimeException what is wrong with it: also that the canary would be let through,
   *     where the guard enforces
   */
  Constitution next() {
    Constitution next = source.constitution();
    Proof before = aside(next);
    if (guard.mode() == GuardMode.ENFORCE) {
      require(before);
    }
    return next;
  }

  /** Tries the canary without recording what is decided. */
  private Proof aside(Constitution constitution) {
    return prove(Guard.of(Governor.of(constitution), guard.mode()), source.canary());
  }

  /** The proof under the constitution in force, whoever put it there. */
  private Proof now() {
    Constitution constitution = guard.governor().constitution();
    Proof last = proof;
    if (!last.constitution().equals(constitution.digest())) {
      last = aside(constitution);
      proof = last;
    }
    return last;
  }

  /**
   * {@code UP} if the guard enforces and is proven to block, {@code DOWN} if it enforces and is
   * not; in shadow mode {@code UP} if it would block, and otherwise {@code UNKNOWN}, which takes no
   * application out of service.
   */
  String status() {
    if (now().holds()) {
      return "UP";
    }
    return guard.mode() == GuardMode.ENFORCE ? "DOWN" : "UNKNOWN";
  }

  Map<String, Object> shown() {
    Constitution constitution = guard.governor().constitution();
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("mode", guard.mode().name().toLowerCase(Locale.ROOT));
    shown.put(
        "constitution",
        Map.of(
            "name",
            constitution.name(),
            "version",
            constitution.version(),
            "digest",
            constitution.digest()));
    Proof now = now();
    shown.put("canary", now.holds() ? "blocked" : now.wasTried() ? "released" : "none");
    @Nullable Problem problem = now.released().orElse(null);
    if (problem != null) {
      shown.put("problem", problem.toString());
    }
    return shown;
  }
}
