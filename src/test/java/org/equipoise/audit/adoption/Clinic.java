package org.equipoise.audit.adoption;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.equipoise.audit.amendment.AmendmentNote;
import org.equipoise.audit.amendment.Refusal;
import org.equipoise.audit.amendment.SignedAmendment;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.ledger.LedgerEvent.AmendmentEvent;
import org.equipoise.audit.ledger.LedgerOptions;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.audit.ledger.LedgerVerification;
import org.equipoise.audit.ledger.transparency.SigningKey;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.vetting.Permissions;
import org.jspecify.annotations.Nullable;

/** A small constitution with people who may sign for its amendments. */
public final class Clinic {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final String DOSE = "$o : Output( attr(\"dose\") == true )";
  static final String EXCEPTION = "not Case( attr(\"clinician\") == true )\n    " + DOSE;
  static final String RULES =
      """
      rule "no-dose" @Principle( weight = 0.8 )
      when
          $o : Output( attr("dose") == true )
      then
          forbid( $o, "doses are for a physician" );
      end

      rule "no-poison" @Principle( weight = 0.9 ) @Entrenched
      when
          $o : Output( attr("poison") == true )
      then
          forbid( $o, "it teaches to poison" );
      end
      """;
  static final String SETTLED =
      """
      given: {outputs: [{output: a, attributes: {dose: true}}]}
      expect: {a: block}
      settled: {by: ann, at: 2026-01-31}
      """;

  public final SigningKey ann = SigningKey.generate("ann");
  final SigningKey ben = SigningKey.generate("ben");
  public final SigningKey cleo = SigningKey.generate("cleo");
  public final Path folder;
  final Path ledger;
  final Path cases;
  final Path judgments;
  private Instant time = NOW;

