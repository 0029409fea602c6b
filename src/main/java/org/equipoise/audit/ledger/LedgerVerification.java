package org.equipoise.audit.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.equipoise.audit.ledger.transparency.Checkpoint;
import org.equipoise.audit.ledger.transparency.Hash;
import org.equipoise.audit.ledger.transparency.TreeHead;
import org.equipoise.audit.ledger.transparency.VerifierKey;
import org.equipoise.constitution.Constitution;
import org.jspecify.annotations.Nullable;

/**
 * The result of verifying a ledger: its chain, its tree, its checkpoints and its constitutions.
 * Immutable.
 *
 * @param head the head of the entries that were read; these are all entries if none is damaged
 * @param constitutions the number of constitutions that came into force in these entries
 * @param checkpoints the number of checkpoints that were checked
 * @param signer the name of the key that signed them; null if none was checked
 * @param tail the number of bytes after the last complete entry, left by a crash; they were never
 *     acknowledged, and the next writer removes them
 * @param findings what is wrong; of damaged entries only the first is listed
 * @param proven the facts that external knowledge proves, as sentences; empty if there are none
 * @param unproven what a ledger cannot prove by itself, or what this ledger does not prove, as
 *     sentences
 */
public record LedgerVerification(
    TreeHead head,
    int constitutions,
    int checkpoints,
    @Nullable String signer,
    long tail,
    List<Finding> findings,
    List<String> proven,
    List<String> unproven) {

  /**
   * One thing that is wrong.
   *
   * @param entry the sequence number of the damaged entry; −1 if the damage is not in an entry
   */
  public record Finding(long entry, String what) {
    @Override
    public String toString() {
      return entry < 0 ? what : "entry " + entry + ": " + what;
    }
  }

  /**
   * What the verifier knows about a ledger from elsewhere. Immutable.
   *
   * @param heads heads of the ledger at earlier times
   * @param roots root hashes of its tree, at any size
   * @param key the key that signed its checkpoints; null to use the key in the ledger
   */
  public record Known(List<TreeHead> heads, List<Hash> roots, @Nullable VerifierKey key) {
    /** Without external knowledge. */
    public static final Known NOTHING = new Known(List.of(), List.of(), null);

    public Known {
      heads = List.copyOf(heads);
      roots = List.copyOf(roots);
    }
  }

  public LedgerVerification {
    findings = List.copyOf(findings);
    proven = List.copyOf(proven);
    unproven = List.copyOf(unproven);
  }

  /** Returns whether nothing is wrong. */
  public boolean isIntact() {
    return findings.isEmpty();
  }

  /**
   * Verifies a ledger. Holds one entry at a time.
   *
   * @param progress called from time to time with the number of entries read
   */
  public static LedgerVerification of(Ledger ledger, Known known, LongConsumer progress) {
    try {
      return new Verifier(ledger.store(), known, progress).verify();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Verifier {
    private static final long PROGRESS = 10_000;

    private final LedgerStore store;
    private final Known known;
    private final LongConsumer progress;
    private final List<Finding> findings = new ArrayList<>();
    private final TreeMap<Long, Map<Hash, String>> expected = new TreeMap<>();
    private final Set<Hash> sought;
    private final Set<String> adopted = new HashSet<>();
    private final Set<Long> starts = new HashSet<>();
    private final Chain chain = new Chain(LedgerPosition.START);
    private final PlausibilityCheck plausibility;
    private final AmendmentCheck amendments;
    private final List<TreeHead> signed = new ArrayList<>();
    private long shown;
    private int checkpoints;
    private @Nullable String signer;
    private long tail;

    Verifier(LedgerStore store, Known known, LongConsumer progress) {
      this.store = store;
      this.known = known;
      this.progress = progress;
      this.sought = new HashSet<>(known.roots());
      this.plausibility = new PlausibilityCheck(store);
      this.amendments = new AmendmentCheck(store);
    }

    LedgerVerification verify() throws IOException {
      expectHeads();
      try {
        expectCheckpoints();
      } catch (DamagedLedgerException e) {
        findings.add(new Finding(-1, e.what()));
      }
      try {
        starts.addAll(store.starts());
        follow();
      } catch (DamagedLedgerException e) {
        findings.add(0, new Finding(e.entry(), e.what()));
      }
      findings.addAll(plausibility.findings());
      findings.addAll(amendments.findings());
      for (String stray : store.strays()) {
        if (findings.stream().noneMatch(it -> it.what().contains(stray))) {
          findings.add(new Finding(-1, stray));
        }
      }
      VerifiedRange extent =
          new VerifiedRange(
              chain.size(),
              known.key() == null ? null : known.key().name(),
              shown,
              signed.stream().mapToLong(TreeHead::size).filter(it -> it <= chain.size()).max(),
              findings.isEmpty());
      return new LedgerVerification(
          chain.position().head(),
          adopted.size(),
          checkpoints,
          signer,
          tail,
          findings,
          extent.proven(),
          extent.unproven());
    }

    /** Reads the entries to their end. */
    private void follow() throws IOException {
      try (LedgerStore.Lines lines = store.lines(0)) {
        checkState();
        byte[] line = lines.next();
        long place = line == null ? 0 : lines.sequence();
        while (line != null) {
          byte[] next = null;
          long nextPlace = place + 1;
          DamagedLedgerException after = null;
          try {
            next = lines.next();
            nextPlace = next == null ? nextPlace : lines.sequence();
          } catch (DamagedLedgerException e) {
            after = e; // what is wrong with this entry is told before what is with the next
          }
          Entry entry = follow(line, next);
          if (place != entry.sequence()) {
            throw new DamagedLedgerException(
                entry.sequence(), "it is stored as entry " + place + ": there is a gap before it");
          }
          checkConstitution(entry);
          plausibility.add(entry);
          amendments.add(entry);
          checkState();
          if (chain.size() % PROGRESS == 0) {
            progress.accept(chain.size());
          }
          if (after != null) {
            throw after;
          }
          line = next;
          place = nextPlace;
        }
        tail = lines.rest();
        checkEnd();
      }
    }

    // ---- expected values

    private void expect(TreeHead head, String saidBy) {
      expected.computeIfAbsent(head.size(), it -> new TreeMap<>(BY_TEXT)).put(head.root(), saidBy);
    }

    private static final Comparator<Hash> BY_TEXT = Comparator.comparing(Hash::hex);

    private void expectHeads() {
      known.heads().forEach(it -> expect(it, "the checkpoint that was given"));
      try {
        store.acknowledged().ifPresent(it -> expect(it, "the head that was acknowledged last"));
      } catch (IOException | DamagedLedgerException e) {
        findings.add(new Finding(-1, String.valueOf(e.getMessage())));
      }
    }

    private void expectCheckpoints() throws IOException {
      List<String> notes = store.checkpoints();
      if (notes.isEmpty()) {
        missCheckpoints();
        return;
      }
      VerifierKey key = known.key();
      if (key == null) {
        key = ownKey();
      }
      for (int i = 0; i < notes.size() && key != null; i++) {
        try {
          TreeHead head = Checkpoint.open(notes.get(i), key).head();
          expect(head, "a checkpoint signed by `" + key.name() + "`");
          signed.add(head);
          checkpoints++;
          signer = key.name();
        } catch (IllegalArgumentException e) {
          findings.add(
              new Finding(
                  -1, "checkpoint " + (i + 1) + " of " + notes.size() + ": " + e.getMessage()));
        }
      }
    }

    /** Whoever has a key signs checkpoints. A missing checkpoint therefore needs an explanation. */
    private void missCheckpoints() throws IOException {
      boolean isKnownOtherwise = !known.heads().isEmpty() || !known.roots().isEmpty();
      if (known.key() != null) {
        findings.add(
            new Finding(
                -1,
                "there are no checkpoints, so that the key that was given shows nothing: they were"
                    + " deleted, or none was signed yet"));
      } else if (store.key().isPresent() && !isKnownOtherwise) {
        findings.add(
            new Finding(
                -1,
                "there is a key, but there are no checkpoints: they were deleted, or none was"
                    + " signed yet"));
      }
    }

    private @Nullable VerifierKey ownKey() throws IOException {
      Optional<String> text = store.key();
      if (text.isEmpty()) {
        findings.add(new Finding(-1, "there are checkpoints, but no key to verify them with"));
        return null;
      }
      try {
        VerifierKey key = VerifierKey.parse(text.get());
        if (!text.get().equals(key + "\n")) {
          findings.add(new Finding(-1, "the key is not as it was written"));
        }
        return key;
      } catch (IllegalArgumentException e) {
        findings.add(new Finding(-1, "the key in the ledger is none: " + e.getMessage()));
        return null;
      }
    }

    // ---- each entry

    /** Decides which of two entries that do not fit is damaged. The entry after them shows it. */
    private Entry follow(byte[] line, byte @Nullable [] next) {
      long sequence = chain.size();
      Entry entry = Entry.parse(line, sequence);
      if (entry.previous().equals(chain.last())) {
        chain.add(entry.hash());
        return entry;
      }
      if (sequence == 0) {
        throw new DamagedLedgerException(0, "it says that another entry is before it");
      }
      boolean fits;
      try {
        fits = next != null && Entry.parse(next, sequence + 1).previous().equals(entry.hash());
      } catch (DamagedLedgerException e) {
        fits = false;
      }
      if (fits) {
        throw new DamagedLedgerException(
            sequence - 1, "it was altered: the entries after it name another hash");
      }
      throw next == null
          ? new DamagedLedgerException(
              sequence - 1, "it or the entry after it, the last, was altered")
          : new DamagedLedgerException(
              sequence, "it was altered: it does not follow the entry before it");
    }

    private void checkConstitution(Entry entry) throws IOException {
      String digest = entry.constitution();
      if (entry.kind() == EntryKind.ADOPTION) {
        if (digest == null) {
          throw new DamagedLedgerException(entry.sequence(), "it adopts no constitution");
        }
        if (adopted.add(digest)) {
          checkKept(entry, digest);
        }
      } else if (digest != null && !adopted.contains(digest)) {
        throw new DamagedLedgerException(
            entry.sequence(), "its constitution " + digest + " was not in force before");
      }
    }

    private void checkKept(Entry entry, String digest) throws IOException {
      SortedMap<String, String> files = store.constitution(digest);
      String found = files.isEmpty() ? null : Constitution.digestOf(files, entry.semantics());
      if (!digest.equals(found)) {
        findings.add(
            new Finding(
                -1,
                "the constitution "
                    + digest
                    + ", adopted in entry "
                    + entry.sequence()
                    + (found == null
                        ? ", is missing"
                        : ", was altered: its files have the digest " + found)));
      }
    }

    /** Checks the state after the entries read so far against the known states. */
    private void checkState() throws IOException {
      Map<Hash, String> roots = expected.remove(chain.size());
      boolean isStart = starts.contains(chain.size());
      if (roots == null && !isStart && sought.isEmpty()) {
        return;
      }
      LedgerPosition position = chain.position();
      if (isStart) {
        checkPosition(position);
      }
      Hash root = position.head().root();
      if (sought.remove(root)
          || known.heads().stream().anyMatch(it -> it.equals(position.head()))) {
        shown = position.size();
      }
      if (roots != null) {
        roots.forEach(
            (hash, saidBy) -> {
              if (!hash.equals(root)) {
                throw new DamagedLedgerException(
                    Math.max(0, chain.size() - 1),
                    "up to it the ledger has the hash "
                        + root
                        + ", but "
                        + saidBy
                        + " says "
                        + hash);
              }
            });
      }
    }

    private void checkPosition(LedgerPosition position) throws IOException {
      Optional<String> noted = store.position(position.size());
      if (noted.isPresent() && !noted.get().equals(position.toString())) {
        findings.add(
            new Finding(-1, "the position noted for entry " + position.size() + " was altered"));
      }
    }

    private void checkEnd() {
      if (!expected.isEmpty()) {
        long size = expected.lastKey();
        String saidBy = expected.lastEntry().getValue().values().iterator().next();
        throw new DamagedLedgerException(
            chain.size(),
            size == chain.size() + 1
                ? "it is missing, as " + saidBy + " says"
                : "it is missing, with all up to entry " + (size - 1) + ", as " + saidBy + " says");
      }
      for (Hash root : sought) {
        findings.add(
            new Finding(
                -1, "at no size does the ledger have the hash " + root + " that was given"));
      }
    }
  }
}
