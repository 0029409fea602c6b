package org.equipoise.audit.replay;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.equipoise.audit.ledger.CanonicalDecision;
import org.equipoise.audit.ledger.DamagedLedgerException;
import org.equipoise.audit.ledger.Entry;
import org.equipoise.audit.ledger.EntryKind;
import org.equipoise.audit.ledger.RecordedDecision;
import org.equipoise.audit.ledger.RecordedDecision.Comparison;
import org.equipoise.audit.ledger.RecordedDecision.Equality;
import org.equipoise.audit.ledger.transparency.Hash;
import org.equipoise.audit.replay.ReplaySummary.Damage;
import org.equipoise.audit.replay.ReplaySummary.Divergence;
import org.equipoise.audit.replay.ReplaySummary.Example;
import org.equipoise.audit.replay.ReplaySummary.NotReplayable;
import org.equipoise.audit.replay.ReplaySummary.Share;
import org.equipoise.authoring.comparison.Aspect;
import org.equipoise.authoring.comparison.Attribution;
import org.equipoise.authoring.comparison.ConstitutionChange;
import org.equipoise.authoring.comparison.DecisionOutline;
import org.equipoise.authoring.comparison.DifferenceCounter;
import org.equipoise.constitution.Semantics;
import org.equipoise.constitution.metering.Budget;
import org.equipoise.decision.Deciding;
import org.equipoise.decision.Decision;
import org.equipoise.decision.DecisionError;
import org.equipoise.decision.DecisionError.Cause;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.formats.CanonicalCaseReader;
import org.equipoise.problem.InvalidInputException;
import org.jspecify.annotations.Nullable;

/** Replays entries in order and counts the results. Not thread-safe. */
final class EntryReplayer {
  private static final int MAX_REASON_CHARS = 300;

  private final ReplayFunction function;
  private final CanonicalCaseReader cases = new CanonicalCaseReader();
  private final CanonicalDecision writer = new CanonicalDecision();
  private final SortedMap<EntryKind, Long> kinds = new TreeMap<>();
  private final SortedMap<String, DecidedEntry> dockets = new TreeMap<>();
  private final SortedMap<Aspect, Long> aspects = new TreeMap<>();
  private final List<Divergence> divergences = new ArrayList<>();
  private final SortedMap<NotReplayableReason, NotReplayable> reasons = new TreeMap<>();
  private final TreeSet<String> notTriedAlone = new TreeSet<>();
  private final @Nullable DifferenceCounter tally;
  private final List<Damage> damaged = new ArrayList<>();
  private long damages;
  private long unreadable;
  private byte[] hashes = new byte[32 * Hash.LENGTH];
  private int size;
  private long begin = -1;
  private @Nullable Hash before;
  private @Nullable Hash last;
  private @Nullable DecidedEntry latest;

  /** The result of replaying one decision. */
  private enum Finding {
    SAME,
    CHANGED,
    NOT_REPLAYABLE
  }

  /** The decisions under one constitution, with the target that decides them and their counts. */
  private static final class DecidedEntry {
    final String digest;
    private long same;
    private long changed;
    private long hindered;
    private @Nullable ReplayTarget court;

    DecidedEntry(String digest) {
      this.digest = digest;
    }

    ReplayTarget court(ReplayFunction function) {
      ReplayTarget open = court;
      if (open == null) {
        open = function.court(digest);
        court = open;
      }
      return open;
    }

    Share share() {
      return new Share(same, changed, hindered);
    }

    void count(Finding finding) {
      switch (finding) {
        case SAME -> same++;
        case CHANGED -> changed++;
        case NOT_REPLAYABLE -> hindered++;
      }
    }
  }

  /** The recorded decision and its input. */
  private record EntryFacts(
      Entry entry, RecordedDecision recorded, Case given, List<Judgment> judgments) {}

  EntryReplayer(ReplayFunction function) {
    this.function = function;
    this.tally = function.isComparison() ? new DifferenceCounter() : null;
  }

  int size() {
    return size;
  }

