package org.equipoise.decision;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.equipoise.formats.internal.CanonicalScanner;

/** The names of fields, in the order in which {@code decide} prints those of an object. */
enum DecisionKey {
  NAME,
  CASE,
  OUTPUTS,
  CHOICE,
  CHOICE_MARGIN,
  CHOICE_MARGIN_LEVELS,
  STATE,
  GAP,
  FRAGILE,
  CONFLICTS,
  NOT_IN_FORCE,
  RAISED,
  MISREAD,
  ERROR,
  ERROR_DETAILS,
  LEVELS,
  CONSTITUTION,
  CHARTER,
  CLAUSE,
  COMBINE,
  SAYS,
  CONCEDED,
  OUTPUT,
  DECISION,
  ACTION,
  MARGIN,
  LEVEL,
  COST_ALLOW,
  COST_BLOCK,
  COST_ALLOW_LEVELS,
  COST_BLOCK_LEVELS,
  CLAIMS,
  GUIDANCE,
  ALLOWING,
  BLOCKING,
  WORD,
  STATUS,
  OF,
  ID,
  ATTRIBUTE,
  AS,
  IS,
  OVER,
  STRENGTH,
  BY,
  DEGREE,
  REASON,
  KIND,
  ABOUT,
  WHY,
  ENVIRONMENTS,
  TRUNCATED,
  ELEMENT,
  COST,
  CODE,
  RULE,
  LIMIT,
  PLACE;

  private final String field = camelCase(name().toLowerCase(Locale.ROOT));

  @SuppressWarnings("ImmutableEnumChecker") // never written to
  final byte[] json = CanonicalScanner.ascii("\"" + field + "\":");

  private static String camelCase(String words) {
    int gap = words.indexOf('_') + 1;
    return gap == 0
        ? words
        : camelCase(
            words.substring(0, gap - 1)
                + words.substring(gap, gap + 1).toUpperCase(Locale.ROOT)
                + words.substring(gap + 1));
  }

  JsonNode in(JsonNode object) {
    return object.path(field);
  }

  String textIn(JsonNode object) {
    return in(object).asText();
  }
}
