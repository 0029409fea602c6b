package org.equipoise.integration.spring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.equipoise.audit.ledger.OnLedgerFailure;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is wrong with properties by themselves, and which of them have no effect. */
final class PropertyCheck {
  private static final Logger LOG = LoggerFactory.getLogger(PropertyCheck.class);

  private final EquipoiseProperties properties;
  private final List<Problem> problems = new ArrayList<>();
  private final List<String> withoutEffect = new ArrayList<>();

  private PropertyCheck(EquipoiseProperties properties) {
    this.properties = properties;
  }

  /**
   * Logs a warning for each property without effect.
   *
   * @throws InvalidInputException if a value cannot be meant
   */
  static void check(EquipoiseProperties properties, ClassLoader loader) {
    PropertyCheck check = new PropertyCheck(properties);
    check.values(loader);
    if (!check.problems.isEmpty()) {
      throw new InvalidInputException(check.problems);
    }
    withoutEffect(properties).forEach(it -> LOG.warn("Equipoise: {}", it));
  }

  /** The properties that have no effect beside the others, each with the reason. */
  static List<String> withoutEffect(EquipoiseProperties properties) {
    PropertyCheck check = new PropertyCheck(properties);
    check.effects();
    return check.withoutEffect;
  }

  private void values(ClassLoader loader) {
    notBlank("constitution", properties.constitution());
    notBlank("charter", properties.charter());
    notBlank("ledger", properties.ledger());
    positive("trigger-interval", properties.triggerInterval());
    positive("alarm-interval", properties.alarmInterval());
    positive("alarm-window", properties.alarmWindow());
    if (properties.recent() < 0) {
      refuse("recent", "`" + properties.recent() + "` is below 0", "write 0 for none");
    }
    String canary = properties.canary();
    if (canary != null && new Location(canary, loader).read().isEmpty()) {
      refuse(
          "canary",
          "there is no file `" + canary + "`",
          "name a file of cases that must be blocked, as JSON lines");
    }
  }

  private void notBlank(String name, @Nullable String value) {
    if (value != null && value.isBlank()) {
      refuse(name, "it is blank", "name a folder, or leave the property out");
    }
  }

  private void positive(String name, @Nullable Duration value) {
    if (value != null && (value.isZero() || value.isNegative())) {
      refuse(name, "`" + value + "` is no time above 0", "write a time such as `1d` or `30m`");
    }
  }

  private void refuse(String name, String message, String hint) {
    problems.add(Problem.error("wrong-property", "equipoise." + name, 0, 0, null, message, hint));
  }

  private void effects() {
    OnLedgerFailure onFailure = properties.onLedgerFailure();
    if (properties.ledger() == null) {
      String why = "`equipoise.ledger` names no ledger";
      none("ledger-key", properties.ledgerKey() != null, why);
      none("mask", !properties.mask().isEmpty(), why);
      none("on-ledger-failure", onFailure != OnLedgerFailure.BLOCK, why);
      none("spill", properties.spill() != null, why);
      none("desk", properties.desk(), why);
      none("alarm-interval", properties.alarmInterval() != null, why);
    } else {
      none(
          "spill",
          properties.spill() != null && onFailure != OnLedgerFailure.SPILL,
          "`equipoise.on-ledger-failure` is not `spill`");
    }
    none(
        "desk-planted",
        properties.deskPlanted() != null && !properties.desk(),
        "`equipoise.desk` is not `true`");
  }

  private void none(String name, boolean isSet, String why) {
    if (isSet) {
      withoutEffect.add("`equipoise." + name + "` has no effect: " + why);
    }
  }
}