  ReplayedRange stretch() {
    SortedMap<String, Share> shares = new TreeMap<>();
    dockets.forEach((digest, docket) -> shares.put(digest, docket.share()));
    return new ReplayedRange(
        begin,
        before == null ? null : before.hex(),
        Arrays.copyOf(hashes, size * Hash.LENGTH),
        new ReplaySummary(
            kinds,
            unreadable,
            damages,
            damaged,
            shares,
            aspects,
            divergences,
            reasons,
            tally == null ? null : tally.comparison(),
            notTriedAlone));
  }

  /**
   * Adds the next entry.
   *
   * @throws DamagedLedgerException if the entry has another sequence number
   */
  void add(Entry entry) {
    if (begin >= 0 && entry.sequence() != begin + size) {
      throw new DamagedLedgerException(
          begin + size, "in its place stands the entry numbered " + entry.sequence());
    }
    if (begin < 0) {
      before = entry.previous();
    } else if (!entry.previous().equals(last)) {
      damage(
          entry.sequence(), "it does not follow the entry before it: one of the two was altered");
    }
    add(entry.sequence(), entry.hash());
    kinds.merge(entry.kind(), 1L, Long::sum);
    if (entry.kind() == EntryKind.DECISION) {
      String digest = entry.constitution();
      if (digest == null) {
        damage(entry.sequence(), "it names no constitution");
      } else {
        DecidedEntry docket = docket(digest);
        docket.count(heard(entry, docket));
      }
    }
  }

  /** Adds a line that does not hold the expected entry. */
  void addDamaged(long sequence, byte[] line, DamagedLedgerException damage) {
    damage(sequence, damage.what());
    unreadable++;
    add(sequence, Hash.leaf(line));
  }

