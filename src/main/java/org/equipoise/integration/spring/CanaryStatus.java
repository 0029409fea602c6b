package org.equipoise.integration.spring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.equipoise.constitution.Constitution;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.equipoise.service.governor.Governor;
import org.equipoise.service.guard.Guard;
import org.equipoise.service.guard.GuardMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * How the application stands: under which constitution, whether it is proven to block, and whether
 * decisions can be recorded. Proves that it blocks once all beans are there and before the first
 * request, by decisions that are neither recorded nor counted; a guard that enforces and is not
 * proven stops the application.
 */
final class CanaryStatus implements SmartInitializingSingleton {
  private static final Logger LOG = LoggerFactory.getLogger(CanaryStatus.class);

  private final Guard guard;
  private final Source source;
  private final LedgerStatus ledger;
  private volatile Proof proof = new Proof("", false, Optional.empty());

  /** Where constitution and canary come from. */
  interface Source {
    Constitution constitution();

    /** The digest of what is there now; empty if it cannot change, see {@link Location#digest}. */
    Optional<String> digest();

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

  CanaryStatus(Guard guard, Source source, LedgerStatus ledger) {
    this.guard = guard;
    this.source = source;
    this.ledger = ledger;
  }

  @Override
  public void afterSingletonsInstantiated() {
    proof = aside(guard.governor().constitution());
    if (guard.mode() == GuardMode.ENFORCE) {
      require(proof);
    }
    LOG.info("{}", startLine());
    ledger.warning().ifPresent(it -> LOG.warn("{}", it));
  }

  /** What is in force, in a line. */
  String startLine() {
    Constitution constitution = guard.governor().constitution();
    return "Equipoise: "
        + constitution.name()
        + " "
        + constitution.version()
        + ", "
        + constitution.digest()
        + ", "
        + constitution.rules().size()
        + " rules; mode "
        + mode()
        + "; canary "
        + canary(now())
        + "; "
        + ledger.words();
  }

  private String mode() {
    return guard.mode().name().toLowerCase(Locale.ROOT);
  }

  private static String canary(Proof proof) {
    return proof.holds() ? "blocked" : proof.wasTried() ? "released" : "none";
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
    Governor trial = guard.governor().trial(constitution);
    return prove(Guard.of(trial, guard.mode()), source.canary());
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
   * {@code UP} if nothing is wrong; otherwise {@code DOWN} if the guard enforces, and in shadow
   * mode {@code UNKNOWN}, which takes no application out of service.
   */
  String status() {
    if (wrong(now()).isEmpty()) {
      return "UP";
    }
    return guard.mode() == GuardMode.ENFORCE ? "DOWN" : "UNKNOWN";
  }

  /** What is wrong: a sentence each. */
  private List<String> wrong(Proof now) {
    List<String> wrong = new ArrayList<>();
    now.released().ifPresent(it -> wrong.add(it.toString()));
    ledger.failure().ifPresent(it -> wrong.add("decisions cannot be recorded: " + it));
    differing().ifPresent(wrong::add);
    return wrong;
  }

  private Optional<String> differing() {
    String inForce = guard.governor().constitution().digest();
    return source
        .digest()
        .filter(it -> !it.equals(inForce))
        .map(
            it ->
                "the folder holds "
                    + (it.equals("none") ? "nothing that can be read" : it)
                    + ", and "
                    + inForce
                    + " is in force: POST to the endpoint `equipoise` to load the folder, or put"
                    + " back what it held");
  }

  Map<String, Object> shown() {
    Constitution constitution = guard.governor().constitution();
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("mode", mode());
    Map<String, Object> named = new LinkedHashMap<>();
    named.put("name", constitution.name());
    named.put("version", constitution.version());
    named.put("digest", constitution.digest());
    shown.put("constitution", named);
    Proof now = now();
    shown.put("canary", canary(now));
    shown.put("ledger", ledger.shown());
    List<String> wrong = wrong(now);
    if (!wrong.isEmpty()) {
      shown.put("problems", wrong);
    }
    return shown;
  }
}
