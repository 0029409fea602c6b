package org.equipoise.audit.amendment;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.equipoise.audit.ledger.transparency.SignedNote;
import org.equipoise.audit.ledger.transparency.SigningKey;
import org.equipoise.audit.ledger.transparency.VerifierKey;
import org.equipoise.authoring.adoption.JsonTree;
import org.equipoise.constitution.SignOff;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says of an amendment, signed. The text of the note has lines: {@code equipoise
 * amendment}, the digest of the amendment, the act, the time; then {@code because} and the reason
 * as JSON text, or, of a signature, one line {@code despite} for each dissent that was there; and
 * perhaps {@code interest} and a conflict of interest that is declared, as JSON text. Immutable.
 *
 * @param note the whole note
 * @param digest the digest of the amendment
 * @param act what is said
 * @param time when, by the clock of who signed
 * @param because why; null for a signature
 * @param despite the digests of the dissents that were there when it was signed, sorted
 * @param interest the conflict of interest that is declared; null if none is
 */
public record AmendmentNote(
    String note,
    String digest,
    Act act,
    Instant time,
    @Nullable String because,
    List<String> despite,
    @Nullable String interest) {
  private static final String TITLE = "equipoise amendment";
  private static final String BECAUSE = "because ";
  private static final String DESPITE = "despite ";
  private static final String INTEREST = "interest ";

  /** What is said of an amendment. */
  public enum Act {
    SIGNS,
    DISSENTS,
    REJECTS;

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public AmendmentNote {
    despite = List.copyOf(new TreeSet<>(despite));
  }

  static AmendmentNote sign(
      String digest,
      Act act,
      Instant time,
      @Nullable String because,
      List<String> despite,
      @Nullable String interest,
      SigningKey key) {
    StringBuilder text = new StringBuilder();
    Instant second = time.truncatedTo(ChronoUnit.SECONDS);
    for (String line : List.of(TITLE, digest, act.word(), second.toString())) {
      text.append(line).append('\n');
    }
    if (because != null) {
      text.append(BECAUSE).append(JsonTree.canonical(because)).append('\n');
    }
    new TreeSet<>(despite).forEach(it -> text.append(DESPITE).append(it).append('\n'));
    if (interest != null) {
      text.append(INTEREST).append(JsonTree.canonical(interest)).append('\n');
    }
    return parse(key.sign(text.toString()));
  }

  /**
   * Parses a note. Verifies no signature.
   *
   * @throws IllegalArgumentException if it is no note on an amendment
   */
  public static AmendmentNote parse(String note) {
    List<String> lines = SignedNote.parse(note).text().lines().toList();
    if (lines.size() < 4 || !lines.get(0).equals(TITLE)) {
      throw new IllegalArgumentException("it is no note on an amendment");
    }
    Act act = null;
    for (Act each : Act.values()) {
      act = each.word().equals(lines.get(2)) ? each : act;
    }
    if (act == null) {
      throw new IllegalArgumentException(
          "`" + lines.get(2) + "` is none of `signs`, `dissents` and `rejects`");
    }
    String because = null;
    String interest = null;
    TreeSet<String> despite = new TreeSet<>();
    for (String line : lines.subList(4, lines.size())) {
      if (line.startsWith(BECAUSE) && because == null) {
        because = text(line.substring(BECAUSE.length()));
      } else if (line.startsWith(INTEREST) && interest == null) {
        interest = text(line.substring(INTEREST.length()));
      } else if (line.startsWith(DESPITE)) {
        despite.add(line.substring(DESPITE.length()));
      } else {
        throw new IllegalArgumentException("`" + line + "` is no line of a note on an amendment");
      }
    }
    if ((act == Act.SIGNS) != (because == null)) {
      throw new IllegalArgumentException(
          "a note that "
              + act.word()
              + (because == null ? " has no `because`" : " has a `because`"));
    }
    try {
      return new AmendmentNote(
          note,
          lines.get(1),
          act,
          Instant.parse(lines.get(3)),
          because,
          List.copyOf(despite),
          interest);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("`" + lines.get(3) + "` is no time", e);
    }
  }

  private static String text(String json) {
    return JsonTree.parse("{\"text\":" + json + "}").text("text");
  }

  /** Returns the digest of the note, by which a signature names a dissent. */
  public String ownDigest() {
    return JsonTree.digest(note);
  }

  /** Returns the digests of notes, sorted. */
  public static List<String> digests(List<AmendmentNote> notes) {
    return notes.stream().map(AmendmentNote::ownDigest).sorted().toList();
  }

  /** Returns the key that signed it, of those that may; empty if none of them did. */
  public Optional<String> signer(SignOff signOff) {
    SignedNote signed = SignedNote.parse(note);
    for (String key : signOff.allKeys()) {
      try {
        if (signed.isSignedBy(VerifierKey.parse(key))) {
          return Optional.of(key);
        }
      } catch (IllegalArgumentException e) {
        return Optional.empty(); // what stands there is no signature
      }
    }
    return Optional.empty();
  }

  /** Returns the name that the note says it is signed with; nothing proves it. */
  public String name() {
    String[] words = SignedNote.parse(note).signatures().split(" ", 3);
    return words.length < 3 ? "nobody" : words[1];
  }
}