  private void add(long sequence, Hash hash) {
    begin = begin < 0 ? sequence : begin;
    last = hash;
    if ((size + 1) * Hash.LENGTH > hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * hashes.length);
    }
    last.write(hashes, size * Hash.LENGTH);
    size++;
  }

  private void damage(long entry, String what) {
    damages++;
    if (damaged.size() < ReplaySummary.MAX_DIVERGENCES) {
      damaged.add(new Damage(entry, what));
    }
  }

  /** Decides an entry again. A failure does not stop the replay. */
  private Finding heard(Entry entry, DecidedEntry docket) {
    try {
      return replay(entry, docket);
    } catch (DamagedLedgerException e) {
      return hindered(entry, NotReplayableReason.DAMAGED, e.what());
    } catch (StackOverflowError e) {
      return hindered(
          entry, NotReplayableReason.FACTS, "what was recorded is nested too deep to be read");
    }
  }

  /**
   * Returns the decided entries under a constitution. Most entries have the constitution of the
   * entry before.
   */
  private DecidedEntry docket(String digest) {
    DecidedEntry docket = latest;
    if (docket == null || !docket.digest.equals(digest)) {
      docket = dockets.computeIfAbsent(digest, DecidedEntry::new);
      latest = docket;
    }
    return docket;
  }

  private Finding replay(Entry entry, DecidedEntry docket) {
    if (!function.isHypothetical() && !Semantics.isReplayed(entry.semantics())) {
      return hindered(
          entry,
          NotReplayableReason.SEMANTICS,
          "recorded under semantics version `"
              + entry.semantics()
              + "`, and this engine replays "
              + String.join(", ", Semantics.replayed()));
    }
    ReplayTarget court = docket.court(function);
    if (court instanceof ReplayTarget.Open open && isPlainlySame(entry, open)) {
      if (tally != null) {
        tally.addSame();
      }
      return Finding.SAME;
    }
    RecordedDecision recorded = entry.decision();
    if (!recorded.objects().isEmpty()) {
      return hindered(
          entry,
          NotReplayableReason.OBJECTS,
          "made from objects " + String.join(", ", recorded.objects()));
    }
    if (court instanceof ReplayTarget.Closed closed) {
      return hindered(entry, NotReplayableReason.CONSTITUTION, closed.why());
    }
    ReplayTarget.Open open = (ReplayTarget.Open) court;
    List<String> masked = recorded.masked().isEmpty() ? List.of() : open.within(recorded.masked());
    if (!masked.isEmpty()) {
      return hindered(entry, NotReplayableReason.MASKED, String.join(", ", masked));
    }
    try {
      EntryFacts matter =
          new EntryFacts(entry, recorded, recorded.given(cases), recorded.judgments());
      return replay(matter, open);
    } catch (InvalidInputException e) {
      return hindered(entry, NotReplayableReason.FACTS, e.problems().get(0).message());
    } catch (IllegalArgumentException e) { // judgments that are not on the case, or share an id
      return hindered(entry, NotReplayableReason.FACTS, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Returns whether the decision is the same, from a fast comparison. False is no result; a full
   * comparison must follow.
   */
  private boolean isPlainlySame(Entry entry, ReplayTarget.Open court) {
    RecordedDecision skimmed = function.isHypothetical() ? null : entry.skim(cases);
    if (skimmed == null
        || !skimmed.objects().isEmpty()
        || (!skimmed.masked().isEmpty() && !court.within(skimmed.masked()).isEmpty())) {
      return false;
    }
    ReplayTarget.Other other = court.other();
    Deciding decider = other == null ? court.decider() : other.decider();
    try {
      return skimmed.isSame(
          decide(new EntryFacts(entry, skimmed, skimmed.given(), skimmed.judgments()), decider),
          writer);
    } catch (InvalidInputException | IllegalArgumentException e) {
      return false;
    }
  }

  /** Decides what is compared with the record: as of another time, if one is asked for. */
  private Decision decide(EntryFacts matter, Deciding decider) {
    return decide(matter, decider, function.asOf());
  }

  /**
   * Decides as the engine would that recorded the entry; for two drafts, as this one does.
   *
   * @param asOf as of when, instead of the recorded time; null for that
   */
  private Decision decide(EntryFacts matter, Deciding decider, @Nullable Instant asOf) {
    Deciding then = function.isHypothetical() ? decider : decider.under(matter.entry().semantics());
    Case given = matter.given();
    if (then.isTimeBound() && (asOf != null || given.at() == null)) {
      given = given.withAt(asOf != null ? asOf : matter.entry().time()); // time did not matter then
    }
    return then.decideWithin(Budget.DEFAULT, given, matter.judgments());
  }

  private Finding replay(EntryFacts matter, ReplayTarget.Open court) {
    ReplayTarget.Other other = court.other();
    if (other != null) {
      return function.isHypothetical()
          ? rehearse(matter, court, other)
          : compare(matter, court, other);
    }
    Decision now = decide(matter, court.decider());
    Comparison compared = compare(matter, now);
    if (compared.equality() == Equality.SAME) {
      return Finding.SAME;
    }
    Finding hindered = hindered(matter, now, compared);
    if (hindered != null) {
      return hindered;
    }
    diverge(matter, compared.other());
    return Finding.CHANGED;
  }

  private Finding compare(EntryFacts matter, ReplayTarget.Open court, ReplayTarget.Other other) {
    Decision after = decide(matter, other.decider());
    if (compare(matter, after).equality() == Equality.SAME) {
      requireNonNull(tally).addSame();
      return Finding.SAME;
    }
    Decision before = decide(matter, court.decider(), null);
    Comparison compared = compare(matter, before);
    if (compared.equality() != Equality.SAME) {
      Finding hindered = hindered(matter, before, compared);
      return hindered != null
          ? hindered
          : hindered(
              matter.entry(),
              NotReplayableReason.UNREPRODUCED,
              "its own constitution brings about another decision than was recorded");
    }
    return compare(matter, before, after, other);
  }

  /** Decides under two constitutions. Neither has to be the recorded one. */
  private Finding rehearse(EntryFacts matter, ReplayTarget.Open court, ReplayTarget.Other other) {
    Finding faulty = faulty(matter);
    if (faulty != null) {
      return faulty;
    }
    Decision before = decide(matter, court.decider());
    Finding limited = limited(matter, before);
    if (limited != null) {
      return limited;
    }
    Decision after = decide(matter, other.decider());
    return compare(matter, before, after, other);
  }

  private Finding compare(
      EntryFacts matter, Decision before, Decision after, ReplayTarget.Other other) {
    DifferenceCounter counts = requireNonNull(tally);
    String name = matter.given().id() + " (entry " + matter.entry().sequence() + ")";
    DecisionOutline was = named(name, DecisionOutline.of(before, other.renamed()));
    DecisionOutline is = named(name, DecisionOutline.of(after, other.renamed()));
    if (was.equals(is)) {
      counts.addSame();
      return Finding.SAME;
    }
    SortedMap<String, DecisionOutline> alone = new TreeMap<>();
    Attribution attribution = other.attribution();
    if (attribution != null) {
      attribution
          .alone()
          .forEach(
              (cause, decider) ->
                  alone.put(
                      cause,
                      named(name, DecisionOutline.of(decide(matter, decider), other.renamed()))));
      attribution.notTriedAlone().stream()
          .map(ConstitutionChange::toString)
          .forEach(notTriedAlone::add);
    }
    counts.add(was, is, alone);
    return Finding.CHANGED;
  }

  private static DecisionOutline named(String name, DecisionOutline outline) {
    return new DecisionOutline(name, outline.facets());
  }

  private Comparison compare(EntryFacts matter, Decision now) {
    RecordedDecision recorded = matter.recorded();
    return recorded.compare(
        now,
        recorded.masked().isEmpty() ? Optional.empty() : function.salt(matter.entry().sequence()));
  }

  /** Returns why a decision cannot be expected to be the recorded one, or null if it can. */
  private @Nullable Finding hindered(EntryFacts matter, Decision now, Comparison compared) {
    Finding limited = limited(matter, now);
    if (limited != null) {
      return limited;
    }
    if (compared.equality() == Equality.UNKNOWN) {
      return hindered(
          matter.entry(),
          NotReplayableReason.MASKED,
          "all that can be compared is the same; of masked texts the salt was erased");
    }
    DecisionError error = matter.recorded().error();
    if (error != null && error.code().cause() == Cause.UNKNOWN) {
      return hindered(
          matter.entry(), NotReplayableReason.MASKED, "what deciding failed of is masked");
    }
    return error != null && error.code().cause() == Cause.MACHINE
        ? hindered(matter.entry(), NotReplayableReason.LIMIT, "recorded: " + error)
        : faulty(matter);
  }

  /**
   * Returns a finding if the recorded decision is an error that no rule caused, and null otherwise.
   */
  private @Nullable Finding faulty(EntryFacts matter) {
    DecisionError error = matter.recorded().error();
    return error != null && error.code().cause() == Cause.HOST
        ? hindered(matter.entry(), NotReplayableReason.FAULT, "recorded: " + error)
        : null;
  }

  private @Nullable Finding limited(EntryFacts matter, Decision now) {
    return now.error() != null && now.error().code().cause() == Cause.MACHINE
        ? hindered(matter.entry(), NotReplayableReason.LIMIT, "now: " + now.error())
        : null;
  }

  private Finding hindered(Entry entry, NotReplayableReason obstacle, String why) {
    String shown = why.length() > MAX_REASON_CHARS ? why.substring(0, MAX_REASON_CHARS) + "…" : why;
    NotReplayable one = new NotReplayable(1, List.of(new Example(entry.sequence(), shown)));
    reasons.merge(obstacle, one, NotReplayable::plus);
    return Finding.NOT_REPLAYABLE;
  }

  private void diverge(EntryFacts matter, Decision now) {
    List<DecisionOutline.Difference> differences =
        DecisionOutline.differences(
            DecisionOutline.withRelaxations(matter.recorded().decision()),
            DecisionOutline.withRelaxations(now));
    differences.stream()
        .map(it -> it.facet().aspect())
        .distinct()
        .forEach(it -> aspects.merge(it, 1L, Long::sum));
    if (divergences.size() < ReplaySummary.MAX_DIVERGENCES) {
      divergences.add(new Divergence(matter.entry().sequence(), matter.given().id(), differences));
    }
  }
}
