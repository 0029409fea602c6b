package org.equipoise.authoring.adoption;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A proposed change of a constitution: all that is signed. Immutable.
 *
 * @param id {@code NNNN-slug}, unique in its constitution
 * @param title what it does, in a few words
 * @param reason why
 * @param proposer who proposed it
 * @param time when, to the second
 * @param until the last day on which it holds; null for ever
 * @param before the digest of the constitution that it changes
 * @param after the digest of the one that it leads to
 * @param semantics the semantics version of both digests
 * @param changes what it changes
 * @param touches what needs more signatures: of {@code entrenched}, {@code exception} and {@code
 *     unsettled} those that apply, sorted
 * @param patch the digest of the patch
 * @param evidence on what it rests
 * @param effects the digest of what it does to decisions
 */
public record Amendment(
    String id,
    String title,
    String reason,
    String proposer,
    Instant time,
    @Nullable LocalDate until,
    String before,
    String after,
    String semantics,
    List<AmendedPart> changes,
    List<String> touches,
    String patch,
    Evidence evidence,
    String effects) {
  /** What {@link #touches} may hold: an entrenched rule, or who may sign. */
  public static final String ENTRENCHED = "entrenched";

  /** What {@link #touches} may hold: the condition of a rule. */
  public static final String EXCEPTION = "exception";

  /** What {@link #touches} may hold: a settled fixture. */
  public static final String UNSETTLED = "unsettled";

  /**
   * @throws IllegalArgumentException if the id is not of the form {@code NNNN-slug}
   */
  public Amendment {
    if (!id.matches("\\d{4}-[a-z0-9]+(-[a-z0-9]+)*+")) {
      throw new IllegalArgumentException("`" + id + "` is no id of an amendment: `NNNN-slug`");
    }
    changes = List.copyOf(changes);
    touches = List.copyOf(new TreeSet<>(touches));
  }

  /**
   * Reads an amendment.
   *
   * @throws IllegalArgumentException if it is none; the message names the field
   */
  public static Amendment of(JsonTree tree) {
    tree.only(
        "after",
        "before",
        "changes",
        "effects",
        "evidence",
        "id",
        "patch",
        "proposer",
        "reason",
        "semantics",
        "time",
        "title",
        "touches",
        "until");
    try {
      String until = tree.textIfAny("until");
      return new Amendment(
          tree.text("id"),
          tree.text("title"),
          tree.text("reason"),
          tree.text("proposer"),
          Instant.parse(tree.text("time")),
          until == null ? null : LocalDate.parse(until),
          tree.text("before"),
          tree.text("after"),
          tree.text("semantics"),
          tree.objects("changes").stream().map(AmendedPart::of).toList(),
          tree.texts("touches"),
          tree.text("patch"),
          Evidence.of(tree.object("evidence")),
          tree.text("effects"));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("`" + e.getParsedString() + "` is no time", e);
    }
  }

  /** Returns the amendment as an object of JSON. */
  public Map<String, Object> tree() {
    Map<String, Object> tree = new TreeMap<>();
    tree.put("id", id);
    tree.put("title", title);
    tree.put("reason", reason);
    tree.put("proposer", proposer);
    tree.put("time", time.toString());
    put(tree, "until", until == null ? null : until.toString());
    tree.put("before", before);
    tree.put("after", after);
    tree.put("semantics", semantics);
    tree.put("changes", changes.stream().map(AmendedPart::tree).toList());
    tree.put("touches", touches);
    tree.put("patch", patch);
    tree.put("evidence", evidence.tree());
    tree.put("effects", effects);
    return tree;
  }

  static void put(Map<String, Object> tree, String field, @Nullable Object value) {
    if (value != null) {
      tree.put(field, value);
    }
  }

  /** Returns the digest of all that is signed: of the amendment in canonical JSON. */
  public String digest() {
    return JsonTree.digest(JsonTree.canonical(tree()));
  }

  /** Returns whether its term is over: whether the day of a time, in UTC, is after the last one. */
  public boolean isOverAt(Instant at) {
    return until != null && at.atZone(ZoneOffset.UTC).toLocalDate().isAfter(until);
  }
}
