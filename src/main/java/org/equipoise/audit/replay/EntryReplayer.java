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
  private final SortedMap<String, DecisionsUnder> byConstitution = new TreeMap<>();
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
  private @Nullable DecisionsUnder latest;

  /** The result of replaying one decision. */
  private enum Finding {
    SAME,
    CHANGED,
    NOT_REPLAYABLE
  }

  /** The decisions under one constitution, with the target that decides them and their counts. */
  private static final class DecisionsUnder {
    final String digest;
    private long same;
    private long changed;
    private long hindered;
    private @Nullable ReplayTarget target;

    DecisionsUnder(String digest) {
      this.digest = digest;
    }

    ReplayTarget target(ReplayFunction function) {
      ReplayTarget open = target;
      if (open == null) {
        open = function.target(digest);
        target = open;
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

  ReplayedRange range() {
    SortedMap<String, Share> shares = new TreeMap<>();
    byConstitution.forEach((digest, under) -> shares.put(digest, under.share()));
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
        DecisionsUnder under = under(digest);
        under.count(replayOrReason(entry, under));
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
  private Finding replayOrReason(Entry entry, DecisionsUnder under) {
    try {
      return replay(entry, under);
    } catch (DamagedLedgerException e) {
      return hindered(entry, NotReplayableReason.DAMAGED, e.what());
    } catch (StackOverflowError e) {
      return hindered(
          entry, NotReplayableReason.FACTS, "what was recorded is nested too deep to be read");
    }
  }

  /**
   * Returns the decisions under a constitution. Most entries have the constitution of the entry
   * before.
   */
  private DecisionsUnder under(String digest) {
    DecisionsUnder under = latest;
    if (under == null || !under.digest.equals(digest)) {
      under = byConstitution.computeIfAbsent(digest, DecisionsUnder::new);
      latest = under;
    }
    return under;
  }

  private Finding replay(Entry entry, DecisionsUnder under) {
    if (!function.isHypothetical() && !Semantics.isReplayed(entry.semantics())) {
      return hindered(
          entry,
          NotReplayableReason.SEMANTICS,
          "recorded under semantics version `"
              + entry.semantics()
              + "`, and this engine replays "
              + String.join(", ", Semantics.replayed()));
    }
    ReplayTarget target = under.target(function);
    if (target instanceof ReplayTarget.Open open && isPlainlySame(entry, open)) {
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
    if (target instanceof ReplayTarget.Closed closed) {
      return hindered(entry, NotReplayableReason.CONSTITUTION, closed.why());
    }
    ReplayTarget.Open open = (ReplayTarget.Open) target;
    List<String> masked = recorded.masked().isEmpty() ? List.of() : open.within(recorded.masked());
    if (!masked.isEmpty()) {
      return hindered(entry, NotReplayableReason.MASKED, String.join(", ", masked));
    }
    try {
      EntryFacts facts =
          new EntryFacts(entry, recorded, recorded.given(cases), recorded.judgments());
      return replay(facts, open);
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
  private boolean isPlainlySame(Entry entry, ReplayTarget.Open target) {
    RecordedDecision skimmed = function.isHypothetical() ? null : entry.skim(cases);
    if (skimmed == null
        || !skimmed.objects().isEmpty()
        || (!skimmed.masked().isEmpty() && !target.within(skimmed.masked()).isEmpty())) {
      return false;
    }
    ReplayTarget.Other other = target.other();
    Deciding decider = other == null ? target.decider() : other.decider();
    try {
      return skimmed.isSame(
          decide(new EntryFacts(entry, skimmed, skimmed.given(), skimmed.judgments()), decider),
          writer);
    } catch (InvalidInputException | IllegalArgumentException e) {
      return false;
    }
  }

  /** Decides what is compared with the record: as of another time, if one is asked for. */
  private Decision decide(EntryFacts facts, Deciding decider) {
    return decide(facts, decider, function.asOf());
  }

  /**
   * Decides as the engine would that recorded the entry; for two drafts, as this one does.
   *
   * @param asOf as of when, instead of the recorded time; null for that
   */
  private Decision decide(EntryFacts facts, Deciding decider, @Nullable Instant asOf) {
    Deciding then = function.isHypothetical() ? decider : decider.under(facts.entry().semantics());
    Case given = facts.given();
    if (then.isTimeBound() && (asOf != null || given.at() == null)) {
      given = given.withAt(asOf != null ? asOf : facts.entry().time()); // time did not facts then
    }
    return then.decideWithin(Budget.DEFAULT, given, facts.judgments());
  }

  private Finding replay(EntryFacts facts, ReplayTarget.Open target) {
    ReplayTarget.Other other = target.other();
    if (other != null) {
      return function.isHypothetical()
          ? compareHypothetically(facts, target, other)
          : compare(facts, target, other);
    }
    Decision now = decide(facts, target.decider());
    Comparison compared = compare(facts, now);
    if (compared.equality() == Equality.SAME) {
      return Finding.SAME;
    }
    Finding hindered = hindered(facts, now, compared);
    if (hindered != null) {
      return hindered;
    }
    diverge(facts, compared.other());
    return Finding.CHANGED;
  }

  private Finding compare(EntryFacts facts, ReplayTarget.Open target, ReplayTarget.Other other) {
    Decision after = decide(facts, other.decider());
    if (compare(facts, after).equality() == Equality.SAME) {
      requireNonNull(tally).addSame();
      return Finding.SAME;
    }
    Decision before = decide(facts, target.decider(), null);
    Comparison compared = compare(facts, before);
    if (compared.equality() != Equality.SAME) {
      Finding hindered = hindered(facts, before, compared);
      return hindered != null
          ? hindered
          : hindered(
              facts.entry(),
              NotReplayableReason.UNREPRODUCED,
              "its own constitution brings about another decision than was recorded");
    }
    return compare(facts, before, after, other);
  }

  /** Decides under two constitutions. Neither has to be the recorded one. */
  private Finding compareHypothetically(
      EntryFacts facts, ReplayTarget.Open target, ReplayTarget.Other other) {
    Finding faulty = faulty(facts);
    if (faulty != null) {
      return faulty;
    }
    Decision before = decide(facts, target.decider());
    Finding limited = limited(facts, before);
    if (limited != null) {
      return limited;
    }
    Decision after = decide(facts, other.decider());
    return compare(facts, before, after, other);
  }

  private Finding compare(
      EntryFacts facts, Decision before, Decision after, ReplayTarget.Other other) {
    DifferenceCounter counts = requireNonNull(tally);
    String name = facts.given().id() + " (entry " + facts.entry().sequence() + ")";
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
                      named(name, DecisionOutline.of(decide(facts, decider), other.renamed()))));
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

  private Comparison compare(EntryFacts facts, Decision now) {
    RecordedDecision recorded = facts.recorded();
    return recorded.compare(
        now,
        recorded.masked().isEmpty() ? Optional.empty() : function.salt(facts.entry().sequence()));
  }

  /** Returns why a decision cannot be expected to be the recorded one, or null if it can. */
  private @Nullable Finding hindered(EntryFacts facts, Decision now, Comparison compared) {
    Finding limited = limited(facts, now);
    if (limited != null) {
      return limited;
    }
    if (compared.equality() == Equality.UNKNOWN) {
      return hindered(
          facts.entry(),
          NotReplayableReason.MASKED,
          "all that can be compared is the same; of masked texts the salt was erased");
    }
    DecisionError error = facts.recorded().error();
    if (error != null && error.code().cause() == Cause.UNKNOWN) {
      return hindered(
          facts.entry(), NotReplayableReason.MASKED, "what deciding failed of is masked");
    }
    return error != null && error.code().cause() == Cause.MACHINE
        ? hindered(facts.entry(), NotReplayableReason.LIMIT, "recorded: " + error)
        : faulty(facts);
  }

  /**
   * Returns a finding if the recorded decision is an error that no rule caused, and null otherwise.
   */
  private @Nullable Finding faulty(EntryFacts facts) {
    DecisionError error = facts.recorded().error();
    return error != null && error.code().cause() == Cause.HOST
        ? hindered(facts.entry(), NotReplayableReason.FAULT, "recorded: " + error)
        : null;
  }

  private @Nullable Finding limited(EntryFacts facts, Decision now) {
    return now.error() != null && now.error().code().cause() == Cause.MACHINE
        ? hindered(facts.entry(), NotReplayableReason.LIMIT, "now: " + now.error())
        : null;
  }

  private Finding hindered(Entry entry, NotReplayableReason obstacle, String why) {
    String shown = why.length() > MAX_REASON_CHARS ? why.substring(0, MAX_REASON_CHARS) + "…" : why;
    NotReplayable one = new NotReplayable(1, List.of(new Example(entry.sequence(), shown)));
    reasons.merge(obstacle, one, NotReplayable::plus);
    return Finding.NOT_REPLAYABLE;
  }

  private void diverge(EntryFacts facts, Decision now) {
    List<DecisionOutline.Difference> differences =
        DecisionOutline.differences(
            DecisionOutline.withRelaxations(facts.recorded().decision()),
            DecisionOutline.withRelaxations(now));
    differences.stream()
        .map(it -> it.facet().aspect())
        .distinct()
        .forEach(it -> aspects.merge(it, 1L, Long::sum));
    if (divergences.size() < ReplaySummary.MAX_DIVERGENCES) {
      divergences.add(new Divergence(facts.entry().sequence(), facts.given().id(), differences));
    }
  }
}
