package org.equipoise.integration.spring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.equipoise.constitution.Authority;
import org.equipoise.constitution.Charter;
import org.equipoise.constitution.Constitution;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.equipoise.service.detection.DetectorCard;
import org.equipoise.service.detection.TextReader;
import org.equipoise.service.guard.Guard;
import org.equipoise.service.guard.GuardMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * The state of the application: its constitution, whether it is proven to block, and whether
 * decisions can be recorded. It runs the canary after all beans exist and before the first request,
 * with decisions that are neither recorded nor counted. If an enforcing guard is not proven to
 * block, it stops the application.
 */
final class CanaryStatus implements SmartInitializingSingleton {
  private static final Logger LOG = LoggerFactory.getLogger(CanaryStatus.class);
  private static final int MAX_NAMES = 20;

  private final Guard guard;
  private final Source source;
  private final LedgerStatus ledger;
  private volatile Proof proof = new Proof("", false, Optional.empty());

  /** The source of the constitution or charter, and of the canary. */
  interface Source {
    Authority authority();

    /**
     * Returns the digest of the current constitution or charter at the source; empty if it cannot
     * change, see {@link Location#digest}.
     */
    Optional<String> digest();

    CanaryFile canary();
  }

  /**
   * The result of the canary.
   *
   * @param constitution the digest of the constitution or charter that was tested
   * @param wasTried whether there was a canary
   * @param released the problem, if there is one
   */
  private record Proof(String constitution, boolean wasTried, Optional<Problem> released) {
    boolean holds() {
      return wasTried && released.isEmpty();
    }
  }

  /**
   * The state at one moment.
   *
   * @param health {@code UP} if nothing is wrong; otherwise {@code DOWN} for an enforcing guard,
   *     and {@code UNKNOWN} in shadow mode, which does not take an application out of service
   * @param details what the endpoint and the health component show
   */
  record Report(String health, Map<String, Object> details) {}

  CanaryStatus(Guard guard, Source source, LedgerStatus ledger) {
    this.guard = guard;
    this.source = source;
    this.ledger = ledger;
  }

  @Override
  public void afterSingletonsInstantiated() {
    proof = aside(guard.governor().inForce());
    if (guard.mode() == GuardMode.ENFORCE) {
      require(proof);
    }
    LOG.info("{}", startLine());
    ledger.warning().ifPresent(it -> LOG.warn("{}", it));
  }

  /** Returns one line about the constitution in force. */
  String startLine() {
    return "Equipoise: "
        + inWords(guard.governor().inForce())
        + "; mode "
        + mode()
        + "; canary "
        + canary(now())
        + "; "
        + ledger.words()
        + detector().map(it -> "; detector " + it).orElse("");
  }

  /** Returns what reads texts, in words; empty if nothing does. */
  private Optional<String> detector() {
    TextReader reader = guard.reader();
    if (reader == null) {
      return Optional.empty();
    }
    DetectorCard card = reader.detector().card();
    return Optional.of(
        card.id() + " " + card.version() + (reader.isCalibrated() ? "" : ", not calibrated"));
  }

  private static String inWords(Authority authority) {
    String named = authority.name() + " " + authority.version() + ", " + authority.digest();
    if (authority instanceof Charter charter) {
      return named
          + charter.byName().entrySet().stream()
              .map(it -> it.getKey() + " (" + inWords(it.getValue()) + ")")
              .collect(Collectors.joining(", ", ", a charter of ", ""));
    }
    return named + ", " + ((Constitution) authority).rules().size() + " rules";
  }

  private String mode() {
    return guard.mode().name().toLowerCase(Locale.ROOT);
  }

  private static String canary(Proof proof) {
    return proof.holds() ? "blocked" : proof.wasTried() ? "released" : "none";
  }

  private static Proof prove(Guard guard, CanaryFile canary) {
    String digest = guard.governor().inForce().digest();
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
   * Loads the constitution again and puts it in force if it is valid and, for an enforcing guard,
   * proven to block. Otherwise the previous one stays in force.
   *
   * @throws RuntimeException if the constitution is rejected
   */
  void reload() {
    guard.governor().adopt(this::next);
  }

  /**
   * Loads the current constitution or charter from its source.
   *
   * @throws RuntimeException if the constitution is invalid or, for an enforcing guard, would let
   *     the canary pass
   */
  Authority next() {
    Authority next = source.authority();
    Proof before = aside(next);
    if (guard.mode() == GuardMode.ENFORCE) {
      require(before);
    }
    return next;
  }

  /** Runs the canary without recording decisions. */
  private Proof aside(Authority authority) {
    Guard trial = Guard.of(guard.governor().trial(authority), guard.mode());
    TextReader reader = guard.reader();
    return prove(reader == null ? trial : DetectorProperty.reading(trial, reader), source.canary());
  }

  /** Returns the proof for the constitution in force, regardless of who adopted it. */
  private Proof now() {
    Authority inForce = guard.governor().inForce();
    Proof last = proof;
    if (!last.constitution().equals(inForce.digest())) {
      last = aside(inForce);
      proof = last;
    }
    return last;
  }

  /** Returns a sentence for each thing that is wrong. */
  private List<String> wrong(Proof now, LedgerStatus.Reading kept) {
    List<String> wrong = new ArrayList<>();
    now.released().ifPresent(it -> wrong.add(it.toString()));
    kept.failure().ifPresent(it -> wrong.add("decisions cannot be recorded: " + it));
    differing().ifPresent(wrong::add);
    return wrong;
  }

  private Optional<String> differing() {
    String inForce = guard.governor().inForce().digest();
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

  /** Reads the state. The folder and the ledger are read once for each report. */
  Report report() {
    Authority inForce = guard.governor().inForce();
    Proof now = now();
    LedgerStatus.Reading kept = ledger.read();
    List<String> wrong = wrong(now, kept);
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("mode", mode());
    detector().ifPresent(it -> shown.put("detector", it));
    Map<String, Object> named = named(inForce);
    if (inForce instanceof Charter charter) {
      Map<String, Object> each = new LinkedHashMap<>();
      charter.byName().forEach((name, it) -> each.put(name, named(it)));
      named.put("constitutions", each);
      shown.put("charter", named);
    } else {
      shown.put("constitution", named);
    }
    shown.put("canary", canary(now));
    shown.put("ledger", kept.shown());
    List<String> names = guard.governor().reportedNames();
    if (!names.isEmpty()) {
      shown.put("names", names.subList(0, Math.min(MAX_NAMES, names.size())));
    }
    if (!wrong.isEmpty()) {
      shown.put("problems", wrong);
    }
    return new Report(status(wrong), shown);
  }

  private static Map<String, Object> named(Authority authority) {
    Map<String, Object> named = new LinkedHashMap<>();
    named.put("name", authority.name());
    named.put("version", authority.version());
    named.put("digest", authority.digest());
    return named;
  }

  private String status(List<String> wrong) {
    if (wrong.isEmpty()) {
      return "UP";
    }
    return guard.mode() == GuardMode.ENFORCE ? "DOWN" : "UNKNOWN";
  }
}
