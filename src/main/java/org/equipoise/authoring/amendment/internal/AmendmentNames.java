package org.equipoise.authoring.amendment.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.equipoise.authoring.amendment.internal.Option.Candidate;
import org.equipoise.authoring.amendment.internal.Option.Kind;
import org.equipoise.language.Element;

/**
 * What changes of the rules are called together, and what each new principle among them is called.
 * The same changes of the same constitution have the same names.
 *
 * @param id of the amendment
 * @param principles the names of the new principles, by the changes that enact them
 */
public record AmendmentNames(String id, Map<Candidate, String> principles) {
  private static final String START = "amendment-";

  /** The id where there are no changes. */
  public static final String NONE = START + "none";

  public AmendmentNames {
    principles = Map.copyOf(principles);
  }

  /**
   * The names of some changes.
   *
   * @param constitution the digest of the constitution
   * @param changes in order
   */
  public static AmendmentNames of(String constitution, List<Candidate> changes) {
    String id = id(constitution, changes);
    Map<Candidate, String> principles = new TreeMap<>();
    for (Candidate change : changes) {
      if (change.kind() == Kind.ENACT) {
        principles.put(change, principles.isEmpty() ? id : id + "-" + (principles.size() + 1));
      }
    }
    return new AmendmentNames(id, principles);
  }

  private static String id(String constitution, List<Candidate> changes) {
    StringBuilder text = new StringBuilder(constitution);
    for (Candidate each : changes) {
      text.append('\n')
          .append(each.kind())
          .append(' ')
          .append(each.rule())
          .append(' ')
          .append(Wording.inWords(each));
    }
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return START + HexFormat.of().formatHex(hash, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The principle that a change enacts. */
  public Element principle(Candidate enacted) {
    return Element.principle(Objects.requireNonNull(principles.get(enacted)));
  }
}
