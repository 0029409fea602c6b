package org.equipoise.revision.solver.internal;

/** How far choosing an element reaches into the rules: what breaks ties, the least first. */
public enum RuleReach {
  /** It touches no rule. */
  NO_RULE,
  /** It touches a rule in one place. */
  ONE_PLACE,
  /** It touches a rule everywhere. */
  EVERYWHERE
}
