package org.equipoise.audit.adoption;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.equipoise.audit.amendment.SignedAmendment;
import org.equipoise.authoring.adoption.Amendment;
import org.equipoise.authoring.adoption.JsonTree;
import org.equipoise.authoring.adoption.Proposal;
import org.equipoise.authoring.adoption.StagedFolder;
import org.equipoise.authoring.adoption.TextPatch;
import org.equipoise.authoring.ratchet.Ratchet;
import org.equipoise.authoring.ratchet.RatchetInput;
import org.equipoise.authoring.ratchet.RatchetReport;
import org.equipoise.authoring.ratchet.Signed;
import org.equipoise.authoring.ratchet.TriedFolders;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.Semantics;
import org.equipoise.constitution.vetting.Permissions;
import org.equipoise.formats.Corpus.JudgedCase;
import org.jspecify.annotations.Nullable;

/**
 * What somebody proposes. Immutable.
 *
 * @param patch a unified diff of the folder of the constitution
 * @param title what it does, in a few words; null for the beginning of the reason
 * @param reason why
 * @param by who proposes it
 * @param until the last day on which it holds; null for ever
 * @param evidence on what it rests
 */
public record Proposing(
    String patch,
    @Nullable String title,
    String reason,
    String by,
    @Nullable LocalDate until,
    EvidenceFiles evidence) {
  private static final int LONGEST_TITLE = 60;
  private static final int LONGEST_SLUG = 40;

  /**
   * A proposal, and what the ratchet says of it before anybody signed.
   *
   * @param amendment the proposal, without signatures
   * @param report the answers of the ratchet
   * @param amended the constitution as it would be
   * @param cases those of the evidence
   */
  public record Proposed(
      SignedAmendment amendment,
      RatchetReport report,
      Constitution amended,
      List<JudgedCase> cases) {
    public Proposed {
      cases = List.copyOf(cases);
    }
  }

  /**
   * Makes a proposal for the constitution in a folder. The folder is not touched. Cases without a
   * time are decided as of the time of the proposal.
   *
   * @throws IllegalArgumentException if the patch is none, does not fit, or changes nothing
   * @throws org.equipoise.problem.InvalidInputException if the constitution before or after it has
   *     errors
   * @throws IOException if a file cannot be read
   */
  public Proposed propose(Path folder, Permissions permissions, Clock clock) throws IOException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Constitution before = Constitution.load(folder, permissions).asOf(now);
    try (StagedFolder staged = StagedFolder.of(folder, TextPatch.parse(patch))) {
      Constitution after = Constitution.load(staged.path(), permissions).asOf(now);
      if (after.digest().equals(before.digest())) {
        throw new IllegalArgumentException("the patch changes no part of the constitution");
      }
      List<JudgedCase> cases = evidence.all();
      RatchetReport report =
          new Ratchet(
                  before,
                  after,
                  new TriedFolders(folder, staged.path(), permissions, now)
                      .input(cases, List.of(), TriedFolders.Mutants.NONE, RatchetInput.LEVEL, 0),
                  Signed.NOTHING)
              .report();
      Map<String, @Nullable Object> effects = Proposal.tree(report.effects());
      String called = title();
      Amendment amendment =
          new Amendment(
              String.format(Locale.ROOT, "%04d-%s", AmendmentFolder.next(folder), slug(called)),
              called,
              reason,
              by,
              now,
              until,
              before.digest(),
              after.digest(),
              Semantics.VERSION,
              Proposal.changes(before, after),
              Proposal.touches(before, after, report),
              JsonTree.digest(patch),
              evidence.evidence(),
              JsonTree.digest(JsonTree.canonical(effects)));
      return new Proposed(
          new SignedAmendment(new Proposal(amendment, patch, effects)), report, after, cases);
    }
  }

  /** What it is called: as it was said, or as the reason begins. */
  @Override
  public String title() {
    String text = Optional.ofNullable(title).orElse(reason).strip().replaceAll("\\s+", " ");
    if (title != null || text.length() <= LONGEST_TITLE) {
      return text;
    }
    int end = text.lastIndexOf(' ', LONGEST_TITLE);
    return text.substring(0, end > 0 ? end : LONGEST_TITLE) + "…";
  }

  private static String slug(String title) {
    String slug = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    slug = slug.length() > LONGEST_SLUG ? slug.substring(0, LONGEST_SLUG) : slug;
    slug = slug.replaceAll("^-|-$", "");
    return slug.isEmpty() ? "amendment" : slug;
  }
}
