package org.equipoise.desk;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.equipoise.audit.adoption.Adoption;
import org.equipoise.audit.adoption.OpenAmendments;
import org.equipoise.audit.amendment.AmendmentNote;
import org.equipoise.audit.amendment.Refusal;
import org.equipoise.audit.amendment.SignedAmendment;
import org.equipoise.audit.ledger.LedgerException;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.authoring.adoption.JsonTree;
import org.equipoise.constitution.Authority;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.SignOff;
import org.equipoise.constitution.vetting.Permissions;
import org.equipoise.problem.InvalidInputException;

/**
 * Answers requests about proposals. Notes are signed in the browser or elsewhere; no secret key
 * comes here.
 */
final class Proposals {
  private final LedgerRecorder recorder;
  private final Supplier<? extends Authority> authority;
  private final Adoption adoption;

  /**
   * Creates it.
   *
   * @param folder the constitution that proposals amend
   */
  Proposals(
      LedgerRecorder recorder,
      Supplier<? extends Authority> authority,
      Path folder,
      Permissions permissions,
      Clock clock) {
    this.recorder = recorder;
    this.authority = authority;
    this.adoption = new Adoption(folder, permissions, recorder, clock);
  }

  Optional<DeskResponse> handle(DeskRequest request) {
    synchronized (recorder) { // what lies open does so until the note on it is recorded
      return answer(request);
    }
  }

  private Optional<DeskResponse> answer(DeskRequest request) {
    List<SignedAmendment> open = OpenAmendments.of(recorder.ledger());
    if (request.path().equals("/proposals")) {
      return Optional.of(
          request.isPost() ? layOpen(request, open) : ProposalPage.list(request, 200, open, null));
    }
    for (SignedAmendment each : open) {
      String path = ProposalPage.path(each);
      if (request.path().equals(path)) {
        return Optional.of(
            request.isPost()
                ? note(request, each)
                : ProposalPage.one(request, 200, each, signOff(), null));
      }
      if (request.path().equals(path + "/file") && !request.isPost()) {
        return Optional.of(
            DeskResponse.of(200, "application/json", each.text())
                .with(
                    "Content-Disposition",
                    "attachment; filename=\"" + each.amendment().id() + ".json\""));
      }
    }
    return request.isPost()
        ? Optional.of(
            ProposalPage.list(
                request, 409, open, "This proposal does not lie open. Nothing was recorded."))
        : Optional.empty();
  }

  private Optional<SignOff> signOff() {
    return authority.get() instanceof Constitution constitution
        ? constitution.signOff()
        : Optional.empty();
  }

  private DeskResponse layOpen(DeskRequest request, List<SignedAmendment> open) {
    try {
      SignedAmendment proposal = SignedAmendment.parse(request.field("file"));
      requireWhole(proposal);
      for (AmendmentNote note : proposal.signatures()) {
        requireSigned(note);
      }
      for (AmendmentNote note : proposal.dissents()) {
        requireSigned(note);
      }
      publish(proposal);
      return DeskResponse.to(request.base() + ProposalPage.path(proposal));
    } catch (IllegalArgumentException e) {
      return ProposalPage.list(request, 422, open, "It was not laid open: " + e.getMessage());
    } catch (LedgerException e) {
      return ProposalPage.list(request, 503, open, "It was not recorded: " + e.getMessage());
    }
  }

  private DeskResponse note(DeskRequest request, SignedAmendment proposal) {
    try {
      AmendmentNote note = read(request.field("note").replace("\r\n", "\n"), proposal);
      requireSigned(note);
      publish(proposal.with(note));
      return DeskResponse.to(request.base() + ProposalPage.path(proposal));
    } catch (IllegalArgumentException e) {
      return ProposalPage.one(
          request, 422, proposal, signOff(), "The note was not recorded: " + e.getMessage());
    } catch (LedgerException e) {
      return ProposalPage.one(
          request, 503, proposal, signOff(), "The note was not recorded: " + e.getMessage());
    }
  }

  /** Reads a note, or the one note in a file that the ledger does not hold yet. */
  private static AmendmentNote read(String text, SignedAmendment proposal) {
    if (!text.startsWith("{")) {
      return AmendmentNote.parse(text + "\n");
    }
    SignedAmendment signed = SignedAmendment.parse(text);
    List<AmendmentNote> fresh = new ArrayList<>(signed.signatures());
    fresh.addAll(signed.dissents());
    fresh.removeAll(proposal.signatures());
    fresh.removeAll(proposal.dissents());
    if (fresh.size() != 1) {
      throw new IllegalArgumentException(
          "the file holds " + fresh.size() + " notes that are new here, and not one");
    }
    return fresh.get(0);
  }

  private void requireSigned(AmendmentNote note) {
    if (signOff().flatMap(note::signer).isEmpty()) {
      throw new IllegalArgumentException(
          "it is not signed by a key of the constitution, although it names `" + note.name() + "`");
    }
  }

  private static void requireWhole(SignedAmendment proposal) {
    String effects = JsonTree.canonical(proposal.proposal().effects());
    if (!JsonTree.digest(proposal.proposal().patch()).equals(proposal.amendment().patch())
        || !JsonTree.digest(effects).equals(proposal.amendment().effects())) {
      throw new IllegalArgumentException(
          "the patch or the effects are not those that the amendment names");
    }
  }

  private void publish(SignedAmendment signed) {
    try {
      List<Refusal> refusals = adoption.publish(signed);
      if (!refusals.isEmpty()) {
        throw new IllegalArgumentException(refusals.get(0).why());
      }
    } catch (IOException | InvalidInputException e) {
      throw new IllegalArgumentException(
          "the constitution in the folder cannot be read: " + e.getMessage(), e);
    }
  }
}