  public Clinic(Path root) throws IOException {
    folder = root.resolve("rules");
    ledger = root.resolve("ledger");
    cases = root.resolve("cases.jsonl");
    judgments = root.resolve("judgments.jsonl");
    write("constitution.json", manifest(1));
    write("rules.drl", RULES);
    List<String> given = new ArrayList<>();
    List<String> judged = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      given.add(
          "{\"case\":\"clinic-%d\",\"attributes\":{\"clinician\":true},\"outputs\":[{\"output\":\"a\",\"attributes\":{\"dose\":true}}]}"
              .formatted(i));
      given.add(
          "{\"case\":\"lay-%d\",\"attributes\":{},\"outputs\":[{\"output\":\"a\",\"attributes\":{\"dose\":true}}]}"
              .formatted(i));
      judged.add(
          "{\"judgment\":\"J-%d\",\"case\":\"clinic-%d\",\"output\":\"a\",\"status\":\"permitted\",\"confidence\":0.9}"
              .formatted(i, i));
    }
    Files.write(cases, given);
    Files.write(judgments, judged);
  }

  /** The manifest, with so many editors who must sign ordinary amendments. */
  String manifest(int editors) {
    return """
        {"name": "clinic", "version": "1",
         "signOff": {
           "keys": {"editor": ["%s", "%s"], "board": ["%s"]},
           "ordinary": {"signatures": {"editor": %d}},
           "entrenched": {"signatures": {"editor": 2, "board": 1}, "days": 14},
           "unsettle": {"signatures": {"board": 1}, "days": 7}}}
        """
        .formatted(ann.verifier(), ben.verifier(), cleo.verifier(), editors);
  }

  /**
   * Settles that a dose is blocked. Without a fixture the ratchet makes no mutants of the rules, of
   * which each is compiled; so only tests about it settle something.
   */
  void settle() throws IOException {
    settle("dose", "{dose: true}");
  }

  /** Settles that an output with some attributes is blocked. */
  void settle(String name, String attributes) throws IOException {
    write("fixtures/settled/" + name + ".yaml", SETTLED.replace("{dose: true}", attributes));
  }

  void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  void at(String instant) {
    time = Instant.parse(instant);
  }

  Instant time() {
    return time;
  }

  public Clock clock() {
    return Clock.fixed(time, ZoneOffset.UTC);
  }

  /** A patch that replaces a text in a file. */
  String replacing(String path, String what, String by) throws IOException {
    String text = Files.readString(folder.resolve(path));
    return rewriting(path, text, text.replace(what, by));
  }

  /** A patch that writes a whole file; null for no file. */
  static String rewriting(String path, @Nullable String before, @Nullable String after) {
    StringBuilder patch = new StringBuilder();
    patch.append(before == null ? "--- /dev/null\n" : "--- a/" + path + "\n");
    patch.append(after == null ? "+++ /dev/null\n" : "+++ b/" + path + "\n");
    int was = before == null ? 0 : (int) before.lines().count();
    int is = after == null ? 0 : (int) after.lines().count();
    patch.append(
        String.format(
            Locale.ROOT, "@@ -%d,%d +%d,%d @@\n", was == 0 ? 0 : 1, was, is == 0 ? 0 : 1, is));
    Stream.ofNullable(before)
        .flatMap(String::lines)
        .forEach(it -> patch.append('-').append(it).append('\n'));
    Stream.ofNullable(after)
        .flatMap(String::lines)
        .forEach(it -> patch.append('+').append(it).append('\n'));
    return patch.toString();
  }

  SignedAmendment propose(String patch, @Nullable LocalDate until) throws IOException {
    return propose(patch, until, new EvidenceFiles(cases, judgments, null));
  }

  SignedAmendment propose(String patch, @Nullable LocalDate until, EvidenceFiles evidence)
      throws IOException {
    return new Proposing(patch, null, "clinicians need doses", "ann", until, evidence)
        .propose(folder, Permissions.none(), clock())
        .amendment();
  }

  /** The exception for clinicians, for this year, unsigned. */
  public SignedAmendment exception() throws IOException {
    return propose(replacing("rules.drl", DOSE, EXCEPTION), LocalDate.parse("2026-12-31"));
  }

  SignedAmendment sign(SignedAmendment amendment, SigningKey... keys) {
    SignedAmendment signed = amendment;
    for (SigningKey key : keys) {
      signed = signed.sign(key, time);
    }
    return signed;
  }

  List<Refusal> adopt(SignedAmendment amendment) throws IOException {
    return adopt(folder, amendment, EvidenceFiles.NONE);
  }

  List<Refusal> adopt(Path constitution, SignedAmendment amendment, EvidenceFiles evidence)
      throws IOException {
    try (LedgerRecorder recorder = recorder()) {
      return new Adoption(constitution, Permissions.none(), recorder, clock())
          .adopt(amendment, evidence);
    }
  }

  Adoption adoption(LedgerRecorder recorder) {
    return new Adoption(folder, Permissions.none(), recorder, clock());
  }

  public Constitution constitution() {
    return Constitution.load(folder);
  }

  static String grounds(List<Refusal> refusals) {
    return String.join(", ", refusals.stream().map(it -> it.ground().word()).distinct().toList());
  }

  /** Requires that it is refused on a ground, for a reason, with the folder as it was. */
  void refused(SignedAmendment amendment, String ground, String why) throws IOException {
    Map<String, String> before = bytes();
    List<Refusal> refusals = adopt(amendment);
    assertEquals(ground, grounds(refusals), refusals.toString());
    assertTrue(refusals.toString().contains(why), refusals.toString());
    assertEquals(before, bytes());
  }

  /** Records an amendment as if it had been adopted, whatever stands against it. */
  void force(SignedAmendment amendment) throws IOException {
    List<AmendmentNote> notes = new ArrayList<>(amendment.dissents());
    notes.addAll(amendment.signatures());
    try (LedgerRecorder recorder = recorder()) {
      recorder.adopt(time, constitution());
      recorder.appendAndWait(AmendmentEvent.proposed(time, amendment.proposal()));
      for (AmendmentNote note : notes) {
        recorder.appendAndWait(AmendmentEvent.noted(time, amendment.amendment(), note));
      }
      recorder.appendAndWait(AmendmentEvent.adopted(time, amendment));
    }
  }

  /** Requires that {@code verify} finds something. */
  void found(String what) {
    List<String> findings = findings();
    assertTrue(findings.stream().anyMatch(it -> it.contains(what)), findings.toString());
  }

  LedgerRecorder recorder() {
    return LedgerRecorder.open(ledger, LedgerOptions.DEFAULT);
  }

  /** What {@code verify} finds. */
  List<String> findings() {
    return LedgerVerification.of(Ledger.in(ledger), LedgerVerification.Known.NOTHING, it -> {})
        .findings()
        .stream()
        .map(LedgerVerification.Finding::toString)
        .toList();
  }

  /** The bytes of all files of the constitution, by path. */
  Map<String, String> bytes() {
    Map<String, String> bytes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes.put(folder.relativize(file).toString(), Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes;
  }
}
