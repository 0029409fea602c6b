package org.equipoise.audit.adoption;

import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.ledger.transparency.Hash;
import org.equipoise.audit.ledger.transparency.MerkleTree;
import org.equipoise.audit.ledger.transparency.TreeHead;
import org.equipoise.authoring.adoption.Evidence;
import org.equipoise.formats.Corpus;
import org.equipoise.formats.Corpus.JudgedCase;
import org.jspecify.annotations.Nullable;

/**
 * Where the evidence for an amendment is. Immutable.
 *
 * @param cases a file of cases; null for none, or for the one that the amendment names
 * @param judgments a file of judgments; null for none, or for the one that the amendment names
 * @param ledger a ledger whose cases count; null for none
 */
public record EvidenceFiles(
    @Nullable Path cases, @Nullable Path judgments, @Nullable Ledger ledger) {
  /** No evidence, or what the amendment names. */
  public static final EvidenceFiles NONE = new EvidenceFiles(null, null, null);

  /** Returns the evidence as an amendment names it. */
  Evidence evidence() throws IOException {
    return new Evidence(
        cases == null ? null : digest(cases),
        cases == null ? null : cases.toString(),
        judgments == null ? null : digest(judgments),
        judgments == null ? null : judgments.toString(),
        ledger == null ? null : head(ledger, Long.MAX_VALUE).toString());
  }

  /** Returns the cases of the evidence. */
  List<JudgedCase> all() {
    List<JudgedCase> all = new ArrayList<>();
    if (cases != null) {
      Corpus.open(cases, judgments)
          .forEach((given, judged) -> all.add(new JudgedCase(given, judged, 0)));
    }
    if (ledger != null) {
      all.addAll(RecordedCases.of(ledger));
    }
    return all;
  }

  /**
   * Returns the cases of the evidence that an amendment names.
   *
   * @param named what it names
   * @param problems gets why it is not what was named
   */
  List<JudgedCase> named(Evidence named, List<String> problems) throws IOException {
    List<JudgedCase> all = new ArrayList<>();
    Path given = same("cases", cases, named.casesFile(), named.cases(), problems);
    Path judged = same("judgments", judgments, named.judgmentsFile(), named.judgments(), problems);
    if (!problems.isEmpty()) {
      return all;
    }
    if (given != null) {
      Corpus.open(given, judged)
          .forEach((situation, on) -> all.add(new JudgedCase(situation, on, 0)));
    }
    if (named.ledger() != null && ledger != null) {
      TreeHead head = TreeHead.parse(named.ledger());
      if (head(ledger, head.size()).equals(head)) {
        all.addAll(RecordedCases.of(ledger, head.size()));
      } else {
        problems.add("the ledger does not begin with the one that was the evidence");
      }
    }
    return all;
  }

  private static @Nullable Path same(
      String what,
      @Nullable Path given,
      @Nullable String file,
      @Nullable String digest,
      List<String> problems)
      throws IOException {
    if (digest == null) {
      return null;
    }
    Path path = given != null ? given : Path.of(String.valueOf(file));
    if (!Files.isRegularFile(path)) {
      problems.add("the " + what + " that are the evidence are not in `" + path + "`");
    } else if (!digest(path).equals(digest)) {
      problems.add("the " + what + " in `" + path + "` are not the evidence: they were altered");
    }
    return path;
  }

  private static String digest(Path file) throws IOException {
    return "sha256:" + MoreFiles.asByteSource(file).hash(Hashing.sha256());
  }

  /** The head of the first entries of a ledger. */
  private static TreeHead head(Ledger ledger, long size) {
    MerkleTree tree = new MerkleTree();
    try (Ledger.Entries all = ledger.entries()) {
      while (tree.size() < size && all.hasNext()) {
        tree.add(Hash.leaf(all.nextLine()));
      }
    }
    return tree.head();
  }
}
