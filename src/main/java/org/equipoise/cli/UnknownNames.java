package org.equipoise.cli;

import static org.equipoise.cli.Plural.count;

import com.google.common.collect.Iterables;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.equipoise.constitution.Authority;
import org.equipoise.constitution.KnownNames;
import org.equipoise.constitution.KnownNames.Subject;
import org.equipoise.constitution.KnownNames.Unknown;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Message;
import org.equipoise.facts.Output;
import org.jspecify.annotations.Nullable;

/** Counts what cases bring under names that the constitution does not know. Not thread-safe. */
final class UnknownNames {
  private static final int MAX_KEPT = 10_000;
  private static final int MAX_LINES = 10;
  private static final int MAX_NAMES = 5;

  /** In how many cases it is looked at what else stands beside a name. */
  private static final int MAX_COMPARED = 100;

  private final Authority authority;
  private final Map<Unknown, Seen> seen = new LinkedHashMap<>();
  private long cases;
  private long unreadCases;

  /** In how many cases a name was met, and the first of them. */
  private static final class Seen {
    final String first;
    final Set<String> beside = new HashSet<>();
    int cases;

    Seen(String first) {
      this.first = first;
    }
  }

  UnknownNames(Authority authority) {
    this.authority = authority;
  }

  void see(Case given, List<Judgment> judgments) {
    cases++;
    unreadCases += authority.readsNothingOf(given) ? 1 : 0;
    Iterable<Unknown> met =
        Iterables.concat(authority.unknown(given, judgments), authority.unlike(given, judgments));
    for (Unknown unknown : met) {
      if (seen.size() < MAX_KEPT || seen.containsKey(unknown)) {
        Seen where = seen.computeIfAbsent(unknown, it -> new Seen(given.id()));
        where.cases++;
        if (where.cases <= MAX_COMPARED) {
          addBeside(unknown, given, judgments, where.beside);
        }
      }
    }
  }

  /** Adds the known names that stand in one fact with a name. */
  private void addBeside(
      Unknown unknown, Case given, List<Judgment> judgments, Set<String> beside) {
    Stream<Attributes> facts =
        switch (unknown.subject()) {
          case CASE -> Stream.of(given.attributes());
          case OUTPUT -> given.outputs().stream().map(Output::attributes);
          case MESSAGE -> given.messages().stream().map(Message::attributes);
          case JUDGMENT -> judgments.stream().map(Judgment::circumstances);
          case STAKEHOLDER -> Stream.of();
        };
    facts
        .filter(it -> it.names().contains(unknown.name()))
        .forEach(
            it ->
                authority.constitutions().stream()
                    .flatMap(of -> of.names().of(unknown.subject()).stream())
                    .filter(it.names()::contains)
                    .forEach(beside::add));
  }

  /** Whether no case has any of the attributes that rules read. */
  boolean isNothingRead() {
    return cases > 0 && unreadCases == cases;
  }

  /** A name that was met, with what it may have been meant to be. */
  record Met(Unknown unknown, String inWords, @Nullable String hint) {}

  /** The names met that look misspelt, and the stakeholders met that nobody weighs. */
  List<Met> doubtful() {
    List<Met> doubtful = new ArrayList<>();
    seen.forEach(
        (unknown, where) -> {
          String hint = authority.hint(unknown, where.beside);
          boolean isUnfit = unknown.fault() != KnownNames.Fault.UNREAD;
          if (hint != null || isUnfit || unknown.subject() == Subject.STAKEHOLDER) {
            doubtful.add(new Met(unknown, inWords(unknown, where), hint));
          }
        });
    return doubtful;
  }

  private String inWords(Unknown unknown, Seen where) {
    return authority.inWords(unknown)
        + " ("
        + (where.cases == 1 ? "in case " : "in " + count(where.cases, "case") + ", first ")
        + where.first
        + ")";
  }

  /**
   * Tells of every name that was met, of those that look misspelt one by one; and if no case has
   * any of the attributes that rules read, of that.
   */
  void tell(PrintWriter err) {
    if (isNothingRead()) {
      err.println(
          "warning: no case has any of the attributes that rules read;"
              + " `equipoise attributes` lists them");
    }
    List<Met> doubtful = doubtful();
    for (Met met : doubtful.subList(0, Math.min(MAX_LINES, doubtful.size()))) {
      err.println("warning: " + met.inWords() + (met.hint() == null ? "" : "; " + met.hint()));
    }
    List<Unknown> others = new ArrayList<>(seen.keySet());
    doubtful.stream().limit(MAX_LINES).forEach(it -> others.remove(it.unknown()));
    if (!others.isEmpty()) {
      List<String> some =
          others.stream().limit(MAX_NAMES).map(it -> "`" + KnownNames.shown(it) + "`").toList();
      int more = others.size() - some.size();
      err.println(
          "warning: nothing in the constitution speaks of "
              + String.join(", ", some)
              + (more > 0 ? " and " + more + " more names" : "")
              + ", which the cases bring");
    }
    err.flush();
  }
}
