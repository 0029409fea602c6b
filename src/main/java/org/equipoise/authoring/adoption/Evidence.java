package org.equipoise.authoring.adoption;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * On what an amendment rests: the digests of files of cases and judgments, and the head of a
 * ledger. Immutable.
 *
 * @param cases the digest of the cases; null if there are none
 * @param casesFile the file they were in; null if there are none
 * @param judgments the digest of the judgments; null if there are none
 * @param judgmentsFile the file they were in; null if there are none
 * @param ledger the head of the ledger, as {@code SIZE:HASH}; null if there is none
 */
public record Evidence(
    @Nullable String cases,
    @Nullable String casesFile,
    @Nullable String judgments,
    @Nullable String judgmentsFile,
    @Nullable String ledger) {

  /** No evidence. */
  public static final Evidence NONE = new Evidence(null, null, null, null, null);

  static Evidence of(JsonTree tree) {
    tree.only("cases", "casesFile", "judgments", "judgmentsFile", "ledger");
    return new Evidence(
        tree.textIfAny("cases"),
        tree.textIfAny("casesFile"),
        tree.textIfAny("judgments"),
        tree.textIfAny("judgmentsFile"),
        tree.textIfAny("ledger"));
  }

  Map<String, Object> tree() {
    Map<String, Object> tree = new TreeMap<>();
    Amendment.put(tree, "cases", cases);
    Amendment.put(tree, "casesFile", casesFile);
    Amendment.put(tree, "judgments", judgments);
    Amendment.put(tree, "judgmentsFile", judgmentsFile);
    Amendment.put(tree, "ledger", ledger);
    return tree;
  }

  /** In words. */
  @Override
  public String toString() {
    String files =
        cases == null ? "" : casesFile + (judgments == null ? "" : " and " + judgmentsFile);
    String recorded = ledger == null ? "" : "the ledger up to " + ledger;
    return files.isEmpty() && recorded.isEmpty()
        ? "none"
        : files + (files.isEmpty() || recorded.isEmpty() ? "" : ", ") + recorded;
  }
}
