package org.equipoise.decision;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.reading.Subject;
import org.equipoise.constitution.reading.ValueRead;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.equipoise.facts.Values;
import org.jspecify.annotations.Nullable;

/**
 * An attribute that some rule reads as one kind of value, and that is of another, so that it meets
 * no condition there. Immutable.
 *
 * @param subject whose attribute it is: {@code case}, {@code output}, {@code message} or {@code
 *     judgment}
 * @param id the id of the output or judgment, or the turn of the message; empty for the case
 * @param attribute the name of the attribute
 * @param as the kind of value that is read, such as {@code number}
 * @param is the kind of value that it has, such as {@code text}
 */
public record Misread(String subject, String id, String attribute, String as, String is)
    implements Comparable<Misread> {
  private static final Comparator<Misread> ORDER =
      Comparator.comparing(Misread::subject)
          .thenComparing(Misread::id)
          .thenComparing(Misread::attribute)
          .thenComparing(Misread::as)
          .thenComparing(Misread::is);

  @Override
  public int compareTo(Misread other) {
    return ORDER.compare(this, other);
  }

  /** What rules read as one kind of value, in the order in which it is written. */
  static List<ValueRead> typedReads(Constitution constitution) {
    List<ValueRead> typed = new ArrayList<>(0);
    constitution
        .rules()
        .values()
        .forEach(
            it ->
                it.reads().attributes().filter(read -> read.wanted() != null).forEach(typed::add));
    return List.copyOf(typed);
  }

  static List<Misread> in(List<ValueRead> typed, Case given, List<Judgment> judgments) {
    if (typed.isEmpty()) {
      return List.of();
    }
    TreeSet<Misread> found = new TreeSet<>();
    for (ValueRead read : typed) {
      Subject of = read.subject();
      if (of == null || of == Subject.CASE) {
        note(read, "case", "", given.attributes(), found);
      }
      for (Output output :
          of == null || of == Subject.OUTPUT ? given.outputs() : List.<Output>of()) {
        note(read, "output", output.id(), output.attributes(), found);
      }
      for (int turn = 0; turn < given.messages().size(); turn++) {
        if (of == null || of == Subject.MESSAGE) {
          Attributes own = given.messages().get(turn).attributes();
          note(read, "message", Integer.toString(turn), own, found);
        }
      }
      for (Judgment each : of == null || of == Subject.JUDGMENT ? judgments : List.<Judgment>of()) {
        note(read, "judgment", each.id(), each.circumstances(), found);
      }
    }
    return List.copyOf(found);
  }

  private static void note(
      ValueRead read, String subject, String id, Attributes attributes, TreeSet<Misread> found) {
    Disputed disputed = attributes.disputed().get(read.name());
    note(read, subject, id, attributes.get(read.name()), found);
    if (disputed != null) {
      note(read, subject, id, disputed.otherwise(), found);
    }
  }

  private static void note(
      ValueRead read, String subject, String id, @Nullable Object value, TreeSet<Misread> found) {
    Values.Kind wanted = read.wanted();
    if (value != null && wanted != null && Values.Kind.of(value) != wanted) {
      found.add(
          new Misread(
              subject,
              id,
              read.name(),
              word(wanted.inWords()),
              word(Values.Kind.of(value).inWords())));
    }
  }

  /** A kind without its article. */
  private static String word(String kind) {
    return kind.substring(kind.indexOf(' ') + 1);
  }
}
