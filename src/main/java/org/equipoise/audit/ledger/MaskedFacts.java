package org.equipoise.audit.ledger;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * The masked facts of one entry, with the salt by which it can be shown what a value was.
 * Immutable.
 */
public final class MaskedFacts {
  private final Map<String, String> commitments;
  private final byte[] salt;

  private MaskedFacts(Map<String, String> commitments, byte[] salt) {
    this.commitments = new TreeMap<>(commitments);
    this.salt = salt;
  }

  /**
   * Returns the masked facts of an entry.
   *
   * @throws InvalidInputException if there is no such entry, nothing in it is masked, or its salt
   *     is not there, for example because it was erased
   * @throws DamagedLedgerException if the entry cannot be read
   */
  public static MaskedFacts of(Ledger ledger, long sequence) {
    Entry entry = ledger.entryGiven(sequence);
    Map<String, String> commitments =
        entry.kind() == EntryKind.DECISION ? entry.decision().commitments() : Map.of();
    if (commitments.isEmpty()) {
      throw refused(
          ledger,
          "nothing-masked",
          "no facts of entry " + sequence + " are masked",
          "`log --kind decision` lists the decisions; `why --entry N` shows what is masked");
    }
    Optional<byte[]> salt = ledger.salt(sequence);
    if (salt.isEmpty()) {
      throw refused(
          ledger,
          "no-salt",
          "the salt of entry " + sequence + " is not in the ledger",
          "it was erased, or the ledger was copied without its salts; without the salt nobody can"
              + " show what a masked value was");
    }
    return new MaskedFacts(commitments, salt.get());
  }

  private static InvalidInputException refused(
      Ledger ledger, String code, String what, String hint) {
    return new InvalidInputException(Problem.error(code, ledger.name(), 0, 0, null, what, hint));
  }

  /** Returns the places of all masked facts: JSON pointers into the facts of the entry, sorted. */
  public List<String> places() {
    return List.copyOf(commitments.keySet());
  }

  /**
   * Returns the places at which the value was masked; empty if it was masked at none.
   *
   * @param value a JSON value as {@link org.equipoise.facts.Attributes} holds it
   */
  public List<String> placesOf(@Nullable Object value) {
    String anywhere = Commitment.of(salt, "", value);
    List<String> places = new ArrayList<>();
    commitments.forEach(
        (place, commitment) -> {
          if (commitment.equals(Commitment.of(salt, place, value)) || commitment.equals(anywhere)) {
            places.add(place);
          }
        });
    return List.copyOf(places);
  }

  /** Returns the salt in hexadecimal. Whoever has it can try values for every masked fact. */
  public String salt() {
    return HexFormat.of().formatHex(salt);
  }
}
