package org.equipoise.audit.blind;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.equipoise.audit.blind.AuditRound.Secret;
import org.equipoise.audit.blind.Breach.Kind;
import org.equipoise.audit.blind.RecordedRound.Act;
import org.jspecify.annotations.Nullable;

/** Finds each breach of the protocol in a recorded round. */
final class BreachSearch {
  private final RecordedRound round;
  private final boolean isClosed;

  /** By breach and who committed it, its items and entries. */
  private final SortedMap<String, Found> found = new TreeMap<>();

  /** By annotator and item, what counts: the first commitment, and the first reveal that fits. */
  private final Map<String, Map<String, String>> commitments = new HashMap<>();

  private final SortedMap<String, Map<String, String>> labels = new TreeMap<>();

  /** Breaches of an annotator on an item that explain why it cannot reveal it. */
  private final Set<String> explained = new HashSet<>();

  private final Set<String> salts = new HashSet<>();
  private @Nullable String seed;

  private record Found(Kind kind, String by, Set<String> items, Set<Long> entries) {}

  BreachSearch(RecordedRound round, Instant now) {
    this.round = round;
    this.isClosed = !now.isBefore(round.due());
    commit();
    reveal();
    if (isClosed) {
      miss();
    }
  }

  boolean isClosed() {
    return isClosed;
  }

  /** The labels that were revealed as they were committed to, by annotator and item. */
  Map<String, Map<String, String>> labels() {
    return labels;
  }

  List<String> sampled() {
    return seed == null ? List.of() : AuditRound.sample(round.items(), round.sample(), seed);
  }

  List<Breach> breaches() {
    return found.values().stream()
        .map(
            it ->
                new Breach(it.kind(), it.by(), List.copyOf(it.items()), List.copyOf(it.entries())))
        .sorted(Comparator.comparing(Breach::kind).thenComparing(Breach::by))
        .toList();
  }

  /** Who has yet to commit to every item, or once all have, to reveal. */
  List<String> pending() {
    List<String> pending = new ArrayList<>();
    for (String annotator : round.annotators()) {
      Map<String, String> own = commitments.getOrDefault(annotator, Map.of());
      if (!own.keySet().containsAll(round.items())) {
        pending.add(annotator + " commits");
      } else if (labels.getOrDefault(annotator, Map.of()).size() < own.size()) {
        pending.add(annotator + " reveals");
      }
    }
    if (seed == null) {
      pending.add(round.by() + " reveals the seed");
    }
    return pending;
  }

  private void find(Kind kind, String by, @Nullable String item, long entry) {
    Found breach =
        found.computeIfAbsent(
            kind + " " + by, it -> new Found(kind, by, new TreeSet<>(), new TreeSet<>()));
    if (item != null) {
      breach.items().add(item);
    }
    breach.entries().add(entry);
  }

  private static String key(String by, String item) {
    return by.length() + " " + by + item;
  }

  // ---- commitments

  private void commit() {
    Map<String, String> holders = new HashMap<>();
    holders.put(round.commitment(), round.by());
    for (Act act : round.acts()) {
      if (act.name().equals("open") && act.entry() != round.opening()) {
        find(Kind.RECOMMITTED, act.by(), null, act.entry());
      } else if (act.name().equals("commit")) {
        Map<String, String> own = commitments.computeIfAbsent(act.by(), it -> new HashMap<>());
        act.commitments().forEach((item, text) -> commit(act, item, text, own, holders));
      }
    }
  }

  private void commit(
      Act act,
      String item,
      String commitment,
      Map<String, String> own,
      Map<String, String> holders) {
    String holder = holders.putIfAbsent(commitment, act.by());
    if (holder != null && !holder.equals(act.by())) {
      find(Kind.COPIED, act.by(), item, act.entry());
      explained.add(key(act.by(), item));
    }
    if (own.putIfAbsent(item, commitment) != null) {
      find(Kind.RECOMMITTED, act.by(), item, act.entry());
      explained.add(key(act.by(), item));
    }
  }

