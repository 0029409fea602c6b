package org.equipoise.audit.adoption;

import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.ledger.transparency.Hash;
import org.equipoise.audit.ledger.transparency.MerkleTree;
import org.equipoise.audit.ledger.transparency.TreeHead;
import org.equipoise.authoring.adoption.Evidence;
import org.equipoise.facts.Judgment;
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

  /**
   * Returns the cases of the evidence, each once: those of the file, then those that only the
   * ledger holds. A case that is in both has the facts of the file and the judgments of both.
   *
   * @throws org.equipoise.problem.InvalidInputException if a file does not hold what it should
   * @throws org.equipoise.audit.ledger.DamagedLedgerException if an entry cannot be read
   */
  public List<JudgedCase> all() {
    Map<String, JudgedCase> all = new LinkedHashMap<>();
    if (cases != null) {
      add(Corpus.open(cases, judgments), all);
    }
    if (ledger != null) {
      RecordedCases.of(ledger).forEach(it -> add(it, all));
    }
    return List.copyOf(all.values());
  }

  private static void add(Corpus corpus, Map<String, JudgedCase> all) {
    corpus.forEach((given, judged) -> all.put(given.id(), new JudgedCase(given, judged, 0)));
  }

  private static void add(JudgedCase recorded, Map<String, JudgedCase> all) {
    all.merge(
        recorded.situation().id(),
        recorded,
        (filed, other) -> {
          Map<String, Judgment> both = new LinkedHashMap<>();
          filed.judgments().forEach(it -> both.put(it.id(), it));
          other.judgments().stream()
              .filter(it -> RecordedCases.names(filed.situation(), it))
              .forEach(it -> both.putIfAbsent(it.id(), it));
          return new JudgedCase(filed.situation(), List.copyOf(both.values()), 0);
        });
  }

  /**
   * Returns the cases of the evidence that an amendment names.
   *
   * @param named what it names
   * @param problems gets why it is not what was named
   */
  List<JudgedCase> named(Evidence named, List<String> problems) throws IOException {
    Map<String, JudgedCase> all = new LinkedHashMap<>();
    Path given = same("cases", cases, named.casesFile(), named.cases(), problems);
    Path judged = same("judgments", judgments, named.judgmentsFile(), named.judgments(), problems);
    if (!problems.isEmpty()) {
      return List.of();
    }
    if (given != null) {
      add(Corpus.open(given, judged), all);
    }
    if (named.ledger() != null && ledger != null) {
      TreeHead head = TreeHead.parse(named.ledger());
      if (head(ledger, head.size()).equals(head)) {
        RecordedCases.of(ledger, head.size()).forEach(it -> add(it, all));
      } else {
        problems.add("the ledger does not begin with the one that was the evidence");
      }
    }
    return List.copyOf(all.values());
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
