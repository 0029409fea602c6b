package org.equipoise.authoring.amendment;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.equipoise.authoring.amendment.ProposedChange.Kind;
import org.equipoise.authoring.amendment.ProposedChange.Trust;
import org.equipoise.authoring.amendment.internal.AmendmentNames;
import org.equipoise.authoring.amendment.internal.Model;
import org.equipoise.authoring.amendment.internal.Option;
import org.equipoise.authoring.amendment.internal.Option.Candidate;
import org.equipoise.authoring.amendment.internal.Option.FreshOverride;
import org.equipoise.authoring.amendment.internal.Option.Local;
import org.equipoise.authoring.amendment.internal.Wording;
import org.equipoise.language.Element;
import org.equipoise.revision.Cost;
import org.jspecify.annotations.Nullable;

/** Chosen options as changes for people. */
final class Described {
  /** Changes of the rules first. */
  static final Comparator<ProposedChange> ORDER =
      Comparator.comparing(ProposedChange::kind)
          .thenComparing(ProposedChange::element)
          .thenComparing(it -> String.valueOf(it.yieldsTo()))
          .thenComparing(it -> it.where().toString())
          .thenComparing(it -> it.drops().toString())
          .thenComparing(it -> String.valueOf(it.caseId()));

  private final Model model;
  private final AmendmentNames names;

  /**
   * @param names of the new principles
   */
  Described(Model model, AmendmentNames names) {
    this.model = model;
    this.names = names;
  }

  ProposedChange brief(Option option) {
    return of(option, Optional.empty(), Set.of(), null);
  }

  /**
   * A change.
   *
   * @param changed the cases that are decided otherwise
   */
  ProposedChange of(
      Option option, Optional<Cost> price, Set<String> changed, @Nullable Trust trust) {
    Cost cost = new Cost(option.cost());
    List<String> resolves = List.copyOf(model.resolved(option));
    if (option instanceof Candidate it) {
      Set<String> touched = new TreeSet<>(model.touched(it));
      touched.retainAll(changed);
      resolves.forEach(touched::remove);
      boolean isNew = it.kind() == Option.Kind.ENACT;
      return new ProposedChange(
          Kind.valueOf(it.kind().name()),
          (isNew ? names.principle(it) : it.rule()).toString(),
          null,
          it.before() == null ? null : it.before().toString(),
          isNew ? it.status() : null,
          it.where(),
          it.drops().stream().map(Option.Dropped::text).toList(),
          Wording.inWords(it),
          cost,
          price,
          resolves,
          List.copyOf(touched),
          trust);
    }
    String caseId =
        option instanceof Local local
            ? local.element().caseId()
            : ((FreshOverride) option).caseId();
    Element element =
        option instanceof Local local
            ? local.element().element()
            : names.principle(((FreshOverride) option).principle());
    Kind kind =
        switch (element.kind()) {
          case JUDGMENT -> Kind.REVISE;
          case ATTRIBUTE -> Kind.SETTLE;
          case PRINCIPLE, THEORY -> Kind.OVERRIDE;
        };
    return new ProposedChange(
        kind,
        element.toString(),
        caseId,
        null,
        null,
        List.of(),
        List.of(),
        kind == Kind.OVERRIDE ? "overridden in case " + caseId : "given up in case " + caseId,
        cost,
        price,
        resolves,
        List.of(),
        null);
  }
}