  /** The entry after which everybody was committed to every item; the greatest if never. */
  private long committed() {
    Set<String> missing = new HashSet<>();
    for (String annotator : round.annotators()) {
      round.items().forEach(it -> missing.add(key(annotator, it)));
    }
    for (Act act : round.acts()) {
      if (act.name().equals("commit")) {
        act.commitments().keySet().forEach(it -> missing.remove(key(act.by(), it)));
        if (missing.isEmpty()) {
          return act.entry();
        }
      }
    }
    return Long.MAX_VALUE;
  }

  // ---- reveals

  private void reveal() {
    long committed = committed();
    for (Act act : round.acts()) {
      boolean isSeed = act.name().equals("reveal-seed");
      if (!isSeed && !act.name().equals("reveal")) {
        continue;
      }
      // Whoever never commits must not keep the others from revealing in the end.
      if (act.entry() < committed && act.at().isBefore(round.due())) {
        act.revealed().keySet().forEach(it -> find(Kind.EARLY_REVEAL, act.by(), it, act.entry()));
      }
      act.revealed().forEach((item, secret) -> reveal(act, item, secret, isSeed));
    }
  }

  private void reveal(Act act, String item, Secret secret, boolean isSeed) {
    String commitment =
        isSeed
            ? act.by().equals(round.by()) ? round.commitment() : null
            : commitments.getOrDefault(act.by(), Map.of()).get(item);
    if (commitment == null) {
      find(Kind.UNCOMMITTED, act.by(), item, act.entry());
      return;
    }
    if (!opens(commitment, act, item, secret)) {
      if (!explained.contains(key(act.by(), item))) {
        find(Kind.ALTERED, act.by(), item, act.entry());
        explained.add(key(act.by(), item));
      }
      return;
    }
    boolean isAgain =
        isSeed ? seed != null : labels.getOrDefault(act.by(), Map.of()).containsKey(item);
    if (!isAgain) {
      boolean isFresh = salts.add(secret.salt().toLowerCase(Locale.ROOT));
      boolean isShort = secret.salt().length() < 2 * AuditRound.SALT_BYTES;
      boolean isShortSeed = isSeed && secret.value().length() < 2 * AuditRound.SALT_BYTES;
      if (!isFresh || isShort || isShortSeed || isPlain(secret.salt())) {
        find(Kind.GUESSABLE, act.by(), item, act.entry());
      }
    }
    if (isSeed) {
      seed = seed == null ? secret.value() : seed;
    } else {
      labels.computeIfAbsent(act.by(), it -> new TreeMap<>()).putIfAbsent(item, secret.value());
    }
  }

  private boolean opens(String commitment, Act act, String item, Secret secret) {
    try {
      return commitment.equals(round.round().commitment(act.by(), item, secret));
    } catch (IllegalArgumentException e) {
      return false; // a salt that is not hexadecimal
    }
  }

  /** Whether a salt has few different digits, as no random one has. */
  private static boolean isPlain(String salt) {
    return salt.toLowerCase(Locale.ROOT).chars().distinct().count() < 6;
  }

  /** Whoever did not reveal, once time is up, has failed to, unless another breach explains it. */
  private void miss() {
    for (String annotator : round.annotators()) {
      for (String item : round.items()) {
        if (!commitments.getOrDefault(annotator, Map.of()).containsKey(item)) {
          find(Kind.MISSING_REVEAL, annotator, item, round.opening());
        }
      }
    }
    if (committed() == Long.MAX_VALUE) {
      return; // the others had to wait
    }
    commitments.forEach(
        (by, own) -> {
          for (String item : own.keySet()) {
            boolean isShown = labels.getOrDefault(by, Map.of()).containsKey(item);
            if (!isShown && !explained.contains(key(by, item))) {
              find(Kind.MISSING_REVEAL, by, item, round.opening());
            }
          }
        });
    if (seed == null && !explained.contains(key(round.by(), AuditRound.SEED))) {
      find(Kind.MISSING_REVEAL, round.by(), AuditRound.SEED, round.opening());
    }
  }
}
