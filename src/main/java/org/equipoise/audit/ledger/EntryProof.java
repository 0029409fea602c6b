package org.equipoise.audit.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.equipoise.audit.ledger.transparency.Checkpoint;
import org.equipoise.audit.ledger.transparency.Hash;
import org.equipoise.audit.ledger.transparency.InclusionProof;
import org.equipoise.audit.ledger.transparency.TreeHead;
import org.equipoise.audit.ledger.transparency.VerifierKey;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Proves to an outsider that an entry is in a ledger: the entry, an inclusion proof and a signed
 * checkpoint, in one text (C2SP tlog-proof). Whoever has the key can check it without the ledger.
 * Immutable.
 *
 * @param index the sequence number of the entry
 * @param entry the entry as it is recorded, in canonical JSON
 * @param path the inclusion proof, from the leaf to the root
 * @param checkpoint the checkpoint as a signed note
 */
public record EntryProof(long index, String entry, List<Hash> path, String checkpoint) {
  private static final String HEADER = "c2sp.org/tlog-proof@v1\n";
  private static final String ENTRY = "extra ";
  private static final String INDEX = "index ";

  public EntryProof {
    path = List.copyOf(path);
  }

  /**
   * Computes the proof for an entry, under the first checkpoint that covers it. Reads all entries
   * up to that checkpoint.
   *
   * @throws InvalidInputException if there is no such entry, or no signed checkpoint covers it
   * @throws DamagedLedgerException if the entries are not those that were signed
   */
  public static EntryProof of(Ledger ledger, long sequence) {
    Entry entry = ledger.entryGiven(sequence);
    VerifierKey key = key(ledger);
    String note = null;
    for (String each : ledger.checkpoints()) {
      if (note == null && size(each) > sequence) {
        note = each;
      }
    }
    if (key == null || note == null) {
      throw refused(
          ledger,
          "no-checkpoint",
          "no signed checkpoint covers entry " + sequence,
          key == null
              ? "record with a key (`decide --ledger-key F`, `LedgerOptions.withKey`): the next"
                  + " checkpoint then covers all entries before it"
              : "the next one will: it is signed when the writer closes the ledger, and every so"
                  + " many entries (`LedgerOptions.withCheckpointEvery`)");
    }
    InclusionProof inclusion = ledger.inclusion(sequence, size(note));
    EntryProof proof = new EntryProof(sequence, entry.json(), inclusion.path(), note);
    String fault = proof.fault(key);
    if (fault != null) {
      throw new DamagedLedgerException(sequence, "it cannot be proven: " + fault);
    }
    return proof;
  }

  private static @Nullable VerifierKey key(Ledger ledger) {
    try {
      return ledger.key().map(VerifierKey::parse).orElse(null);
    } catch (IllegalArgumentException e) {
      throw new DamagedLedgerException("the key in the ledger is none: " + e.getMessage());
    }
  }

  private static long size(String note) {
    try {
      return Checkpoint.unverified(note).head().size();
    } catch (IllegalArgumentException e) {
      throw new DamagedLedgerException("a checkpoint is none: " + e.getMessage());
    }
  }

  private static InvalidInputException refused(
      Ledger ledger, String code, String what, String hint) {
    return new InvalidInputException(Problem.error(code, ledger.name(), 0, 0, null, what, hint));
  }

  /**
   * Parses the text of a proof, without checking what it proves.
   *
   * @throws IllegalArgumentException if it is no proof of an entry, or not written as {@link #text}
   *     writes it
   */
  public static EntryProof parse(String text) {
    if (!text.startsWith(HEADER)) {
      throw new IllegalArgumentException("its first line is not `" + HEADER.strip() + "`");
    }
    int blank = text.indexOf("\n\n");
    if (blank < 0) {
      throw new IllegalArgumentException("no blank line stands before a checkpoint");
    }
    List<String> lines =
        text.substring(HEADER.length(), Math.max(HEADER.length(), blank)).lines().toList();
    if (lines.size() < 2 || !lines.get(0).startsWith(ENTRY) || !lines.get(1).startsWith(INDEX)) {
      throw new IllegalArgumentException("it has no line `extra ENTRY`, and then `index N`");
    }
    long index;
    try {
      index = Long.parseLong(lines.get(1).substring(INDEX.length()));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("`" + lines.get(1) + "` names no entry", e);
    }
    List<Hash> path = new ArrayList<>();
    for (String line : lines.subList(2, lines.size())) {
      path.add(Hash.parseBase64(line));
    }
    byte[] entry = Base64.getDecoder().decode(lines.get(0).substring(ENTRY.length()));
    EntryProof proof = new EntryProof(index, utf8(entry), path, text.substring(blank + 2));
    if (!proof.text().equals(text)) {
      throw new IllegalArgumentException("it is not written as `prove` writes it");
    }
    return proof;
  }

  private static String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("its entry is not UTF-8", e);
    }
  }

  /** Returns the proof as text, which {@link #parse} reads. */
  public String text() {
    StringBuilder text = new StringBuilder(HEADER);
    byte[] bytes = entry.getBytes(StandardCharsets.UTF_8);
    text.append(ENTRY).append(Base64.getEncoder().encodeToString(bytes)).append('\n');
    text.append(INDEX).append(index).append('\n');
    path.forEach(it -> text.append(it.base64()).append('\n'));
    return text.append('\n').append(checkpoint).toString();
  }

  /**
   * Returns the proven entry.
   *
   * @throws DamagedLedgerException if it is no entry, or has another number
   */
  public Entry record() {
    return Entry.parse(entry.getBytes(StandardCharsets.UTF_8), index);
  }

  /**
   * Returns the signed head of the ledger.
   *
   * @throws IllegalArgumentException if there is none, or the key did not sign it
   */
  public TreeHead head(VerifierKey key) {
    return Checkpoint.open(checkpoint, key).head();
  }

  /**
   * Returns why the proof does not hold, or null if it does: the key signed the checkpoint, and the
   * entry has this number among the entries that were signed.
   */
  public @Nullable String fault(VerifierKey key) {
    try {
      TreeHead head = head(key);
      record();
      byte[] bytes = entry.getBytes(StandardCharsets.UTF_8);
      return new InclusionProof(index, head.size(), path).proves(Hash.leaf(bytes), head.root())
          ? null
          : "the checkpoint is of entries among which this one is not";
    } catch (IllegalArgumentException e) {
      return "its checkpoint does not hold: " + e.getMessage();
    } catch (DamagedLedgerException e) {
      return "it holds no such entry: " + e.what();
    }
  }
}
